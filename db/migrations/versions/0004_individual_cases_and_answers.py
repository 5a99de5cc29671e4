"""Individual cases and answers: handovers, ready replies, drafts that a colleague reads, tips seen."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ready_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=75), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("individual", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["people.id"], name=op.f("fk_ready_replies_changed_by_people")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_ready_replies_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_replies")),
        sa.UniqueConstraint("unit_id", "title", name=op.f("uq_ready_replies_unit_id_title")),
    )
    op.create_table(
        "tips_seen",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tip", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_tips_seen_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "tip", name=op.f("pk_tips_seen")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("read_by", sa.Integer(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_drafts_comment_id_comments")),
        sa.ForeignKeyConstraint(["read_by"], ["people.id"], name=op.f("fk_drafts_read_by_people")),
        sa.ForeignKeyConstraint(["reader_id"], ["people.id"], name=op.f("fk_drafts_reader_id_people")),
        sa.ForeignKeyConstraint(["writer_id"], ["people.id"], name=op.f("fk_drafts_writer_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_comment", "drafts", ["comment_id", "episode"])

    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("whom", sa.Text(), nullable=True),
        sa.Column("registrar", sa.String(32), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_handovers_comment_id_comments")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_handovers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index("ix_handovers_comment", "handovers", ["comment_id", "episode"])

    op.add_column(
        "comments", sa.Column("individual", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("comments", sa.Column("draft", sa.String(32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_column("draft")
        batch_op.drop_column("individual")

    op.drop_index("ix_handovers_comment", table_name="handovers")

    op.drop_table("handovers")
    op.drop_index("ix_drafts_comment", table_name="drafts")

    op.drop_table("drafts")
    op.drop_table("tips_seen")
    op.drop_table("ready_replies")
