"""Crises: the announcement, the line on every round, the end; calm and with names for what was decided."""

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from db.words import CrisisHours, CrisisState
from handlers.crisis_content import CrisisContent, CrisisLine, CrisisWish
from scheduler.crisis_notices import CrisisNews

EVERY = {
    30: mark("every half hour"),
    60: mark("every hour"),
    120: mark("every other hour"),
    180: mark("every third hour"),
}
HOURS = {
    CrisisHours.WORKING: mark("in working hours only"),
    CrisisHours.LONG: mark("evenings and days off too, from 7 to 22"),
    CrisisHours.ALWAYS: mark("around the clock"),
}
SUMMARIES = {
    CrisisNews.ASKED: mark("{unit}: {asked_by} asks for a crisis watch: {why}"),
    CrisisNews.DECLINED: mark("{unit}: the crisis watch that you asked for was not started: {why}"),
    CrisisNews.STARTED: mark("{unit}: {started_by} has started a crisis watch: {why}"),
    CrisisNews.CHANGED: mark("{unit}: the crisis watch has been changed: {why}"),
    CrisisNews.ENDING: mark("{unit}: the crisis watch ends {end}. Is that enough? {why}"),
    CrisisNews.ENDED: mark("{unit}: the crisis watch is over: {why}"),
}
RUNS = mark("{unit}: a crisis watch runs: {why}")


class CrisisTexts:
    """What is said of a crisis."""

    def __init__(self, language: Language, dates: Dates) -> None:
        self._l, self._dates = language, dates

    def summary(self, content: CrisisContent) -> str:
        """The message's top-level text."""
        line = content.line
        message = RUNS if content.news is None else SUMMARIES[content.news]
        if content.news is CrisisNews.ENDING and line.state is CrisisState.OVER:
            message = SUMMARIES[CrisisNews.ENDED]
        return self._l.text(
            message,
            unit=content.unit,
            why=line.why,
            asked_by=line.asked_by or self._somebody(),
            started_by=line.started_by or self._somebody(),
            end=self._dates.at(line.ends_at, line.zone),
        )

    def _somebody(self) -> str:
        return self._l.text("somebody")

    def on_round(self, line: CrisisLine) -> str:
        """`Krisläge till fredag 27 november kl. 16.30, startat av Cecilia: brand i Kulturhuset.`"""
        return self._l.text(
            "Crisis watch until {end}, started by {person}: {why}",
            end=self._dates.at(line.ends_at, line.zone),
            person=line.started_by or self._somebody(),
            why=line.why,
        )

    def what(self, line: CrisisLine) -> str:
        """How often somebody is asked to look at what, and when; or would be, if it is started."""
        asked = mark("If it is started, somebody looks at {accounts} at least {every}, {hours}.")
        runs = mark("Somebody looks at {accounts} at least {every}, {hours}.")
        return self._l.text(
            asked if line.state is CrisisState.ASKED else runs,
            accounts=self._l.all_of(line.accounts) if line.accounts else self._l.text("the accounts"),
            every=self.every(line.every_minutes),
            hours=self.hours(line.hours),
        )

    def until(self, content: CrisisContent) -> str:
        """Its end, and what else changes."""
        line = content.line
        if line.state is CrisisState.OVER:
            return self._over(line)
        if content.news is CrisisNews.DECLINED:
            return self._l.text("If things change, ask again.")
        if line.state is CrisisState.DECLINED:
            return self._l.text("It was not started.")
        if content.news is CrisisNews.ASKED and line.state is CrisisState.RUNNING:
            return self._l.text(
                "{person} has started it. It ends {end}, by itself.",
                person=line.started_by or self._somebody(),
                end=self._dates.at(line.ends_at, line.zone),
            )
        return self._l.text(
            "It ends {end}, by itself. Until then the reminders about comments there come earlier too.",
            end=self._dates.at(line.ends_at, line.zone),
        )

    def _over(self, line: CrisisLine) -> str:
        at = self._dates.at(line.over_at or line.ends_at, line.zone)
        if line.over_by:
            return self._l.text(
                "{person} ended it {at}. Rounds and reminders are as usual.", person=line.over_by, at=at
            )
        return self._l.text("It ended {at}, as planned. Rounds and reminders are as usual.", at=at)

    def count(self, content: CrisisContent) -> str | None:
        """What came of it."""
        if content.count is None:
            return None
        comments = self._l.plural(
            "{count} comment came in meanwhile.",
            "{count} comments came in meanwhile.",
            content.count.comments,
        )
        looks = self._l.plural(
            "{looks} of {count} extra look done.",
            "{looks} of {count} extra looks done.",
            content.count.planned,
            looks=content.count.looks,
        )
        return f"{looks} {comments}" if content.count.planned else comments

    def every(self, minutes: int) -> str:
        """`varje timme`."""
        known = EVERY.get(minutes)
        return self._l.text(known) if known else self._l.text("every {count} minutes", count=minutes)

    def hours(self, hours: CrisisHours) -> str:
        """`bara på arbetstid`."""
        return self._l.text(HOURS[hours])

    def who_decides(self, wish: CrisisWish) -> str:
        """Above the form: it starts or changes at once, or a supervisor decides."""
        if wish.runs:
            return self._l.text(
                "What you save here holds at once, and the channel is told. It still ends by itself."
            )
        if wish.decides:
            return self._l.text(
                "It starts when you save, and the channel is told that it was you. It ends by itself at the "
                "time that you set, and can be prolonged."
            )
        return self._l.text(
            "A supervisor decides. She gets what you write here and can start it with one click."
        )

    def send_in(self, wish: CrisisWish) -> str:
        """On the button that sends the form in: what it does."""
        if wish.runs:
            return self._l.text("Save")
        return self._l.text("Start it now") if wish.decides else self._l.text("Ask for it")
