"""Crises: times of more looks than usual; and guesses that somebody said are wrong."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("account_ids", sa.JSON(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(32), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("over_by", sa.Integer(), nullable=True),
        sa.Column("over_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_crises_asked_by_people")),
        sa.ForeignKeyConstraint(["over_by"], ["people.id"], name=op.f("fk_crises_over_by_people")),
        sa.ForeignKeyConstraint(["started_by"], ["people.id"], name=op.f("fk_crises_started_by_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_crises_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crises")),
    )
    running = sa.text("state = 'running'")
    op.create_index(
        "ix_crises_running", "crises", ["unit_id"], unique=True,
        sqlite_where=running, postgresql_where=running,
    )  # fmt: skip
    op.create_index("ix_crises_unit", "crises", ["unit_id", "started_at"])
    op.add_column("rounds", sa.Column("crisis_id", sa.Integer(), nullable=True))
    op.add_column(
        "comments", sa.Column("guess_wrong", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )


def downgrade() -> None:
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_column("guess_wrong")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_column("crisis_id")
    op.drop_table("crises")
