"""Secrecy review (sekretessprövning): what may be secret leaves only when a named person has judged it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli.asked import Names
from bot.cli.rows import record_row
from db.records import Record

EMPTIED = ("author", "text", "edited_text", "url", "external_id", "thread_id", "parent_id", "referred_to")
"""What could tell who wrote it or what."""


@dataclass
class Review:
    """What is left out. Before anybody has judged: everything that is flagged; after that, what she named.

    `rows` fills `withheld` (numbers whose author and text are left out), `left_out` (those that are not there
    at all) and `unjudged` (those withheld only for want of a review) as records go through it.
    """

    reviewed_by: str | None = None
    withhold: frozenset[int] = frozenset()
    """Author and text stay behind; that there was a comment, and what was done about it, is shown."""
    leave_out: frozenset[int] = frozenset()
    """Not even that: where its being there is secret."""
    all_left_out: bool = False
    """The same for everything that is flagged."""
    judged: frozenset[int] | None = None
    """Which flagged ones she said may leave; none: she answers for all that she did not name."""
    to_judge: bool = False
    """For the one who judges: nothing is left out, and the files say that they are no handing out."""
    count: int = 0
    withheld: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    unjudged: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Nothing has gone through yet."""
        self.count = 0
        self.withheld.clear()
        self.left_out.clear()
        self.unjudged.clear()

    def omits(self, record: Record) -> bool:
        """Whether it is not there at all."""
        named = record.comment.id in self.leave_out
        return not self.to_judge and (named or (self.all_left_out and record.comment.flagged))

    def withholds(self, record: Record) -> bool:
        """Whether author and text of this one stay behind."""
        if self.to_judge:
            return False
        return record.comment.id in self.withhold or self._unjudged(record)

    def _unjudged(self, record: Record) -> bool:
        """Flagged, perhaps a moment ago, and nobody has looked at it."""
        number = record.comment.id
        looked = self.reviewed_by is not None and (self.judged is None or number in self.judged)
        return record.comment.flagged and not looked

    def rows(self, records: Iterable[Record], known: Names, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
        """Each record as a row, counted."""
        for record in records:
            if self.omits(record):
                self.left_out.append(record.comment.id)
                continue
            row = record_row(record, known, zone)
            self.count += 1
            if self.withholds(record):
                self.withheld.append(record.comment.id)
                if record.comment.id not in self.withhold:
                    self.unjudged.append(record.comment.id)
                row = emptied(row)
            yield row


def emptied(row: dict[str, Any]) -> dict[str, Any]:
    """A record's row without anything that somebody wrote: what happened and when stays."""
    return {
        **row,
        **dict.fromkeys(EMPTIED),
        "events": [{**event, "reason": None, "facts": None} for event in row["events"]],
        "replies": [{**reply, "text": None} for reply in row["replies"]],
        "attachments": [
            {**file, "name": None, "file": None, "sha256": None, "withheld": True}
            for file in row["attachments"]
        ],
        "withheld": True,
    }
