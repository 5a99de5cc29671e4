"""What comes from platforms by itself: how sources fare, payloads, own replies and posts, edits, removals."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "early_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_early_changes_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_early_changes")),
        sa.UniqueConstraint(
            "account_id", "external_id", "part", name=op.f("uq_early_changes_account_id_external_id_part")
        ),
    )
    op.create_table(
        "payloads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("try_at", UtcDateTime(), nullable=True),
        sa.Column("code", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_payloads_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payloads")),
        sa.UniqueConstraint("door", "sha256", name=op.f("uq_payloads_door_sha256")),
    )
    op.create_index(
        "ix_payloads_try",
        "payloads",
        ["try_at"],
        unique=False,
        sqlite_where=sa.text("try_at IS NOT NULL"),
        postgresql_where=sa.text("try_at IS NOT NULL"),
    )

    op.create_table(
        "raws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_raws_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raws")),
        sa.UniqueConstraint(
            "account_id", "external_id", "sha256", name=op.f("uq_raws_account_id_external_id_sha256")
        ),
    )
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("try_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_media_account_id_accounts")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_media_comment_id_comments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("comment_id", "key", name=op.f("uq_media_comment_id_key")),
    )
    op.create_index(
        "ix_media_try",
        "media",
        ["try_at"],
        unique=False,
        sqlite_where=sa.text("try_at IS NOT NULL"),
        postgresql_where=sa.text("try_at IS NOT NULL"),
    )

    op.create_table(
        "published",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("thread_id", sa.String(length=300), nullable=True),
        sa.Column("parent_id", sa.String(length=300), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_at", UtcDateTime(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.Column("gone", sa.String(32), nullable=True),
        sa.Column("visibility_at", UtcDateTime(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("uncertain", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("corrected_by", sa.Integer(), nullable=True),
        sa.Column("corrected_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_published_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_published_comment_id_comments")
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by"], ["people.id"], name=op.f("fk_published_corrected_by_people")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_published_person_id_people")),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_published_reply_id_replies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published")),
        sa.UniqueConstraint("account_id", "external_id", name=op.f("uq_published_account_id_external_id")),
    )
    op.create_index("ix_published_comment", "published", ["comment_id"], unique=False)
    op.create_index("ix_published_parent", "published", ["account_id", "parent_id"], unique=False)
    op.create_index("ix_published_thread", "published", ["account_id", "thread_id"], unique=False)
    op.create_index("ix_published_written", "published", ["account_id", "written_at"], unique=False)

    op.add_column("comments", sa.Column("edited_at", UtcDateTime(), nullable=True))
    op.add_column("comments", sa.Column("edited_text", sa.Text(), nullable=True))
    op.add_column("comments", sa.Column("gone", sa.String(32), nullable=True))
    op.add_column("comments", sa.Column("visibility_at", UtcDateTime(), nullable=True))
    op.add_column("comments", sa.Column("gone_by", sa.String(32), nullable=True))
    op.add_column(
        "comments", sa.Column("seen", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_index(
        "ix_comments_thread",
        "comments",
        ["account_id", "thread_id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NOT NULL"),
        postgresql_where=sa.text("thread_id IS NOT NULL"),
    )

    op.add_column("sources", sa.Column("auth_failures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("sources", sa.Column("paused_at", UtcDateTime(), nullable=True))
    op.add_column("sources", sa.Column("paused_code", sa.String(length=80), nullable=True))
    op.add_column("sources", sa.Column("paused_for", sa.String(length=64), nullable=True))
    op.add_column("sources", sa.Column("last_written_at", UtcDateTime(), nullable=True))
    op.add_column("sources", sa.Column("last_delivery_at", UtcDateTime(), nullable=True))
    op.add_column("sources", sa.Column("token_ends_at", UtcDateTime(), nullable=True))
    op.add_column("sources", sa.Column("quota_day", sa.Date(), nullable=True))
    op.add_column("sources", sa.Column("quota_used", sa.Integer(), server_default="0", nullable=False))
    op.add_column("sources", sa.Column("recheck_at", UtcDateTime(), nullable=True))
    op.add_column("sources", sa.Column("recheck_from", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_column("recheck_from")
        batch_op.drop_column("recheck_at")
        batch_op.drop_column("quota_used")
        batch_op.drop_column("quota_day")
        batch_op.drop_column("token_ends_at")
        batch_op.drop_column("last_delivery_at")
        batch_op.drop_column("last_written_at")
        batch_op.drop_column("paused_for")
        batch_op.drop_column("paused_code")
        batch_op.drop_column("paused_at")
        batch_op.drop_column("auth_failures")

    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_comments_thread",
            sqlite_where=sa.text("thread_id IS NOT NULL"),
            postgresql_where=sa.text("thread_id IS NOT NULL"),
        )
        batch_op.drop_column("seen")
        batch_op.drop_column("gone_by")
        batch_op.drop_column("visibility_at")
        batch_op.drop_column("gone")
        batch_op.drop_column("edited_text")
        batch_op.drop_column("edited_at")

    op.drop_table("published")
    op.drop_table("media")
    op.drop_table("raws")
    op.drop_table("payloads")
    op.drop_table("early_changes")
