"""Safety questions that wait for an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "safety_questions",
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_safety_questions_message_id"),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name="fk_safety_questions_patient_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_safety_questions_case_id"),
        sa.PrimaryKeyConstraint("message_id", name="pk_safety_questions"),
    )
    op.create_index("ix_safety_questions_patient_id", "safety_questions", ["patient_id"])
    op.create_index("ix_safety_questions_asked_at", "safety_questions", ["asked_at"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("safety_questions")
