"""Wikipedia and other wikis: what is asked on talk pages, and what is changed in articles that are watched.

Shapes: www.mediawiki.org/wiki/API:Revisions, API:RecentChanges, API:Info and API:Logevents, and a MediaWiki
1.39 that the tests start. A comment is what one revision added under one heading; its id is the revision's
number ("123", a second heading's "123/2"; a watched article's "edit:123"). Nothing says what a line answers:
an own reply answers the oldest open comment under its heading.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from handlers.sources.base import (
    Ask,
    Change,
    FetchFailed,
    Health,
    Known,
    Page,
    Place,
    Source,
    Unparsed,
)
from handlers.sources.fields import at, instant, listed, text_of
from handlers.sources.wiki_asking import query
from handlers.sources.wiki_changes import changes_of
from handlers.sources.wiki_pages import Watched, at_once, watched
from handlers.sources.wiki_rechecking import rechecked

PAGES_AT_ONCE = 10
"""So many pages that have changed are read by one poll; the rest at once after it."""
REMEMBERED = 500
RESTORED = timedelta(days=30)
"""How far back a page is read whose last revision is not there any more."""


class MediaWiki(Source):
    """Talk pages and watched articles of a wiki."""

    kind: ClassVar[str] = "mediawiki"
    every: ClassVar[timedelta] = timedelta(minutes=5)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=15)
    settings: ClassVar[frozenset[str]] = frozenset({"pages", "articles", "namespaces", "authors", "contact"})
    keys: ClassVar[frozenset[str]] = frozenset({"token"})

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """The revisions of each page since the last that was read, which is read again to compare with."""
        state = dict(cursor or {})
        found = watched(ask, place, state, now)
        seen: dict[str, int] = {key: int(value) for key, value in (state.get("seen") or {}).items()}
        waiting = [page for page in found.pages if seen.get(page.id, 0) < page.newest]
        changes: list[Change] = []
        unparsed: list[Unparsed] = []
        more = found.more or len(waiting) > PAGES_AT_ONCE
        for page in waiting[:PAGES_AT_ONCE]:
            records, goes_on = _revisions(ask, place, page, seen.get(page.id), now)
            more = more or goes_on
            for said in changes_of(ask, place, page, records, known=seen.get(page.id)):
                if isinstance(said, Change):
                    changes.append(said)
                else:
                    unparsed.append(said)
            last = _last(records)
            seen[page.id] = last if goes_on and last else page.newest
        kept = sorted(seen.items(), key=lambda one: one[1])[-REMEMBERED:]
        return Page(
            changes=tuple(changes),
            cursor={**found.state, "seen": dict(kept)},
            more=more,
            unparsed=tuple(unparsed),
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """One question for the revisions, one for their pages; one more for each that is not there."""
        return rechecked(ask, place, known, now)

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The wiki's own name, and that the token is taken."""
        del now
        found = query(ask, place, meta="siteinfo|userinfo", siprop="general")
        nobody = at(found, "query", "userinfo", "anon") is True
        lacking = ("token",) if place.keys.get("token") and nobody else ()
        return Health(name=text_of(found, "query", "general", "sitename") or "", lacking=lacking)


def _revisions(
    ask: Ask, place: Place, page: Watched, seen: int | None, now: datetime
) -> tuple[Sequence[Mapping[str, Any]], bool]:
    """Oldest first, and whether there are more."""
    asked = {
        "prop": "revisions",
        "pageids": page.id,
        "rvdir": "newer",
        "rvlimit": str(at_once(page.size)),
        "rvprop": "ids|timestamp|user|comment|tags|flags|content",
        "rvslots": "main",
    }
    began = place.account.watch_from
    try:
        start = {"rvstartid": str(seen)} if seen else {"rvstart": _zulu(began)}
        found = query(ask, place, **asked, **start)
    except FetchFailed as failed:
        if failed.code != "api_badid_rvstartid":
            raise
        found = query(ask, place, **asked, rvstart=_zulu(max(began, now - RESTORED)))
    records = [one for record in _pages(found) for one in listed(record, "revisions") if _is_one(one)]
    return records, at(found, "continue", "rvcontinue") is not None


def _pages(found: Mapping[str, Any]) -> Iterator[Any]:
    yield from listed(found, "query", "pages")


def _is_one(record: Any) -> bool:
    return isinstance(record, Mapping) and isinstance(record.get("revid"), int)


def _last(records: Sequence[Mapping[str, Any]]) -> int | None:
    return max((int(record["revid"]) for record in records if instant(record.get("timestamp"))), default=None)


def _zulu(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
