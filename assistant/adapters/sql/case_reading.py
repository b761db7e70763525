"""Rows become cases: one look each at cases, signals, notes and alerts, however many cases there are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from assistant.adapters.sql.codec import concerns_from_json, signal_from_json
from assistant.adapters.sql.tables import alerts, case_notes, case_signals, cases, people
from assistant.domain.cases import Case, CaseState, Note, Outcome, Severity
from assistant.domain.joining import AlertState, alerted_at, in_queue_order, status_of
from assistant.domain.risk import Signal

_owner = people.alias("owner")


def read_cases(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Case, ...]:
    """The cases that meet every condition, what needs a human first."""
    rows = connection.execute(
        select(cases, people.c.name.label("patient_name"), people.c.team, _owner.c.name.label("owner"))
        .join_from(cases, people, people.c.id == cases.c.patient_id)
        .join(_owner, _owner.c.id == cases.c.owner_id, isouter=True)
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
    told = alerts.c.case_id.in_(wanted) & alerts.c.dropped.is_(False)
    for row in connection.execute(select(alerts).where(told)):
        states[row.case_id].append(_alert_state(row))
    notes: dict[str, list[Note]] = defaultdict(list)
    written = (
        select(case_notes, people.c.name)
        .join_from(case_notes, people, people.c.id == case_notes.c.author_id, isouter=True)
        .where(case_notes.c.case_id.in_(wanted))
        .order_by(case_notes.c.seq)
    )
    for row in connection.execute(written):
        notes[row.case_id].append(Note(row.author_id, row.name or row.author_id, row.text, row.at))
    return in_queue_order(
        _case(row, tuple(signals[row.id]), tuple(states[row.id]), tuple(notes[row.id])) for row in rows
    )


def _alert_state(row: Row[*tuple[Any, ...]]) -> AlertState:
    return AlertState(Severity(row.severity), row.delivered_at is not None, row.given_up, row.delivered_at)


def _case(
    row: Row[*tuple[Any, ...]],
    signals: tuple[tuple[str, Signal], ...],
    states: tuple[AlertState, ...],
    notes: tuple[Note, ...],
) -> Case:
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
        alert_status=status_of(states, seen=row.seen_at is not None, exhausted=row.exhausted_at is not None),
        seen_at=row.seen_at,
        seen_by=row.seen_by,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=row.note,
        restricted=row.restricted,
        team=row.team,
        owner_id=row.owner_id,
        owner=row.owner or row.owner_id,
        claimed_at=row.claimed_at,
        contacted_at=row.contacted_at,
        reopened_at=row.reopened_at,
        follow_up_on=row.follow_up_on,
        clock_at=row.clock_at,
        alerted_at=alerted_at(states, Severity(row.severity)),
        exhausted_at=row.exhausted_at,
        notes=notes,
    )
