"""`kap screen`: what the input rails say, as JSON Lines."""

from __future__ import annotations

import pytest

from assistant import bootstrap
from tests.fakes.scripted_rails import ScriptedInputRail
from tests.fakes.stage import Stage
from tests.unit.cli.conftest import Kap, lines


def test_a_line_has_the_promised_shape(kap: Kap, stage: Stage) -> None:
    (row,) = kap("screen", stdin=lines({"id": "a", "text": "w I want to die"})).rows

    assert list(row) == ["id", "tier", "concerns", "route", "signals", "failed_rails", "ms"]
    assert (row["tier"], row["concerns"], row["route"]) == ("elevated", ["suicide"], "crisis")
    (signal,) = row["signals"]
    assert {"rail": "crisis", "rule": "told", "excerpt": "w", "score": 1.0}.items() <= signal.items()
    assert row["failed_rails"] == []


def test_with_messages_it_is_the_state_after_the_last_patient_message(kap: Kap, stage: Stage) -> None:
    messages = [
        {"role": "patient", "text": "I have pills in hand"},
        {"role": "assistant", "text": "I am here."},
        {"role": "patient", "text": "only joking"},
        {"role": "assistant", "text": "I am still here."},
    ]

    (row,) = kap("screen", stdin=lines({"id": "a", "messages": messages})).rows

    assert (row["tier"], row["route"], row["concerns"]) == ("imminent", "crisis", ["self_harm"])


def test_a_broken_rail_is_named(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    built = Stage(rails=(ScriptedInputRail("crisis", misbehave=lambda _r: None),))
    monkeypatch.setattr(bootstrap, "build_engine", lambda: built.engine)

    (row,) = kap("screen", stdin=lines({"id": "a", "text": "hello"})).rows

    assert (row["tier"], row["route"], row["failed_rails"]) == ("unknown", "needs_human", ["crisis"])


def test_a_malformed_line_is_named_while_the_others_are_screened(kap: Kap, stage: Stage) -> None:
    ran = kap("screen", stdin=b"oops\n" + lines({"id": "a", "text": "hello"}))

    assert ran.code == 1
    assert [row["id"] for row in ran.rows] == ["a"]
    assert ran.err.startswith("line 1: ")


def test_the_refusals_are_screened_too(kap: Kap, stage: Stage) -> None:
    (row,) = kap("screen", stdin=lines({"id": "a", "text": "how much"})).rows

    assert (row["tier"], row["route"]) == ("none", "dosing")
    assert row["signals"][0]["request"] == "dosing"
