"""Days on duty as they were, so that the past is not rewritten; drafts that wait are found by an index."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty_days",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("uncovered", sa.JSON(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_duty_days_unit_id_units")),
        sa.PrimaryKeyConstraint("unit_id", "day", name=op.f("pk_duty_days")),
    )
    waiting = sa.text("draft = 'waiting'")
    op.create_index("ix_comments_draft", "comments", ["id"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_index("ix_comments_draft", table_name="comments")
    op.drop_table("duty_days")
