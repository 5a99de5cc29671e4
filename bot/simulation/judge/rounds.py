"""Each working day has its rounds, each called once in its time; a day off has none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.simulation import by_hand
from bot.simulation.judge.heard import Heard, Said
from bot.simulation.judge.world import SLACK, Violation, World, Wrong
from db.rows import Unit
from db.words import EventAction

DAY = timedelta(days=1)
LOOKED = frozenset({EventAction.CLOSED, EventAction.ACKNOWLEDGED, EventAction.CLAIMED})


def rounds(world: World, heard: Heard) -> Iterator[Violation]:
    """All units' rounds, day by day."""
    for unit in world.units.values():
        watched = [account.id for account in world.accounts if account.unit_id == unit.id]
        if not watched:
            continue
        calendar = world.book.calendar(unit.slug)
        by_day: dict[date, list[Said]] = defaultdict(list)
        for one in heard.calls(unit.id):
            by_day[one.at.astimezone(calendar.zone).date()].append(one)
        day, end = world.first, world.ended.astimezone(calendar.zone).date()
        while day < end:
            yield from _day(world, unit, day, by_day.get(day, []), watched)
            day += DAY


def _day(
    world: World, unit: Unit, day: date, heard: Sequence[Said], watched: Sequence[int]
) -> Iterator[Violation]:
    calendar, rules = world.book.calendar(unit.slug), world.book.rules(unit.slug).rounds
    hours = calendar.intervals(day)
    if len(heard) > (len(rules.times) if hours else 0):
        yield Violation(kind=Wrong.UNEXPECTED, at=heard[-1].at, what=heard[-1].notice.key)
    if not hours:
        return
    opens, closes = hours[0][0], hours[-1][1]
    if any(begins < closes and opens < ends for begins, ends in world.outages):
        return
    times = [datetime.combine(day, at, tzinfo=calendar.zone) for at in rules.times]
    if not all(by_hand.is_working(at, calendar) for at in times):  # spread over the day instead
        if len(heard) < len(times) and not _looked_at(world, watched, opens, closes):
            yield Violation(kind=Wrong.LOST, at=closes, what=f"a round of {unit.slug}")
        return
    for at in times:
        if any(at <= one.at <= at + SLACK for one in heard):
            continue
        if not _looked_at(world, watched, at - rules.handled_counts_for, at + SLACK):
            yield Violation(kind=Wrong.LOST, at=at, what=f"round of {unit.slug}")


def _looked_at(world: World, accounts: Sequence[int], since: datetime, until: datetime) -> bool:
    """Every account had a comment handled in that time: a round need not call to it."""
    looked = {
        comment.account_id
        for comment in world.comments
        if any(
            since <= event.at <= until and event.action in LOOKED
            for event in world.events.get(comment.id, ())
        )
    }
    return looked >= set(accounts)
