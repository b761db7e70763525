"""Facts about cases to count, in SQL: no id, no name and no words leave it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select

from assistant.adapters.sql.codec import concerns_from_json, signal_from_json
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import alerts, case_signals, cases, people
from assistant.domain.cases import Outcome, Severity
from assistant.domain.oncall import CONSOLE
from assistant.domain.oversight import CaseFact
from assistant.domain.people import Role


class SqlOversight(Part):
    """OversightRecords over one database."""

    def case_facts(self, since: datetime) -> tuple[CaseFact, ...]:
        """Every case opened since then except restricted ones, oldest first."""
        counted = (cases.c.restricted.is_(False), cases.c.opened_at >= since)
        facts = select(
            cases.c.id,
            cases.c.opened_at,
            cases.c.severity,
            cases.c.concerns,
            cases.c.first_claimed_at,
            cases.c.first_contacted_at,
            cases.c.outcome,
        )
        found = select(case_signals.c.case_id, case_signals.c.signal).join_from(
            case_signals, cases, cases.c.id == case_signals.c.case_id
        )
        sent = (
            select(alerts.c.case_id, func.count().label("n"))
            .join_from(alerts, cases, cases.c.id == alerts.c.case_id)
            .where(*counted, alerts.c.url != CONSOLE, alerts.c.delivered_at.is_not(None))
            .group_by(alerts.c.case_id)
        )
        rules: dict[str, dict[str, None]] = defaultdict(dict)
        with self._db.read() as connection:
            rows = connection.execute(facts.where(*counted).order_by(cases.c.opened_at, cases.c.id)).all()
            for row in connection.execute(found.where(*counted).order_by(case_signals.c.seq)):
                signal = signal_from_json(row.signal)
                rules[row.case_id][f"{signal.rail}/{signal.rule}"] = None
            handed_over = {row.case_id: int(row.n) for row in connection.execute(sent)}
        return tuple(
            CaseFact(
                row.opened_at,
                Severity(row.severity),
                concerns_from_json(row.concerns),
                tuple(rules[row.id]),
                handed_over.get(row.id, 0),
                row.first_claimed_at,
                row.first_contacted_at,
                Outcome(row.outcome) if row.outcome else None,
            )
            for row in rows
        )

    def active_patients(self) -> int:
        """How many patient accounts are active."""
        query = select(func.count()).where(people.c.role == Role.PATIENT.value, people.c.active.is_(True))
        with self._db.read() as connection:
            return int(connection.execute(query).scalar_one())
