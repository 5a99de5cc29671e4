"""What `svarsvakt verify` says: is everything still as it was sealed?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from db.seal_beside import Beside
from db.sealed import Sealed

if TYPE_CHECKING:
    from db.seal_check import Checked, Found

KINDS: Mapping[Sealed | Beside, str] = MappingProxyType(
    {
        Sealed.EVENT: mark("event"),
        Sealed.CHANGE: mark("change of settings"),
        Sealed.DECISION: mark("retention decision"),
        Sealed.HANDOUT: mark("handing out of records"),
        Beside.COMMENT: mark("state"),
        Beside.REPLY: mark("reply"),
        Beside.ATTACHMENT: mark("attached file"),
        Beside.REGISTRATION: mark("registration"),
    }
)
BREACHES: Mapping[str, str] = MappingProxyType(
    {
        "changed": mark("{record} does not read as it did when it was sealed {at}."),
        "gone": mark("{record} is gone, and no retention decision took it. It was sealed {at}."),
        "slipped_in": mark("{record} stands among sealed ones without a seal of its own."),
        "chain": mark("Seal {seal} does not follow from the one before: a seal was changed or taken out."),
        "unlike": mark("{record} does not agree with what the sealed events say."),
        "other_head": mark(
            "The noted hash is not in this chain: its end was cut off, or all of it was made anew."
        ),
    }
)
"""By the word of `db.seal_check.Breach`."""


class SealTexts:
    """Sentences about the chain of seals."""

    def __init__(self, spoken: Language, dates: Dates) -> None:
        self._spoken, self._dates = spoken, dates

    def whole(self, checked: "Checked", zone: ZoneInfo) -> list[str]:
        """Nothing was touched."""
        text = self._spoken.text
        if checked.since is None:
            return [text("Nothing is sealed yet. The bot seals what happens while it runs.")]
        said = [
            self._spoken.plural(
                "{count} record is as it was when it was sealed, the first {since}.",
                "{count} records are as they were when they were sealed, the first {since}.",
                checked.seals,
                since=self._dates.at(checked.since, zone),
            )
        ]
        if checked.purged:
            said.append(
                self._spoken.plural(
                    "{count} of them was purged by a recorded retention decision.",
                    "{count} of them were purged by a recorded retention decision.",
                    checked.purged,
                )
            )
        if checked.waiting:
            said.append(
                self._spoken.plural(
                    "{count} is so new that its seal is still to come.",
                    "{count} are so new that their seals are still to come.",
                    checked.waiting,
                )
            )
        said.append(
            text(
                "The last hash is {head}. Note it somewhere else: “svarsvakt verify --head” shows later that "
                "the chain still has it.",
                head=checked.head,
            )
        )
        return said

    def breach(self, found: "Found", zone: ZoneInfo) -> str:
        """One thing that somebody did to the records."""
        at = self._dates.at(found.at, zone) if found.at else ""
        return self._spoken.text(
            BREACHES[found.breach.value], record=self._record(found), at=at, seal=found.seal or 0
        )

    def not_a_hash(self) -> str:
        """What was given is no hash."""
        return self._spoken.text("A hash has 64 letters and figures, as “svarsvakt verify” shows it.")

    def broken(self, count: int) -> str:
        """How many, and what to do."""
        return self._spoken.plural(
            "{count} breach. Keep the database as it is, take a copy, and compare it with a back-up from "
            "before.",
            "{count} breaches. Keep the database as it is, take a copy, and compare it with a back-up from "
            "before.",
            count,
        )

    def _record(self, found: "Found") -> str:
        kind = self._spoken.text(KINDS[found.kind]) if found.kind else "?"
        if found.comment_id is None:
            return f"{kind} {found.row_id}".capitalize()
        return self._spoken.text(
            "{kind} {number} of comment {comment}",
            kind=kind.capitalize(),
            number=found.row_id,
            comment=found.comment_id,
        )
