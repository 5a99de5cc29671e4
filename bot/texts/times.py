"""What `svarsvakt deadline` and `svarsvakt calendar` say around their figures, and of unreadable times."""

from bot.texts.language import Language, mark

RUNGS = {
    "1": mark("first reminder"),
    "2": mark("second reminder"),
    "3": mark("last reminder"),
    "overdue": mark("overdue"),
}


class TimesTexts:
    """One language's sentences about times."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def received(self) -> str:
        """Row label."""
        return self._l.text("received")

    def answer_by(self) -> str:
        """Row label."""
        return self._l.text("answer by")

    def last_working_moment(self) -> str:
        """Row label."""
        return self._l.text("last working moment")

    def rung(self, name: str) -> str:
        """Row label of a rung."""
        return self._l.text(RUNGS[name])

    def unreadable(self, text: str) -> str:
        """Not a time."""
        return self._l.text("“{text}” is not a time. Write it like 2026-11-27T15:02.", text=text[:80])

    def without_clock(self, text: str) -> str:
        """A day without a clock time."""
        return self._l.text("“{text}” has no clock time. Write it like 2026-11-27T15:02.", text=text[:80])

    def nonexistent(self, text: str) -> str:
        """A local time that the clocks jumped over."""
        return self._l.text("There was no {text}: the clocks went forward that night.", text=text[:80])

    def outside(self, text: str) -> str:
        """Years whose holidays are not known."""
        return self._l.text("{text} lies outside the years whose holidays are known.", text=text[:80])

    def no_working_time(self, text: str) -> str:
        """A calendar that never opens."""
        return self._l.text(
            "The unit never opens around {text}: look at its hours and closures.", text=text[:80]
        )

    def unknown_unit(self, slug: str, nearest: str | None) -> str:
        """No such unit in the configuration."""
        if nearest:
            return self._l.text(
                "There is no unit “{slug}”. Did you mean “{nearest}”?", slug=slug, nearest=nearest
            )
        return self._l.text("There is no unit “{slug}” in the configuration.", slug=slug)

    def year_heading(self, year: int) -> str:
        """Title of a year's table."""
        return self._l.text("Days off on weekdays, and short days, {year}", year=year)

    def day(self) -> str:
        """Column label."""
        return self._l.text("day")

    def what(self) -> str:
        """Column label."""
        return self._l.text("what")

    def hours(self) -> str:
        """Column label."""
        return self._l.text("hours")

    def rounds(self) -> str:
        """Column label."""
        return self._l.text("watch rounds")

    def closed(self) -> str:
        """In place of hours."""
        return self._l.text("closed")

    def ordinary(self, times: str) -> str:
        """The rounds of an ordinary day."""
        return self._l.text("Other working days: watch rounds at {times}.", times=times)
