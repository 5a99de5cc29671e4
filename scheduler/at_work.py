"""Who hears a warning: names are found for it until somebody at work has been found."""

from datetime import date

from db.people import Team
from db.rows import Comment, Person
from db.words import CommentState
from scheduler.duty import on_duty, works
from scheduler.recipients import OPERATOR, person_recipient, unit_recipient


def is_at_work(person: Person, team: Team, day: date) -> bool:
    """She is active, works that weekday (or has taken that day) and is not away."""
    return works(person, day, away=team.away, changes=team.changes)


def supervisors_hearing(team: Team, day: date) -> tuple[str, ...]:
    """The supervisors at work; failing them those who are not away, and the operator too.

    The ladder's end is a function: with no supervisor to tell, the operator's channel hears.
    """
    present = [person for person in team.supervisors if is_at_work(person, team, day)]
    if present:
        return tuple(person_recipient(person.id) for person in present)
    away = team.away_on(day)
    others = [person_recipient(person.id) for person in team.supervisors if person.id not in away]
    return (*others, OPERATOR)


def urgent_recipients(comment: Comment, *, team: Team, day: date) -> tuple[str, ...]:
    """Who hears that a comment is urgent: the account's deputy and the supervisors, those who are at work."""
    deputy = team.deputies.get(comment.account_id)
    stands_in = (person_recipient(deputy.id),) if deputy and is_at_work(deputy, team, day) else ()
    return tuple(dict.fromkeys((*stands_in, *supervisors_hearing(team, day))))


def rung_recipients(
    comment: Comment, rung: str, *, team: Team, claimer: Person | None, day: date
) -> tuple[str, ...]:
    """Who hears this rung of this comment that day, as things stand.

    Rungs 1 and 2 go to the unit's channel, rung 3 to the supervisors of an unclaimed comment, to claimer and
    deputy (in the channel, by name) of a claimed one; overdue to the channel and the supervisors. Where the
    channel would reach nobody on duty, the next in line hears at once.
    """
    channel = unit_recipient(comment.unit_id)
    if rung == "overdue":
        return (channel, *supervisors_hearing(team, day))
    has_it = claimer if comment.state is not CommentState.NEW else None
    if rung == "3" and has_it is None:
        return supervisors_hearing(team, day)
    deputy = team.deputies.get(comment.account_id)
    if has_it is not None and is_at_work(has_it, team, day):
        return (channel,)
    if rung == "3" and deputy is not None and is_at_work(deputy, team, day):
        return (channel,)
    line = on_duty(
        account=None,
        editors=team.editors_of(comment.account_id),
        deputy=deputy,
        supervisors=team.supervisors,
        away=team.away,
        day=day,
        changes=team.changes,
    )
    if line.step in {"editors", "deputy"}:
        return (channel,)
    return (channel, *supervisors_hearing(team, day))
