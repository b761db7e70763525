from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.adapters.risk_card import CARD, GRAPH, HEADS, MOST_AGAIN, NGRAMS, SECOND_GRAPH, TOKENIZER
from assistant.domain.errors import ModelUnavailable
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.packaged import CLASSIFIER
from tests.fakes.small_encoder import lay_out

WORDS = {"ledger": {"elevated": 4.0, "suicide": 4.0}, "soup": {}}


def test_outputs_become_probabilities_by_the_curves_of_the_card(tmp_path: Path) -> None:
    danger, soup = EncoderRiskModel(lay_out(tmp_path, WORDS)).scores(["the ledger", "the soup"])

    assert danger.tiers[Tier.ELEVATED] == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-5)
    assert danger.concerns[Concern.SUICIDE] == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-5)
    assert soup.concerns[Concern.SUICIDE] == pytest.approx(1 / (1 + math.exp(2)), abs=1e-5)


def test_ngrams_add_to_what_the_encoder_says(tmp_path: Path) -> None:
    model = EncoderRiskModel(lay_out(tmp_path, WORDS))

    known, unknown = model.scores(["known", "soup"])

    assert known.tiers[Tier.IMMINENT] > 0.9
    assert unknown.tiers[Tier.IMMINENT] < 0.2
    assert known.tiers[Tier.ELEVATED] == unknown.tiers[Tier.ELEVATED]


def test_padding_beside_a_longer_neighbour_adds_nothing(tmp_path: Path) -> None:
    model = EncoderRiskModel(lay_out(tmp_path, {"[PAD]": {"elevated": 9.0}, **WORDS}))

    assert model.scores(["soup", "soup soup soup soup"])[0] == model.scores(["soup"])[0]


def test_the_second_encoder_adds_to_what_the_first_doubts_and_reads_nothing_else(tmp_path: Path) -> None:
    first = {"perhaps": {"watch": 1.5}, "dose": {"dosing": 1.5}, "soup": {}}
    second = {word: {"elevated": 4.0} for word in first}
    model = EncoderRiskModel(lay_out(tmp_path, first, second))

    doubted, asked, quiet = model.scores(["perhaps", "dose", "soup"])

    assert doubted.tiers[Tier.ELEVATED] == asked.tiers[Tier.ELEVATED] == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-5)
    assert quiet.tiers[Tier.ELEVATED] == pytest.approx(1 / (1 + math.exp(2)), abs=1e-5)


def test_of_a_message_in_very_many_pieces_the_second_encoder_reads_those_that_weigh_most(tmp_path: Path) -> None:
    first = {"perhaps": {"watch": 1.5}, "surely": {"watch": 3.0}}
    model = EncoderRiskModel(lay_out(tmp_path, first, {word: {"elevated": 4.0} for word in first}))

    few = model.scores(["perhaps"] * MOST_AGAIN)
    many = model.scores([*["perhaps"] * MOST_AGAIN, "surely"])

    assert [scores.tiers[Tier.ELEVATED] > 0.8 for scores in few] == [True] * MOST_AGAIN
    assert [scores.tiers[Tier.ELEVATED] > 0.8 for scores in many].count(True) == MOST_AGAIN
    assert many[-1].tiers[Tier.ELEVATED] > 0.8


def test_a_damaged_second_encoder_raises_when_it_is_asked_and_a_missing_one_at_once(tmp_path: Path) -> None:
    lay_out(tmp_path, {"perhaps": {"watch": 1.5}, "soup": {}}, {"perhaps": {}})
    (tmp_path / SECOND_GRAPH).write_bytes(b"half")
    damaged = EncoderRiskModel(tmp_path)

    assert len(damaged.scores(["soup"])) == 1
    with pytest.raises(ModelUnavailable, match="card"):
        damaged.scores(["soup", "perhaps"])
    (tmp_path / SECOND_GRAPH).unlink()
    with pytest.raises(ModelUnavailable, match="missing"):
        EncoderRiskModel(tmp_path).scores(["soup"])


def test_numbers_beside_the_second_graph_are_bound_and_missed_at_once(tmp_path: Path) -> None:
    lay_out(tmp_path, {"perhaps": {"watch": 1.5}, "soup": {}}, {"perhaps": {}})
    card = json.loads((tmp_path / CARD).read_text())
    card["second"]["numbers_sha256"] = {"second_1.bin": hashlib.sha256(b"numbers").hexdigest()}
    (tmp_path / CARD).write_text(json.dumps(card))
    with pytest.raises(ModelUnavailable, match="missing"):
        EncoderRiskModel(tmp_path).scores(["soup"])

    (tmp_path / "second_1.bin").write_bytes(b"others")
    with pytest.raises(ModelUnavailable, match="card"):
        EncoderRiskModel(tmp_path).prepare()
    (tmp_path / "second_1.bin").write_bytes(b"numbers")
    EncoderRiskModel(tmp_path).prepare()


def test_no_text_gives_no_scores_without_reading_anything(tmp_path: Path) -> None:
    assert EncoderRiskModel(tmp_path).scores([]) == ()


def test_what_stands_after_the_last_token_of_the_card_is_not_read(tmp_path: Path) -> None:
    model = EncoderRiskModel(lay_out(tmp_path, WORDS, tokens=3))

    cut, read = model.scores(["soup soup soup ledger", "soup soup ledger"])

    assert cut.tiers[Tier.ELEVATED] < 0.5 < read.tiers[Tier.ELEVATED]


def test_a_lone_surrogate_is_read_like_any_text(tmp_path: Path) -> None:
    (scores,) = EncoderRiskModel(lay_out(tmp_path, WORDS)).scores(["ledger \ud800"])

    assert scores.tiers[Tier.ELEVATED] > 0.5


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / CARD).unlink(),
        lambda folder: (folder / GRAPH).unlink(),
        lambda folder: (folder / TOKENIZER).unlink(),
        lambda folder: (folder / CARD).write_text("{"),
        lambda folder: (folder / GRAPH).write_bytes((folder / GRAPH).read_bytes()[:-1] + b"x"),
        lambda folder: (folder / TOKENIZER).write_text("{}"),
        lambda folder: (folder / NGRAMS).unlink(),
        lambda folder: (folder / NGRAMS).write_bytes(b"PK"),
        lambda folder: lay_out(folder, WORDS, heads=["suicide"]),
        lambda folder: lay_out(folder, WORDS, thresholds={}),
        lambda folder: lay_out(folder, WORDS, curves={}),
        lambda folder: lay_out(folder, WORDS, surprise=1),
        lambda folder: lay_out(folder, {"ledger": {"elevated": float("nan")}}),
    ],
    ids=[
        "no card", "no graph", "no tokenizer", "half a card", "a changed byte", "another tokenizer", "no n-grams",
        "other n-grams", "other heads", "no thresholds", "no curves", "unknown key", "not a number",
    ],
)  # fmt: skip
def test_damage_is_an_error_and_never_a_score(tmp_path: Path, harm) -> None:  # type: ignore[no-untyped-def]
    lay_out(tmp_path, WORDS)
    harm(tmp_path)

    with pytest.raises(ModelUnavailable):
        EncoderRiskModel(tmp_path).scores(["the ledger"])


def test_a_graph_that_fits_its_hash_and_is_none_is_an_error(tmp_path: Path) -> None:
    lay_out(tmp_path, WORDS, graph_sha256=hashlib.sha256(b"no graph").hexdigest())
    (tmp_path / GRAPH).write_bytes(b"no graph")

    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        EncoderRiskModel(tmp_path).scores(["the ledger"])


def test_repaired_files_are_read_at_the_next_use(tmp_path: Path) -> None:
    model = EncoderRiskModel(tmp_path)
    with pytest.raises(ModelUnavailable):
        model.scores(["the ledger"])
    lay_out(tmp_path, WORDS)

    assert len(model.scores(["the ledger"])) == 1


def test_the_shipped_model_is_whole_and_small() -> None:
    model = EncoderRiskModel(CLASSIFIER)

    assert (CLASSIFIER / GRAPH).stat().st_size < 25_000_000
    assert (CLASSIFIER / SECOND_GRAPH).stat().st_size < 90_000_000
    model.prepare()
    assert model.thresholds.tiers.keys() == {Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT}
    (scores,) = model.scores(["hello, thank you for the tea"])
    assert np.isfinite([*scores.tiers.values(), *scores.concerns.values()]).all()
    assert len(HEADS) == 17
