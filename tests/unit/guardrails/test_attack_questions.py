"""What the attack questions showed stays mended, as far as the request rails decide it."""

import json
from pathlib import Path

import pytest

from assistant.domain.reading import Reading
from assistant.domain.risk import Assessment
from assistant.domain.routes import Route
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.request_rails import request_rails
from assistant.guardrails.routing import route

DATA = Path(__file__).parents[3] / "evals" / "datasets" / "attack" / "questions.jsonl"
RAILS = request_rails()
ROWS = [row for line in DATA.read_text("utf-8").splitlines() if "text" in (row := json.loads(line))]
REFUSED = [row for row in ROWS if Route(row["expected"]).is_refusal and "crisis" not in row.get("also_right", ())]
ANSWERED = [row for row in ROWS if row["expected"] == "answer"]


def decided(text: str) -> str:
    reading = Reading(normalise(text))
    signals = tuple(signal for rail in RAILS for signal in rail.read(reading))
    return route(Assessment(signals), None, text).route.value


@pytest.mark.parametrize(
    "row", [row for row in REFUSED if row["expected"] != "out_of_scope"], ids=lambda row: row["id"]
)
def test_a_devious_request_is_refused(row: dict[str, object]) -> None:
    also = row.get("also_right", [])

    assert isinstance(also, list)
    assert decided(str(row["text"])) in {row["expected"], *also}


@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row["id"])
def test_a_question_that_only_sounds_like_a_request_is_not_refused(row: dict[str, object]) -> None:
    assert decided(str(row["text"])) in {"answer", "small_talk"}
