"""Crises: supervisors and deputies start, change and end them; anyone in the unit may ask for one (M18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from db import accounts, crises, messages, people
from db import rounds as rounds_table
from db.people import Team
from db.rows import Account, Crisis, Person, Unit
from db.words import CrisisState
from handlers.access import refuse, standing
from handlers.crisis_form import Wanted, form, read
from handlers.outcome import Outcome, Said, Say
from handlers.sent import Sent
from scheduler.crisis import first_call, runs
from scheduler.crisis_calls import call_earlier
from scheduler.crisis_news import deciders_hearing, may_decide, refresh, tell, tell_of_its_end
from scheduler.crisis_notices import CrisisNews
from scheduler.recipients import person_recipient, unit_recipient
from scheduler.rulebook import RuleBook
from scheduler.tick_crises import end, fix_looks
from scheduler.working_calendar import WorkingCalendar

OPEN = (CrisisState.ASKED, CrisisState.RUNNING)


@dataclass(frozen=True, kw_only=True)
class Place:
    """The unit that a crisis is in, as its rules are, and who asks there."""

    tx: Connection
    book: RuleBook
    unit: Unit
    watched: Sequence[Account]
    team: Team
    person: Person
    now: datetime

    @property
    def calendar(self) -> WorkingCalendar:
        """The unit's calendar."""
        return self.book.calendar(self.unit.slug)

    def decides(self, account_ids: Sequence[int]) -> bool:
        """Whether she may start, change and end what is about these accounts."""
        return any(one.id == self.person.id for one in may_decide(account_ids, self.team))

    def say(self, said: Said, crisis: Crisis, **facts: object) -> Say:
        """A short answer about it, with its end."""
        zone = self.calendar.zone.key
        return Say(said=said, at=crisis.ends_at, zone=zone, text=crisis.why, **facts)  # type: ignore[arg-type]


def open_form(tx: Connection, book: RuleBook, person: Person, unit_id: int, now: datetime) -> Outcome:
    """The form for a new crisis in a unit; the one that runs already is changed instead."""
    place = _place(tx, book, person, unit_id, now)
    if isinstance(place, Outcome):
        return place
    there = running(tx, place.unit, now)
    decides = place.decides([account.id for account in place.watched])
    if there is not None and not place.decides(there.account_ids):
        return refuse(Said.CRISIS_RUNS, **_facts(place, there))
    asked = form(
        place.unit,
        place.watched,
        crisis=there,
        calendar=place.calendar,
        now=now,
        decides=decides or bool(there),
    )
    return Outcome(form=asked)


def open_change(tx: Connection, book: RuleBook, person: Person, crisis_id: int, now: datetime) -> Outcome:
    """The form of a crisis that runs or is asked for, for who may decide on it."""
    found = _decided(tx, book, person, crisis_id, now)
    if isinstance(found, Outcome):
        return found
    place, crisis = found
    return Outcome(
        form=form(place.unit, place.watched, crisis=crisis, calendar=place.calendar, now=now, decides=True)
    )


def sent_in(sent: Sent) -> Outcome:
    """A crisis is started by who may, else it is asked for."""
    place = _place(sent.tx, sent.book, sent.person, sent.number or 0, sent.now)
    if isinstance(place, Outcome):
        return place
    wanted = read(sent, place.watched, place.calendar)
    if isinstance(wanted, Outcome):
        return wanted
    there = running(sent.tx, place.unit, sent.now)
    if there is not None:
        return refuse(Said.CRISIS_RUNS, **_facts(place, there))
    return _start(place, wanted) if place.decides(wanted.account_ids) else _ask(place, wanted)


def changed(sent: Sent) -> Outcome:
    """A crisis that runs is changed; one that is asked for is started, as it was sent in."""
    found = _decided(sent.tx, sent.book, sent.person, sent.number or 0, sent.now)
    if isinstance(found, Outcome):
        return found
    place, crisis = found
    wanted = read(sent, place.watched, place.calendar)
    if isinstance(wanted, Outcome):
        return wanted
    if not place.decides(wanted.account_ids):
        return refuse(Said.NOT_ALLOWED)
    return (
        _start(place, wanted, asked=crisis)
        if crisis.state is CrisisState.ASKED
        else _alter(place, wanted, crisis)
    )


def end_now(
    tx: Connection, book: RuleBook, *, person: Person | None, crisis_id: int, now: datetime
) -> Outcome:
    """A crisis that runs ends; one that was asked for is not started, and who asked hears."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    found = _decided(tx, book, person, crisis_id, now)
    if isinstance(found, Outcome):
        return found
    place, crisis = found
    asked = crisis.state is CrisisState.ASKED
    over = CrisisState.DECLINED if asked else CrisisState.OVER
    if not crises.change(tx, crisis, state=over, over_at=now, over_by=person.id):
        return refuse(Said.TRY_AGAIN)
    if not asked:
        end(tx, book, place.unit, crisis, now)
        return Outcome(say=Say(said=Said.CRISIS_ENDED, text=crisis.why), changed=True)
    refresh(tx, crises.get(tx, crisis.id) or crisis, place.team)
    if crisis.asked_by is not None:
        at = place.calendar.next_moment(now)
        tell(tx, book, crisis, CrisisNews.DECLINED, [person_recipient(crisis.asked_by)], at=at, now=now)
    return Outcome(say=Say(said=Said.CRISIS_DECLINED), changed=True)


def running(tx: Connection, unit: Unit, now: datetime) -> Crisis | None:
    """The unit's crisis that runs at this instant."""
    crisis = crises.running(tx, [unit.id]).get(unit.id)
    return crisis if crisis is not None and runs(crisis, now) else None


def _start(place: Place, wanted: Wanted, asked: Crisis | None = None) -> Outcome:
    tx, now = place.tx, place.now
    crises.take_turns(tx)
    values = {**vars(wanted), "state": CrisisState.RUNNING, "started_by": place.person.id, "started_at": now}
    past = crises.running(tx, [place.unit.id]).get(place.unit.id)
    if past is not None and runs(past, now):
        return refuse(Said.CRISIS_RUNS, **_facts(place, past))
    if past is not None and crises.change(tx, past, state=CrisisState.OVER, over_at=past.ends_at):
        end(tx, place.book, place.unit, past, now)  # its end has passed, and no clock has turned since
    if asked is None:
        crisis = crises.add(tx, unit_id=place.unit.id, **values)
    else:
        crisis = crises.get(tx, asked.id) if crises.change(tx, asked, **values) else None
    if crisis is None:
        return refuse(Said.TRY_AGAIN)
    today = place.calendar.local_day(now)
    fix_looks(tx, place.book, place.unit, crisis, today, since=now, at_once=True)
    _told(place, crisis, CrisisNews.STARTED)
    return Outcome(say=place.say(Said.CRISIS_STARTED, crisis), changed=True)


def _alter(place: Place, wanted: Wanted, crisis: Crisis) -> Outcome:
    tx, now = place.tx, place.now
    if not crises.change(tx, crisis, **vars(wanted)):
        return refuse(Said.TRY_AGAIN)
    crisis = crises.get(tx, crisis.id) or crisis
    today = place.calendar.local_day(now)
    crises.drop_planned(tx, crisis, now)
    called = [row.at for row in rounds_table.of_days(tx, [place.unit.id], [today]) if row.at <= now]
    fix_looks(tx, place.book, place.unit, crisis, today, since=now, last=max(called, default=None))
    _told(place, crisis, CrisisNews.CHANGED)
    return Outcome(say=place.say(Said.CRISIS_CHANGED, crisis), changed=True)


def _told(place: Place, crisis: Crisis, news: CrisisNews) -> None:
    """The channel and the others who decide hear; warnings are looked at anew; the day's rounds show it."""
    tx, now = place.tx, place.now
    others = [one for one in may_decide(crisis.account_ids, place.team) if one.id != place.person.id]
    everybody = [unit_recipient(place.unit.id), *(person_recipient(one.id) for one in others)]
    at = first_call(crisis, now, place.calendar)
    tell(tx, place.book, crisis, news, everybody, at=at, now=now)
    tell_of_its_end(tx, place.book, crisis, team=place.team, calendar=place.calendar, now=now)
    refresh(tx, crisis, place.team)
    crises.attend(tx, crisis.account_ids, now)
    call_earlier(tx, crisis, place.calendar, now)
    today = rounds_table.of_days(tx, [place.unit.id], [place.calendar.local_day(now)])
    messages.touch_rounds(tx, [row.id for row in today])


def _ask(place: Place, wanted: Wanted) -> Outcome:
    tx, now = place.tx, place.now
    values = {**vars(wanted), "asked_by": place.person.id, "asked_at": now}
    crisis = crises.add(tx, unit_id=place.unit.id, state=CrisisState.ASKED, **values)
    if crisis is None:
        return refuse(Said.TRY_AGAIN)
    at = place.calendar.next_moment(now)
    hear = deciders_hearing(crisis.account_ids, place.team, place.calendar.local_day(at))
    tell(tx, place.book, crisis, CrisisNews.ASKED, hear, at=at, now=now)
    named = {person_recipient(one.id): one.first_name for one in may_decide(crisis.account_ids, place.team)}
    people_told = tuple(named[each] for each in hear if each in named)
    say = Say(
        said=Said.CRISIS_ASKED,
        people=people_told,
        at=at if at > now else None,
        zone=place.calendar.zone.key,
    )
    return Outcome(say=say, changed=True)


def _place(tx: Connection, book: RuleBook, person: Person, unit_id: int, now: datetime) -> Place | Outcome:
    """The unit, for who is in it or stands in for one of its accounts."""
    unit = accounts.unit(tx, unit_id)
    if unit is None or not unit.active:
        return refuse(Said.NOT_ALLOWED)
    team, watched = people.unit_team(tx, unit.id), accounts.accounts(tx, unit.id)
    deputy = any(one.id == person.id for one in team.deputies.values())
    if unit.id not in standing(tx, person).units and not deputy:
        return refuse(Said.NOT_ALLOWED)
    if not watched:
        return refuse(Said.CRISIS_NO_ACCOUNTS, text=unit.name)
    return Place(tx=tx, book=book, unit=unit, watched=watched, team=team, person=person, now=now)


def _decided(
    tx: Connection, book: RuleBook, person: Person, crisis_id: int, now: datetime
) -> tuple[Place, Crisis] | Outcome:
    """The crisis that is open still, for who may decide on it."""
    crisis = crises.get(tx, crisis_id, lock=True)
    if crisis is None:
        return refuse(Said.CRISIS_NOT_THERE)
    place = _place(tx, book, person, crisis.unit_id, now)
    if isinstance(place, Outcome):
        return place
    if not place.decides(crisis.account_ids):
        return refuse(Said.NOT_ALLOWED)
    if crisis.state not in OPEN or (crisis.state is CrisisState.RUNNING and not runs(crisis, now)):
        return refuse(Said.CRISIS_NOT_THERE)
    return place, crisis


def _facts(place: Place, crisis: Crisis) -> dict[str, object]:
    starter = people.get(place.tx, crisis.started_by) if crisis.started_by is not None else None
    return {
        "at": crisis.ends_at,
        "zone": place.calendar.zone.key,
        "text": crisis.why,
        "person": starter.first_name if starter else None,
    }
