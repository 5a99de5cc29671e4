"""What `svarsvakt simulate` says of a made-up time."""

from collections.abc import Iterator
from itertools import groupby

from bot.simulation.report import Report, UnitReport
from bot.texts.dates import Dates
from bot.texts.language import Language
from bot.texts.words import Words


class SimulationTexts:
    """A heading, a table of units, and sentences: exceptions last, since they are what is read last."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words

    def heading(self, found: Report) -> str:
        """Above everything."""
        return self._l.plural(
            "{count} made-up day from {day}, with made-up comments and people (seed {seed})",
            "{count} made-up days from {day}, with made-up comments and people (seed {seed})",
            found.days,
            day=self._dates.day_and_year(found.first),
            seed=found.seed,
        )

    def unit_headings(self) -> tuple[str, ...]:
        """Above the table."""
        return (
            self._l.text("Unit"),
            self._l.text("Comments"),
            self._l.text("In time"),
            self._l.text("Late"),
            self._l.text("Waiting"),
            self._l.text("Rounds"),
        )

    def unit(self, unit: UnitReport) -> tuple[str, ...]:
        """One row of it."""
        rounds = f"{unit.rounds_done}/{unit.rounds_planned}"
        return (unit.unit, str(unit.received), str(unit.in_time), str(unit.late), str(unit.waiting), rounds)

    def lines(self, found: Report) -> Iterator[str]:
        """What was sent, and what would be missed."""
        for kind, count in sorted(found.messages.items(), key=lambda item: -item[1]):
            yield f"{count:6}  {self._words.kind(kind)}"
        yield self._l.text(
            "Reminders by step: {steps}", steps=", ".join(f"{k}: {n}" for k, n in found.rungs.items())
        )
        yield self._l.plural(
            "{count} message outside working hours",
            "{count} messages outside working hours",
            found.outside_hours,
        )
        for unit, days in groupby(found.nobody_on_duty, key=lambda each: each[0]):
            named = [self._dates.day(day) for _, day in days]
            shown = ", ".join(named[:5]) + (" …" if len(named) > 5 else "")
            yield self._l.plural(
                "{unit}: no editor on duty on {count} working day ({days}); the deputy and the supervisor "
                "hear then",
                "{unit}: no editor on duty on {count} working days ({days}); the deputy and the "
                "supervisor hear then",
                len(named),
                unit=unit,
                days=shown,
            )
        if found.gaps:
            yield self._l.plural(
                "The auditor found {count} thing that should have been said otherwise: {kinds}",
                "The auditor found {count} things that should have been said otherwise: {kinds}",
                len(found.gaps),
                kinds=", ".join(sorted({gap.kind.value for gap in found.gaps})),
            )
        else:
            yield self._l.text("The auditor found nothing missed: everybody concerned was told in time.")
        if found.violations:
            yield self._l.plural(
                "Counted again by hand, without the bot's own records, {count} thing was wrong: {kinds}",
                "Counted again by hand, without the bot's own records, {count} things were wrong: {kinds}",
                len(found.violations),
                kinds=", ".join(sorted({one.kind.value for one in found.violations})),
            )
        else:
            yield self._l.text(
                "Counted again by hand, without the bot's own records: nothing lost, nothing said twice."
            )
