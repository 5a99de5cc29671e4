"""A page's revisions as changes: what each added is a comment, or a reply of our own."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from handlers.sources.base import Act, Ask, Change, Place, Unparsed, What
from handlers.sources.fields import at, instant, listed, text_of
from handlers.sources.wiki_asking import difference_link, page_link, query
from handlers.sources.wiki_pages import Watched, names, written
from handlers.sources.wiki_tracing import Block, Revision, added
from handlers.sources.wikitext import Line, lines_of

LONGEST_HEADING = 200
MOST_LINES = 20
"""Of an article's change, so many lines are told; the rest is on the wiki."""


def revision_of(record: Any) -> Revision | None:
    """A revision whose text everybody may read; none: it is hidden, or no revision."""
    number, moment = at(record, "revid"), instant(at(record, "timestamp"))
    content = at(record, "slots", "main", "content")
    if not isinstance(number, int) or moment is None or not isinstance(content, str):
        return None
    tags = at(record, "tags")
    return Revision(
        id=number,
        at=moment,
        user=written(text_of(record, "user") or ""),
        tags=frozenset(str(tag) for tag in tags) if isinstance(tags, list) else frozenset(),
        lines=lines_of(content),
    )


def changes_of(
    ask: Ask, place: Place, page: Watched, records: Sequence[Mapping[str, Any]], *, known: int | None
) -> Iterator[Change | Unparsed]:
    """What the revisions (oldest first) added. `known`: the one that was read before: only compared with."""
    before: Sequence[Line] | None = None
    for record in records:
        revision = revision_of(record)
        if revision is None:
            continue  # hidden: what was written in it is not to be read, and is seen in the next as if there
        if revision.id == known:
            before = revision.lines
            continue
        if before is None:
            before = _parent_lines(ask, place, record)
        if before is None:
            yield Unparsed(code="no_parent", raw=_kept(record))
        elif page.talk:
            yield from _said(place, page, record, revision, added(before, revision.lines))
        elif not at(record, "minor"):
            yield from _edited(place, page, record, revision, before)
        before = revision.lines


def _said(
    place: Place, page: Watched, record: Mapping[str, Any], revision: Revision, blocks: Sequence[Block]
) -> Iterator[Change]:
    for number, block in enumerate(blocks, start=1):
        out = _is_ours(place, revision)
        yield Change(
            act=Act.ADDED,
            id=str(revision.id) if number == 1 else f"{revision.id}/{number}",
            at=revision.at,
            out=out,
            text=_reply(block) if out else block.text,
            author=revision.user or None,
            thread=_thread(page, block.heading),
            url=page_link(place, page.title, block.heading),
            raw=_kept(record) | {"page": page.title, "lines": [line.shown for line in block.lines]},
        )


def _edited(
    place: Place, page: Watched, record: Mapping[str, Any], revision: Revision, before: Sequence[Line]
) -> Iterator[Change]:
    """Somebody changed an article: why, and what; what we change ourselves is kept without a text to sign."""
    old, new = {line.shown for line in before}, {line.shown for line in revision.lines}
    less = [f"- {line.text}" for line in before if line.shown not in new]
    plus = [f"+ {line.text}" for line in revision.lines if line.shown not in old]
    if not less and not plus:
        return
    ours = _is_ours(place, revision)
    why = [text_of(record, "comment") or ""]
    yield Change(
        act=Act.ADDED,
        what=What.POST if ours else What.COMMENT,
        id=f"edit:{revision.id}",
        at=revision.at,
        out=ours,
        text="\n".join(part for part in [*why, *(less + plus)[:MOST_LINES]] if part),
        author=revision.user or None,
        thread=f"page:{page.id}",
        url=difference_link(place, str(revision.id)),
        raw=_kept(record) | {"page": page.title},
    )


def _reply(block: Block) -> str:
    """Our own, as it is signed: by hand ("/Anna"), else with the name in the wiki's signature."""
    by_hand = block.lines[-1].text.rpartition(" ")[2].startswith("/")
    name = next((line.name for line in reversed(block.lines) if line.name), None)
    return block.text if by_hand or name is None else f"{block.text}\n/{name}"


def _is_ours(place: Place, revision: Revision) -> bool:
    return bool(revision.user) and revision.user in names(place.settings.get("authors"))


def _thread(page: Watched, heading: str) -> str:
    """What stands under one heading of a page."""
    short = heading if len(heading) <= LONGEST_HEADING else sha256(heading.encode()).hexdigest()
    return f"page:{page.id}#{short}"


def _parent_lines(ask: Ask, place: Place, record: Mapping[str, Any]) -> Sequence[Line] | None:
    parent = record.get("parentid")
    if parent == 0:
        return ()
    if not isinstance(parent, int):
        return None
    asked = {"prop": "revisions", "rvprop": "ids|timestamp|content", "rvslots": "main"}
    for page in listed(query(ask, place, revids=str(parent), **asked), "query", "pages"):
        for one in listed(page, "revisions"):
            found = revision_of(one)
            if found is not None:
                return found.lines
    return None


def _kept(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: record.get(name) for name in ("revid", "parentid", "user", "timestamp", "comment", "tags")}
