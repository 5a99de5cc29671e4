"""What a source is: how one platform tells what was written on an account. One file a platform.

A source is pure but for the questions that it asks through `Ask`: it keeps no state, opens no connection and
knows no database. What it returns is stored by `applying.py`, in one transaction with how far it was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from db.rows import Account
from db.source_words import Deed, GoneBy
from handlers.sources.asking import (
    Answer,
    Ask,
    AuthFailed,
    FetchFailed,
    NotDone,
    NotSet,
    Question,
    RateLimited,
    judged,
)

__all__ = [
    "Accepted",
    "Act",
    "Answer",
    "Answered",
    "Ask",
    "Attached",
    "AuthFailed",
    "Change",
    "Deed",
    "Delivery",
    "FetchFailed",
    "GoneBy",
    "Health",
    "Known",
    "NotDone",
    "NotSet",
    "Page",
    "Parsed",
    "Place",
    "Question",
    "RateLimited",
    "Refused",
    "Source",
    "ToPublish",
    "Unparsed",
    "What",
    "judged",
]


class Act(StrEnum):
    """What happened to something that was written."""

    ADDED = "added"
    """It was written, or is seen for the first time."""
    EDITED = "edited"
    """Its text is another now. Give everything that is known: it may be the first that is heard of it."""
    HIDDEN = "hidden"
    """It is there, but the public cannot see it."""
    UNHIDDEN = "unhidden"
    """The public can see it again."""
    REMOVED = "removed"
    """It is gone."""


class What(StrEnum):
    """What was written."""

    COMMENT = "comment"
    """By the public: a comment. By the account itself (`out`): a reply."""
    POST = "post"
    """What the public comments on; kept (time and link) when the account itself wrote it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attached:
    """A picture or another file with a comment; its link expires, so that it is copied at once."""

    url: str
    name: str = ""
    media_type: str = ""
    key: str = ""
    """The platform's own id of it; none: its place in the comment."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that happened, as the platform tells it. The same change may come twice, and in any order."""

    act: Act
    id: str
    """The platform's id of what was written: the same by webhook, poll and recheck."""
    at: datetime
    """When it happened, by the platform's clock (aware): for ADDED when it was written, for EDITED when the
    text became this one. Where the platform does not say, when it was seen (`now`). Of two changes of one
    thing the later one holds, whichever came first."""
    what: What = What.COMMENT
    out: bool = False
    """Written by the account itself: then it is a reply (or a post), not a comment to be answered."""
    written_at: datetime | None = None
    """When the thing itself was written (aware); ADDED: `at`, unless given."""
    text: str | None = None
    """As plain text; none: this change does not say (hide and remove events often do not)."""
    author: str | None = None
    """As the public sees the name. Of HIDDEN, UNHIDDEN and REMOVED never the one who acted."""
    thread: str | None = None
    """What hangs together: within it an own reply without `parent` answers the oldest open comment."""
    parent: str | None = None
    """The id of exactly what it replies to; none: the platform does not say, or flattens its threads."""
    url: str | None = None
    seen_at: datetime | None = None
    """When the platform showed it so: polls give `now`. If its text is another than the stored one, it was
    edited, as of then; and what was hidden is shown again."""
    attachments: tuple[Attached, ...] = ()
    by: GoneBy | None = None
    """Who hid or removed it; none: the platform does not say."""
    raw: Any = None
    """The platform's own words of this one thing (what JSON can say): kept with its hash."""


@dataclass(frozen=True, kw_only=True)
class Unparsed:
    """A part of a payload that could not be read; the rest goes in, and this is kept to be looked at."""

    code: str
    """A word for the log: `no_id`, `not_an_object`. Never the public's text."""
    raw: Any = None


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What a payload says of one account."""

    changes: tuple[Change, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """One account as its source needs to know it."""

    account: Account
    """`account.source_url` is what the configuration gives as `source_url`, else its `feed`."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """`[accounts.<slug>.source_settings]`: ids and names, nothing secret."""
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Credentials: SVARSVAKT_SOURCE_<ACCOUNT>_<NAME>, else SVARSVAKT_SOURCE_<KIND>_<NAME>; `name` in lower
    case."""

    def setting(self, name: str) -> str:
        """A setting without which nothing can be asked. Raises NotSet."""
        if not self.settings.get(name):
            raise NotSet(name)
        return self.settings[name]

    def key(self, name: str) -> str:
        """A credential without which nothing can be asked. Raises NotSet."""
        if not self.keys.get(name):
            raise NotSet(name)
        return self.keys[name]

    def address(self) -> str:
        """Where to ask: `source_url`, else the account's own `url`, without a slash at its end."""
        found = self.account.source_url or self.account.url
        if not found:
            raise NotSet("source_url")
        return found.rstrip("/")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one poll found. Overlap is wanted: what is there already is passed over."""

    changes: tuple[Change, ...] = ()
    cursor: Mapping[str, Any] | None = None
    """Where the next poll goes on (what JSON can say); stored in one transaction with the changes."""
    more: bool = False
    """There is more to read at once, from `cursor`: a day's outage is caught up page by page."""
    unparsed: tuple[Unparsed, ...] = ()
    quota: int = 0
    """What it cost of the platform's daily quota, in the platform's units (YouTube: units; X: posts)."""
    token_ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Something that is stored, to be looked at again."""

    id: str
    text: str
    written_at: datetime
    out: bool = False
    thread: str | None = None
    parent: str | None = None
    url: str | None = None
    gone: bool = False
    """Hidden or removed, as far as is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToPublish:
    """A reply that somebody wants put out on the platform."""

    to: Known
    """What it answers."""
    text: str
    key: str
    """The same each time that this reply is sent: for platforms that take such a key."""
    asked_at: datetime
    """When somebody asked for it (aware): it is not out before that."""
    others: frozenset[str] = frozenset()
    """The platform's ids of replies that went out from here for other comments: none of them is this one."""


@dataclass(frozen=True, kw_only=True)
class Health:
    """How the platform answers, for `svarsvakt doctor`: no text, no names."""

    name: str = ""
    """What the platform calls the account: shows that the right one is asked."""
    token_ends_at: datetime | None = None
    lacking: tuple[str, ...] = ()
    """Permissions that it ought to have."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A request at POST (or GET) /sources/<account>, before anything in it is believed."""

    method: str
    body: bytes
    headers: Mapping[str, str]
    """Names in lower case."""
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """It is the platform's: stored, answered 200 at once, worked on afterwards."""

    about: str = ""
    """What `parse` needs of the headers (an event's name); at most 200 characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """A handshake: answered so, and nothing stored."""

    body: bytes
    content_type: str = "text/plain"
    status: int = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """Not the platform's."""

    status: int = 401


Verdict = Accepted | Answered | Refused


class Source:
    """One platform. Subclass it, set `kind`, and give the methods that the platform has a use for.

    Anything but FetchFailed (and its kinds) that a method raises is a fault of the source: logged, shown as
    `source_fault`, tried again later; other accounts are not held up.
    """

    kind: ClassVar[str]
    """Its word in config.toml: `source = "wordpress"`."""
    every: ClassVar[timedelta] = timedelta(minutes=5)
    """How often it is polled unless the configuration says otherwise."""
    recheck_every: ClassVar[timedelta | None] = None
    """How often what is open and what is new is looked at again; none: polls see edits and removals."""
    recheck_at_once: ClassVar[int] = 50
    """So many ids one call of `recheck` is given."""
    recheck_pause: ClassVar[timedelta] = timedelta(0)
    """How long between two calls of it when there is more to look at: where each costs of a quota."""
    recheck_cost: ClassVar[int] = 0
    """What a call of it costs of the daily quota, in the units of `Page.quota`."""
    daily_quota: ClassVar[int | None] = None
    """What the platform gives a day, in the units of `Page.quota`; shared by accounts of one credential."""
    settings: ClassVar[frozenset[str]] = frozenset()
    """The names that `source_settings` may have."""
    keys: ClassVar[frozenset[str]] = frozenset()
    """The credentials that it may use; those it cannot do without it asks for with `place.key`."""
    webhooks: ClassVar[bool] = False
    """Whether the platform calls `POST /sources/<account>`, or `/sources/<kind>` for all accounts at once."""
    polls: ClassVar[bool] = True
    """Whether there is anything to ask. A poll must be enough by itself wherever it can."""
    acts: ClassVar[frozenset[Deed]] = frozenset()
    """What can be done on the platform from here, where the configuration switches it on (`publish`)."""

    def verify(self, delivery: Delivery, keys: Mapping[str, str]) -> Verdict:
        """Whether the platform sent it, judged over the raw bytes and in constant time; or a handshake."""
        del delivery, keys
        return Refused(status=404)

    def parse(self, body: bytes, about: str, place: Place, now: datetime) -> Parsed:
        """What a payload says of this account, and of no other: a batch may tell of several.

        Raises ValueError for what is no payload at all: it is kept, and the operator is told. One bad part
        is `unparsed` and never stops the rest.
        """
        raise NotImplementedError(type(self).__name__)

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """What is new since the cursor (none: begin at `place.account.watch_from`), with overlap, bounded.

        Raises AuthFailed, RateLimited, NotSet, FetchFailed.
        """
        raise NotImplementedError(type(self).__name__)

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """What has become of these; those that are as they were are left out. Raises as `poll` does."""
        del ask, place, known, now
        return ()

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """Ask the platform who we are. Raises as `poll` does."""
        del ask, place, now
        return Health()

    def publish(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change:
        """Put the reply out; it as a poll will show it: the same id, so that both are one.

        `parent` is what was asked, also where the platform flattens its threads and polls cannot tell.
        Raises as `poll` does, and NotDone. Whatever leaves it open whether the reply is out (no answer, 5xx)
        may be raised as it is: `published` is asked before it is sent again.
        """
        raise NotImplementedError(type(self).__name__)

    def published(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change | None:
        """The reply, if the platform shows that it is out: by what it answers and its text. Raises as `poll`.

        Asked when a sending was cut off: a reply that cannot be looked for is not sent again. None of
        `reply.others`, where the platform does not say exactly what a reply answers.
        """
        raise NotImplementedError(type(self).__name__)

    def hide(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """Take it from the public's eyes; hidden already is well. Raises as `poll` does."""
        raise NotImplementedError(type(self).__name__)

    def remove(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """Remove it; gone already is well. Raises as `poll` does."""
        raise NotImplementedError(type(self).__name__)
