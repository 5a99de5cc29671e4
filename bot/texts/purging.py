"""What `svarsvakt gallra` says."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language
from bot.texts.words import Words

if TYPE_CHECKING:
    from db.retention import Coverage, Decision


class PurgingTexts:
    """Sentences about retention decisions and what they cover."""

    def __init__(self, spoken: Language, dates: Dates, words: Words) -> None:
        self._spoken, self._dates, self._words = spoken, dates, words

    def none(self) -> list[str]:
        """No decision is recorded."""
        return [
            self._spoken.text("No retention decision is recorded, so nothing may be purged."),
            self._spoken.text("When there is one, record it: svarsvakt gallra record --help"),
        ]

    def decision(
        self,
        decision: "Decision",
        covered: "Coverage",
        by_account: Sequence[tuple[str, int]],
        gone: int,
        zone: ZoneInfo,
    ) -> Iterator[str]:
        """A decision, what it covers now, what is kept and why, and how to go on."""
        text = self._spoken.text
        yield text(
            "{reference}, decided by {by} on {day}:",
            reference=decision.reference,
            by=decision.decided_by,
            day=decision.decided_on.isoformat(),
        )
        yield f"  {self._what(decision)}"
        if gone:
            yield "  " + self._spoken.plural(
                "{count} comment has been purged by it.", "{count} comments have been purged by it.", gone
            )
        if not covered.comments or covered.oldest is None or covered.newest is None:
            yield "  " + text("It covers nothing right now.")
        else:
            yield "  " + self._spoken.plural(
                "It covers {count} comment, written {first} to {last}:",
                "It covers {count} comments, written {first} to {last}:",
                covered.comments,
                first=covered.oldest.astimezone(zone).date().isoformat(),
                last=covered.newest.astimezone(zone).date().isoformat(),
            )
            for name, count in by_account:
                yield f"    {name}: {count}"
        yield from self._kept(covered)
        if covered.comments:
            yield "  " + text(
                "To purge them for good: svarsvakt gallra purge “{reference}” --confirm {count}",
                reference=decision.reference,
                count=covered.comments,
            )

    def _kept(self, covered: "Coverage") -> Iterator[str]:
        if covered.waits_for_number:
            yield "  " + self._spoken.plural(
                "{count} is kept until the registrar has given its diary number.",
                "{count} are kept until the registrar has given their diary numbers.",
                covered.waits_for_number,
            )
        if covered.registered:
            yield "  " + self._spoken.plural(
                "{count} with a diary number is kept: the decision does not say that it goes too.",
                "{count} with diary numbers are kept: the decision does not say that they go too.",
                covered.registered,
            )

    def _what(self, decision: "Decision") -> str:
        covers, text = decision.covers, self._spoken.text
        if covers.months is not None:
            when = self._spoken.plural(
                "Comments closed {count} month ago or earlier",
                "Comments closed {count} months ago or earlier",
                covers.months,
            )
        else:
            when = text("Comments closed before {day}", day=covers.closed_before)
        only = [
            text("account {account}", account=covers.account) if covers.account else "",
            text("unit {unit}", unit=covers.unit) if covers.unit else "",
            text("ground: {ground}", ground=self._words.ground(covers.ground)) if covers.ground else "",
        ]
        return ", ".join(part for part in (when, *only) if part)

    def recorded(self, reference: str) -> str:
        """It is noted; nothing has gone."""
        return self._spoken.text(
            "{reference} is recorded. Nothing has been purged. What it covers: svarsvakt gallra show "
            '"{reference}"',
            reference=reference,
        )

    def there_already(self, reference: str) -> str:
        """There is one by this id."""
        return self._spoken.text(
            "{reference} is recorded already. A decision is not changed: record the new one by its own id.",
            reference=reference,
        )

    def months_or_day(self) -> str:
        """How old a comment must be."""
        return self._spoken.text("How old must they be? Say --months or --closed-before, one of them.")

    def no_decision(self, reference: str, known: Sequence[str]) -> str:
        """No such decision."""
        if not known:
            return self.none()[0]
        return self._spoken.text(
            "No decision “{reference}” is recorded. There are: {known}.",
            reference=reference,
            known=", ".join(known),
        )

    def other_count(self, reference: str, said: int, count: int) -> str:
        """The second confirmation does not fit."""
        return self._spoken.text(
            "You confirmed {said}, but {reference} covers {count} right now. Nothing was purged. Look again: "
            'svarsvakt gallra show "{reference}"',
            said=said,
            reference=reference,
            count=count,
        )

    def purged(self, count: int, reference: str) -> str:
        """What went."""
        return self._spoken.plural(
            "{count} comment was purged by {reference}: author, text, replies and files are gone. It is "
            "noted.",
            "{count} comments were purged by {reference}: authors, texts, replies and files are gone. It is "
            "noted.",
            count,
            reference=reference,
        )
