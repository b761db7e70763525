"""The tables. Migrations make them; a test keeps both the same."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
    true,
)

from assistant.adapters.sql.columns import AnyText, Moment, Name, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Count = BigInteger().with_variant(Integer, "sqlite")
_Id = String(64)
_Word = String(32)

people = Table(
    "people",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Name, nullable=False, unique=True),
    Column("role", _Word, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("region", _Word),
    Column("invitation_hash", Text, nullable=False),
    Column("team", _Id, nullable=False, index=True, server_default="default"),
    Column("more_teams", Text, nullable=False, server_default="[]"),
    Column("invited", Boolean, nullable=False, server_default=true()),
    Column("invitation_ends_at", Moment),
    Column("subject_hash", String(64)),
    Column("care_ended_on", Date),
    Column("session_on", Date),
    Column("held", Boolean, nullable=False, server_default=false()),
)
Index("uq_people_subject_hash", people.c.subject_hash, unique=True)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", _Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("way", _Word, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False, index=True),
)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("name", Name, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
)
"""Under every name that was tried, so that the wait does not tell which names are accounts."""

conversations = Table(
    "conversations",
    metadata,
    Column("seq", _Count, primary_key=True, autoincrement=True),
    Column("id", _Id, nullable=False, unique=True),
    Column("patient_id", _Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("seq", _Count, primary_key=True, autoincrement=True),
    Column("id", _Id, nullable=False, unique=True),
    Column("conversation_id", _Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("author", _Word, nullable=False),
    Column("text", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reply_to", _Id, ForeignKey("messages.id"), unique=True),
    Column("reply", Words),
)

assessments = Table(
    "assessments",
    metadata,
    Column("message_id", _Id, ForeignKey("messages.id"), primary_key=True),
    Column("tier", _Word, nullable=False),
    Column("assessment", Words, nullable=False),
    Column("case_id", _Id, ForeignKey("cases.id")),
)

episodes = Table(
    "episodes",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("patient_id", _Id, ForeignKey("people.id"), nullable=False),
    Column("tier", _Word, nullable=False),
    Column("concerns", Text, nullable=False),
    Column("subject", _Word, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
)
Index(
    "uq_episodes_one_open",
    episodes.c.patient_id,
    unique=True,
    sqlite_where=text("closed_at IS NULL"),
    postgresql_where=text("closed_at IS NULL"),
)

_JOINABLE = "state <> 'resolved' AND severity <> 'team_question'"
cases = Table(
    "cases",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("patient_id", _Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("conversation_id", _Id, ForeignKey("conversations.id"), nullable=False),
    Column("message_id", _Id, ForeignKey("messages.id"), nullable=False),
    Column("severity", _Word, nullable=False),
    Column("concerns", Text, nullable=False),
    Column("reason", Words, nullable=False),
    Column("state", _Word, nullable=False, index=True),
    Column("restricted", Boolean, nullable=False),
    Column("opened_at", Moment, nullable=False, index=True),
    Column("updated_at", Moment, nullable=False),
    Column("seen_at", Moment),
    Column("seen_by", _Id),
    Column("resolved_at", Moment),
    Column("resolved_by", _Id),
    Column("outcome", _Word),
    Column("note", Words, nullable=False),
    Column("owner_id", _Id, index=True),
    Column("claimed_at", Moment),
    Column("contacted_at", Moment),
    Column("reopened_at", Moment),
    Column("follow_up_on", Date),
    Column("clock_at", Moment),
    Column("step", Integer, nullable=False, server_default="0"),
    Column("step_at", Moment),
    Column("exhausted_at", Moment),
    Column("first_claimed_at", Moment),
    Column("first_contacted_at", Moment),
)
"""`step` is how many steps of the on-call chain have been paged, `step_at` when the last one was."""
Index(
    "uq_cases_one_open",
    cases.c.patient_id,
    cases.c.restricted,
    unique=True,
    sqlite_where=text(_JOINABLE),
    postgresql_where=text(_JOINABLE),
)

case_signals = Table(
    "case_signals",
    metadata,
    Column("seq", _Count, primary_key=True, autoincrement=True),
    Column("case_id", _Id, ForeignKey("cases.id"), nullable=False, index=True),
    Column("message_id", _Id, ForeignKey("messages.id"), nullable=False),
    Column("signal", Words, nullable=False),
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("seq", _Count, primary_key=True, autoincrement=True),
    Column("case_id", _Id, ForeignKey("cases.id"), nullable=False, index=True),
    Column("author_id", AnyText, nullable=False),
    Column("text", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("seq", _Count, primary_key=True, autoincrement=True),
    Column("id", _Id, nullable=False, unique=True),
    Column("case_id", _Id, ForeignKey("cases.id"), nullable=False, index=True),
    Column("url", Name, nullable=False),
    Column("severity", _Word, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("delivered_at", Moment),
    Column("given_up", Boolean, nullable=False),
    Column("dropped", Boolean, nullable=False, server_default=false()),
    Column("step", Integer, nullable=False, server_default="0"),
    Column("made_at", Moment),
    Column("leased_until", Moment),
)
"""`dropped`: somebody had the case before it went out. `leased_until`: a worker is sending it until then."""
Index("ix_alerts_waiting", alerts.c.delivered_at, alerts.c.given_up, alerts.c.due_at)

safety_questions = Table(
    "safety_questions",
    metadata,
    Column("message_id", _Id, ForeignKey("messages.id"), primary_key=True),
    Column("patient_id", _Id, ForeignKey("people.id"), nullable=False),
    Column("case_id", _Id, ForeignKey("cases.id"), nullable=False),
    Column("asked_at", Moment, nullable=False),
)
"""Questions that wait for an answer; a row goes when the patient writes, or when their silence was paged."""
Index("ix_safety_questions_patient_id", safety_questions.c.patient_id)
Index("ix_safety_questions_asked_at", safety_questions.c.asked_at)

care = Table(
    "care",
    metadata,
    Column("patient_id", _Id, ForeignKey("people.id"), primary_key=True),
    Column("answers", _Word, nullable=False),
    Column("contact", Words, nullable=False),
    Column("safety_plan", Words, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", _Id, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", _Word, primary_key=True),
    Column("at", Moment, nullable=False),
)

alert_tests = Table(
    "alert_tests",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("test_id", _Id, nullable=False, index=True),
    Column("chain", String(64), nullable=False),
    Column("place", Words, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("confirmed_by", AnyText),
)
"""One row for each step that a test was sent to; `chain` names the configuration, so that a changed one is untested."""

audit = Table(
    "audit",
    metadata,
    Column("seq", _Count, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", AnyText, nullable=False),
    Column("action", AnyText, nullable=False),
    Column("subject", AnyText, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", _Count, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("seal", String(64), nullable=False, server_default=""),
)

encryption_keys = Table(
    "encryption_keys",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("secrets", Text, nullable=False),
    Column("since", Moment, nullable=False),
)
"""One row for each master key that something may still be sealed with."""

glasses = Table(
    "glasses",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("clinician_id", _Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("patient_id", _Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("reason", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)
