"""Each rail breaks in each way: answers fail closed, a case is opened, a danger found by another rail leads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.domain.cases import Severity
from assistant.domain.reading import Reading
from assistant.domain.risk import Signal, Tier
from assistant.domain.routes import Route
from assistant.ports import InputRail, OutputRail
from tests.fakes.scripted_rails import ScriptedInputRail, ScriptedOutputRail
from tests.faults.conftest import DANGER, QUESTION, RED_FLAG, OpenHouse

INPUT_RAILS = tuple(rail.name for rail in bootstrap.input_rails())
OUTPUT_RAILS = ("support", "dosing", "wording")


def _raise(_given: object) -> None:
    raise RuntimeError("a bug")


def _hang(_given: object) -> None:
    threading.Event().wait(20)


WAYS: dict[str, Callable[[object], object]] = {
    "raises": _raise,
    "hangs": _hang,
    "returns None": lambda _given: None,
    "returns nonsense": lambda _given: ("elevated", 7),
}
ways = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def break_input(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Let the input rail of that name break in that way, in every engine built afterwards."""
    real = bootstrap.input_rails

    def breaking(name: str, way: str) -> None:
        def rails() -> tuple[InputRail, ...]:
            return tuple(
                ScriptedInputRail(name, needs_model=r.needs_model, misbehave=WAYS[way]) if r.name == name else r
                for r in real()
            )

        monkeypatch.setattr(bootstrap.rails, "input_rails", rails)

    return breaking


@pytest.fixture
def break_output(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, str], str]:
    """Let one output rail break in that way; its name is returned."""
    real = bootstrap.output_rails

    def breaking(place: int, way: str) -> str:
        names: list[str] = []

        def rails(*given: object) -> tuple[OutputRail, ...]:
            shipped = list(real(*given))  # type: ignore[arg-type]
            names.append(shipped[place].name)
            shipped[place] = ScriptedOutputRail(shipped[place].name, WAYS[way])
            return tuple(shipped)

        monkeypatch.setattr(bootstrap.rails, "output_rails", rails)
        return str(place)

    return breaking


@ways
@pytest.mark.parametrize("rail", INPUT_RAILS)
def test_a_broken_input_rail_holds_the_reply_and_opens_a_case_that_names_it(
    open_house: OpenHouse, small_data: Path, break_input: Callable[[str, str], None], rail: str, way: str
) -> None:
    break_input(rail, way)
    house = open_house(small_data)

    outcome = house.say(QUESTION)

    assert outcome.assessment.failed_rails == (rail,)
    assert outcome.assessment.tier is Tier.UNKNOWN
    assert outcome.reply.route is Route.NEEDS_HUMAN
    (case,) = house.engine.records().cases()
    assert case.severity is Severity.NEEDS_HUMAN
    assert rail in case.reason


@pytest.mark.parametrize("way", ["raises", "hangs"])
@pytest.mark.parametrize("rail", INPUT_RAILS)
def test_a_danger_that_another_rail_found_still_leads(
    open_house: OpenHouse, small_data: Path, break_input: Callable[[str, str], None], rail: str, way: str
) -> None:
    break_input(rail, way)
    text, expected = (RED_FLAG, Route.RED_FLAG) if rail == "crisis" else (DANGER, Route.CRISIS)
    house = open_house(small_data)

    outcome = house.say(text)

    assert outcome.reply.route is expected
    assert rail in outcome.assessment.failed_rails
    (case,) = house.engine.records().cases()
    assert case.severity is Severity.IMMINENT
    assert rail in case.reason


@ways
@pytest.mark.parametrize("place", range(3))
def test_a_broken_output_rail_lets_nothing_out_and_opens_a_case(
    open_house: OpenHouse, ready_data: Path, break_output: Callable[[int, str], str], place: int, way: str
) -> None:
    break_output(place, way)
    house = open_house(ready_data)

    outcome = house.say(QUESTION)

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert outcome.reply.citations == ()
    (case,) = house.engine.records().cases()
    assert "output rail" in case.reason


@ways
def test_a_broken_output_rail_does_not_touch_a_crisis_text(
    open_house: OpenHouse, ready_data: Path, break_output: Callable[[int, str], str], way: str
) -> None:
    break_output(1, way)

    assert open_house(ready_data).say(DANGER).reply.route is Route.CRISIS


def test_a_signal_outside_the_message_is_nonsense(
    open_house: OpenHouse, ready_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.domain.risk import Concern, Span

    def outside(_reading: Reading) -> tuple[Signal, ...]:
        return (Signal("crisis", "x", Span(0, 9_999), "x", concern=Concern.SUICIDE, tier=Tier.WATCH),)

    monkeypatch.setattr(bootstrap.rails, "input_rails", lambda: (ScriptedInputRail("crisis", misbehave=outside),))

    assert open_house(ready_data).say(QUESTION).assessment.failed_rails == ("crisis",)
