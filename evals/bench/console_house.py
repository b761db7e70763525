"""A clinic of several years in one database: conversations, cases and everything that hangs on them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Table, insert

from assistant.adapters.sql.codec import concerns_to_json, reply_to_json, signal_to_json
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.tables import alerts, case_notes, case_signals, cases, conversations, messages, people
from assistant.domain.cases import CaseState, Outcome, Severity
from assistant.domain.people import Role
from assistant.domain.replies import Reply
from assistant.domain.risk import Concern, Signal, Span, Tier
from assistant.domain.routes import Route

Rows = list[dict[str, object]]
START = datetime(2024, 1, 1, tzinfo=UTC)
TEXT = "I keep thinking about last Tuesday and I cannot sleep, and I do not know whom to tell about it."
ANSWER = "Being more emotional after a session is common. [1] " * 4
REPLY = Reply(ANSWER, Route.ANSWER, Tier.NONE, "extractive", "v", "v")
SIGNAL = Signal(
    "crisis", "suicide.passive", Span(2, 30), "keep thinking about last Tues", 1.0, Concern.SUICIDE, Tier.WATCH
)
PATIENTS, CLINICIANS = 2_000, 12
LONG = 10
"""Exchanges of a conversation with a case; the others have one."""
WAITING = 300
"""Cases that stand; the others are resolved."""
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    conversations: int
    cases: int


def fill(database: Database, size: Size, seed: int) -> int:
    """Put it all into an empty database; how many messages there are then."""
    chosen = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    with database.write() as connection:
        roles = [(f"patient-{n}", Role.PATIENT) for n in range(PATIENTS)]
        roles += [(f"dr-{n}", Role.CLINICIAN) for n in range(CLINICIANS)]
        _put(connection, people, ({"id": i, "name": i, "role": r.value, "active": True, "invitation_hash": "-"}
                                  for i, r in roles))  # fmt: skip
    said = 0
    for first in range(0, size.conversations, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, size.conversations))
        with database.write() as connection:
            _put(connection, conversations, (_conversation(n) for n in numbers))
            for n in numbers:
                lines = _messages(n, LONG if n < size.cases else 1)
                said += len(lines)
                _put(connection, messages, lines)
    for first in range(0, size.cases, AT_ONCE):
        with database.write() as connection:
            for n in range(first, min(first + AT_ONCE, size.cases)):
                _put(connection, cases, [_case(n, chosen)])
                for table, rows in _hanging(n):
                    _put(connection, table, rows)
    return said


def _put(connection: Connection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    connection.execute(insert(table).inline(), list(rows))


def _at(number: int) -> datetime:
    return START + timedelta(minutes=10 * number)


def _conversation(n: int) -> dict[str, object]:
    return {"id": f"c{n}", "patient_id": f"patient-{n % PATIENTS}", "started_at": _at(n)}


def _messages(n: int, exchanges: int) -> Rows:
    rows: Rows = []
    for k in range(exchanges):
        at, mine = _at(n) + timedelta(seconds=20 * k), {"conversation_id": f"c{n}"}
        rows.append({**mine, "id": f"m{n}.{k}", "author": "patient", "text": TEXT, "at": at, "reply_to": None,
                     "reply": None})  # fmt: skip
        rows.append({**mine, "id": f"r{n}.{k}", "author": "assistant", "text": REPLY.text, "at": at,
                     "reply_to": f"m{n}.{k}", "reply": reply_to_json(REPLY)})  # fmt: skip
    return rows


def _case(n: int, chosen: random.Random) -> dict[str, object]:
    waits = n < WAITING
    state = chosen.choice((CaseState.OPEN, CaseState.CLAIMED, CaseState.CONTACTED)) if waits else CaseState.RESOLVED
    at, owner = _at(n), None if state is CaseState.OPEN else f"dr-{n % CLINICIANS}"
    later = None if owner is None else at + timedelta(minutes=7)
    return {
        "id": f"case{n}",
        "patient_id": f"patient-{n % PATIENTS}",
        "conversation_id": f"c{n}",
        "message_id": f"m{n}.0",
        "severity": chosen.choice(list(Severity)[:5]).value,
        "concerns": concerns_to_json((Concern.SUICIDE,)),
        "reason": "Suicide, watch: crisis rule “passive” and 1 more.",
        "state": state.value,
        "restricted": False,
        "opened_at": at,
        "updated_at": at,
        "seen_at": later,
        "owner_id": owner,
        "claimed_at": later,
        "first_claimed_at": later,
        "outcome": None if waits else chosen.choice(list(Outcome)).value,
        "resolved_at": None if waits else at + timedelta(hours=1),
        "note": "" if waits else TEXT,
    }


def _hanging(n: int) -> tuple[tuple[Table, Rows], ...]:
    mine = {"case_id": f"case{n}"}
    signals: Rows = [{**mine, "message_id": f"m{n}.{k}", "signal": signal_to_json(SIGNAL)} for k in range(3)]
    sent: Rows = [
        {**mine, "id": f"a{n}.{k}", "url": "json://pager.example", "severity": "elevated", "attempts": 1,
         "due_at": _at(n), "delivered_at": _at(n), "given_up": False}
        for k in range(2)
    ]  # fmt: skip
    note: Rows = [{**mine, "author_id": f"dr-{n % CLINICIANS}", "text": TEXT, "at": _at(n)}]
    return (case_signals, signals), (alerts, sent), (case_notes, note)
