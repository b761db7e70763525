"""Training over a few made-up cases: it learns, it repeats itself, and it never reads the test split."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.kernel_risk_model import KernelRiskModel
from assistant.adapters.risk_card import HEADS, RiskCard
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.screening import Screening
from evals.safety.cases import read_cases
from evals.training.calibration import curve, probabilities
from evals.training.features import cut, trainable, unasked
from evals.training.folds import crossed, fold_of
from evals.training.kernel import Recipe
from evals.training.labels import targets
from evals.training.run import train
from evals.training.shipping import packed, write
from evals.training.thresholds import Judged, choose
from tests.fakes.hash_embedder import HashEmbedder

SMALL = Recipe(buckets=256)
PLACES = ("harbour", "kitchen", "office", "garden", "station", "attic", "market", "chapel", "school", "bakery")


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
    """A training and a development split in which the word `ledger` is the danger; the test split is no JSON."""
    rows = [line(n, f"the ledger is closed at the {place} tonight", "imminent") for n, place in enumerate(PLACES)]
    rows += [line(n + 50, f"we had soup at the {place} and it was warm") for n, place in enumerate(PLACES)]
    lay_out(tmp_path, "train", rows)
    lay_out(tmp_path, "dev", [line(90, "soup near the bridge"), line(91, "the ledger near the bridge", "imminent")])
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "cases.jsonl").write_text("not to be read")
    return tmp_path


def fitted(folder: Path) -> tuple[bytes, RiskCard]:
    return train(HashEmbedder(), SMALL, lambda _: None, folder)


def test_the_same_cases_give_the_same_bytes(folder: Path) -> None:
    assert fitted(folder)[0] == fitted(folder)[0]


def test_other_cases_give_other_bytes_and_another_hash(folder: Path) -> None:
    before, card = fitted(folder)
    lay_out(
        folder,
        "train",
        [line(1, "soup"), line(2, "the ledger", "imminent"), line(3, "bread"), line(4, "ledger!", "imminent")],
    )
    after, changed = fitted(folder)

    assert before != after
    assert card.training["train sha256"] != changed.training["train sha256"]


def test_what_was_trained_serves_and_finds_an_unseen_wording(folder: Path, tmp_path: Path) -> None:
    stored, card = fitted(folder)
    write(tmp_path / "shipped", stored, card)
    model, used = KernelRiskModel(tmp_path / "shipped"), HashEmbedder()
    rail = ClassifierRail("classifier", model, lambda: used.fingerprint)
    screening = Screening((rail,), used.embed, look=used.look)

    found, _ = screening.assess("the ledger is closed at the theatre tonight")
    quiet, _ = screening.assess("we had soup at the theatre and it was warm")

    assert (found.tier, found.concerns) == (Tier.IMMINENT, (Concern.SUICIDE,))
    assert (quiet.tier, quiet.failed_rails) == (Tier.NONE, ())


def test_cross_validation_never_fits_on_the_idea_that_it_judges(folder: Path) -> None:
    rows = [line(n, "xyzzy plugh", "imminent", idea="one-idea") for n in range(6)]
    rows += [
        line(n + 50, f"we had soup at the {place}", "none" if n % 2 else "watch") for n, place in enumerate(PLACES)
    ]
    lay_out(folder, "train", rows)
    pieces = cut(trainable(read_cases("train", folder)), HashEmbedder().look)

    outputs = crossed(pieces, SMALL)[:, HEADS.index("imminent")]

    # Nothing outside that idea is imminent, so a fit that has not seen it expects nothing of the kind.
    assert outputs[:6].max() < 0
    assert len({fold_of(case.idea) for case in pieces.cases[:6]}) == 1


def test_labels_are_cumulative_and_marks_need_danger(folder: Path) -> None:
    lay_out(folder, "train", [
        line(1, "a", "elevated", concerns=["abuse"], kind="abuse_staff", subject="other"),
        line(2, "b", subject="other"),
    ])  # fmt: skip
    first, second = targets(read_cases("train", folder))
    said = dict(zip(HEADS, first, strict=True))

    assert (said["watch"], said["elevated"], said["imminent"]) == (1, 1, -1)
    assert (said["abuse"], said["suicide"], said["other"], said["staff"]) == (1, -1, 1, 1)
    assert (second == -1).all()


def test_only_the_messages_of_harmless_conversations_carry_their_own_label(folder: Path) -> None:
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

    assert [case.text for case in trainable(read_cases("train", folder))] == ["soup", "bread"]


def test_harmless_messages_are_also_learnt_without_their_questions(folder: Path) -> None:
    assert unasked("i sold the car on monday. is that fine?") == "i sold the car on monday."
    assert unasked("is that fine?") == ""
    assert unasked("i sold the car on monday.") == ""
    lay_out(
        folder,
        "train",
        [line(1, "I sold the car on Monday. Is that fine?"), line(2, "I sold it all then. Ok?", "watch")],
    )
    pieces = cut(trainable(read_cases("train", folder)), HashEmbedder().look)

    assert pieces.texts[1] == "i sold the car on monday."
    assert pieces.judged.tolist() == [True, False, True]


def test_a_case_that_is_none_is_named_by_file_and_line(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"cases\.jsonl:1 is not a case"):
        read_cases("test", folder)


def test_a_curve_gives_back_the_share_that_holds() -> None:
    outputs = np.repeat([[-1.0], [1.0]], 100, axis=0)
    holds = np.array([n % 10 == 0 for n in range(100)] + [n % 10 != 0 for n in range(100)])

    said = probabilities(outputs, [curve(outputs[:, 0], holds)])

    assert said[0, 0] == pytest.approx(0.1, abs=0.02)
    assert said[-1, 0] == pytest.approx(0.9, abs=0.02)
    assert curve(outputs[:, 0], np.zeros(200, dtype=bool)) == (1.0, 0.0)


def test_the_threshold_is_the_lowest_within_the_budget() -> None:
    labels = (Tier.NONE,) * 100 + (Tier.IMMINENT,) * 10
    scores = np.array([n / 100 for n in range(100)] + [0.97] * 10)
    judged = Judged(labels, np.ones(110, dtype=bool), np.stack([scores] * 3, axis=1))

    chosen = choose(judged, judged, {Tier.WATCH: 0.05, Tier.ELEVATED: 0.01, Tier.IMMINENT: 0.0})

    assert chosen["watch"].value == pytest.approx(0.945)
    assert judged.alarms(Tier.WATCH, chosen["watch"].value) == 0.05
    assert "5.0%" in chosen["watch"].reason
    assert chosen["imminent"].value == pytest.approx(0.98)


def test_parameters_that_are_too_large_are_not_shipped() -> None:
    with pytest.raises(ValueError, match="too many"):
        packed({"landmarks": np.zeros((3_000, 1_000), dtype=np.float32)})
