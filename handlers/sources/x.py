"""X (Twitter), API v2: mentions and replies, our own posts, edits by their new ids; paid for by what is read.

Shapes: docs.x.com/x-api/posts/timelines, /posts/search, /posts/lookup, /fundamentals/edit-posts,
/fundamentals/rate-limits, /getting-started/pricing. Every post, user and picture that is given costs money:
what is read is counted, and nothing is asked beyond what the configuration allows a day and a month.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from typing import Any, ClassVar

from handlers.sources.base import (
    Act,
    Ask,
    Attached,
    Change,
    Health,
    Known,
    Page,
    Place,
    Source,
    Unparsed,
    What,
)
from handlers.sources.fields import at, instant, text_of
from handlers.sources.x_api import Account, Api, Given, Spent, moment

OVERLAP = timedelta(minutes=10)
SEARCH_EVERY = timedelta(minutes=30)
SEARCHED = timedelta(days=3)
"""Conversations beneath our posts are searched so long; X itself goes back seven days."""
AT_ONCE = 10
"""Conversations in one search: a query may be 512 characters long."""
LOOKED_AT_AGAIN = timedelta(days=3)
"""A post that is read again costs again, once each UTC day."""
KEPT = 200
"""Versions of edited posts that are remembered."""
HIDDEN = "not-authorized-for-resource"
REMOVED = "resource-not-found"


class X(Source):
    """An account's mentions, replies and conversations."""

    kind: ClassVar[str] = "x"
    every: ClassVar[timedelta] = timedelta(minutes=5)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=30)
    settings: ClassVar[frozenset[str]] = frozenset({"username", "posts_a_day", "posts_a_month"})
    keys: ClassVar[frozenset[str]] = frozenset({"token"})

    def __init__(self) -> None:
        self._spent: dict[int, Spent] = {}
        """What rechecks read, until the next poll stores it. Of this process alone."""

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """A page of mentions and one of our own posts; then what was said beneath our posts."""
        state, number = dict(cursor or {}), place.account.id
        spent = Spent.read(state.get("spent"), self._spent.get(number), now)
        self._spent[number] = spent  # what a poll that fails has read is paid for too
        api = Api(ask, place, spent, now)
        api.check()
        me = Account.read(state.get("me")) or api.me()
        read = _Read(api, me, {str(k): str(v) for k, v in (state.get("versions") or {}).items()})
        more = read.timelines(state, place.account.watch_from)
        roots = _roots(state.get("roots"), read.changes, now)
        if not more:
            more = read.search([one for one, _ in roots], state)
        state |= {"me": me.stated, "roots": roots, "versions": dict(list(read.versions.items())[-KEPT:])}
        state["spent"] = spent.stated
        self._spent[number] = spent.stored()
        since = place.account.watch_from
        return Page(
            changes=tuple(one for one in read.changes if (one.written_at or one.at) >= since),
            unparsed=tuple(read.unparsed),
            cursor=state,
            more=more,
            quota=spent.since,
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """What of the last days is not there any more; nothing when the day's or month's share is used."""
        spent = self._spent.setdefault(place.account.id, Spent.read(None, None, now))
        api = Api(ask, place, spent, now)
        young = [one for one in known if now - one.written_at <= LOOKED_AT_AGAIN]
        wanted = {one.id: one for one in young if one.id.isdecimal()}
        if not wanted or api.left < len(wanted):
            return ()
        given = api.several(wanted)
        found: list[Change] = []
        for number, why in given.missing():
            one = wanted.get(number)
            if one is not None and not one.gone and why in {HIDDEN, REMOVED}:
                act = Act.REMOVED if why == REMOVED else Act.HIDDEN
                found.append(Change(act=act, id=one.id, at=now, out=one.out))
        back = {number for number, one in wanted.items() if one.gone}
        read = _Read(api, Account(id="", username=""), {})
        read.take(
            Given(data=[one for one in given.data if text_of(one, "id") in back], includes=given.includes)
        )
        return [*found, *(replace(one, out=wanted[one.id].out) for one in read.changes if one.id in wanted)]

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The account's name; it costs one user's reading."""
        return Health(name=Api(ask, place, Spent(), now).me().username)


class _Read:
    """What one poll reads, with what is remembered of edits."""

    def __init__(self, api: Api, me: Account, versions: dict[str, str]) -> None:
        self.api, self.me, self.versions = api, me, versions
        self.changes: list[Change] = []
        self.unparsed: list[Unparsed] = []

    def timelines(self, state: dict[str, Any], since: datetime) -> bool:
        """A page of each; of those alone that go on, while any goes on. Whether there is more."""
        names = {"mentions": "mentions", "own": "tweets"}
        onward = [name for name in names if text_of(state, name, "token")] or [*names]
        more = False
        for name in onward:
            more = self.timeline(f"users/{self.me.id}/{names[name]}", state, name, since) or more
        return more

    def timeline(self, path: str, state: dict[str, Any], name: str, since: datetime) -> bool:
        """One page, newest first, back to the newest that was settled; whether there is more."""
        kept = state.get(name)
        before: dict[str, str] = (
            {str(k): str(v) for k, v in kept.items()} if isinstance(kept, Mapping) else {}
        )
        anchor, token = before.get("anchor"), before.get("token")
        where = {"since_id": anchor} if anchor else {"start_time": moment(since)}
        if name == "own":
            where["exclude"] = "retweets"
        if token:
            where["pagination_token"] = token
        given = self.api.page(path, where)
        self.take(given)
        top = before.get("top") or _settled(given.data, self.api.now) or anchor
        onward = {"anchor": anchor, "top": top, "token": given.next} if given.next else {"anchor": top}
        state[name] = {key: value for key, value in onward.items() if value}
        return given.next is not None

    def search(self, roots: Sequence[str], state: dict[str, Any]) -> bool:
        """What was said beneath our posts without naming us; whether there is more."""
        kept = state.get("search")
        before: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
        token, searched_at = text_of(before, "token"), instant(before.get("at"))
        now = self.api.now
        if not roots or (token is None and searched_at is not None and now - searched_at < SEARCH_EVERY):
            return False
        since = instant(before.get("from")) if token else None
        since = since or max(now - SEARCHED, (searched_at or now - SEARCHED) - OVERLAP)
        some = " OR ".join(f"conversation_id:{one}" for one in roots)
        query = f"({some}) -from:{self.me.username} -@{self.me.username}"
        where = {"query": query, "start_time": moment(since)} | ({"next_token": token} if token else {})
        given = self.api.page("tweets/search/recent", where)
        self.take(given)
        onward = {"from": since.isoformat(), "token": given.next} if given.next else {"at": now.isoformat()}
        state["search"] = onward
        return given.next is not None

    def take(self, given: Given) -> None:
        """Posts with who wrote them and what is in them."""
        for record in reversed(given.data):
            found = self._change(record, given)
            if isinstance(found, Change):
                self.changes.append(found)
            else:
                self.unparsed.append(found)

    def _change(self, record: Any, given: Given) -> Change | Unparsed:
        number, at_ = text_of(record, "id"), instant(at(record, "created_at"))
        if number is None or at_ is None:
            return Unparsed(code="no_id" if number is None else "no_time", raw=record)
        history = at(record, "edit_history_tweet_ids")
        first = str(history[0]) if isinstance(history, list) and history else number
        if first != number:
            self.versions[number] = first
        out = text_of(record, "author_id") == self.me.id
        replied = _replied_to(record)
        parent = self.versions.get(replied, replied) if replied else None
        thread = text_of(record, "conversation_id")
        is_post = out and parent is None
        if not is_post and (thread == first or (out and thread == parent)):
            thread = None
        writer = given.user(text_of(record, "author_id"))
        name = text_of(writer, "username")
        return Change(
            act=Act.ADDED if first == number else Act.EDITED,
            what=What.POST if is_post else What.COMMENT,
            id=first,
            at=at_,
            written_at=at_ if first == number else _written(first) or at_,
            seen_at=self.api.now,
            out=out,
            text=unescape(text_of(record, "note_tweet", "text") or text_of(record, "text") or ""),
            author=text_of(writer, "name") or name,
            thread=thread,
            parent=parent,
            url=f"https://x.com/{name or 'i/web'}/status/{number}",
            attachments=tuple(_attached(record, given)),
            raw=record,
        )


def _replied_to(record: Any) -> str | None:
    named = at(record, "referenced_tweets")
    for one in named if isinstance(named, list) else []:
        if at(one, "type") == "replied_to":
            return text_of(one, "id")
    return None


def _settled(records: Sequence[Any], now: datetime) -> str | None:
    """The newest before which none will come any more."""
    for one in records:
        created_at = instant(at(one, "created_at"))
        if created_at is not None and created_at <= now - OVERLAP:
            return text_of(one, "id")
    return None


def _written(number: str) -> datetime | None:
    """When it was first written, by its id (docs.x.com/fundamentals/x-ids): later versions do not say."""
    return instant(((int(number) >> 22) + 1_288_834_974_657) / 1000) if number.isdecimal() else None


def _roots(kept: Any, changes: Sequence[Change], now: datetime) -> list[list[str]]:
    """Our newest posts, each with when it was written."""
    found = {str(one[0]): str(one[1]) for one in kept or [] if isinstance(one, list) and len(one) == 2}
    found |= {one.id: (one.written_at or one.at).isoformat() for one in changes if one.what is What.POST}
    young = [[key, said] for key, said in found.items() if (instant(said) or now) >= now - SEARCHED]
    return sorted(young, key=lambda one: one[1])[-AT_ONCE:]


def _attached(record: Any, given: Given) -> Iterator[Attached]:
    keys = at(record, "attachments", "media_keys")
    for key in keys if isinstance(keys, list) else []:
        one = given.media(str(key))
        url = text_of(one, "url") or text_of(one, "preview_image_url")
        if url is not None:
            yield Attached(url=url, name=text_of(one, "alt_text") or "", key=str(key))
