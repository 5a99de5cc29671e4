"""Every table. Rows become the frozen dataclasses of `db/rows.py`; statements are SQLAlchemy Core."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from db.source_words import Deed, DeedState, Gone, GoneBy, MediaState, PayloadState, PublishedKind
from db.types import UtcDateTime
from db.words import (
    AttachmentState,
    ChangeAction,
    CommentState,
    CrisisHours,
    CrisisState,
    DraftState,
    EventAction,
    Ground,
    NoticeKind,
    NoticeState,
    PracticeState,
    Role,
    RoundState,
    SignatureResult,
    SwapState,
    ToRegistrar,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _words(kind: type) -> Enum:
    """A stored enum, kept as its word; a later member needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


settings_versions = Table(
    "settings_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("settings", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("chat", String(16), nullable=False, server_default="slack"),
    Column("channel", String(200)),  # the chat's own channel id; none: the operator hears
    Column("language", String(8)),  # none: the organisation's
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("chat_fields", JSON, nullable=False),  # names of fields set from chat; config never overwrites
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("chat", String(16), nullable=False, server_default="slack"),
    Column("chat_id", String(200)),  # the chat's own user id
    Column("first_name", String(80), nullable=False),
    Column("alias", String(80)),  # an agreed other name to sign with
    Column("full_name", String(200)),
    Column("email", String(200)),
    Column("language", String(8)),
    Column("duty_weekdays", JSON, nullable=False),  # [0..6], Monday is 0
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("chat_fields", JSON, nullable=False),
    UniqueConstraint("chat", "chat_id"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("role", _words(Role), primary_key=True),
    Index("ix_memberships_person", "person_id"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("platform", String(32), nullable=False),  # facebook, instagram, youtube, blog ...
    Column("url", Text),
    Column("comments_url", Text),  # where the platform shows its comments
    Column("deputy_id", ForeignKey("people.id")),
    Column("watch_from", UtcDateTime, nullable=False),
    Column("source", String(32)),  # none: the bot cannot see into it
    Column("source_url", Text),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("chat_fields", JSON, nullable=False),
    Column("acts", Boolean, nullable=False, server_default=text("false")),  # replies may go out from chat
    Index("ix_accounts_unit", "unit_id"),
)

account_editors = Table(
    "account_editors",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
)

away = Table(
    "away",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),  # none: until "tillbaka"
    Column("marked_by", ForeignKey("people.id")),
    Column("marked_at", UtcDateTime, nullable=False),
    Index("ix_away_person", "person_id", "last_day"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", String(200), nullable=False, unique=True),  # the key carried in the message's metadata
    Column("kind", _words(NoticeKind), nullable=False),
    Column("unit_id", ForeignKey("units.id")),
    Column("recipient", String(200), nullable=False),
    Column("channel", String(200), nullable=False),  # the chat's own ids
    Column("reference", String(200), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("wanted_version", Integer, nullable=False, server_default="1"),
    Column("shown_version", Integer, nullable=False, server_default="1"),
    Column("updating_until", UtcDateTime),  # lease of the process that updates it
    Column("update_failures", Integer, nullable=False, server_default="0"),
    Column("chat", String(16), nullable=False, server_default="slack"),  # in which chat it stands
    Index(
        "ix_messages_stale",
        "id",
        sqlite_where=text("wanted_version > shown_version"),
        postgresql_where=text("wanted_version > shown_version"),
    ),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),  # the number that people type
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("external_id", String(300), nullable=False),
    Column("thread_id", String(300)),
    Column("parent_id", String(300)),
    Column("source", String(32), nullable=False),
    Column("author", Text),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("written_at", UtcDateTime, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("week", String(8), nullable=False),  # ISO week of written_at, local: 2026-W47
    Column("state", _words(CommentState), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),  # compare-and-set
    Column("episode", Integer, nullable=False, server_default="1"),
    Column("episode_at", UtcDateTime, nullable=False),  # what the answer time counts from
    Column("due_at", UtcDateTime, nullable=False),
    Column("last_working_moment", UtcDateTime, nullable=False),
    Column("claimed_by", ForeignKey("people.id")),
    Column("claimed_at", UtcDateTime),
    Column("met_at", UtcDateTime),  # first holding reply or closing of the episode
    Column("met_working_minutes", Integer),
    Column("closed_at", UtcDateTime),
    Column("closed_by", ForeignKey("people.id")),
    Column("ground", _words(Ground)),
    Column("referred_to", Text),
    Column("follow_up_at", UtcDateTime),
    Column("rung", Integer, nullable=False, server_default="0"),  # highest rung planned this episode
    Column("attend_at", UtcDateTime),  # when the clock must next look at it; none: never
    Column("history", Boolean, nullable=False, server_default=text("false")),
    Column("late_seen", Boolean, nullable=False, server_default=text("false")),
    Column("likely_no_reply", Boolean, nullable=False, server_default=text("false")),
    Column("flagged", Boolean, nullable=False, server_default=text("false")),
    Column("message_id", ForeignKey("messages.id")),  # the message that shows it
    Column("shown_at", UtcDateTime),  # when it was first shown
    Column("settings_version", ForeignKey("settings_versions.id")),
    Column("urgent", Boolean, nullable=False, server_default=text("false")),  # first in every list until done
    Column("individual", Boolean, nullable=False, server_default=text("false")),  # never handled in public
    Column("draft", _words(DraftState)),  # where the reply's draft stands; none: nobody was asked to read one
    Column("guess_wrong", Boolean, nullable=False, server_default=text("false")),  # so somebody said
    Column("edited_at", UtcDateTime),  # since when its text is the one that stands; none: as first written
    Column("edited_text", Text),  # the one that stands; none: `text`, which never changes
    Column("gone", _words(Gone)),  # none: the public sees it
    Column("visibility_at", UtcDateTime),  # when it last was hidden, removed or shown again
    Column("gone_by", _words(GoneBy)),
    Column("seen", Boolean, nullable=False, server_default=text("false")),  # closed by what was seen there
    UniqueConstraint("account_id", "external_id"),
    Index(
        "ix_comments_thread",
        "account_id",
        "thread_id",
        sqlite_where=text("thread_id IS NOT NULL"),
        postgresql_where=text("thread_id IS NOT NULL"),
    ),
    Index(
        "ix_comments_attend",
        "attend_at",
        sqlite_where=text("attend_at IS NOT NULL"),
        postgresql_where=text("attend_at IS NOT NULL"),
    ),
    Index(
        "ix_comments_open",
        "unit_id",
        "due_at",
        sqlite_where=text("state IN ('new','claimed','acknowledged') AND NOT history"),
        postgresql_where=text("state IN ('new','claimed','acknowledged') AND NOT history"),
    ),
    Index(
        "ix_comments_claimed",
        "claimed_by",
        sqlite_where=text("claimed_by IS NOT NULL AND state IN ('claimed','acknowledged')"),
        postgresql_where=text("claimed_by IS NOT NULL AND state IN ('claimed','acknowledged')"),
    ),
    Index(
        "ix_comments_draft",
        "id",
        sqlite_where=text("draft = 'waiting'"),
        postgresql_where=text("draft = 'waiting'"),
    ),
    Index("ix_comments_week", "unit_id", "week"),
    Index("ix_comments_recent", "account_id", "first_seen_at"),
    Index(
        "ix_comments_message",
        "message_id",
        sqlite_where=text("message_id IS NOT NULL"),
        postgresql_where=text("message_id IS NOT NULL"),
    ),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False),
    Column("episode", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", ForeignKey("people.id")),  # none: the bot or the platform
    Column("action", _words(EventAction), nullable=False),
    Column("from_state", _words(CommentState)),
    Column("to_state", _words(CommentState)),
    Column("reason", Text),
    Column("ground", _words(Ground)),
    Column("facts", JSON(none_as_null=True)),  # what its kind of event has more to say; see `db/facts.py`
    Index("ix_events_comment", "comment_id"),
    Index("ix_events_at", "at"),
)

replies = Table(
    "replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False),
    Column("episode", Integer, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", _words(SignatureResult), nullable=False),
    Column("mended_at", UtcDateTime),
    Index("ix_replies_comment", "comment_id"),
    Index("ix_replies_at", "at"),
)

crises = Table(
    "crises",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("state", _words(CrisisState), nullable=False),
    Column("why", Text, nullable=False),
    Column("account_ids", JSON, nullable=False),
    Column("every_minutes", Integer, nullable=False),
    Column("hours", _words(CrisisHours), nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),  # there is none without an end
    Column("revision", Integer, nullable=False, server_default="1"),  # counts what was changed
    Column("asked_by", ForeignKey("people.id")),
    Column("asked_at", UtcDateTime),
    Column("started_by", ForeignKey("people.id")),
    Column("started_at", UtcDateTime),
    Column("over_by", ForeignKey("people.id")),  # none: it ended at its time
    Column("over_at", UtcDateTime),
    # One at a time in a unit, and what the clock looks through.
    Index(
        "ix_crises_running",
        "unit_id",
        unique=True,
        sqlite_where=text("state = 'running'"),
        postgresql_where=text("state = 'running'"),
    ),
    Index("ix_crises_unit", "unit_id", "started_at"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("day", Date, nullable=False),  # local day
    Column("number", Integer, nullable=False),  # 1, 2, 3
    Column("at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),  # the next round, or close
    Column("last_before_days_off", Boolean, nullable=False, server_default=text("false")),
    Column("state", _words(RoundState), nullable=False),
    Column("message_id", ForeignKey("messages.id")),
    Column("settings_version", ForeignKey("settings_versions.id")),
    Column("crisis_id", Integer),  # of crises; none: one of the day's own
    UniqueConstraint("unit_id", "day", "number"),
    Index(
        "ix_rounds_open",
        "at",
        sqlite_where=text("state IN ('planned','called')"),
        postgresql_where=text("state IN ('planned','called')"),
    ),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("how", String(16), nullable=False),  # button, or handled: a comment handled in the hour before
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", _words(NoticeKind), nullable=False),
    Column("recipient", String(200), nullable=False),  # unit:3, person:7 or operator
    Column("unit_id", ForeignKey("units.id")),
    Column("comment_id", ForeignKey("comments.id")),
    Column("episode", Integer),
    Column("rung", String(16)),  # 1, 2, 3, overdue; late: warned on arrival
    Column("round_id", ForeignKey("rounds.id")),
    Column("account_id", ForeignKey("accounts.id")),
    Column("person_id", ForeignKey("people.id")),  # whom it is about
    Column("reply_id", ForeignKey("replies.id")),
    Column("week", String(8)),
    Column("day", Date),
    Column("detail", Text),  # a code for operator notices; never comment text
    Column("gather", String(80)),  # rows of one recipient with the same word leave together
    Column("created_at", UtcDateTime, nullable=False),
    Column("send_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("state", _words(NoticeState), nullable=False),
    Column("reason", String(80)),  # why it was cancelled, expired or died
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("owner", String(80)),
    Column("lease_until", UtcDateTime),
    Column("batch", String(200)),  # the rows that left (or are leaving) as one message
    Column("thread_id", ForeignKey("messages.id")),  # the message in whose thread the batch leaves
    Column("first_tried_at", UtcDateTime),
    Column("doubtful", Boolean, nullable=False, server_default=text("false")),  # told again on doubt
    Column("sent_at", UtcDateTime),
    Column("message_id", ForeignKey("messages.id")),
    Column("settings_version", ForeignKey("settings_versions.id")),
    CheckConstraint("state <> 'sent' OR message_id IS NOT NULL", name="sent_has_message"),
    Index(
        "ix_notices_due",
        "send_at",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_notices_leased",
        "lease_until",
        sqlite_where=text("state IN ('sending','unknown')"),
        postgresql_where=text("state IN ('sending','unknown')"),
    ),
    Index(
        "ix_notices_dead",
        "send_at",
        sqlite_where=text("state = 'dead'"),
        postgresql_where=text("state = 'dead'"),
    ),
    Index("ix_notices_comment", "comment_id"),
    Index(
        "ix_notices_message",
        "message_id",
        sqlite_where=text("message_id IS NOT NULL"),
        postgresql_where=text("message_id IS NOT NULL"),
    ),
    Index(
        "ix_notices_batch",
        "batch",
        sqlite_where=text("batch IS NOT NULL"),
        postgresql_where=text("batch IS NOT NULL"),
    ),
)

pacing = Table(
    "pacing",
    metadata,
    Column("recipient", String(200), primary_key=True),
    Column("next_send_at", UtcDateTime, nullable=False),
)

identities = Table(  # who somebody is in another chat than the one that her own row names
    "identities",
    metadata,
    Column("chat", String(16), primary_key=True),
    Column("chat_id", String(200), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("how", String(16), nullable=False),  # code, email or config
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "chat"),
)

link_codes = Table(  # by which somebody shows in one chat that she is who she is in the other
    "link_codes",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("ends_at", UtcDateTime, nullable=False),
)

conversations = Table(  # where the bot may write in Teams, as Teams has told it
    "conversations",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("kind", String(16), nullable=False),  # personal, channel or groupChat
    Column("service_url", Text, nullable=False),
    Column("tenant_id", String(64)),
    Column("bot_id", String(200)),
    Column("team_id", String(200)),
    Column("name", Text),
    Column("user_id", String(200)),  # of a 1:1 chat: the user's id for this bot
    Column("person_key", String(200)),  # of a 1:1 chat: the id that she is known by
    Column("installed", Boolean, nullable=False, server_default=text("true")),
    Column("trouble", String(80)),  # why nothing can be said there; none: nothing is known against it
    Column("at", UtcDateTime, nullable=False),  # when Teams last told of it
    Index("ix_conversations_person", "person_key"),
    Index("ix_conversations_user", "user_id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", String(200), primary_key=True),  # slack:Ev123, slack:trigger ...
    Column("at", UtcDateTime, nullable=False),
    Index("ix_deliveries_at", "at"),
)

sources = Table(
    "sources",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("cursor", JSON),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_poll_at", UtcDateTime),
    Column("last_ok_at", UtcDateTime),
    Column("last_error", String(200)),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("lag_seconds", Float),
    Column("auth_failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("paused_at", UtcDateTime),  # since when it is not asked: the credentials are not taken
    Column("paused_code", String(80)),
    Column("paused_for", String(64)),  # which credentials (a digest): with others it is asked again
    Column("last_written_at", UtcDateTime),  # the newest that was seen, by the platform's clock
    Column("last_delivery_at", UtcDateTime),  # when the platform last called
    Column("token_ends_at", UtcDateTime),
    Column("quota_day", Date),
    Column("quota_used", Integer, nullable=False, server_default="0"),  # of that day
    Column("recheck_at", UtcDateTime),  # when what is stored is next looked at again
    Column("recheck_from", Integer, nullable=False, server_default="0"),  # how far that has come
)

published = Table(  # what the account itself wrote: replies and posts
    "published",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("external_id", String(300), nullable=False),
    Column("what", _words(PublishedKind), nullable=False),
    Column("thread_id", String(300)),
    Column("parent_id", String(300)),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("text_at", UtcDateTime, nullable=False),  # since when its text is this one
    Column("written_at", UtcDateTime, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("gone", _words(Gone)),  # none: the public sees it
    Column("visibility_at", UtcDateTime),
    Column("comment_id", ForeignKey("comments.id")),  # what it answers; none: not known (yet)
    Column("uncertain", Boolean, nullable=False, server_default=text("false")),
    Column("corrected_by", ForeignKey("people.id")),  # who said which comment it answers
    Column("corrected_at", UtcDateTime),
    Column("person_id", ForeignKey("people.id")),  # who wrote it, as its signature (or the claim) says
    Column("reply_id", ForeignKey("replies.id")),  # as which its signature was judged
    UniqueConstraint("account_id", "external_id"),
    Index("ix_published_thread", "account_id", "thread_id"),
    Index("ix_published_parent", "account_id", "parent_id"),
    Index("ix_published_written", "account_id", "written_at"),
    Index("ix_published_comment", "comment_id"),
)

deeds = Table(  # what somebody asked to be done on the platform: each once
    "deeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False),
    Column("episode", Integer, nullable=False),
    Column("deed", _words(Deed), nullable=False),
    Column("text", Text, nullable=False),  # of a reply
    Column("person_id", ForeignKey("people.id"), nullable=False),  # who asked, and hears what came of it
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", _words(DeedState), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("try_at", UtcDateTime),  # none: nothing to do
    Column("begun_at", UtcDateTime),  # since then it may have been done: it is looked for first
    Column("done_at", UtcDateTime),
    Column("external_id", String(300)),
    Column("code", String(80)),
    UniqueConstraint("comment_id", "episode", "deed"),
    Index(
        "ix_deeds_try",
        "try_at",
        sqlite_where=text("try_at IS NOT NULL"),
        postgresql_where=text("try_at IS NOT NULL"),
    ),
)

early_changes = Table(  # heard of before the thing itself; joined to it when it comes
    "early_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("external_id", String(300), nullable=False),
    Column("part", String(16), nullable=False),  # text or visibility
    Column("at", UtcDateTime, nullable=False),
    Column("change", JSON, nullable=False),
    UniqueConstraint("account_id", "external_id", "part"),
)

payloads = Table(  # what platforms call us with: stored, answered, worked on
    "payloads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("door", String(80), nullable=False),  # an account's slug, or a kind of source
    Column("account_id", ForeignKey("accounts.id")),  # none: it may tell of several
    Column("kind", String(32), nullable=False),
    Column("came_at", UtcDateTime, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("about", String(200)),  # what its headers said of it, as its source wants to be reminded
    Column("body", LargeBinary),  # none: it is in the store, piece by piece
    Column("state", _words(PayloadState), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("try_at", UtcDateTime),  # none: nothing to do
    Column("code", String(80)),
    UniqueConstraint("door", "sha256"),
    Index(
        "ix_payloads_try",
        "try_at",
        sqlite_where=text("try_at IS NOT NULL"),
        postgresql_where=text("try_at IS NOT NULL"),
    ),
)

raws = Table(  # the platform's own words of one thing, each once
    "raws",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("external_id", String(300), nullable=False),
    Column("came_at", UtcDateTime, nullable=False),
    Column("how", String(16), nullable=False),  # webhook, poll or recheck
    Column("sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("account_id", "external_id", "sha256"),
)

media = Table(  # pictures and files that the public put with a comment, to be copied at once
    "media",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("comment_id", ForeignKey("comments.id"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("name", String(300), nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("state", _words(MediaState), nullable=False),
    Column("code", String(80)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("try_at", UtcDateTime),  # none: nothing to do
    UniqueConstraint("comment_id", "key"),
    Index(
        "ix_media_try",
        "try_at",
        sqlite_where=text("try_at IS NOT NULL"),
        postgresql_where=text("try_at IS NOT NULL"),
    ),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(120), primary_key=True),  # last_tick, rounds:3:2026-11-23 ...
    Column("at", UtcDateTime, nullable=False),
    Column("value", Text),
)

set_rules = Table(
    "set_rules",
    metadata,
    Column("place", String(40), primary_key=True),  # organisation, unit:3 or account:7
    Column("rule", String(80), primary_key=True),  # answer.hours, rounds.times ...
    Column("value", Text, nullable=False),  # as somebody would write it
    Column("set_by", ForeignKey("people.id")),  # none: from the command line
    Column("set_at", UtcDateTime, nullable=False),
)

special_days = Table(
    "special_days",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("hours", String(80), nullable=False),  # as written: 10:00-14:00; empty: closed
    Column("name", String(200)),
    Column("set_by", ForeignKey("people.id")),
    Column("set_at", UtcDateTime, nullable=False),
    Index("ix_special_days_unit", "unit_id", "last_day"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by_id", ForeignKey("people.id")),  # none: from the command line
    Column("by_name", String(200), nullable=False),  # as she was called then
    Column("action", _words(ChangeAction), nullable=False),
    Column("unit_id", ForeignKey("units.id")),
    Column("account_id", ForeignKey("accounts.id")),
    Column("person_id", ForeignKey("people.id")),  # whom it is about
    Column("what", String(80)),  # the rule or field
    Column("before", Text),
    Column("after", Text),
    Column("why", Text),
    Index("ix_changes_unit", "unit_id", "id"),
)

practices = Table(
    "practices",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("turn", Integer, nullable=False, server_default="1"),  # so many times she was given one
    Column("state", _words(PracticeState), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
)

ready_replies = Table(
    "ready_replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("title", String(75), nullable=False),
    Column("text", Text, nullable=False),  # with placeholders
    Column("individual", Boolean, nullable=False, server_default=text("false")),  # the one for such cases
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("changed_by", ForeignKey("people.id")),
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("unit_id", "title"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False),
    Column("episode", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", _words(DraftState), nullable=False),
    Column("writer_id", ForeignKey("people.id"), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("reader_id", ForeignKey("people.id")),  # whom she asked; none: any colleague
    Column("read_by", ForeignKey("people.id")),
    Column("read_at", UtcDateTime),
    Column("note", Text),
    Index("ix_drafts_comment", "comment_id", "episode"),
)

handovers = Table(
    "handovers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False),
    Column("episode", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("whom", Text),  # none: not handed over yet
    Column("registrar", _words(ToRegistrar), nullable=False),
    Column("reply", Text),  # what she wrote to the public, until it is out
    Index("ix_handovers_comment", "comment_id", "episode"),
)

tips_seen = Table(
    "tips_seen",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("tip", String(40), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

duty_swaps = Table(
    "duty_swaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("day", Date, nullable=False),  # local
    Column("from_id", ForeignKey("people.id")),  # whose day it is; none: nobody has it
    Column("to_id", ForeignKey("people.id")),  # who is asked; none: whoever in the unit can
    Column("back_day", Date),  # the day of hers that is taken in return
    Column("asked_by", ForeignKey("people.id"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", _words(SwapState), nullable=False),
    Column("decided_by", ForeignKey("people.id")),
    Column("decided_at", UtcDateTime),
    Index("ix_duty_swaps_unit", "unit_id", "day"),
)

duty_changes = Table(
    "duty_changes",
    metadata,
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("day", Date, primary_key=True),  # local
    Column("on_duty", Boolean, nullable=False),  # unlike her weekdays say
    Column("swap_id", ForeignKey("duty_swaps.id")),
    Column("set_by", ForeignKey("people.id"), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
)

on_calls = Table(
    "on_calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("first_day", Date, nullable=False),  # local, both included
    Column("last_day", Date, nullable=False),
    Column("set_by", ForeignKey("people.id")),  # none: from the command line
    Column("set_at", UtcDateTime, nullable=False),
    Index("ix_on_calls_unit", "unit_id", "last_day"),
)

duty_days = Table(
    "duty_days",
    metadata,
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("day", Date, primary_key=True),  # local
    Column("off", Boolean, nullable=False),  # nobody worked
    Column("people", JSON, nullable=False),  # who was on duty, by id
    Column("uncovered", JSON, nullable=False),  # accounts without an editor: [account, its deputy or null]
    Column("noted_at", UtcDateTime, nullable=False),
)

calendar_links = Table(
    "calendar_links",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),  # of the address's secret; itself kept nowhere
    Column("made_at", UtcDateTime, nullable=False),
)

registrations = Table(
    "registrations",
    metadata,
    Column("comment_id", ForeignKey("comments.id"), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("asked_by", ForeignKey("people.id")),
    Column("diary_number", String(120)),  # none: the registrar has not given it yet
    Column("given_at", UtcDateTime),
    Column("given_by", ForeignKey("people.id")),
    Column("remind_at", UtcDateTime),  # none: nothing to remind of
    Column("reminders", Integer, nullable=False, server_default="0"),
    Index(
        "ix_registrations_remind",
        "remind_at",
        sqlite_where=text("remind_at IS NOT NULL"),
        postgresql_where=text("remind_at IS NOT NULL"),
    ),
    Index("ix_registrations_number", "diary_number"),
)

contents = Table(
    "contents",
    metadata,
    Column("sha256", String(64), primary_key=True),  # the same bytes are kept once
    Column("bytes", LargeBinary, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("chat_file", String(80)),  # the chat's own id of the file; none: from the command line
    Column("name", String(300), nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("size", Integer, nullable=False),  # as the chat said it; once stored, as it is
    Column("sha256", String(64)),  # none: not stored (yet)
    Column("state", _words(AttachmentState), nullable=False),
    Column("code", String(80)),  # why it could not be fetched
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("try_at", UtcDateTime),  # none: nothing to fetch
    UniqueConstraint("comment_id", "chat_file"),
    Index(
        "ix_attachments_try",
        "try_at",
        sqlite_where=text("try_at IS NOT NULL"),
        postgresql_where=text("try_at IS NOT NULL"),
    ),
    Index("ix_attachments_sha256", "sha256"),
)

retention_decisions = Table(
    "retention_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(120), nullable=False, unique=True),  # as the organisation names it
    Column("decided_by", String(200), nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("covers", JSON, nullable=False),  # see `db/retention.py`
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("recorded_by", String(200), nullable=False),
)

handouts = Table(
    "handouts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", ForeignKey("people.id")),  # none: from the command line
    Column("by_name", String(200), nullable=False),
    Column("asked", JSON, nullable=False),  # what was looked for
    Column("comments", Integer, nullable=False),
    Column("withheld", JSON, nullable=False),  # numbers whose author and text were left out
    Column("reviewed_by", String(200)),  # none: nobody has judged what may be secret, all such is left out
    Column("sha256", String(64)),  # of the file; none: it was not made
)

seals = Table(
    "seals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # its place in the chain: 1, 2, 3 ...
    Column("kind", String(16), nullable=False),  # of which table: see `db/seals.py`
    Column("row_id", Integer, nullable=False),
    Column("salt", String(32)),  # none: what was sealed is gone by a retention decision
    Column("digest", String(64), nullable=False),  # of the row's content with the salt
    Column("hash", String(64), nullable=False),  # of the seal before and all of this one
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("kind", "row_id"),
)
