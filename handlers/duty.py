"""The word `jour`: who is on duty this week, another week, and where somebody is missing."""

from datetime import date, timedelta

from db.rows import Unit
from handlers.access import refuse
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.days import read_day
from handlers.outcome import Outcome, Said, Say
from handlers.showing.duty_week import duty_gaps, duty_week
from handlers.weeks import monday, read_week

NEXT = frozenset({"nasta vecka", "nasta", "next week", "next"})
GAPS = frozenset({"luckor", "lucka", "gaps", "gap", "luckorna"})
PER_WEEK = timedelta(weeks=1)
LONG_AGO = 26
"""A week number further behind than this is next year's."""


def duty(asked: Asked) -> Outcome:
    """A week day by day, or the gaps ahead: `jour`, `jour nästa vecka`, `jour 20`, `jour luckor`."""
    wanted = plain(asked.rest)
    unit = asked.unit()
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    if wanted in GAPS:
        gaps = duty_gaps(asked.tx, asked.book, unit, reader=asked.person, now=asked.now)
        return Outcome(content=gaps)
    start = week_meant(asked.rest, asked.book.calendar(unit.slug).local_day(asked.now))
    if start is None:
        return refuse(Said.WEEK_UNCLEAR, text=asked.rest.strip()[:40])
    return shown_week(asked, unit, start)


def shown_week(asked: Asked, unit: Unit, start: date) -> Outcome:
    """The week that begins with this Monday."""
    return Outcome(content=duty_week(asked.tx, asked.book, unit, start, reader=asked.person, now=asked.now))


def week_meant(text: str, today: date) -> date | None:
    """The Monday of the week that is meant, by its number, a day in it, or "nästa vecka"; none: no week."""
    wanted = plain(text)
    if wanted in NEXT:
        return monday_of(today + PER_WEEK)
    week = read_week(text, today)
    if week is None:
        day = read_day(text, today)
        return None if day is None else monday_of(day)
    start = monday(week)
    bare = not any(len(piece) == 4 and piece.isdecimal() for piece in wanted.split())
    if bare and today.isocalendar().week - start.isocalendar().week > LONG_AGO:
        ahead = read_week(f"{today.isocalendar().year + 1}-{start.isocalendar().week}", today)
        return monday(ahead) if ahead else start
    return start


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
