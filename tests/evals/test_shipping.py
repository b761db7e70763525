"""What is put in place of an earlier classifier, and a fit that keeps its encoders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.adapters.risk_card import GRAPH, SECOND_GRAPH, SECOND_TOKENIZER, TOKENIZER, read_card
from assistant.domain.errors import ModelUnavailable
from evals.training.bases import base_of
from evals.training.recipe import Recipe
from evals.training.run import Data, refit
from evals.training.shards import joined
from evals.training.shipping import Encoder, Shipped, write
from tests.evals.test_training import lay_out as lay_cases_out
from tests.evals.test_training import line
from tests.fakes.small_encoder import lay_out

FETCHED = Recipe(rounds=(), base="all-mpnet-base-v2")
"""Its base is not installed."""
ORIGIN = {"train sha256": "as it was"}


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A classifier of two encoders, each with a tokenizer of its own."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    return lay_out(folder, {"die": {"imminent": 3.0}}, {"kill": {"imminent": 2.0}}, training={"encoder": ORIGIN})


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """A few cases to fit on and to check with."""
    dangers = [line(n, f"I will die at the {place}", "imminent") for n, place in enumerate(("harbour", "office"))]
    harmless = [line(10 + n, f"we had soup at the {place}") for n, place in enumerate(("harbour", "office"))]
    for split in ("train", "dev"):
        lay_cases_out(tmp_path / "cases", split, [*dangers, *harmless])
    return Data(tmp_path / "cases", tmp_path / "requests")


@pytest.fixture
def no_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was fetched."""
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path / "empty"))
    with pytest.raises(ModelUnavailable):
        base_of(FETCHED)


@pytest.mark.usefixtures("no_base")
def test_a_fit_that_keeps_the_encoders_needs_no_base(shipped: Path, data: Data, tmp_path: Path) -> None:
    made = refit([FETCHED, FETCHED], shipped, lambda _: None, data)
    write(tmp_path / "again", made)

    for name in (GRAPH, TOKENIZER, SECOND_GRAPH, SECOND_TOKENIZER):
        assert (tmp_path / "again" / name).read_bytes() == (shipped / name).read_bytes()
    assert made.card.second is not None
    assert (made.card.base_sha256, made.card.second.base_sha256) == ("none", "none")
    EncoderRiskModel(tmp_path / "again").prepare()


@pytest.mark.parametrize("name", [TOKENIZER, SECOND_TOKENIZER])
def test_a_fit_does_not_keep_what_is_not_of_the_card(shipped: Path, data: Data, name: str) -> None:
    (shipped / name).write_bytes((shipped / name).read_bytes() + b" ")

    with pytest.raises(ModelUnavailable, match=name):
        refit([FETCHED, FETCHED], shipped, lambda _: None, data)


def test_numbers_of_an_earlier_second_encoder_do_not_stay(shipped: Path, tmp_path: Path) -> None:
    numbers = [tmp_path / "second_1.bin", tmp_path / "second_2.bin"]
    others = [tmp_path / "notes.bin", tmp_path / "seconds.txt"]
    for path in (*numbers, *others):
        path.write_bytes(b"old")
    made = _read(shipped)

    write(tmp_path, made)

    assert [path.exists() for path in (*numbers, *others)] == [False, False, True, True]
    assert joined(tmp_path / SECOND_GRAPH) == (shipped / SECOND_GRAPH).read_bytes()
    EncoderRiskModel(tmp_path).prepare()


def test_a_classifier_of_one_encoder_leaves_nothing_of_a_second(shipped: Path) -> None:
    made = _read(shipped)
    alone = replace(made, card=made.card.model_copy(update={"second": None}), second=None)

    write(shipped, alone)

    assert not list(shipped.glob("second*"))
    EncoderRiskModel(shipped).prepare()


def _read(shipped: Path) -> Shipped:
    first, second = (
        Encoder((shipped / graph).read_bytes(), (shipped / tokenizer).read_bytes())
        for graph, tokenizer in ((GRAPH, TOKENIZER), (SECOND_GRAPH, SECOND_TOKENIZER))
    )
    return Shipped(first, (shipped / "ngrams.npz").read_bytes(), read_card(shipped), second)
