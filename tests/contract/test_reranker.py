"""What every Reranker promises."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.cross_encoder import CrossEncoderReranker
from assistant.domain.errors import ModelUnavailable
from assistant.ports import Reranker
from tests.fakes.word_reranker import WordReranker

TEXTS = ("do not drive today", "tears are common", "rest and water")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real cross-encoder, tiny and untrained."""
    transformers: Any = import_module("transformers")
    place = tmp_path_factory.mktemp("cross-encoder")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted({w for text in TEXTS for w in text.split()})]
    (place / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = transformers.BertConfig(vocab_size=len(words), num_labels=1, **sizes)
    transformers.BertForSequenceClassification(config).save_pretrained(place)
    transformers.BertTokenizerFast(vocab_file=str(place / "vocab.txt")).save_pretrained(place)
    return place


@pytest.fixture(params=["words", "cross-encoder"])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    if request.param == "words":
        return WordReranker()
    return CrossEncoderReranker(request.getfixturevalue("folder"))


def test_every_text_gets_its_own_score_in_order(reranker: Reranker) -> None:
    together = reranker.scores("can I drive", TEXTS)
    turned = reranker.scores("can I drive", TEXTS[::-1])

    assert len(together) == len(TEXTS)
    assert turned[::-1] == pytest.approx(together, abs=1e-5)


def test_no_texts_have_no_scores(reranker: Reranker) -> None:
    assert reranker.scores("can I drive", ()) == ()


@pytest.mark.parametrize("odd", ["", "\ud800", "🙂" * 3000])
def test_odd_questions_break_nothing(reranker: Reranker, odd: str) -> None:
    assert len(reranker.scores(odd, TEXTS)) == len(TEXTS)


def test_a_folder_without_a_model_is_named_with_its_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="KAP_RERANKER_MODEL"):
        CrossEncoderReranker(tmp_path / "nothing").scores("can I drive", TEXTS)
