from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save

from assistant.adapters.hashed_ngrams import places
from assistant.adapters.kernel_risk_model import KernelRiskModel
from assistant.adapters.risk_card import CARD, HEADS, PARAMETERS
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Piece
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.packaged import CLASSIFIER

SUICIDE = HEADS.index("suicide")


def arrays(**changed: Any) -> dict[str, Any]:
    heads = len(HEADS)
    weights = np.zeros((2, heads), dtype=np.float32)
    weights[0] = 4.0
    return {
        "center": np.zeros(3, dtype=np.float32),
        "landmarks": np.eye(3, dtype=np.float16)[:2],
        "landmark_weights": weights,
        "ngram_weights": np.zeros((64, heads), dtype=np.float16),
        "bias": np.full(heads, -2.0, dtype=np.float32),
        "slope": np.ones(heads, dtype=np.float32),
        "offset": np.zeros(heads, dtype=np.float32),
    } | changed


def shipped(folder: Path, parameters: dict[str, Any] | None = None, **changed: object) -> KernelRiskModel:
    stored = save(parameters or arrays())
    names = (*HEADS[:3], *(f"{tier} in a run" for tier in HEADS[:3]), "concern", "other", "staff")
    chosen = {name: {"value": 0.5, "reason": "a test"} for name in names}
    card = {
        "parameters_sha256": hashlib.sha256(stored).hexdigest(),
        "embedding": "model",
        "heads": list(HEADS),
        "buckets": 64,
        "gamma": 5.0,
        "thresholds": chosen,
        "training": {},
        "figures": {},
    } | changed
    (folder / PARAMETERS).write_bytes(stored)
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")
    return KernelRiskModel(folder)


def piece(*inner: float, text: str = "words") -> Piece:
    return Piece(text, 0, len(text), inner)


def test_what_is_near_a_weighty_landmark_is_likelier_than_what_is_far(tmp_path: Path) -> None:
    near, far = shipped(tmp_path).scores([piece(2.0, 0.0, 0.0), piece(0.0, 0.0, 1.0)])

    assert near.tiers[Tier.ELEVATED] == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-5)
    assert far.concerns[Concern.SUICIDE] == pytest.approx(1 / (1 + np.exp(2)), abs=1e-3)


def test_letters_count_beside_the_vector(tmp_path: Path) -> None:
    weights = np.zeros((64, len(HEADS)), dtype=np.float16)
    weights[places("ledger", 64), SUICIDE] = 10.0
    said = shipped(tmp_path, arrays(ngram_weights=weights)).scores(
        [piece(0.0, 0.0, 1.0, text="ledger"), piece(0.0, 0.0, 1.0, text="x")]
    )

    assert said[0].concerns[Concern.SUICIDE] > 0.9
    assert said[1].concerns[Concern.SUICIDE] < 0.9
    assert said[0].concerns[Concern.ABUSE] < 0.2


def test_no_piece_gives_no_scores_without_reading_anything(tmp_path: Path) -> None:
    assert KernelRiskModel(tmp_path).scores([]) == ()


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / CARD).unlink(),
        lambda folder: (folder / PARAMETERS).unlink(),
        lambda folder: (folder / CARD).write_text("{"),
        lambda folder: (folder / PARAMETERS).write_bytes((folder / PARAMETERS).read_bytes()[:-1] + b"x"),
        lambda folder: shipped(folder, heads=["suicide"]),
        lambda folder: shipped(folder, thresholds={}),
        lambda folder: shipped(folder, surprise=1),
        lambda folder: shipped(folder, buckets=65),
        lambda folder: shipped(folder, arrays(bias=np.zeros(2, dtype=np.float32))),
        lambda folder: shipped(folder, {k: v for k, v in arrays().items() if k != "slope"}),
        lambda folder: shipped(folder, arrays(bias=np.full(len(HEADS), np.nan, dtype=np.float32))),
    ],
    ids=[
        "no card", "no parameters", "half a card", "a changed byte", "other heads", "no thresholds", "unknown key",
        "other buckets", "short bias", "no slope", "not a number",
    ],
)  # fmt: skip
def test_damage_is_an_error_and_never_a_score(tmp_path: Path, harm) -> None:  # type: ignore[no-untyped-def]
    shipped(tmp_path)
    harm(tmp_path)

    with pytest.raises(ModelUnavailable):
        KernelRiskModel(tmp_path).scores([piece(1.0, 0.0, 0.0)])


def test_a_vector_of_another_width_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable):
        shipped(tmp_path).scores([piece(1.0, 0.0)])


def test_repaired_parameters_are_read_at_the_next_use(tmp_path: Path) -> None:
    model = KernelRiskModel(tmp_path)
    with pytest.raises(ModelUnavailable):
        model.scores([piece(1.0, 0.0, 0.0)])
    shipped(tmp_path)

    assert len(model.scores([piece(1.0, 0.0, 0.0)])) == 1


def test_the_shipped_parameters_are_whole_small_and_named_for_their_embedding_model(tmp_path: Path) -> None:
    from assistant.adapters.model_files import PACKAGE_WEIGHTS

    shutil.copytree(CLASSIFIER, tmp_path, dirs_exist_ok=True)
    model = KernelRiskModel(tmp_path)

    assert model.fingerprint == PACKAGE_WEIGHTS
    assert (CLASSIFIER / PARAMETERS).stat().st_size < 5_000_000
    assert model.thresholds.tiers.keys() == {Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT}


def test_the_places_of_a_text_are_the_same_everywhere_and_bounded() -> None:
    assert places("hi", 1000) == [36, 164, 292, 737]
    assert places("", 1000) == []
    assert len(places("ab " * 100_000, 2**15)) < 100


def test_a_hundred_kilobytes_cost_little(tmp_path: Path) -> None:
    model = shipped(tmp_path)
    model.scores([piece(1.0, 0.0, 0.0)])
    began = time.monotonic()
    model.scores([piece(1.0, 0.0, 0.0, text="\U0001f480 wörd" * 20_000)])

    assert time.monotonic() - began < 0.5
