"""Whether a person was there to hear it: absences and duty days read straight from the team."""

from datetime import date, datetime

from bot.simulation.judge.heard import Heard, Said
from bot.simulation.judge.said import people_are_there
from bot.simulation.judge.world import World
from db.people import Team
from db.rows import Comment, Person
from db.words import EventAction, NoticeKind
from scheduler.working_calendar import WorkingCalendar


def reaches_somebody(
    world: World, heard: Heard, one: Said, comment: Comment, calendar: WorkingCalendar
) -> bool:
    """Somebody was at work to read it; where none of the editors is, the next in line was told."""
    return people_are_there(one.at, calendar) and may_hear(world, heard, one, comment, calendar)


def may_hear(world: World, heard: Heard, one: Said, comment: Comment, calendar: WorkingCalendar) -> bool:
    """It was said to somebody who is there; to a channel only while somebody is on duty, or to others too."""
    day = one.at.astimezone(calendar.zone).date()
    team = world.teams[comment.unit_id]
    deputy = team.deputies.get(comment.account_id)
    editors = [*team.editors, *team.editors_of(comment.account_id), *([deputy] if deputy else [])]
    people = [*editors, *team.supervisors]
    word, _, number = one.recipient.partition(":")
    if word == "person":
        return any(person.id == int(number) and is_there(person, team, day) for person in people)
    if word == "operator" or one.notice.kind is not NoticeKind.RUNG or one.notice.rung is None:
        return True
    if somebody_reads(world, comment, one.at, calendar):
        return True
    told = {row.recipient for row in heard.about(comment.id) if row.notice.rung == one.notice.rung}
    return bool(told - {one.recipient})


def somebody_reads(world: World, comment: Comment, at: datetime, calendar: WorkingCalendar) -> bool:
    """An editor of it, its deputy or who has taken it is on duty that day, and so reads the channel."""
    day = at.astimezone(calendar.zone).date()
    team = world.teams[comment.unit_id]
    deputy = team.deputies.get(comment.account_id)
    holder = holder_at(world, comment, at)
    has_it = [one for one in (*team.editors, *team.supervisors) if one.id == holder]
    reading = [
        *team.editors,
        *team.editors_of(comment.account_id),
        *([deputy] if deputy else []),
        *has_it,
    ]
    return any(is_there(one, team, day) and day.weekday() in one.duty_weekdays for one in reading)


def holder_at(world: World, comment: Comment, at: datetime) -> int | None:
    """Who had taken it by then: the channel's message names her."""
    holder = None
    for event in world.events.get(comment.id, ()):
        if event.at > at:
            break
        if event.action is EventAction.CLAIMED:
            holder = event.person_id
        elif event.action is EventAction.ACKNOWLEDGED:
            holder = holder or event.person_id
        elif event.action in {EventAction.RELEASED, EventAction.REOPENED}:
            holder = None
    return holder


def is_there(person: Person, team: Team, day: date) -> bool:
    """She is not marked away that day."""
    return person.active and not any(
        away.person_id == person.id
        and away.first_day <= day
        and (away.last_day is None or day <= away.last_day)
        for away in team.away
    )
