"""Rows become cases: one look each at cases, signals and alerts, however many cases there are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from assistant.adapters.sql.codec import concerns_from_json, signal_from_json
from assistant.adapters.sql.tables import alerts, case_signals, cases, people
from assistant.domain.cases import Case, CaseState, Outcome, Severity
from assistant.domain.joining import AlertState, status_of
from assistant.domain.risk import Signal


def read_cases(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Case, ...]:
    """The cases that meet every condition, open ones first, then by severity, then longest waiting."""
    rows = connection.execute(
        select(cases, people.c.name.label("patient_name"), people.c.team)
        .join_from(cases, people, people.c.id == cases.c.patient_id)
        .where(*conditions)
    ).all()
    if not rows:
        return ()
    wanted = select(cases.c.id).where(*conditions)
    signals: dict[str, list[tuple[str, Signal]]] = defaultdict(list)
    found = select(case_signals).where(case_signals.c.case_id.in_(wanted)).order_by(case_signals.c.seq)
    for row in connection.execute(found):
        signals[row.case_id].append((row.message_id, signal_from_json(row.signal)))
    states: dict[str, list[AlertState]] = defaultdict(list)
    for row in connection.execute(select(alerts).where(alerts.c.case_id.in_(wanted))):
        states[row.case_id].append(AlertState(Severity(row.severity), row.delivered_at is not None, row.given_up))
    made = [_case(row, tuple(signals[row.id]), tuple(states[row.id])) for row in rows]
    return tuple(sorted(made, key=lambda c: (c.state is not CaseState.OPEN, c.severity.rank, c.opened_at, c.id)))


def _case(row: Row[*tuple[Any, ...]], signals: tuple[tuple[str, Signal], ...], states: tuple[AlertState, ...]) -> Case:
    return Case(
        id=row.id,
        patient_id=row.patient_id,
        patient_name=row.patient_name,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        severity=Severity(row.severity),
        concerns=concerns_from_json(row.concerns),
        signals=signals,
        reason=row.reason,
        state=CaseState(row.state),
        opened_at=row.opened_at,
        updated_at=row.updated_at,
        alert_status=status_of(states, seen=row.seen_at is not None),
        seen_at=row.seen_at,
        seen_by=row.seen_by,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=row.note,
        restricted=row.restricted,
        team=row.team,
    )
