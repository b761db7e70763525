"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

count = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and the head of an empty audit trail."""
    op.create_table(
        "audit",
        sa.Column("seq", count, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", count, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("region", sa.String(length=32)),
        sa.Column("invitation_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name", name="uq_people_name"),
    )
    op.create_table(
        "conversations",
        sa.Column("seq", count, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name="fk_conversations_patient_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_conversations"),
        sa.UniqueConstraint("id", name="uq_conversations_id"),
    )
    op.create_index("ix_conversations_patient_id", "conversations", ["patient_id"])
    op.create_table(
        "episodes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=32), nullable=False),
        sa.Column("concerns", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("closed_at", moment),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name="fk_episodes_patient_id"),
        sa.PrimaryKeyConstraint("id", name="pk_episodes"),
    )
    op.create_index(
        "uq_episodes_one_open",
        "episodes",
        ["patient_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "messages",
        sa.Column("seq", count, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("reply_to", sa.String(length=64)),
        sa.Column("reply", sa.Text()),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id"),
        sa.ForeignKeyConstraint(["reply_to"], ["messages.id"], name="fk_messages_reply_to"),
        sa.PrimaryKeyConstraint("seq", name="pk_messages"),
        sa.UniqueConstraint("id", name="uq_messages_id"),
        sa.UniqueConstraint("reply_to", name="uq_messages_reply_to"),
    )
    op.create_index("ix_messages_conversation_id", "messages", ["conversation_id"])
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("concerns", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("seen_at", moment),
        sa.Column("seen_by", sa.String(length=64)),
        sa.Column("resolved_at", moment),
        sa.Column("resolved_by", sa.String(length=64)),
        sa.Column("outcome", sa.String(length=32)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_cases_conversation_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_cases_message_id"),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name="fk_cases_patient_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_patient_id", "cases", ["patient_id"])
    op.create_index("ix_cases_state", "cases", ["state"])
    op.create_index(
        "uq_cases_one_open",
        "cases",
        ["patient_id", "restricted"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND severity <> 'team_question'"),
        postgresql_where=sa.text("state = 'open' AND severity <> 'team_question'"),
    )
    op.create_table(
        "alerts",
        sa.Column("seq", count, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("delivered_at", moment),
        sa.Column("given_up", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_alerts_case_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_alerts"),
        sa.UniqueConstraint("id", name="uq_alerts_id"),
    )
    op.create_index("ix_alerts_case_id", "alerts", ["case_id"])
    op.create_index("ix_alerts_waiting", "alerts", ["delivered_at", "given_up", "due_at"])
    op.create_table(
        "assessments",
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=32), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=64)),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_assessments_case_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_assessments_message_id"),
        sa.PrimaryKeyConstraint("message_id", name="pk_assessments"),
    )
    op.create_table(
        "case_signals",
        sa.Column("seq", count, autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_signals_case_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_case_signals_message_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_case_signals"),
    )
    op.create_index("ix_case_signals_case_id", "case_signals", ["case_id"])
    op.execute("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '')")


def downgrade() -> None:
    """Remove every table with all that is in it."""
    op.drop_table("case_signals")
    op.drop_table("assessments")
    op.drop_table("alerts")
    op.drop_table("cases")
    op.drop_table("messages")
    op.drop_table("episodes")
    op.drop_table("conversations")
    op.drop_table("people")
    op.drop_table("audit_head")
    op.drop_table("audit")
