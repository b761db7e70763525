"""Reads the crowd's database with plain SQL, and the pager's log, and says what was lost, doubled or sent too late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, text

from assistant import bootstrap
from assistant.settings import Settings

_SLACK_S = 0.005
"""The pager's clock and the database's are the same machine's, read a moment apart."""
_COMMIT_S = 30.0
"""An alert bears the time of its message, and may be committed so much later: then a claim between the two is older."""

_NEEDLESS_AFTER = {
    "case_handed_over": ("case_claimed", "case_handed_over"),
    "case_released": ("case_handed_over",),
}
"""Which steps another one can make needless."""


def standing(settings: Settings, reports: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What must hold at any instant."""
    told = list(reports)
    with _reading(settings) as connection:
        if connection.dialect.name == "sqlite":
            state = connection.execute(text("PRAGMA integrity_check")).scalar_one()
            if state != "ok":
                yield f"database: {state}"
        stored = _column(connection, "SELECT id FROM messages WHERE reply_to IS NULL")
        answered = _column(connection, "SELECT reply_to FROM messages WHERE reply_to IS NOT NULL")
        assessed = _column(connection, "SELECT message_id FROM assessments")
        in_case = _column(connection, "SELECT message_id FROM assessments WHERE case_id IS NOT NULL")
        cases = _column(connection, "SELECT id FROM cases")
        yield from (
            f"message {r['accepted']} is missing" for r in told if "accepted" in r and r["accepted"] not in stored
        )
        yield from (
            f"reply to {r['released']} is missing" for r in told if "released" in r and r["released"] not in answered
        )
        yield from (f"case {r['case']} is missing" for r in told if r.get("case") and r["case"] not in cases)
        grave = {r["accepted"] for r in told if r.get("grave")}
        yield from (f"grave message {m} has a reply and no case" for m in (grave & answered) - in_case)
        yield from (f"reply to {m} has no assessment" for m in answered - assessed)
        silent = (
            "SELECT id FROM cases WHERE severity IN ('imminent', 'elevated', 'medical') AND NOT restricted"
            " AND NOT EXISTS (SELECT 1 FROM alerts WHERE alerts.case_id = cases.id)"
        )
        yield from (f"case {case} pages nobody" for case in _column(connection, silent))
        audited = {(r.action, r.subject, r.actor) for r in connection.execute(text("SELECT * FROM audit"))}
        # Whose a case has become a moment before, by a colleague's doing, has it already, and that leaves no row.
        given = {(step, case) for action, case, _ in audited for step in _NEEDLESS_AFTER.get(action, ())}
        steps = [(r["step"], r["case"], r["by"]) for r in told if "step" in r]
        yield from (f"step {step} is missing" for step in steps if step not in audited and step[:2] not in given)
    yield from _audit_chain(settings)


def alerts_kept(settings: Settings, log: Path) -> Iterator[str]:
    """That no alert was said to be delivered and never came, and none came again after it was acknowledged."""
    came: dict[str, list[float]] = defaultdict(list)
    for line in log.read_text(encoding="utf-8").splitlines():
        at, key = line.split()
        came[key].append(float(at))
    with _reading(settings) as connection:
        claims: dict[str, list[float]] = defaultdict(list)
        taken = "SELECT subject, at FROM audit WHERE action IN ('case_claimed', 'case_resolved')"
        for row in connection.execute(text(taken)):
            claims[row.subject].append(_seconds(row.at))
        for row in connection.execute(text("SELECT * FROM alerts WHERE url <> 'console:'")):
            times = came.get(row.id, [])
            if row.delivered_at is not None:
                if not times:
                    yield f"alert {row.id} is called delivered and never came"
                late = [t for t in times if t > _seconds(row.delivered_at) + _SLACK_S]
                if late:
                    yield f"alert {row.id} came {len(late)} times after it was noted as delivered"
            after = [t for t in claims[row.case_id] if _acknowledges(t, row)]
            if after and sum(t > min(after) + _SLACK_S for t in times) > 1:
                yield f"alert {row.id} came more than once after somebody had the case"


def _acknowledges(taken: float, alert: Any) -> bool:
    """Whether that claim came after the alert: it dropped it, it was delivered before, or it is long since it was made.

    A further signal tells whoever is on call again although somebody has the case; an earlier claim does not count.
    """
    made = _seconds(alert.made_at)
    there = alert.dropped or (alert.delivered_at is not None and _seconds(alert.delivered_at) <= taken)
    return taken >= made and (bool(there) or taken >= made + _COMMIT_S)


def left_over(settings: Settings) -> Iterator[str]:
    """What must hold once the workers have had time: every message has its reply, no alert waits."""
    with _reading(settings) as connection:
        unanswered = (
            "SELECT id FROM messages m WHERE reply_to IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM messages r WHERE r.reply_to = m.id)"
        )
        yield from (f"message {m} was never assessed" for m in _column(connection, unanswered))
        waiting = (
            "SELECT alerts.id FROM alerts JOIN cases ON cases.id = alerts.case_id WHERE delivered_at IS NULL"
            " AND NOT given_up AND NOT dropped AND cases.state <> 'resolved' AND url <> 'console:'"
        )
        yield from (f"alert {alert} never left" for alert in _column(connection, waiting))


def counts(settings: Settings, log: Path) -> dict[str, int]:
    """How much there is of what."""
    wanted = {
        "messages": "messages WHERE reply_to IS NULL",
        "cases": "cases",
        "resolved": "cases WHERE state = 'resolved'",
        "alerts": "alerts",
        "delivered": "alerts WHERE delivered_at IS NOT NULL",
        "dropped by a claim": "alerts WHERE dropped",
        "dead letters": "alerts WHERE given_up",
        "audit rows": "audit",
    }
    keys = [line.split()[1] for line in log.read_text(encoding="utf-8").splitlines()]
    with _reading(settings) as connection:
        found = {
            name: int(connection.execute(text(f"SELECT count(*) FROM {rows}")).scalar_one())  # noqa: S608 - fixed names
            for name, rows in wanted.items()
        }
    return {**found, "sent again before it was noted": len(keys) - len(set(keys))}


class _reading:  # noqa: N801 - used like a function
    """A connection behind the product's back."""

    def __init__(self, settings: Settings) -> None:
        url = settings.sql_url.replace("postgresql://", "postgresql+psycopg://")
        self._engine = create_engine(url)

    def __enter__(self) -> Connection:
        self._connection = self._engine.connect()
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._engine.dispose()


def _column(connection: Connection, query: str) -> set[str]:
    return set(connection.execute(text(query)).scalars())


def _seconds(at: datetime | str) -> float:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _audit_chain(settings: Settings) -> Iterator[str]:
    records: Any = bootstrap.make_records(settings)
    _, problem = records.verify_audit()
    records.close()
    if problem is not None:
        yield f"audit: {problem}"
