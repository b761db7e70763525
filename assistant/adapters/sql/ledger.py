"""The vetting ledger in SQL, and how the library is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Row, String, Table, Text, func, insert, select

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.codec import reply_from_json
from assistant.adapters.sql.columns import Moment, Words
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import case_signals, cases, conversations, messages, metadata, people
from assistant.domain.citing import CitationTally
from assistant.domain.errors import NotAllowed
from assistant.domain.messages import Author, Message
from assistant.domain.people import Role
from assistant.domain.replies import Reply
from assistant.domain.routes import Route
from assistant.domain.vetting import Cited, Decision, LedgerEntry, sha256_of

vetting_texts = Table(
    "vetting_texts",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("text", Words, nullable=False),
)
"""Every text that a decision was about, exactly as it was read."""

vetting_decisions = Table(
    "vetting_decisions",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("document_id", Text, nullable=False),
    Column("decision", String(32), nullable=False),
    Column("sha256", String(64), ForeignKey("vetting_texts.sha256"), nullable=False),
    Column("person_id", String(64), ForeignKey("people.id"), nullable=False),
    Column("person_name", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("comment", Words, nullable=False),
)
"""Decisions are added and never changed."""

_FIELDS = ("id", "document_id", "sha256", "person_id", "person_name", "at", "comment")
_reply = messages.alias("reply")


class SqlLedger(Part):
    """LibraryRecords over one database."""

    def ledger(self) -> tuple[LedgerEntry, ...]:
        """Every decision, in the order in which they were kept."""
        with self._db.read() as connection:
            rows = connection.execute(select(vetting_decisions).order_by(vetting_decisions.c.seq)).all()
        return tuple(_entry(row) for row in rows)

    def ledger_size(self) -> int:
        """How many decisions there are."""
        with self._db.read() as connection:
            return int(connection.execute(select(func.count()).select_from(vetting_decisions)).scalar_one())

    def decide(self, entry: LedgerEntry, text: str, *, by: str) -> bool:
        """Keep the decision with the text that was read, audited in the same transaction."""
        if sha256_of(text) != entry.sha256:
            raise NotAllowed("The text is not the one that was decided about. Open the document again.")
        row = {name: getattr(entry, name) for name in _FIELDS} | {"decision": entry.decision.value}
        with self._db.write() as connection:
            role = select(people.c.role).where(people.c.id == entry.person_id)
            if connection.execute(role).scalar_one_or_none() != Role.CLINICIAN.value:
                raise NotAllowed("Only a clinician's account decides about documents.")
            connection.execute(self._db.insert_new(vetting_texts, "sha256"), {"sha256": entry.sha256, "text": text})
            known = select(vetting_decisions.c.id).where(vetting_decisions.c.id == entry.id)
            if connection.execute(known).one_or_none() is not None:
                return False
            connection.execute(insert(vetting_decisions).inline(), row)
            append(connection, by, f"library_{entry.decision.value}", f"{entry.document_id} {entry.sha256}", entry.at)
            return True

    def text_read(self, sha256: str) -> str | None:
        """The text that a decision was about, or None."""
        query = select(vetting_texts.c.text).where(vetting_texts.c.sha256 == sha256)
        with self._db.read() as connection:
            return connection.execute(query).scalar_one_or_none()

    def citation_counts(self, since: datetime) -> Mapping[str, Cited]:
        """How often replies since then cited each passage, by passage id."""
        tally = CitationTally()
        for row, reply in self._replied(since):
            tally.add(row.patient_id, reply.citations)
        return tally.counts()

    def found_nothing(self, teams: tuple[str, ...], since: datetime, limit: int) -> tuple[Message, ...]:
        """Messages since then of these teams' patients that the library could not answer, newest first."""
        found: list[Message] = []
        with self._db.read() as connection:
            apart = set(connection.execute(_kept_apart()).scalars())
        for row, reply in self._replied(since):
            if len(found) == limit:
                break
            if row.team in teams and reply.route is Route.CANNOT_ANSWER and row.id not in apart:
                found.append(Message(row.id, row.conversation_id, Author.PATIENT, row.text, row.at))
        return tuple(found)

    def _replied(self, since: datetime) -> Iterator[tuple[Row[*tuple[Any, ...]], Reply]]:
        """Patients' messages since then with their reply, newest first."""
        query = (
            select(
                messages.c.id,
                messages.c.conversation_id,
                messages.c.text,
                messages.c.at,
                conversations.c.patient_id,
                people.c.team,
                _reply.c.reply,
            )
            .join_from(messages, _reply, _reply.c.reply_to == messages.c.id)
            .join(conversations, conversations.c.id == messages.c.conversation_id)
            .join(people, people.c.id == conversations.c.patient_id)
            .where(messages.c.author == Author.PATIENT.value, messages.c.at >= since)
            .order_by(messages.c.at.desc(), messages.c.seq.desc())
        )
        with self._db.read() as connection:
            for row in connection.execute(query):
                yield row, reply_from_json("", row.reply)


def _kept_apart() -> Any:
    """The ids of all messages that a restricted case is about."""
    return (
        select(case_signals.c.message_id)
        .join_from(case_signals, cases, cases.c.id == case_signals.c.case_id)
        .where(cases.c.restricted.is_(True))
    )


def _entry(row: Row[*tuple[Any, ...]]) -> LedgerEntry:
    return LedgerEntry(decision=Decision(row.decision), **{name: getattr(row, name) for name in _FIELDS})
