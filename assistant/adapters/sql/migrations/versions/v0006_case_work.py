"""Cases are claimed, contacted, handed over and reopened; alerts have leases and steps; workers a heartbeat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

moment = sa.DateTime(timezone=True)
_CASES = (
    ("owner_id", sa.String(length=64)),
    ("claimed_at", moment),
    ("contacted_at", moment),
    ("reopened_at", moment),
    ("follow_up_on", sa.Date()),
    ("clock_at", moment),
    ("step_at", moment),
    ("exhausted_at", moment),
)
_ALERTS = (("made_at", moment), ("leased_until", moment))


def upgrade() -> None:
    """Add columns and tables; every case that stands has had its first step paged when it was opened."""
    for name, kind in _CASES:
        op.add_column("cases", sa.Column(name, kind))
    op.add_column("cases", sa.Column("step", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_cases_owner_id", "cases", ["owner_id"])
    _one_standing("state <> 'resolved'")
    for name, kind in _ALERTS:
        op.add_column("alerts", sa.Column(name, kind))
    op.add_column("alerts", sa.Column("dropped", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("alerts", sa.Column("step", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE cases SET clock_at = opened_at")
    op.execute(
        "UPDATE cases SET step = 1, step_at = opened_at WHERE EXISTS (SELECT 1 FROM alerts WHERE case_id = cases.id)"
    )
    op.create_table(
        "case_notes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_notes_case_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_case_notes"),
    )
    op.create_index("ix_case_notes_case_id", "case_notes", ["case_id"])
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeats"),
    )
    op.create_table(
        "alert_tests",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("test_id", sa.String(length=64), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sent_at", moment, nullable=False),
        sa.Column("confirmed_at", moment),
        sa.Column("confirmed_by", sa.Text()),
        sa.PrimaryKeyConstraint("code_hash", name="pk_alert_tests"),
    )
    op.create_index("ix_alert_tests_test_id", "alert_tests", ["test_id"])


def downgrade() -> None:
    """Take them away; whatever was claimed, contacted or reopened is open again, and medical is elevated."""
    op.drop_table("alert_tests")
    op.drop_table("heartbeats")
    op.drop_table("case_notes")
    op.execute("UPDATE cases SET state = 'open' WHERE state IN ('reopened', 'claimed', 'contacted')")
    op.execute("UPDATE cases SET severity = 'elevated' WHERE severity = 'medical'")
    op.execute("UPDATE alerts SET severity = 'elevated' WHERE severity = 'medical'")
    op.execute(sa.text("UPDATE alerts SET given_up = :yes WHERE dropped = :yes").bindparams(yes=True))
    for name in ("step", "dropped", *(name for name, _ in _ALERTS)):
        op.drop_column("alerts", name)
    op.drop_index("ix_cases_owner_id", "cases")
    _one_standing("state = 'open'")
    for name in ("step", *(name for name, _ in _CASES)):
        op.drop_column("cases", name)


def _one_standing(state: str) -> None:
    where = sa.text(f"{state} AND severity <> 'team_question'")
    op.drop_index("uq_cases_one_open", "cases")
    op.create_index(
        "uq_cases_one_open",
        "cases",
        ["patient_id", "restricted"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
