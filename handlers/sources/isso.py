"""Isso, the comment server, through its API: edits with their times, removals, own replies by e-mail's hash.

Shapes: isso-comments.de/docs/reference/server-api (fetch, latest), and an Isso that the tests start. Which
pages have something new, `/latest` says where the server allows it, else `pages` names them; the comments
of a page come all at once. Replies are one level deep: what a reply to a reply answers is not kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from handlers.sources.base import (
    Act,
    Ask,
    Change,
    Health,
    Known,
    NotSet,
    Page,
    Place,
    Question,
    Source,
    Unparsed,
    judged,
)
from handlers.sources.fields import at, instant, listed, text_of
from handlers.sources.plain import plain_text

LATEST = 200
"""So many are looked through for pages that have something new."""
PAGES_AT_ONCE = 20
OVERLAP = timedelta(days=1)
"""What waited for approval comes with the time at which it was written."""
DELETED = 4
"""`mode` of a comment that was deleted while others answer it: it stays without text."""


class Isso(Source):
    """A site's comments."""

    kind: ClassVar[str] = "isso"
    every: ClassVar[timedelta] = timedelta(minutes=5)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=15)
    settings: ClassVar[frozenset[str]] = frozenset({"pages", "authors"})

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """All comments of the pages that have something new, a few pages at a time."""
        state = dict(cursor or {})
        newest = instant(state.get("newest")) or place.account.watch_from
        waiting = state.get("waiting")
        if not isinstance(waiting, list) or not waiting:
            waiting, reached = _waiting(ask, place, newest)
            state["reached"] = (reached or newest).isoformat()
        changes: list[Change] = []
        unparsed: list[Unparsed] = []
        for uri in waiting[:PAGES_AT_ONCE]:
            for said in _comments(ask, place, str(uri), now):
                if isinstance(said, Unparsed):
                    unparsed.append(said)
                elif not _is_deleted(said.raw) and (said.written_at or said.at) >= place.account.watch_from:
                    changes.append(said)
        left = waiting[PAGES_AT_ONCE:]
        if left:
            state["waiting"] = left
        else:
            state = {"newest": state.get("reached") or newest.isoformat()}
        return Page(changes=tuple(changes), cursor=state, more=bool(left), unparsed=tuple(unparsed))

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """One question for each page that they stand on."""
        pages: dict[str, list[Known]] = {}
        for one in known:
            uri = _uri(one)
            if uri is not None:
                pages.setdefault(uri, []).append(one)
        found: list[Change] = []
        for uri, mine in pages.items():
            there = {said.id: said for said in _comments(ask, place, uri, now) if isinstance(said, Change)}
            for one in mine:
                found += _judged(one, there.get(one.id), now)
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """That an Isso answers, and tells of all pages where it is asked to."""
        del now
        judged(ask(Question(url=f"{place.address()}/config"))).record()
        if place.settings.get("pages"):
            return Health(name=urlsplit(place.account.url or place.address()).netloc)
        answer = ask(Question(url=f"{place.address()}/latest", params={"limit": "1"}))
        lacking = ("latest-enabled",) if answer.status == 404 else ()
        return Health(name=urlsplit(place.account.url or place.address()).netloc, lacking=lacking)


def _waiting(ask: Ask, place: Place, newest: datetime) -> tuple[list[str], datetime | None]:
    """The pages to be read, and how far the newest of their comments reaches."""
    pages = [part.strip() for part in place.settings.get("pages", "").split(",") if part.strip()]
    if pages:
        return pages, None
    answer = ask(Question(url=f"{place.address()}/latest", params={"limit": str(LATEST)}))
    if answer.status == 404:
        raise NotSet("pages")  # the server does not tell of all its pages: they must be named
    touched: dict[str, None] = {}
    reached = newest
    for record in judged(answer).records():
        moments = [instant(record.get("created")), instant(record.get("modified"))]
        latest = max((one for one in moments if one is not None), default=None)
        uri = text_of(record, "uri")
        if uri is not None and latest is not None and latest >= newest - OVERLAP:
            touched[uri] = None
            reached = max(reached, latest)
    return list(touched), reached


def _comments(ask: Ask, place: Place, uri: str, now: datetime) -> Iterator[Change | Unparsed]:
    """Every comment of a page and every reply to it; deleted ones too."""
    answer = ask(Question(url=f"{place.address()}/", params={"uri": uri}))
    if answer.status == 404:  # nobody has written there yet, or not any more
        return
    for record in listed(judged(answer).record(), "replies"):
        for one in (record, *listed(record, "replies")):
            yield _comment(one, record, place, uri, now)


def _comment(record: Any, root: Any, place: Place, uri: str, now: datetime) -> Change | Unparsed:
    number, created = text_of(record, "id"), instant(at(record, "created"))
    if number is None or created is None:
        return Unparsed(code="no_id" if number is None else "no_time", raw=record)
    modified = instant(at(record, "modified"))
    out = _is_ours(record, place)
    parent = text_of(record, "parent")
    return Change(
        act=Act.ADDED if modified is None else Act.EDITED,
        id=number,
        at=modified or created,
        written_at=created,
        seen_at=now,
        out=out,
        text=plain_text(text_of(record, "text") or ""),
        author=text_of(record, "author"),
        thread=f"{uri}#isso-{text_of(root, 'id') or number}",
        parent=None if out else parent,
        url=_link(place, uri, number),
        raw={name: value for name, value in record.items() if name != "replies"},
    )


def _is_ours(record: Any, place: Place) -> bool:
    """By the hash of our e-mail address, which nobody else has; or by a name, which anybody can write."""
    ours = {part.strip().casefold() for part in place.settings.get("authors", "").split(",") if part.strip()}
    stated = {(text_of(record, name) or "").casefold() for name in ("hash", "author")}
    return bool(ours & (stated - {""}))


def _is_deleted(record: Any) -> bool:
    return bool(at(record, "mode") == DELETED)


def _judged(one: Known, said: Change | None, now: datetime) -> list[Change]:
    if said is None or _is_deleted(said.raw):
        return [] if one.gone else [Change(act=Act.REMOVED, id=one.id, at=now, out=one.out)]
    return [said] if one.gone or said.text != one.text else []


def _uri(one: Known) -> str | None:
    uri = (one.thread or "").rpartition("#isso-")[0]
    if uri:
        return uri
    split = urlsplit(one.url or "")
    return split.path + (f"?{split.query}" if split.query else "") or None


def _link(place: Place, uri: str, number: str) -> str:
    """On the site that the comments belong to, which need not be where Isso answers."""
    site = urlsplit(place.account.url or place.address())
    return f"{site.scheme}://{site.netloc}{uri}#isso-{number}"
