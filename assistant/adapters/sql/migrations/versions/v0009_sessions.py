"""Sessions, tries to sign in, and who signs in through the clinic's provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; every account of before still has its invitation."""
    op.add_column("people", sa.Column("invited", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("people", sa.Column("subject_hash", sa.String(length=64)))
    op.create_index("uq_people_subject_hash", "people", ["subject_hash"], unique=True)
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_index("ix_sessions_ends_at", "sessions", ["ends_at"])
    op.create_table(
        "sign_in_tries",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sign_in_tries"),
    )
    op.create_index("ix_sign_in_tries_last_at", "sign_in_tries", ["last_at"])


def downgrade() -> None:
    """Sign everybody out, and forget who signs in through the provider."""
    op.drop_table("sign_in_tries")
    op.drop_table("sessions")
    op.drop_index("uq_people_subject_hash", "people")
    op.drop_column("people", "subject_hash")
    op.drop_column("people", "invited")
