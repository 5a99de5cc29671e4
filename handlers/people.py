"""People say when they are away and back, and how they sign; a colleague can be marked away too."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from db import accounts, comments, events, messages, outbox, people
from db.events import NewEvent
from db.rows import Away, Comment, Person
from db.store import Store
from db.words import EventAction
from handlers.access import Standing, refuse, standing
from handlers.claiming import let_go
from handlers.content import MySettings
from handlers.outcome import Outcome, Said, Say
from handlers.showing.lines import ref
from scheduler import notices
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar

LONGEST_NAME = 80


def mark_away(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    whom: Person | None,
    first_day: date,
    last_day: date | None,
    now: datetime,
) -> Outcome:
    """She (or a colleague) is away. If that begins today, what she has waits for whoever is on duty."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    whom = whom or person
    mine = standing(tx, person)
    if whom.id != person.id and not _colleagues(mine, standing(tx, whom)):
        return refuse(Said.NOT_ALLOWED)
    if last_day is not None and last_day < first_day:
        return refuse(Said.AWAY_BACKWARDS)
    people.mark_away(tx, whom.id, first_day=first_day, last_day=last_day, marked_by=person.id, now=now)
    today = calendar_of(tx, book, whom).local_day(now)
    period = people.away_period(tx, whom.id, first_day)
    away_now = first_day <= today and (last_day is None or today <= last_day)
    moved = hand_over(tx, book, whom, period, now, by=person) if away_now and period else 0
    said = Say(
        said=Said.AWAY_SET, person=whom.first_name, first_day=first_day, last_day=last_day, count=moved
    )
    return Outcome(say=said, changed=True)


def mark_back(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    now: datetime,
    whom: Person | None = None,
    day: date | None = None,
) -> Outcome:
    """She (or a colleague) is back as of today or a day that is said. What she had stays with who took it.

    An absence that is yet to come ends only by its day: a word too many must not take a holiday away.
    """
    if person is None:
        return refuse(Said.NOT_KNOWN)
    whom = whom or person
    if whom.id != person.id and not _colleagues(standing(tx, person), standing(tx, whom)):
        return refuse(Said.NOT_ALLOWED)
    today = calendar_of(tx, book, whom).local_day(now)
    back = day or today
    if not people.mark_back(tx, whom.id, back):
        return _not_away(tx, person, whom, back)
    if whom.id == person.id and back == today:
        return Outcome(say=Say(said=Said.BACK, person=person.first_name), changed=True)
    said = Say(said=Said.BACK_THAT_DAY, person=whom.first_name, first_day=back, last_day=back)
    return Outcome(say=said, changed=True)


def _not_away(tx: Connection, person: Person, whom: Person, day: date) -> Outcome:
    coming = people.away_period(tx, whom.id, day)
    if coming is None:
        return refuse(Said.NOT_AWAY, person=whom.first_name)
    word = "tillbaka" if whom.id == person.id else f"tillbaka @{whom.first_name}"
    return refuse(
        Said.AWAY_LATER,
        person=whom.first_name,
        first_day=coming.first_day,
        last_day=coming.last_day,
        text=f"{word} {coming.first_day.isoformat()}",
    )


def save_settings(
    tx: Connection,
    *,
    person: Person | None,
    first_name: str | None = None,
    alias: str | None = None,
    duty_weekdays: Collection[int] | None = None,
) -> Outcome:
    """What she says of herself; the configuration does not change it from now on."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    people.set_details(tx, person.id, first_name=first_name, alias=alias, duty_weekdays=duty_weekdays)
    for comment in comments.of_person(tx, person.id):
        messages.touch_comment(tx, comment.id)  # the cards name her and how she signs
    return Outcome(say=Say(said=Said.SETTINGS_SAVED), changed=True)


def my_settings(tx: Connection, book: RuleBook, person: Person, now: datetime) -> MySettings:
    """What she has said of herself."""
    period = people.away_period(tx, person.id, calendar_of(tx, book, person).local_day(now))
    return MySettings(
        person=ref(person),
        alias=person.alias,
        duty_weekdays=tuple(person.duty_weekdays),
        away_from=period.first_day if period else None,
        away_to=period.last_day if period else None,
    )


def begin_absences(store: Store, book: RuleBook, now: datetime) -> int:
    """An absence that was told of before begins: what she took until then waits for who is on duty.

    How many comments moved. What she takes while away she means to answer, so that stays hers.
    """
    calendar = book.organisation_calendar
    today = calendar.local_day(now)
    with store.read() as tx:
        away = people.away_on(tx, today, comments.claimers(tx))
    moved = 0
    for person_id in sorted(away):
        with store.write() as tx:
            person, period = people.get(tx, person_id), people.away_period(tx, person_id, today)
            if person is not None and period is not None and period.first_day <= today:
                began = calendar.midnight(period.first_day)
                moved += hand_over(tx, book, person, period, now, by=None, taken_before=began)
    return moved


def hand_over(
    tx: Connection,
    book: RuleBook,
    away: Person,
    period: Away,
    now: datetime,
    *,
    by: Person | None,
    taken_before: datetime | None = None,
) -> int:
    """Release everything she has and tell each unit in one message; promised answers stay promised.

    How many comments moved. Locked while read, so that a claim at the same moment is not lost.
    """
    held = comments.several(tx, [one.id for one in comments.of_person(tx, away.id)], lock=True)
    mine = [
        one
        for one in held.values()
        if one.claimed_by == away.id
        and one.is_open
        and (taken_before is None or (one.claimed_at is not None and one.claimed_at < taken_before))
    ]
    comments.change_each(
        tx,
        [(one, {**let_go(one.state), "attend_at": None if one.history else now}) for one in mine],
    )
    events.add(tx, [released(comment, by, now) for comment in mine])
    units = accounts.units_named(tx, {comment.unit_id for comment in mine})
    outbox.add(
        tx,
        [
            notices.moved(
                comment,
                away_id=period.id,
                person_id=away.id,
                calendar=book.calendar(units[comment.unit_id].slug),
                now=now,
                version=book.version,
            )
            for comment in mine
        ],
        now,
    )
    messages.touch_comments(tx, [comment.id for comment in mine])
    return len(mine)


def calendar_of(tx: Connection, book: RuleBook, person: Person) -> WorkingCalendar:
    """The calendar by which a person's days are counted: her first unit's, else the organisation's."""
    units: Sequence[int] = sorted(standing(tx, person).units)
    unit = accounts.unit(tx, units[0]) if units else None
    return book.calendar(unit.slug if unit else "")


def _colleagues(mine: Standing, theirs: Standing) -> bool:
    return bool(mine.units & theirs.units)


def released(comment: Comment, by: Person | None, now: datetime) -> NewEvent:
    """What is written down when a comment is let go for somebody who is not there."""
    return NewEvent(
        comment_id=comment.id,
        episode=comment.episode,
        at=now,
        person_id=by.id if by else None,
        action=EventAction.RELEASED,
        from_state=comment.state,
        to_state=let_go(comment.state)["state"],
        reason="away",
    )
