"""Veckan i korthet: each supervisor hears of each week, on the next week's first working day."""

from collections.abc import Iterator
from datetime import timedelta

from bot.simulation import by_hand
from bot.simulation.judge.heard import Heard
from bot.simulation.judge.world import SLACK, Violation, World, Wrong

DAY, WEEK = timedelta(days=1), timedelta(days=7)
TOLD_WITHIN = timedelta(hours=4) + SLACK
"""Working time from the week's first opening."""


def weeks(world: World, heard: Heard) -> Iterator[Violation]:
    """The first week is left out: the bot had just been set up."""
    told = {(one.notice.week, one.recipient): one.at for one in heard.all if one.notice.week}
    calendar = world.book.organisation_calendar
    supervisors = {f"person:{person.id}" for team in world.teams.values() for person in team.supervisors}
    monday = world.first - world.first.weekday() * DAY + 2 * WEEK
    end = world.ended.astimezone(calendar.zone).date()
    while monday + WEEK < end:
        opens = next((spans[0][0] for n in range(7) if (spans := calendar.intervals(monday + n * DAY))), None)
        year, number, _ = (monday - WEEK).isocalendar()
        monday += WEEK
        if opens is None:
            continue
        by = by_hand.allowed(opens, TOLD_WITHIN, calendar, world.outages)
        for recipient in sorted(supervisors):
            at = told.get((f"{year}-W{number:02}", recipient))
            if at is None or not opens <= at <= by:
                yield Violation(kind=Wrong.LOST, at=by, what=f"{year}-W{number:02} to {recipient}: {at}")
