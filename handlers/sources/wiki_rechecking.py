"""What has become of comments on a wiki: edited, taken away, hidden by its administrators, or as they were.

Hidden revisions: www.mediawiki.org/wiki/Help:RevisionDelete. A thread that somebody clears away when it is a
few days old is taken to be archived: it is not removed, and whoever waits still waits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers.sources.base import Act, Ask, Change, GoneBy, Known, Place
from handlers.sources.fields import at, instant, listed, text_of
from handlers.sources.wiki_asking import query
from handlers.sources.wiki_changes import revision_of
from handlers.sources.wiki_pages import ANSWER, at_once, names, written
from handlers.sources.wiki_tracing import Became, Revision, became, stands
from handlers.sources.wikitext import Line, lines_of

ARCHIVED_AFTER = timedelta(days=2)
REVERTED = "mw-reverted"
UNDOING = frozenset({"mw-undo", "mw-rollback", "mw-manual-revert", "mw-blank", "mw-replace"})
"""www.mediawiki.org/wiki/Help:Tags: what a wiki itself says of a revision."""
MOST_QUESTIONS = 4
"""So many times revisions are asked for because of one comment."""


@dataclass(kw_only=True)
class _Seen:
    """What the wiki showed of these revisions and their pages."""

    revisions: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    page_of: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    lines: dict[str, Sequence[Line]] = field(default_factory=dict)
    hidings: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)


def rechecked(ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> list[Change]:
    """The changes of those that are not as they were."""
    mine = [one for one in known if _number(one).isdecimal()]
    if not mine:
        return []
    seen = _looked_up(ask, place, mine)
    return [change for one in mine for change in _judged(ask, place, one, seen, now)]


def _number(one: Known) -> str:
    return one.id.removeprefix("edit:").partition("/")[0]


def _looked_up(ask: Ask, place: Place, mine: Sequence[Known]) -> _Seen:
    seen = _Seen()
    wanted = "|".join(sorted({_number(one) for one in mine}, key=int))
    asked = query(ask, place, prop="revisions|info", revids=wanted, rvprop="ids|timestamp|user|tags|sha1")
    for page in listed(asked, "query", "pages"):
        key = text_of(page, "pageid")
        for record in listed(page, "revisions"):
            number = text_of(record, "revid")
            if key and number:
                seen.revisions[number], seen.page_of[number] = record, key
                seen.titles[key] = text_of(page, "title") or ""
                length = at(page, "length")
                seen.sizes[key] = length if isinstance(length, int) else 0
    talked = {_number(one) for one in mine if not one.id.startswith("edit:")}
    there = {key for number, key in seen.page_of.items() if number in talked}
    for pages in _parts(seen, sorted(there)):
        found = query(ask, place, prop="revisions", pageids="|".join(pages), rvprop="content", rvslots="main")
        for page in listed(found, "query", "pages"):
            key = text_of(page, "pageid")
            for record in listed(page, "revisions"):
                content = at(record, "slots", "main", "content")
                if key and isinstance(content, str):
                    seen.lines[key] = lines_of(content)
    return seen


def _parts(seen: _Seen, pages: Sequence[str]) -> Iterator[list[str]]:
    """So many pages that the answer is not too large."""
    part: list[str] = []
    for page in pages:
        if part and sum(seen.sizes[one] for one in (*part, page)) > ANSWER:
            yield part
            part = []
        part.append(page)
    if part:
        yield part


def _judged(ask: Ask, place: Place, one: Known, seen: _Seen, now: datetime) -> Iterator[Change]:
    number = _number(one)
    record = seen.revisions.get(number)
    if record is None:  # the page was deleted, and this with it
        if not one.gone:
            yield _gone(one, Act.REMOVED, now, GoneBy.PLATFORM)
        return
    page, text = seen.page_of[number], _on_the_page(one)
    article = one.id.startswith("edit:")
    tags = at(record, "tags")
    reverted = isinstance(tags, list) and REVERTED in tags
    if not article and page in seen.lines and stands(text, seen.lines[page]):
        if one.gone:
            yield _gone(one, Act.UNHIDDEN, now, None)
        return
    if at(record, "sha1hidden") is True:
        if not one.gone:
            yield _gone(one, Act.HIDDEN, _hidden_at(ask, place, seen, page, number) or now, GoneBy.PLATFORM)
        return
    if article:
        if reverted and not one.gone:
            yield _gone(one, Act.REMOVED, now, None)
        return
    if page in seen.lines and not one.gone:
        yield from _traced(place, one, record, _since(ask, place, page, number, seen.sizes[page]))


def _traced(
    place: Place, one: Known, record: Mapping[str, Any], revisions: Sequence[Revision]
) -> Iterator[Change]:
    found = became(_on_the_page(one), revisions)
    if found is None:
        return
    author = written(text_of(record, "user") or "")
    if found.text is not None:
        yield Change(
            act=Act.EDITED,
            id=one.id,
            at=found.by.at,
            out=one.out,
            text=_signed_as_before(one, found.text),
            written_at=one.written_at,
            thread=one.thread,
            url=one.url,
        )
    elif not _archived(one, found, author):
        yield _gone(one, Act.REMOVED, found.by.at, _by(place, found, author))


def _on_the_page(one: Known) -> str:
    """Of an own reply, the name that was taken from the wiki's signature is on no line of its own."""
    text, _, last = one.text.rpartition("\n")
    return text if one.out and text and last.startswith("/") else one.text


def _signed_as_before(one: Known, text: str) -> str:
    name = one.text[len(_on_the_page(one)) :]
    return text if text.rpartition(" ")[2].startswith("/") else f"{text}{name}"


def _archived(one: Known, found: Became, author: str) -> bool:
    old = found.by.at - one.written_at >= ARCHIVED_AFTER
    return old and found.by.user != author and not found.by.tags & UNDOING


def _by(place: Place, found: Became, author: str) -> GoneBy | None:
    if found.by.user and found.by.user == author:
        return GoneBy.AUTHOR
    return GoneBy.ACCOUNT if found.by.user in names(place.settings.get("authors")) else None


def _gone(one: Known, act: Act, moment: datetime, by: GoneBy | None) -> Change:
    return Change(act=act, id=one.id, at=moment, by=by, out=one.out)


def _since(ask: Ask, place: Place, page: str, number: str, size: int) -> list[Revision]:
    """The page from this revision on, oldest first."""
    asked = {
        "prop": "revisions",
        "pageids": page,
        "rvdir": "newer",
        "rvlimit": str(at_once(size)),
        "rvprop": "ids|timestamp|user|tags|content",
        "rvslots": "main",
        "rvstartid": number,
    }
    revisions: list[Revision] = []
    for _ in range(MOST_QUESTIONS):
        found = query(ask, place, **asked)
        records = [one for page in listed(found, "query", "pages") for one in listed(page, "revisions")]
        revisions += [one for one in map(revision_of, records) if one is not None]
        on = text_of(found, "continue", "rvcontinue")
        if on is None:
            break
        asked["rvcontinue"] = on
    return revisions


def _hidden_at(ask: Ask, place: Place, seen: _Seen, page: str, number: str) -> datetime | None:
    """By the wiki's own log (www.mediawiki.org/wiki/API:Logevents)."""
    if page not in seen.hidings:
        title = seen.titles.get(page, "")
        found = query(ask, place, list="logevents", leaction="delete/revision", letitle=title, lelimit="50")
        entries = listed(found, "query", "logevents")
        seen.hidings[page] = [one for one in entries if isinstance(one, Mapping)]
    moments = [
        instant(entry.get("timestamp"))
        for entry in seen.hidings[page]
        if int(number) in (listed(entry, "params", "ids")) and at(entry, "params", "new", "content") is True
    ]
    return max((moment for moment in moments if moment is not None), default=None)
