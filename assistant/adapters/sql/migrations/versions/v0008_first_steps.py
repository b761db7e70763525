"""When a case was first claimed and the patient first spoken to, whatever happened to the case afterwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two moments and the index that counts need."""
    op.add_column("cases", sa.Column("first_claimed_at", sa.DateTime(timezone=True)))
    op.add_column("cases", sa.Column("first_contacted_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE cases SET first_claimed_at = claimed_at, first_contacted_at = contacted_at")
    op.create_index("ix_cases_opened_at", "cases", ["opened_at"])


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_cases_opened_at", "cases")
    op.drop_column("cases", "first_contacted_at")
    op.drop_column("cases", "first_claimed_at")
