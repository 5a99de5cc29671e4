"""Duty: days that colleagues swap, on-call outside hours, the address of a person's calendar."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_calendar_links_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_links_digest")),
    )
    op.create_table(
        "duty_swaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("back_day", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_duty_swaps_asked_by_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_duty_swaps_decided_by_people")),
        sa.ForeignKeyConstraint(["from_id"], ["people.id"], name=op.f("fk_duty_swaps_from_id_people")),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"], name=op.f("fk_duty_swaps_to_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_duty_swaps_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swaps")),
    )
    with op.batch_alter_table("duty_swaps", schema=None) as batch_op:
        batch_op.create_index("ix_duty_swaps_unit", ["unit_id", "day"], unique=False)

    op.create_table(
        "on_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_on_calls_person_id_people")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_on_calls_set_by_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_on_calls_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_calls")),
    )
    with op.batch_alter_table("on_calls", schema=None) as batch_op:
        batch_op.create_index("ix_on_calls_unit", ["unit_id", "last_day"], unique=False)

    op.create_table(
        "duty_changes",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("swap_id", sa.Integer(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_duty_changes_person_id_people")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_duty_changes_set_by_people")),
        sa.ForeignKeyConstraint(
            ["swap_id"], ["duty_swaps.id"], name=op.f("fk_duty_changes_swap_id_duty_swaps")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_duty_changes_unit_id_units")),
        sa.PrimaryKeyConstraint("unit_id", "person_id", "day", name=op.f("pk_duty_changes")),
    )


def downgrade() -> None:
    op.drop_table("duty_changes")
    with op.batch_alter_table("on_calls", schema=None) as batch_op:
        batch_op.drop_index("ix_on_calls_unit")

    op.drop_table("on_calls")
    with op.batch_alter_table("duty_swaps", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_swaps_unit")

    op.drop_table("duty_swaps")
    op.drop_table("calendar_links")
