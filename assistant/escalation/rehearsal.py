"""A test of the whole on-call chain: every step gets a code, and each code has to come back."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass

from assistant.domain.oncall import OnCall, Step
from assistant.escalation.alerting import Alerting
from assistant.escalation.notice import TEST_TITLE, test_body
from assistant.ports import Clock, DutyRecords

_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that a voice on the telephone confuses."""
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What became of the test message to one step."""

    place: str
    handed_over: int
    addresses: int


def rehearse(
    records: DutyRecords, alerting: Alerting, oncall: OnCall, clock: Clock, safeguarding: tuple[str, ...] = ()
) -> tuple[Rehearsed, ...]:
    """Send a code to every step of every team, the fallback and the safeguarding lead, and keep what was sent.

    Raises RecordsUnavailable before anything is sent when the test could not be kept.
    """
    places, test_id = _places(oncall, safeguarding), uuid.uuid4().hex
    codes = {place: "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for place, _ in places}
    hashes = {code_hash(code): place for place, code in codes.items()}
    records.keep_alert_test(test_id, chain_of(oncall, safeguarding), hashes, clock.now())
    return tuple(
        Rehearsed(place, _send(alerting, step, codes[place], test_id), len(step.urls)) for place, step in places
    )


def chain_of(oncall: OnCall, safeguarding: tuple[str, ...] = ()) -> str:
    """Names everything that a test covers, so that any change makes another test due."""
    return hashlib.sha256(repr((oncall.fingerprint, safeguarding)).encode()).hexdigest()


def code_hash(code: str) -> str:
    """What is kept of a code; spaces, hyphens and case do not matter."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()


def _places(oncall: OnCall, safeguarding: tuple[str, ...]) -> tuple[tuple[str, Step], ...]:
    found = [
        (f"team {team.name}, step {number}: {step.who}", step)
        for team in oncall.teams.values()
        for number, step in enumerate(team.steps, start=1)
    ]
    if oncall.fallback is not None:
        found.append((f"fallback: {oncall.fallback.who}", oncall.fallback))
    if safeguarding:
        found.append(("safeguarding lead", Step("safeguarding lead", safeguarding)))
    return tuple(found)


def _send(alerting: Alerting, step: Step, code: str, test_id: str) -> int:
    return sum(alerting.send(url, TEST_TITLE, test_body(step.who, code), test_id) for url in step.urls)
