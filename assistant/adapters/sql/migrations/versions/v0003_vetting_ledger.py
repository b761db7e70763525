"""The vetting ledger: decisions about documents and the texts they are about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "vetting_texts",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_vetting_texts"),
    )
    op.create_table(
        "vetting_decisions",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["vetting_texts.sha256"], name="fk_vetting_decisions_sha256"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_vetting_decisions_person_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_vetting_decisions"),
        sa.UniqueConstraint("id", name="uq_vetting_decisions_id"),
    )


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("vetting_decisions")
    op.drop_table("vetting_texts")
