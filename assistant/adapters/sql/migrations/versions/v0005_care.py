"""What the clinic keeps about the care of each patient."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "care",
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.String(length=32), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("safety_plan", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name="fk_care_patient_id"),
        sa.PrimaryKeyConstraint("patient_id", name="pk_care"),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("care")
