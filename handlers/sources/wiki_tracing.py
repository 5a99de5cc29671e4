"""What a revision of a talk page added, and what became of it in those after it. Pure.

A wiki knows pages and revisions, no comments: what one revision added under one heading is one. Lines are
compared, never places: whoever writes above, moves nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from handlers.sources.wikitext import Line

ALIKE = 0.6
"""Two lines that are this much alike are one that was edited."""
MANY = 1000
PAIRS = 400
"""Where more would have to be compared, the page was rewritten: only the same words are the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """What a revision added under one heading."""

    heading: str
    """Where it stands, also if it is older."""
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Without signatures, with the heading if that is new too."""
        return "\n".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """A page as it was."""

    id: int
    at: datetime
    user: str
    tags: frozenset[str]
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True, slots=True)
class Became:
    """What a comment is by the last of these revisions. `text`: none, it was taken away."""

    text: str | None
    by: Revision


def added(before: Sequence[Line], after: Sequence[Line]) -> list[Block]:
    """What is new, each heading's apart; a line that was edited is none."""
    new = [place for gone, came in _changed(before, after) for place in _unlike(before, after, gone, came)]
    headings, heading = [], ""
    for line in after:
        heading = line.text if line.heading else heading
        headings.append(heading)
    found: list[tuple[str, list[Line]]] = []
    for place in new:
        line = after[place]
        if not found or line.heading or found[-1][0] != headings[place]:
            found.append((headings[place], []))
        found[-1][1].append(line)
    return [
        Block(heading=title, lines=tuple(lines))
        for title, lines in found
        if any(line.text and not line.heading for line in lines)
    ]


def stands(text: str, lines: Sequence[Line]) -> bool:
    """Whether all of a comment is on the page."""
    there = {line.text for line in lines}
    return all(line in there for line in _mine(text))


def became(text: str, revisions: Sequence[Revision]) -> Became | None:
    """What became of it after the last of these revisions (oldest first) that shows it whole.

    None: none of them ever did, or none came after that one.
    """
    whole = [place for place, one in enumerate(revisions) if stands(text, one.lines)]
    mine, last = _mine(text), None
    for place in range(whole[-1] + 1 if whole else len(revisions), len(revisions)):
        now = _followed(mine, revisions[place - 1].lines, revisions[place].lines)
        if now != mine:
            mine, last = now, revisions[place]
        if not mine:
            break
    return Became(text="\n".join(mine) or None, by=last) if last else None


def _mine(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _followed(mine: Sequence[str], before: Sequence[Line], after: Sequence[Line]) -> list[str]:
    there = {line.text for line in after}
    became: dict[str, str] = {}
    for gone, came in _changed(before, after):
        free = [after[place].text for place in came]
        for place in gone if len(gone) * len(came) <= PAIRS else ():
            best = max(free, key=lambda other: _alike(before[place].text, other), default=None)
            if best is not None and _alike(before[place].text, best) >= ALIKE:
                became[before[place].text] = best
                free.remove(best)
    kept = [line if line in there else became.get(line, "") for line in mine]
    left = [line for line in kept if line]
    headings = {line.text for line in after if line.heading}
    return left if any(line not in headings for line in left) else []


def _changed(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[range, range]]:
    old, new = [line.shown for line in before], [line.shown for line in after]
    head = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    head = min(len(old), len(new)) if head is None else head
    # A long run of the same line would cost its square.
    matcher = SequenceMatcher(None, old[head:], new[head:], autojunk=len(old) + len(new) - 2 * head > MANY)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what != "equal":
            yield range(head + start, head + end), range(head + new_start, head + new_end)


def _unlike(before: Sequence[Line], after: Sequence[Line], gone: range, came: range) -> list[int]:
    """Those that came which are not one of those that went, edited."""
    old = [before[place].text for place in gone]
    if len(gone) * len(came) > PAIRS:
        return [place for place in came if after[place].text not in set(old)]
    new = []
    for place in came:
        best = max(old, key=lambda other: _alike(other, after[place].text), default=None)
        if best is not None and _alike(best, after[place].text) >= ALIKE:
            old.remove(best)
        else:
            new.append(place)
    return new


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:500], other[:500], autojunk=False).ratio()
