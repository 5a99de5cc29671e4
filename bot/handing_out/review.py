"""Secrecy review (sekretessprövning): what may be secret leaves only when a named person has judged it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli.asked import Names
from bot.cli.rows import record_row
from db.records import Record

EMPTIED = ("author", "text", "url", "external_id", "thread_id", "parent_id", "referred_to")
"""What could tell who wrote it or what."""


@dataclass
class Review:
    """What is left out. Before anybody has judged: everything that is flagged; after that, what she named.

    `rows` fills `withheld` (numbers left out) and `unjudged` (those left out only for want of a
    review) as records go through it.
    """

    reviewed_by: str | None = None
    withhold: frozenset[int] = frozenset()
    to_judge: bool = False
    """For the one who judges: nothing is left out, and the files say that they are no handing out."""
    count: int = 0
    withheld: list[int] = field(default_factory=list)
    unjudged: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Nothing has gone through yet."""
        self.count = 0
        self.withheld.clear()
        self.unjudged.clear()

    def leaves_out(self, record: Record) -> bool:
        """Whether author and text of this one stay behind."""
        if self.to_judge:
            return False
        return record.comment.id in self.withhold or (record.comment.flagged and self.reviewed_by is None)

    def rows(self, records: Iterable[Record], known: Names, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
        """Each record as a row, counted."""
        for record in records:
            row = record_row(record, known, zone)
            self.count += 1
            if self.leaves_out(record):
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
