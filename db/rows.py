"""What the store gives back: frozen dataclasses, one a table, with the columns' names."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, select

from db.source_words import Gone, GoneBy, PublishedKind
from db.words import (
    OPEN_STATES,
    UNMET_STATES,
    CommentState,
    CrisisHours,
    CrisisState,
    DraftState,
    EventAction,
    Ground,
    NoticeKind,
    NoticeState,
    Role,
    RoundState,
    SignatureResult,
    ToRegistrar,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """The team that owns accounts."""

    id: int
    slug: str
    name: str
    chat: str
    channel: str | None
    language: str | None
    active: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """An editor or supervisor."""

    id: int
    slug: str
    chat: str
    chat_id: str | None
    first_name: str
    alias: str | None
    full_name: str | None
    email: str | None
    language: str | None
    duty_weekdays: list[int]
    active: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """What a person is in a unit."""

    unit_id: int
    person_id: int
    role: Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One profile on one platform."""

    id: int
    slug: str
    unit_id: int
    name: str
    platform: str
    url: str | None
    comments_url: str | None
    deputy_id: int | None
    watch_from: datetime
    source: str | None
    source_url: str | None
    paused: bool
    active: bool
    acts: bool = False
    """Whether it is switched on that replies go out from chat, and comments are hidden and removed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Away:
    """Days on which a person is not on duty; `last_day` none: until she says she is back."""

    id: int
    person_id: int
    first_day: date
    last_day: date | None
    marked_by: int | None
    marked_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message in the chat that the bot keeps up to date."""

    id: int
    batch: str
    kind: NoticeKind
    unit_id: int | None
    recipient: str
    channel: str
    reference: str
    sent_at: datetime
    wanted_version: int
    shown_version: int
    chat: str = "slack"


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """Something the public wrote on one of the organisation's accounts. `id` is the number people type."""

    id: int
    account_id: int
    unit_id: int
    external_id: str
    thread_id: str | None
    parent_id: str | None
    source: str
    author: str | None
    text: str
    url: str | None
    written_at: datetime
    first_seen_at: datetime
    week: str
    state: CommentState
    version: int
    episode: int
    episode_at: datetime
    due_at: datetime
    last_working_moment: datetime
    claimed_by: int | None
    claimed_at: datetime | None
    met_at: datetime | None
    met_working_minutes: int | None
    closed_at: datetime | None
    closed_by: int | None
    ground: Ground | None
    referred_to: str | None
    follow_up_at: datetime | None
    rung: int
    attend_at: datetime | None
    history: bool
    late_seen: bool
    likely_no_reply: bool
    flagged: bool
    message_id: int | None
    shown_at: datetime | None
    settings_version: int | None
    urgent: bool = False
    individual: bool = False
    draft: DraftState | None = None
    guess_wrong: bool = False
    edited_at: datetime | None = None
    edited_text: str | None = None
    gone: Gone | None = None
    visibility_at: datetime | None = None
    gone_by: GoneBy | None = None
    seen: bool = False

    @property
    def says(self) -> str:
        """The text that stands: as it was last edited. `text` is what first came in, and never changes."""
        return self.text if self.edited_text is None else self.edited_text

    @property
    def is_open(self) -> bool:
        """Something remains to be done."""
        return self.state in OPEN_STATES

    @property
    def is_unmet(self) -> bool:
        """The answer time runs."""
        return self.state in UNMET_STATES


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One change of a comment: who, when, from, to, why."""

    id: int
    comment_id: int
    episode: int
    at: datetime
    person_id: int | None
    action: EventAction
    from_state: CommentState | None
    to_state: CommentState | None
    reason: str | None
    ground: Ground | None
    facts: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A published reply and what its signature was judged to be."""

    id: int
    comment_id: int
    episode: int
    person_id: int | None
    at: datetime
    text: str
    signature: SignatureResult
    mended_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """One of the day's calls to look at the accounts; `at` and `ends_at` are UTC, `day` is local."""

    id: int
    unit_id: int
    day: date
    number: int
    at: datetime
    ends_at: datetime
    last_before_days_off: bool
    state: RoundState
    message_id: int | None
    settings_version: int | None
    crisis_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Crisis:
    """A time of more looks at some accounts than usual; it always has an end (M18)."""

    id: int
    unit_id: int
    state: CrisisState
    why: str
    account_ids: list[int]
    every_minutes: int
    hours: CrisisHours
    ends_at: datetime
    revision: int
    asked_by: int | None
    asked_at: datetime | None
    started_by: int | None
    started_at: datetime | None
    over_by: int | None
    over_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """Somebody looked at an account in a round."""

    round_id: int
    account_id: int
    person_id: int | None
    at: datetime
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One row of the outbox: one thing the bot has to say, with a unique key."""

    id: int
    key: str
    kind: NoticeKind
    recipient: str
    unit_id: int | None
    comment_id: int | None
    episode: int | None
    rung: str | None
    round_id: int | None
    account_id: int | None
    person_id: int | None
    reply_id: int | None
    week: str | None
    day: date | None
    detail: str | None
    gather: str | None
    created_at: datetime
    send_at: datetime
    expires_at: datetime | None
    state: NoticeState
    reason: str | None
    attempt: int
    owner: str | None
    lease_until: datetime | None
    batch: str | None
    first_tried_at: datetime | None
    doubtful: bool
    sent_at: datetime | None
    message_id: int | None
    settings_version: int | None
    thread_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceState:
    """How far a source has been read, and how it fares."""

    account_id: int
    cursor: Any
    etag: str | None
    last_modified: str | None
    next_poll_at: datetime | None
    last_ok_at: datetime | None
    last_error: str | None
    failures: int
    lag_seconds: float | None
    auth_failures: int = 0
    paused_at: datetime | None = None
    paused_code: str | None = None
    paused_for: str | None = None
    last_written_at: datetime | None = None
    last_delivery_at: datetime | None = None
    token_ends_at: datetime | None = None
    quota_day: date | None = None
    quota_used: int = 0
    recheck_at: datetime | None = None
    recheck_from: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What the account itself wrote; `comment_id` none: what it answers is not known (yet)."""

    id: int
    account_id: int
    external_id: str
    what: PublishedKind
    thread_id: str | None
    parent_id: str | None
    url: str | None
    text: str
    text_at: datetime
    written_at: datetime
    first_seen_at: datetime
    gone: Gone | None
    visibility_at: datetime | None
    comment_id: int | None
    uncertain: bool
    corrected_by: int | None
    corrected_at: datetime | None
    person_id: int | None
    reply_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadyReply:
    """What a unit answers again and again, with placeholders."""

    id: int
    unit_id: int
    title: str
    text: str
    individual: bool
    active: bool
    changed_by: int | None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A reply that somebody else reads before it counts as ready; `reader_id` none: any colleague."""

    id: int
    comment_id: int
    episode: int
    text: str
    state: DraftState
    writer_id: int
    written_at: datetime
    reader_id: int | None
    read_by: int | None
    read_at: datetime | None
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """What was said about an individual case: to whom it went (none: not yet), whether it is registered."""

    id: int
    comment_id: int
    episode: int
    at: datetime
    person_id: int
    whom: str | None
    registrar: ToRegistrar
    reply: str | None


R = TypeVar("R")


@cache
def column_names(kind: type) -> tuple[str, ...]:
    """The column names that a row dataclass is made of."""
    return tuple(field.name for field in fields(kind))


@cache
def columns(kind: type, table: Table) -> tuple[Any, ...]:
    """The columns to select so that `made(kind, row)` works."""
    return tuple(table.c[name] for name in column_names(kind))


@cache
def where_equal(kind: type, table: Table, *names: str) -> Select[Any]:
    """The rows whose columns `names` equal the parameters of these names, by their first columns' order.

    Made once: building a statement costs as much as running it, and these run in every request.
    """
    asked = (table.c[name] == bindparam(name) for name in names)
    return select(*columns(kind, table)).where(*asked).order_by(*table.primary_key.columns)


def made(kind: type[R], row: Sequence[Any]) -> R:
    """A row that begins with `columns(kind, table)`, as its dataclass; further columns are passed over."""
    any_kind: type = kind
    return kind(**dict(zip(column_names(any_kind), row, strict=False)))


def found(tx: Connection, kind: type[R], asked: Select[Any], **given: Any) -> list[R]:
    """What a statement finds that begins with `columns(kind, table)`; `given` are its parameters."""
    return [made(kind, row) for row in tx.execute(asked, given)]


def values(row: Any) -> dict[str, Any]:
    """A dataclass as the values to store; `asdict` would copy each: half the time of a bulk insert."""
    kind: type = type(row)
    return {name: getattr(row, name) for name in column_names(kind)}
