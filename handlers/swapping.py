"""Days on duty change hands: one asks with a click, another says yes with a click; nobody says why (U21)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import accounts, duty, outbox, people
from db.duty import Swap
from db.people import Team
from db.rows import Person, Unit
from db.words import SwapState
from handlers.access import refuse
from handlers.outcome import Outcome, Said, Say
from scheduler import duty_notices
from scheduler.duty import is_away, works
from scheduler.named_days import named_day
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar

Fault = tuple[str, Say]
"""What is wrong, and in which field of the form."""
FARTHEST = timedelta(days=400)
"""No day further ahead can be swapped: it would be a slip of the pen."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """A unit as somebody in it sees its days."""

    tx: Connection
    book: RuleBook
    unit: Unit
    team: Team
    now: datetime

    @classmethod
    def of(cls, tx: Connection, book: RuleBook, unit: Unit, now: datetime) -> "Room":
        """As it is in this transaction."""
        return cls(tx=tx, book=book, unit=unit, team=people.unit_team(tx, unit.id), now=now)

    @property
    def calendar(self) -> WorkingCalendar:
        """The unit's."""
        return self.book.calendar(self.unit.slug)

    @property
    def today(self) -> date:
        """The unit's local day."""
        return self.calendar.local_day(self.now)

    @property
    def members(self) -> tuple[Person, ...]:
        """Its editors, then its supervisors."""
        return tuple({one.id: one for one in (*self.team.editors, *self.team.supervisors)}.values())

    def holds(self, person: Person) -> bool:
        """She is in the unit."""
        return any(one.id == person.id for one in self.members)

    def supervises(self, person: Person) -> bool:
        """She answers for the unit."""
        return any(one.id == person.id for one in self.team.supervisors)

    def has(self, person: Person, day: date) -> bool:
        """The day is hers: an editor's by her weekdays, anybody's whom it came to by a swap."""
        changed = self.team.changes.get((person.id, day))
        editor = any(one.id == person.id for one in self.team.editors)
        known = next((one for one in self.members if one.id == person.id), person)
        return (editor or bool(changed)) and works(known, day, away=self.team.away, changes=self.team.changes)

    def is_away(self, person: Person, day: date) -> bool:
        """She is marked away."""
        return is_away(person, self.team.away, day)

    def free(self, day: date, *, but: Person) -> tuple[str, ...]:
        """The first names of the editors who could take the day."""
        return tuple(
            one.first_name
            for one in self.team.editors
            if one.id != but.id and not self.has(one, day) and not self.is_away(one, day)
        )

    def set(self, person_id: int, day: date, *, on_duty: bool, by: Person, swap: Swap | None = None) -> None:
        """The day is, or is not, this person's from now on."""
        duty.set_day(
            self.tx,
            unit_id=self.unit.id,
            person_id=person_id,
            day=day,
            on_duty=on_duty,
            by=by.id,
            now=self.now,
            swap_id=swap.id if swap else None,
        )


def ask(room: Room, person: Person, day: date, *, whom: Person | None, back: date | None) -> Outcome | Fault:
    """Ask a colleague (none: whoever can) to take a day, perhaps for one of hers in return."""
    if not room.holds(person):
        return "day", Say(said=Said.NOT_ALLOWED)
    fault = _no_duty(room, day, "day") or _whose(room, person, day) or _whom(room, person, day, whom)
    if fault is None and back is not None:
        fault = _no_duty(room, back, "back_day") or _in_return(room, person, back, whom)
    if fault is not None:
        return fault
    if whom is None and not room.free(day, but=person):
        return "day", Say(said=Said.SWAP_NOBODY_FREE, first_day=day, text=room.unit.name)
    to_id = whom.id if whom else None
    if any(
        (swap.day, swap.asked_by, swap.to_id) == (day, person.id, to_id)
        for swap in duty.open_swaps(room.tx, [room.unit.id], day)
    ):
        return "day", Say(said=Said.SWAP_ASKED_ALREADY, first_day=day)
    swap = duty.ask(
        room.tx,
        unit_id=room.unit.id,
        day=day,
        from_id=person.id if room.has(person, day) else None,
        to_id=to_id,
        back_day=back,
        asked_by=person.id,
        now=room.now,
    )
    row = duty_notices.swap_asked(swap, calendar=room.calendar, version=room.book.version, now=room.now)
    outbox.add(room.tx, [row], room.now)
    return Outcome(
        say=Say(
            said=Said.SWAP_ASKED,
            person=whom.first_name if whom else None,
            first_day=day,
            at=row.send_at if row.send_at > room.now else None,
            zone=room.calendar.rules.zone,
        ),
        changed=True,
    )


def take(room: Room, person: Person, day: date) -> Outcome | Fault:
    """She takes a day that she did not have: a gap, or beside whoever has it."""
    if not room.holds(person):
        return "day", Say(said=Said.NOT_ALLOWED)
    if (fault := _no_duty(room, day, "day")) is not None:
        return fault
    if room.is_away(person, day):
        return "day", Say(said=Said.SWAP_AWAY, person=person.first_name, first_day=day)
    if room.has(person, day):
        return "day", Say(said=Said.DUTY_YOURS_ALREADY, first_day=day)
    room.set(person.id, day, on_duty=True, by=person)
    return Outcome(say=Say(said=Said.DUTY_TAKEN, first_day=day), changed=True)


def answer(
    tx: Connection, book: RuleBook, *, person: Person | None, swap_id: int, yes: bool, now: datetime
) -> Outcome:
    """Who was asked (or, when anybody was, the first in the unit) says yes or no."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    found = _found(tx, book, swap_id, now)
    if found is None:
        return refuse(Said.SWAP_OVER)
    swap, room = found
    if not _may_answer(room, person, swap, yes=yes):
        return refuse(Said.NOT_ALLOWED)
    if swap.state is not SwapState.ASKED or swap.day < room.today:
        return _over(tx, swap)
    if not yes:
        if not _decide(room, swap, SwapState.DECLINED, by=person.id):
            return refuse(Said.SWAP_OVER)
        _tell(room, swap)
        return Outcome(say=Say(said=Said.SWAP_DECLINED, first_day=swap.day), changed=True)
    fault = _cannot(room, person, swap)
    if fault is not None:
        return Outcome(say=fault, refused=True)
    return _accepted(room, person, swap)


def _may_answer(room: Room, person: Person, swap: Swap, *, yes: bool) -> bool:
    """Yes: who was asked, or when anybody was, all in the unit. No: who was asked, or a supervisor."""
    if not room.holds(person):
        return False
    if yes:
        return swap.to_id in {person.id, None}
    return swap.to_id is not None and (swap.to_id == person.id or room.supervises(person))


def withdraw(
    tx: Connection, book: RuleBook, *, person: Person | None, swap_id: int, now: datetime
) -> Outcome:
    """Who asked takes it back."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    found = _found(tx, book, swap_id, now)
    if found is None:
        return refuse(Said.SWAP_OVER)
    swap, room = found
    if swap.asked_by != person.id and not room.supervises(person):
        return refuse(Said.NOT_ALLOWED)
    if not _decide(room, swap, SwapState.WITHDRAWN, by=person.id):
        return _over(tx, swap)
    return Outcome(say=Say(said=Said.SWAP_WITHDRAWN, first_day=swap.day), changed=True)


def leave(room: Room, person_id: int, *, by: int) -> None:
    """She leaves the unit: what she asked is taken back, what she was asked is answered with no."""
    for swap in duty.open_swaps(room.tx, [room.unit.id], room.today):
        hers = swap.asked_by == person_id
        state = SwapState.WITHDRAWN if hers else SwapState.DECLINED
        if not hers and swap.to_id != person_id:
            continue
        if _decide(room, swap, state, by=by if hers else person_id) and not hers:
            _tell(room, swap)


def _accepted(room: Room, person: Person, swap: Swap) -> Outcome:
    if not _decide(room, swap, SwapState.ACCEPTED, by=person.id):
        return refuse(Said.SWAP_OVER)
    room.set(person.id, swap.day, on_duty=True, by=person, swap=swap)
    if swap.from_id is not None:
        room.set(swap.from_id, swap.day, on_duty=False, by=person, swap=swap)
        if swap.back_day is not None:
            room.set(swap.from_id, swap.back_day, on_duty=True, by=person, swap=swap)
            room.set(person.id, swap.back_day, on_duty=False, by=person, swap=swap)
    _tell(room, swap)
    said = Said.SWAP_ACCEPTED
    return Outcome(say=Say(said=said, first_day=swap.day, last_day=swap.back_day), changed=True)


def _decide(room: Room, swap: Swap, state: SwapState, *, by: int) -> bool:
    """It is settled, and not asked any more if it was still to be; False: somebody else was first."""
    if not duty.decide(room.tx, swap, state, by=by, now=room.now):
        return False
    outbox.cancel(room.tx, reason=state.value, keys=[duty.asked_key(swap.id)])
    return True


def _tell(room: Room, swap: Swap) -> None:
    row = duty_notices.swap_answered(swap, calendar=room.calendar, version=room.book.version, now=room.now)
    outbox.add(room.tx, [row], room.now)


def _found(tx: Connection, book: RuleBook, swap_id: int, now: datetime) -> tuple[Swap, Room] | None:
    swap = duty.swap(tx, swap_id)
    unit = accounts.unit(tx, swap.unit_id) if swap is not None else None
    return (swap, Room.of(tx, book, unit, now)) if swap is not None and unit is not None else None


def _over(tx: Connection, swap: Swap) -> Outcome:
    by = people.get(tx, swap.decided_by) if swap.decided_by is not None else None
    if swap.state is SwapState.ACCEPTED and by is not None:
        return refuse(Said.SWAP_TAKEN, person=by.first_name, first_day=swap.day)
    return refuse(Said.SWAP_OVER)


def _no_duty(room: Room, day: date, field: str) -> Fault | None:
    """A day on which nobody can be on duty."""
    if day < room.today or day > room.today + FARTHEST:
        return field, Say(said=Said.DUTY_DAY_PASSED, first_day=day)
    if named_day(day, room.calendar).off:
        return field, Say(said=Said.DUTY_DAY_OFF, first_day=day)
    return None


def _whose(room: Room, person: Person, day: date) -> Fault | None:
    if room.has(person, day) or room.supervises(person):
        return None
    return "day", Say(said=Said.SWAP_NOT_YOURS, first_day=day)


def _whom(room: Room, person: Person, day: date, whom: Person | None) -> Fault | None:
    if whom is None:
        return None
    if whom.id == person.id or not room.holds(whom):
        return "person", Say(said=Said.SWAP_NO_COLLEAGUE, person=whom.first_name, text=room.unit.name)
    if room.is_away(whom, day):
        return "person", Say(said=Said.SWAP_AWAY, person=whom.first_name, first_day=day)
    if room.has(whom, day):
        free = room.free(day, but=person)
        return "person", Say(said=Said.SWAP_OVERLAP, person=whom.first_name, first_day=day, people=free)
    return None


def _in_return(room: Room, person: Person, back: date, whom: Person | None) -> Fault | None:
    if whom is None:
        return "back_day", Say(said=Said.SWAP_RETURN_FROM_WHOM)
    if not room.has(whom, back):
        return "back_day", Say(said=Said.SWAP_RETURN_NOT_THEIRS, person=whom.first_name, first_day=back)
    if room.has(person, back):
        return "back_day", Say(said=Said.DUTY_YOURS_ALREADY, first_day=back)
    if room.is_away(person, back):
        return "back_day", Say(said=Said.SWAP_AWAY, person=person.first_name, first_day=back)
    return None


def _cannot(room: Room, person: Person, swap: Swap) -> Say | None:
    """Why she cannot say yes, as things stand now."""
    if room.is_away(person, swap.day):
        return Say(said=Said.SWAP_AWAY, person=person.first_name, first_day=swap.day)
    if room.has(person, swap.day):
        return Say(said=Said.DUTY_YOURS_ALREADY, first_day=swap.day)
    if _is_gone(room, swap) or (swap.back_day is not None and not _fair(room, person, swap, swap.back_day)):
        return Say(said=Said.SWAP_CHANGED)
    return None


def _is_gone(room: Room, swap: Swap) -> bool:
    """The day went to somebody else since it was asked about."""
    return swap.from_id is not None and room.team.changes.get((swap.from_id, swap.day)) is False


def _fair(room: Room, person: Person, swap: Swap, back: date) -> bool:
    """The day in return is hers to give still, and who asked can take it still: else nobody would have it."""
    asker = next((one for one in room.members if one.id == swap.from_id), None)
    if asker is None or back < room.today or not room.has(person, back):
        return False
    return not room.has(asker, back) and not room.is_away(asker, back)
