"""When the care of a patient ended, and whether their record is held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; nobody's care has ended yet."""
    op.add_column("people", sa.Column("care_ended_on", sa.Date()))
    op.add_column("people", sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Forget both."""
    op.drop_column("people", "held")
    op.drop_column("people", "care_ended_on")
