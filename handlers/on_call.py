"""The word `beredskap`: who is called on outside hours when something is urgent. Off until one is named."""

import re
from datetime import date, timedelta

from db import on_calls, people
from db.on_calls import OnCall
from db.rows import Person
from handlers import mentions
from handlers.access import refuse
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.days import Days, read_days
from handlers.duty_content import OnCallContent, OnCallLine
from handlers.managing.meant import supervised
from handlers.outcome import Outcome, Said, Say
from handlers.swapping import FARTHEST, Room

LONGEST = timedelta(days=31)
"""A longer on-call would be a slip of the pen."""
_OFF = re.compile(r"(?:av|bort|ta bort|off|remove)\b\s*", re.IGNORECASE)


def on_call(asked: Asked) -> Outcome:
    """`beredskap` shows it; a supervisor says `beredskap @Bo 15/5 17/5`, or `beredskap av 15/5`."""
    looks = not asked.rest.strip()
    unit = asked.unit() if looks else supervised(asked)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    room = Room.of(asked.tx, asked.book, unit, asked.now)
    if looks:
        return Outcome(content=shown(room))
    if (off := _OFF.match(asked.rest)) is not None:
        return _end(room, asked.person, asked.rest[off.end() :])
    name, _, when = asked.rest.partition(" ")
    whom = mentions.person(asked.tx, asked.chat, name, near=asked.where)
    if whom is None:
        return refuse(Said.PERSON_UNKNOWN, text=name.lstrip("@")[:40])
    days = read_days(when, room.today) if when.strip() else None
    if days is None:
        return refuse(Said.DATE_UNCLEAR, text=when.strip()[:40] or "–")
    return begin(room, asked.person, whom, days)


def shown(room: Room) -> OnCallContent:
    """The unit's coming on-calls."""
    return OnCallContent(unit=room.unit.name, lines=lines(room))


def lines(room: Room) -> tuple[OnCallLine, ...]:
    """The coming on-calls by first name, those that have begun first."""
    coming = on_calls.since(room.tx, [room.unit.id], room.today)
    names = people.named(room.tx, {row.person_id for row in coming})
    return tuple(
        OnCallLine(person=names[row.person_id].first_name, first_day=row.first_day, last_day=row.last_day)
        for row in coming
    )


def begin(room: Room, by: Person, whom: Person, days: Days) -> Outcome:
    """A supervisor (`by`) says that she is on call on these days; a first day alone: only that one."""
    if not room.supervises(by):
        return refuse(Said.NOT_ALLOWED)
    first, last = days.first, days.last or days.first
    on_calls.take_turns(room.tx)
    fault = _fault(room, whom, first, last)
    if fault is not None:
        return Outcome(say=fault, refused=True)
    for there in _overlapping(room, first, last):
        _gives_up(room, there, first, last, by)
    on_calls.add(
        room.tx,
        unit_id=room.unit.id,
        person_id=whom.id,
        first_day=first,
        last_day=last,
        by=by.id,
        now=room.now,
    )
    said = Say(said=Said.ON_CALL_SET, person=whom.first_name, first_day=first, last_day=last)
    return Outcome(say=said, changed=True)


def _fault(room: Room, whom: Person, first: date, last: date) -> Say | None:
    """Why it cannot be so: backwards, over, too long, no colleague, or somebody has it already."""
    if last < first:
        return Say(said=Said.AWAY_BACKWARDS)
    if last < room.today or last > room.today + FARTHEST:
        return Say(said=Said.DUTY_DAY_PASSED, first_day=last)
    if last - first >= LONGEST:
        return Say(said=Said.ON_CALL_LONG, count=LONGEST.days)
    if not room.holds(whom):
        return Say(said=Said.SWAP_NO_COLLEAGUE, person=whom.first_name, text=room.unit.name)
    for away in room.team.away:
        if away.person_id == whom.id and away.first_day <= last and (away.last_day or last) >= first:
            return Say(
                said=Said.ON_CALL_AWAY,
                person=whom.first_name,
                first_day=away.first_day,
                last_day=away.last_day or last,
            )
    there = next((row for row in _overlapping(room, first, last) if not _away(room, row, first, last)), None)
    if there is None:
        return None
    has_it = people.named(room.tx, [there.person_id])[there.person_id]
    return Say(
        said=Said.ON_CALL_OVERLAP,
        person=has_it.first_name,
        first_day=there.first_day,
        last_day=there.last_day,
        text=f"beredskap av {there.first_day.isoformat()}",
    )


def _overlapping(room: Room, first: date, last: date) -> list[OnCall]:
    coming = on_calls.since(room.tx, [room.unit.id], first)
    return [row for row in coming if row.first_day <= last]


def _away(room: Room, row: OnCall, first: date, last: date) -> bool:
    """Who has it is away on all of it that falls in these days: somebody else can have those."""
    days = (max(row.first_day, first), min(row.last_day, last))
    return any(
        away.person_id == row.person_id
        and away.first_day <= days[0]
        and (away.last_day is None or away.last_day >= days[1])
        for away in room.team.away
    )


def _gives_up(room: Room, row: OnCall, first: date, last: date, by: Person) -> None:
    """Who is away has it before and after these days, and not on them."""
    if row.first_day < first:
        on_calls.shorten(room.tx, row.id, first - timedelta(days=1))
    else:
        on_calls.remove(room.tx, row.id)
    if row.last_day > last:
        on_calls.add(
            room.tx,
            unit_id=room.unit.id,
            person_id=row.person_id,
            first_day=last + timedelta(days=1),
            last_day=row.last_day,
            by=by.id,
            now=room.now,
        )


def _end(room: Room, by: Person, said: str) -> Outcome:
    days = read_days(said, room.today) if said.strip() else None
    if days is None:
        return refuse(Said.DATE_UNCLEAR, text=plain(said)[:40] or "–")
    return end(room, by, days.first)


def end(room: Room, by: Person, day: date) -> Outcome:
    """A supervisor ends the on-call that covers this day, all of it."""
    if not room.supervises(by):
        return refuse(Said.NOT_ALLOWED)
    there = next(iter(_overlapping(room, day, day)), None)
    if there is None:
        return refuse(Said.ON_CALL_NONE, first_day=day)
    on_calls.remove(room.tx, there.id)
    name = people.named(room.tx, [there.person_id])[there.person_id].first_name
    said_so = Said.ON_CALL_ENDED
    return Outcome(
        say=Say(said=said_so, person=name, first_day=there.first_day, last_day=there.last_day), changed=True
    )
