"""Broken glasses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "glasses",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("clinician_id", sa.String(length=64), nullable=False),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["clinician_id"], ["people.id"], name="fk_glasses_clinician_id"),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name="fk_glasses_patient_id"),
        sa.PrimaryKeyConstraint("id", name="pk_glasses"),
    )
    op.create_index("ix_glasses_clinician_id", "glasses", ["clinician_id"])
    op.create_index("ix_glasses_patient_id", "glasses", ["patient_id"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("glasses")
