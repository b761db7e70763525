"""What is learnt of requests: which cases, what stays open, and thresholds that ordinary questions allow."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.risk_card import REQUESTS
from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from evals.safety.cases import Asks, Case
from evals.training.asked import Asked
from evals.training.features import cut
from evals.training.labels import relevant, targets
from evals.training.requests import checked, learnt, marked

BASE = {"kind": "k", "language": "en", "difficulty": "easy"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One training file, a first development file that is learnt from, and a third that is checked on."""
    rows: dict[str, list[dict[str, object]]] = {
        "train/asks": [
            {"text": "how much soup", "route": "dosing", "also_right": ["mixing"]},
            {"text": "is soup warm", "route": "answer"},
            {"text": "all the soup at once", "route": "dosing", "also_right": ["red_flag"]},
            {"messages": [{"role": "patient", "text": "hi"}, {"role": "assistant", "text": "hello"},
                          {"role": "patient", "text": "a little more"}], "route": "dosing"},
        ],
        "dev/asks_first": [{"text": "who sells soup", "route": "supply"}],
        "dev/asks_third": [{"text": "may I mix soups", "route": "mixing"}],
    }  # fmt: skip
    for name, lines in rows.items():
        path = tmp_path / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        made = [BASE | {"id": f"{name}-{n}", "idea": f"{name}-{n}"} | one for n, one in enumerate(lines)]
        path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return tmp_path


def test_single_messages_without_danger_are_learnt_and_the_third_development_file_is_not(folder: Path) -> None:
    assert [case.text for case in learnt(folder)] == ["how much soup", "is soup warm", "who sells soup"]
    assert [case.text for case in checked(folder)] == ["may I mix soups"]
    assert [case.text for case in learnt(folder, without=("asks",))] == ["who sells soup"]
    assert learnt(folder)[0].asks == Asks(frozenset({Route.DOSING}), frozenset({Route.MIXING}))


def test_what_is_also_right_teaches_nothing_and_no_request_is_danger(folder: Path) -> None:
    cases = learnt(folder)
    columns = targets(cases)

    assert columns.sum() == 2
    assert relevant(cases, "mixing").tolist() == [False, True, True]
    assert relevant(cases, "watch").all()


def test_of_a_harmless_message_about_medicine_the_silence_of_the_rules_says_nothing() -> None:
    def harmless(text: str) -> Case:
        return Case("id", "idea", (Utterance(Author.PATIENT, text),), Tier.NONE, (), False, "plain", "en")

    plain, pills, spanish = marked(
        [harmless("the park was lovely"), harmless("my pills look new"), harmless("la dosis")]
    )

    assert plain.asks == Asks()
    assert pills.asks is None
    assert spanish.asks is None


def test_the_threshold_of_a_request_is_the_lowest_that_ordinary_questions_allow() -> None:
    said = np.zeros((210, len(REQUESTS)))
    said[:200, 0] = np.linspace(0.0, 0.6, 200)
    said[200:, 0] = 0.9
    wanted = np.zeros((210, len(REQUESTS)), dtype=bool)
    wanted[200:, 0] = True
    asked = Asked(np.ones(210, dtype=bool), np.arange(210) < 200, wanted, said)

    chosen = asked.chosen()

    assert 0.59 <= chosen["dosing"].value <= 0.6
    assert chosen["dosing in a run"].value >= chosen["dosing"].value
    assert "100.0% of the requests are found" in chosen["dosing"].reason


def test_the_packaged_requests_can_be_learnt() -> None:
    cases = learnt()

    assert len(cases) > 400
    assert cut(cases).whole.sum() == len(cases)
    assert not {case.id for case in cases} & {case.id for case in checked()}
