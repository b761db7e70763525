"""The lexicons over whole messages: development lines one by one, the held-out part as figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.domain.reading import Reading
from assistant.domain.risk import Signal, Subject, Tier, highest
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.packaged import danger_rails

DATA = Path(__file__).parent / "data"
RAILS = danger_rails()


def lines(name: str, part: str) -> list[tuple[dict[str, Any], str]]:
    content = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
    return [(group, text) for group in content[part] for text in group["texts"]]


def tuned(part: str) -> list[tuple[dict[str, Any], str]]:
    return [*lines("development", part), *lines("plain_and_figurative", part)]


def read(text: str) -> tuple[Signal, ...]:
    return tuple(signal for rail in RAILS for signal in rail.read(Reading(normalise(text))))


def alarming(signals: tuple[Signal, ...]) -> bool:
    """Whether the message would get more than its answer with help lines."""
    return any(s.tier is not Tier.WATCH or (s.present and s.subject is Subject.SELF) for s in signals)


@pytest.mark.parametrize(("group", "text"), tuned("positives"), ids=lambda value: str(value)[:40])
def test_every_dangerous_development_line_is_found_with_at_least_its_tier(group: dict[str, Any], text: str) -> None:
    assert highest(signal.tier for signal in read(text)).rank >= Tier(group["tier"]).rank


@pytest.mark.parametrize(("group", "text"), tuned("negatives"), ids=lambda value: str(value)[:40])
def test_every_harmless_development_line_stays_quiet(group: dict[str, Any], text: str) -> None:
    assert not alarming(read(text))


@pytest.mark.parametrize("name", ["held_out", "veiled", "fresh"])
def test_at_least_nineteen_in_twenty_dangers_are_found(name: str) -> None:
    positives = lines(name, "positives")
    missed = [text for _, text in positives if not read(text)]

    assert len(missed) <= len(positives) // 20, missed


@pytest.mark.parametrize("name", ["held_out", "veiled", "fresh"])
def test_at_most_one_in_twenty_look_alikes_raises_an_alarm(name: str) -> None:
    negatives = lines(name, "negatives")
    alarms = [text for _, text in negatives if alarming(read(text))]

    assert len(alarms) <= len(negatives) // 20, alarms
