"""Training over a few made-up cases: it repeats itself, it serves, and it never reads the test split."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.adapters.graph_run import GraphRun
from assistant.adapters.risk_card import GRAPH, HEADS, TOKENIZER, read_card
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.screening import Screening
from evals.safety.cases import read_cases
from evals.training import shards
from evals.training.__main__ import bound
from evals.training.batches import shuffled
from evals.training.calibration import curve, probabilities
from evals.training.changing import Changing
from evals.training.features import cut, joined, trainable
from evals.training.labels import relevant, targets
from evals.training.recipe import SECOND, Recipe, Round
from evals.training.run import Data, refit, train
from evals.training.saying import Stages
from evals.training.shards import sharded
from evals.training.shipping import Encoder, Shipped, write
from evals.training.thresholds import Judged, choose
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.small_encoder import lay_out as lay_encoder_out

SMALL = Recipe(
    rounds=(
        Round(epochs=4, rate=1e-4, head_rate=0.05, frozen_layers=6, words_frozen=True),
        Round(epochs=2, rate=1e-4, head_rate=0.02, frozen_layers=5, words_frozen=True),
    ),
    dropout=0.0,
    changed_share=0.0,
)
PLAIN = Recipe(rounds=())
PLACES = ("harbour", "kitchen", "office", "garden", "station", "attic", "market", "chapel", "school", "bakery")
DANGERS = "I want to die, I said at the {}", "I am going to kill myself tonight at the {}"
HARMLESS = "we had soup at the {} and it was warm", "the music at the {} was lovely, thank you"


def line(number: int, text: str, tier: str = "none", **more: object) -> dict[str, object]:
    concerns = [] if tier == "none" else ["suicide"]
    return {"id": f"c-{number}", "idea": f"idea-{number}", "text": text, "tier": tier, "concerns": concerns,
            "subject": "self", "kind": "direct", "language": "en"} | more  # fmt: skip


def lay_out(folder: Path, split: str, rows: list[dict[str, object]]) -> None:
    (folder / split).mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / split / "cases.jsonl").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A training and a development split of plain words; the test split is no JSON."""
    rows = []
    for number, place in enumerate(PLACES):
        rows += [line(10 * number + n, text.format(place), "imminent") for n, text in enumerate(DANGERS)]
        rows += [line(10 * number + 5 + n, text.format(place)) for n, text in enumerate(HARMLESS)]
    lay_out(tmp_path, "train", rows)
    lay_out(tmp_path, "dev", [row | {"text": f"{row['text']} today"} for row in rows])
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "cases.jsonl").write_text("not to be read")
    return tmp_path


def trained(folder: Path, kept: str = "kept", recipes: Sequence[Recipe] = (SMALL,)) -> Shipped:
    return train(recipes, folder / kept, lambda _: None, Data(folder, folder / "requests"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_what_was_trained_comes_out_again_and_finds_an_unseen_wording(folder: Path, tmp_path: Path) -> None:
    made = trained(folder)
    again = trained(folder, kept="elsewhere")
    write(tmp_path / "shipped", made)
    fitted = refit([SMALL], tmp_path / "shipped", lambda _: None, Data(folder, folder / "requests"))
    rail = ClassifierRail("classifier", EncoderRiskModel(tmp_path / "shipped"))
    screening = Screening((rail,), HashEmbedder().embed)

    found, _ = screening.assess("tonight I will kill myself in the theatre")
    quiet, _ = screening.assess("we had soup at the theatre and it was warm")

    assert made == again == fitted
    assert (found.tier, found.concerns) == (Tier.IMMINENT, (Concern.SUICIDE,))
    assert (quiet.tier, quiet.failed_rails) == (Tier.NONE, ())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_second_encoder_of_four_bits_is_tuned_bound_and_asked(folder: Path, tmp_path: Path) -> None:
    other = replace(SMALL, rounds=SMALL.rounds[:1], bits=4, seed=2)
    made = trained(folder, recipes=(SMALL, other))
    write(tmp_path / "shipped", made)
    fitted = refit([SMALL, other], tmp_path / "shipped", lambda _: None, Data(folder, folder / "requests"))
    scores = EncoderRiskModel(tmp_path / "shipped").scores(["I am going to kill myself tonight at the theatre", "soup"])

    assert made == fitted
    assert made.second is not None
    assert len(made.second.graph) < 0.85 * len(made.first.graph)
    assert scores[0].tiers[Tier.IMMINENT] > 0.5 > scores[1].tiers[Tier.WATCH]


def test_the_second_stage_speaks_only_of_what_the_first_doubts() -> None:
    outputs = np.zeros((2, len(HEADS)))
    outputs[1, HEADS.index("watch")] = 3.0
    alone = [(1.0, 0.0, *(0.0,) * (2 * (head in HEADS[:3])), -2.0) for head in HEADS]
    sure = [(0.0, 0.0, 0.0, *(0.0,) * (3 * (head in HEADS[:3])), 9.0) for head in HEADS]

    found = Stages(alone, sure, 0.5).probabilities((outputs, outputs, outputs))

    assert found[0].max() < 0.2
    assert found[1].min() > 0.9


def test_a_recipe_is_named_by_all_that_it_holds_and_is_applied_to() -> None:
    assert PLAIN.digest("a") == PLAIN.digest("a")
    assert len({PLAIN.digest("a"), PLAIN.digest("b"), replace(PLAIN, seed=2).digest("a"), SECOND.digest("a")}) == 4
    assert len({replace(PLAIN, bits=4).digest(), replace(PLAIN, base="other").digest(), PLAIN.digest()}) == 3


def test_labels_are_cumulative_and_marks_need_danger(folder: Path) -> None:
    lay_out(folder, "train", [
        line(1, "a", "elevated", concerns=["abuse"], kind="abuse_staff", subject="other"),
        line(2, "b", subject="other"),
    ])  # fmt: skip
    cases = read_cases("train", folder)
    first, second = targets(cases)
    said = dict(zip(HEADS, first, strict=True))

    assert (said["watch"], said["elevated"], said["imminent"]) == (True, True, False)
    assert (said["abuse"], said["suicide"], said["other"], said["staff"]) == (True, False, True, True)
    assert not second.any()
    assert [relevant(cases, head).tolist() for head in ("watch", "other", "staff")] == [
        [True, True],
        [True, False],
        [True, False],
    ]


def test_a_conversation_is_learnt_as_one_text_and_by_its_messages_only_when_it_is_harmless(folder: Path) -> None:
    talk = [
        {"role": "patient", "text": "soup"},
        {"role": "assistant", "text": "ok"},
        {"role": "patient", "text": "bread"},
    ]
    rows = [line(1, ""), line(2, "", "elevated")]
    for row in rows:
        del row["text"]
        row["messages"] = talk
    lay_out(folder, "train", rows)
    cases = read_cases("train", folder)

    assert [case.text for case in trainable(cases)] == ["soup", "bread"]
    assert [(case.text, case.tier) for case in joined(cases)] == [
        ("soup\nbread", Tier.NONE),
        ("soup\nbread", Tier.ELEVATED),
    ]


def test_a_message_without_a_word_has_no_piece(folder: Path) -> None:
    lay_out(folder, "train", [line(1, "..."), line(2, "soup")])

    pieces = cut(read_cases("train", folder))

    assert (pieces.message.tolist(), pieces.texts) == ([1], ("soup",))


def test_changes_repeat_with_their_seed_and_keep_the_text_beside_a_neighbour() -> None:
    text = "One thing, and another thing."

    def changed(seed: int) -> list[str]:
        changing = Changing(1.0, ["A neighbour."], seed)
        return [changing(text) for _ in range(60)]

    assert changed(1) == changed(1) != changed(2)
    assert {text.lower(), text.upper(), f"A neighbour. {text}", f"{text} A neighbour."} <= set(changed(1))
    assert Changing(0.0, [], 1)(text) == text


def test_every_text_is_in_one_batch_beside_texts_of_like_length() -> None:
    lengths = [n % 50 for n in range(1_280)]

    batches = list(shuffled(lengths, 8, random.Random(3)))

    assert sorted(i for batch in batches for i in batch) == list(range(1_280))
    assert max(max(lengths[i] for i in batch) - min(lengths[i] for i in batch) for batch in batches) < 5


def test_a_case_that_is_none_is_named_by_file_and_line(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"cases\.jsonl:1 is not a case"):
        read_cases("test", folder)


def test_a_curve_gives_back_the_share_that_holds() -> None:
    outputs = np.repeat([[-1.0], [1.0]], 100, axis=0)
    holds = np.array([n % 10 == 0 for n in range(100)] + [n % 10 != 0 for n in range(100)])

    said = probabilities([outputs], [curve(outputs, holds)])

    assert said[0, 0] == pytest.approx(0.1, abs=0.02)
    assert said[-1, 0] == pytest.approx(0.9, abs=0.02)
    assert curve(outputs, np.zeros(200, dtype=bool)) == (1.0, 0.0)


def test_a_source_that_knows_more_gets_the_steeper_slope_and_none_counts_backwards() -> None:
    chance = np.random.default_rng(1)
    holds = chance.random(400) < 0.5
    knows, noise, liar = holds + chance.normal(0, 0.3, 400), chance.normal(0, 0.3, 400), -1.0 * holds

    better, worse, _ = curve(np.stack([knows, noise], axis=1), holds)
    _, backwards, _ = curve(np.stack([knows, liar + chance.normal(0, 1, 400)], axis=1), holds)

    assert better > 5 * worse
    assert backwards == 0.0


def test_the_threshold_is_the_lowest_within_the_budget() -> None:
    labels = (Tier.NONE,) * 100 + (Tier.IMMINENT,) * 10
    scores = np.array([n / 100 for n in range(100)] + [0.97] * 10)
    judged = Judged(labels, np.ones(110, dtype=bool), np.stack([scores] * 3, axis=1))

    chosen = choose(judged, {Tier.WATCH: 0.05, Tier.ELEVATED: 0.01, Tier.IMMINENT: 0.0})

    assert chosen["watch"].value == pytest.approx(0.945)
    assert judged.alarms(Tier.WATCH, chosen["watch"].value) == 0.05
    assert "5.0%" in chosen["watch"].reason
    assert chosen["imminent"].value == pytest.approx(0.99)


def test_what_is_too_large_is_not_shipped(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    card = read_card(lay_encoder_out(small, {}))
    shipped = Shipped(Encoder(b"x" * 90_000_000, b""), b"", card, Encoder(b"x" * 60_000_000, b""))

    with pytest.raises(ValueError, match="too many"):
        write(tmp_path, shipped)


def test_a_large_graph_is_cut_into_files_that_serve_and_join_again(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    words = {f"word{number}": {"elevated": float(number)} for number in range(200)}
    graph = (lay_encoder_out(tmp_path / "whole", words) / GRAPH).read_bytes()

    files = sharded(graph, "large.onnx", 14_000)
    for name, stored in files.items():
        (tmp_path / name).write_bytes(stored)
    run = GraphRun(tmp_path / "large.onnx", tmp_path / "whole" / TOKENIZER, 8, 1, output="heads")

    assert list(files) == ["large.onnx", "large_1.bin"]
    assert run.rows(["word7"])[0][HEADS.index("elevated")] == 7.0
    assert shards.joined(tmp_path / "large.onnx") == graph
    assert sharded(graph, "large.onnx") == {"large.onnx": graph}
    with pytest.raises(ValueError, match="too many"):
        sharded(graph, "large.onnx", 5_000)


def test_a_check_sees_that_only_the_numbers_beside_the_second_graph_changed(tmp_path: Path) -> None:
    card = read_card(lay_encoder_out(tmp_path, {}, {}))
    assert card.second is not None
    numbers = [card.second.model_copy(update={"numbers_sha256": {"second_1.bin": found}}) for found in ("a", "b")]
    one, other = (bound(card.model_copy(update={"second": second})) for second in numbers)

    assert one != other
    assert one == bound(card.model_copy(update={"second": numbers[0]}))
