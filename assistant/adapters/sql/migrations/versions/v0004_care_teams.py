"""Every account belongs to a care team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put everybody into the default team."""
    op.add_column("people", sa.Column("team", sa.String(length=64), nullable=False, server_default="default"))
    op.add_column("people", sa.Column("more_teams", sa.Text(), nullable=False, server_default="[]"))
    op.create_index("ix_people_team", "people", ["team"])


def downgrade() -> None:
    """Forget the teams."""
    op.drop_index("ix_people_team", "people")
    op.drop_column("people", "more_teams")
    op.drop_column("people", "team")
