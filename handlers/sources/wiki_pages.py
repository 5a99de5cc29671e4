"""Which pages of a wiki are watched, and which revision of each is the newest: one question for fifty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.sources.base import Ask, NotSet, Place
from handlers.sources.fields import at, ids, instant, listed, text_of
from handlers.sources.wiki_asking import query

AT_ONCE = 50
ANSWER = 2_000_000
"""Bytes of wikitext in an answer: its pages may have 2 MiB each, and whatever we fetch may have 5."""
OVERLAP = timedelta(minutes=15)
"""Recent changes of a wiki whose copies lag come late."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """A page that is there. `newest`: its last revision."""

    id: str
    title: str
    newest: int
    size: int = 0
    """In bytes, as it is."""
    talk: bool = True
    """Whether what is written on it is said to somebody; else it is an article."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """The pages, what to remember of them, and whether recent changes go on."""

    pages: tuple[Watched, ...]
    state: Mapping[str, Any]
    more: bool = False


def titles(setting: str | None) -> tuple[str, ...]:
    """`Exempelstad|Malmö Museer`: the only sign that no title has."""
    return tuple(part.strip() for part in (setting or "").split("|") if part.strip())


def names(setting: str | None) -> frozenset[str]:
    """Users as the wiki writes them: spaces, the first letter large."""
    return frozenset(written(part) for part in titles(setting))


def written(name: str) -> str:
    """A user's or a page's name as the wiki writes it."""
    plain = name.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def watched(ask: Ask, place: Place, state: Mapping[str, Any], now: datetime) -> Found:
    """The talk pages of `pages`, the `articles`, and what has changed lately in `namespaces`."""
    pages, articles = place.settings.get("pages", ""), place.settings.get("articles", "")
    spaces = ids(place.settings.get("namespaces", "").replace("|", " "))
    if not (pages or articles or spaces):
        raise NotSet("pages")
    kept: dict[str, Any] = {"of": f"{pages}\n{articles}"}
    talk = state.get("talk") if state.get("of") == kept["of"] else None
    kept["talk"] = talk if isinstance(talk, list) else _talk_pages(ask, place, titles(pages))
    found = {one.id: one for one in _newest(ask, place, kept["talk"], talk=True)}
    found |= {one.id: one for one in _newest(ask, place, titles(articles), talk=False)}
    more = False
    if spaces:
        since = instant(state.get("since")) or place.account.watch_from
        lately, reached, more = _lately(ask, place, spaces, since)
        found |= lately
        again = reached if more else max(since, min(reached, now) - OVERLAP)
        kept["since"] = again.isoformat()
    return Found(pages=tuple(found.values()), state=kept, more=more)


def _parts(wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def _talk_pages(ask: Ask, place: Place, wanted: Sequence[str]) -> list[str]:
    """Talk pages have odd namespaces; of any other page its own is meant."""
    talk: list[str] = []
    for part in _parts(wanted):
        found = query(ask, place, prop="info", inprop="associatedpage", titles="|".join(part))
        for record in listed(found, "query", "pages"):
            space = at(record, "ns")
            is_talk = isinstance(space, int) and space % 2 == 1
            title = text_of(record, "title") if is_talk else text_of(record, "associatedpage")
            if title:
                talk.append(title)
    return talk


def _newest(ask: Ask, place: Place, wanted: Sequence[str], *, talk: bool) -> list[Watched]:
    pages: list[Watched] = []
    for part in _parts(wanted):
        found = query(ask, place, prop="info", titles="|".join(part))
        for record in listed(found, "query", "pages"):
            number, title = text_of(record, "pageid"), text_of(record, "title")
            newest = at(record, "lastrevid")
            if number and title and isinstance(newest, int):
                size = _size(record, "length")
                pages.append(Watched(id=number, title=title, newest=newest, size=size, talk=talk))
    return pages


def _size(record: Any, name: str) -> int:
    found = at(record, name)
    return found if isinstance(found, int) else 0


def at_once(size: int) -> int:
    """How many revisions of a page of this size make an answer that is not too large; a wiki gives 50."""
    return max(2, min(50, ANSWER // (size + 1)))


def _lately(
    ask: Ask, place: Place, spaces: frozenset[str], since: datetime
) -> tuple[dict[str, Watched], datetime, bool]:
    found = query(
        ask,
        place,
        list="recentchanges",
        rcnamespace="|".join(sorted(spaces)),
        rctype="edit|new",
        rcprop="ids|title|timestamp|sizes",
        rcdir="newer",
        rcstart=since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        rclimit="500",
    )
    pages: dict[str, Watched] = {}
    reached = since
    for record in listed(found, "query", "recentchanges"):
        number, title, newest = text_of(record, "pageid"), text_of(record, "title"), at(record, "revid")
        space, moment = at(record, "ns"), instant(at(record, "timestamp"))
        reached = max(reached, moment) if moment else reached
        if number and title and isinstance(newest, int):
            before = pages[number].newest if number in pages else 0
            pages[number] = Watched(
                id=number,
                title=title,
                newest=max(newest, before),
                size=_size(record, "newlen"),
                talk=isinstance(space, int) and space % 2 == 1,
            )
    # A second with more than 500 changes would stand still: go on after it.
    goes_on = at(found, "continue", "rccontinue") is not None
    return pages, reached + timedelta(seconds=1) if goes_on and reached == since else reached, goes_on
