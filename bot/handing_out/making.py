"""One handing out: what was asked for, judged and written; the same from the command line and from chat."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.cli.asked import Names
from bot.handing_out.package import write_package
from bot.handing_out.review import Review
from bot.handing_out.writing import whole, write_csv, write_json_lines
from bot.texts import Texts
from db import attachments, records, seals
from db.records import Wanted

FORMATS = (".zip", ".jsonl", ".csv")


@dataclass(frozen=True, kw_only=True)
class Handout:
    """What somebody asked for, in one reading transaction: every file of it shows the same moment."""

    tx: Connection
    wanted: Wanted
    review: Review
    known: Names
    zone: ZoneInfo
    say: Texts
    now: datetime

    def to_file(self, out: Path) -> str:
        """Write the file whole, in the format of its name; its SHA-256. Raises OSError."""
        return whole(out, lambda file: self.write(file, out.suffix.lower()))

    def write(self, file: IO[bytes], suffix: str) -> None:
        """Write it in one of `FORMATS`."""
        if suffix == ".zip":
            self._package(file)
            return
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        (write_csv if suffix == ".csv" else write_json_lines)(text, self._rows())
        text.detach()

    def _rows(self) -> Iterator[dict[str, Any]]:
        """Read them through, from the first; what is left out is counted anew each time."""
        self.review.begin()
        return self.review.rows(records.with_events(self.tx, self.wanted), self.known, self.zone)

    def _package(self, file: IO[bytes]) -> None:
        last = seals.head(self.tx)
        review, made = self.review, self.now.astimezone(self.zone)
        write_package(
            file,
            self._rows,
            self.say,
            heading=self.say.handing_out.title(to_judge=review.to_judge),
            about=[f"{made:%Y-%m-%d %H:%M}"],
            manifest=lambda: {
                "made_at": made.isoformat(timespec="seconds"),
                "comments": review.count,
                "withheld": list(review.withheld),
                "left_out": list(review.left_out),
                "reviewed_by": review.reviewed_by,
                "for_review": review.to_judge,
                "seals": last.number,
                "head": last.hash,
            },
            content=lambda digest: attachments.content(self.tx, digest),
        )
