"""Invitations end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_LASTS = timedelta(days=14)


def upgrade() -> None:
    """Every invitation that waits now ends two weeks from now."""
    op.add_column("people", sa.Column("invitation_ends_at", sa.DateTime(timezone=True)))
    people = sa.table("people", sa.column("invited"), sa.column("invitation_ends_at", sa.DateTime(timezone=True)))
    connection = op.get_bind()
    end = datetime.now(UTC) + _LASTS
    kept = end.replace(tzinfo=None) if connection.dialect.name == "sqlite" else end
    connection.execute(people.update().where(people.c.invited.is_(sa.true())).values(invitation_ends_at=kept))


def downgrade() -> None:
    """Forget when they end."""
    op.drop_column("people", "invitation_ends_at")
