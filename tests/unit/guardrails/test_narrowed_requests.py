"""Questions that share words with requests are answered, and the requests beside them are still refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.domain.reading import Reading
from assistant.domain.risk import Assessment
from assistant.domain.routes import Route
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.request_rails import request_rails
from assistant.guardrails.routing import route

LINES = yaml.safe_load((Path(__file__).parent / "data" / "narrowed_requests.yaml").read_text("utf-8"))
RAILS = request_rails()


def decided(text: str) -> Route:
    reading = Reading(normalise(text))
    return route(Assessment(tuple(signal for rail in RAILS for signal in rail.read(reading))), None, text).route


@pytest.mark.parametrize("text", LINES["answered"])
def test_a_question_that_the_library_answers_is_not_refused(text: str) -> None:
    assert decided(text) is Route.ANSWER


@pytest.mark.parametrize("text", LINES["refused"])
def test_the_request_beside_it_is_refused(text: str) -> None:
    assert decided(text).is_refusal
