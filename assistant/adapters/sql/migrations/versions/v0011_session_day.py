"""The day of a patient's last or next medicine session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day; nobody's is known yet."""
    op.add_column("people", sa.Column("session_on", sa.Date()))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("people", "session_on")
