"""A turn's opening becomes a case of its own or joins the one that is open, with alert rows when it pages."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, insert, select, update

from assistant.adapters.sql.alert_states import alert_states
from assistant.adapters.sql.audit import ASSISTANT, append
from assistant.adapters.sql.codec import concerns_from_json, concerns_to_json, signal_to_json
from assistant.adapters.sql.pages import add_page, first_page
from assistant.adapters.sql.tables import case_signals, cases
from assistant.domain.cases import CaseOpening, CaseState, Severity
from assistant.domain.joining import Pagers, joined_concerns, keeps_own_case, must_page, rises, state_after
from assistant.domain.turns import TurnRecord


def keep_opening(connection: Connection, turn: TurnRecord, opening: CaseOpening, pagers: Pagers) -> str:
    """The id of the case that now holds the opening; what it holds apart goes into a restricted one."""
    case_id, severity, rose = _joined(connection, turn, opening) or _opened(connection, turn, opening)
    if opening.signals:
        connection.execute(
            insert(case_signals).inline(),
            [
                {"case_id": case_id, "message_id": turn.patient_message.id, "signal": signal_to_json(signal)}
                for signal in opening.signals
            ],
        )
    if must_page(opening, rose=rose, alerts=alert_states(connection, case_id)):
        whom = {"restricted": opening.restricted, "safeguarding": opening.safeguarding}
        page = first_page(connection, pagers, turn.patient_id, turn.at, **whom)
        add_page(connection, case_id, severity, page, turn.at)
        connection.execute(update(cases).where(cases.c.id == case_id).values(step=page.step, step_at=turn.at))
    if opening.apart is not None:
        keep_opening(connection, turn, opening.apart, pagers)
    return case_id


def _joined(connection: Connection, turn: TurnRecord, opening: CaseOpening) -> tuple[str, Severity, bool] | None:
    if keeps_own_case(opening):
        return None
    query = select(cases.c.id, cases.c.severity, cases.c.concerns, cases.c.state).where(
        cases.c.patient_id == turn.patient_id,
        cases.c.state != CaseState.RESOLVED.value,
        cases.c.severity != Severity.TEAM_QUESTION.value,
        cases.c.restricted == opening.restricted,
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    stored, known = Severity(row.severity), concerns_from_json(row.concerns)
    rose = rises(stored, opening.severity)
    changed: dict[str, object] = {"updated_at": turn.at}
    if rose or opening.again:
        # Whoever has seen the case has not seen this; the patient must not be told that they have.
        changed |= {"seen_at": None, "seen_by": None, "clock_at": turn.at, "exhausted_at": None, "contacted_at": None}
        changed["state"] = state_after(CaseState(row.state), anew=True).value
    if rose:
        changed |= {
            "severity": opening.severity.value,
            "reason": opening.reason,
            "conversation_id": turn.patient_message.conversation_id,
            "message_id": turn.patient_message.id,
        }
    order = (opening.concerns, known) if rose else (known, opening.concerns)
    changed["concerns"] = concerns_to_json(joined_concerns(*order))
    connection.execute(update(cases).where(cases.c.id == row.id).values(**changed))
    append(connection, ASSISTANT, "case_raised" if rose else "case_joined", row.id, turn.at)
    return row.id, opening.severity if rose else stored, rose


def _opened(connection: Connection, turn: TurnRecord, opening: CaseOpening) -> tuple[str, Severity, bool]:
    case_id = uuid.uuid4().hex
    connection.execute(
        insert(cases),
        {
            "id": case_id,
            "patient_id": turn.patient_id,
            "conversation_id": turn.patient_message.conversation_id,
            "message_id": turn.patient_message.id,
            "severity": opening.severity.value,
            "concerns": concerns_to_json(opening.concerns),
            "reason": opening.reason,
            "state": CaseState.OPEN.value,
            "restricted": opening.restricted,
            "opened_at": turn.at,
            "updated_at": turn.at,
            "clock_at": turn.at,
            "note": "",
        },
    )
    append(connection, ASSISTANT, "case_opened", case_id, turn.at)
    return case_id, opening.severity, True
