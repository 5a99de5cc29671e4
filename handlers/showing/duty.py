"""Whom a message calls by name, as things stand when it is sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from db.people import Team
from db.rows import Account, Comment, Person
from db.words import CommentState
from scheduler.at_work import is_at_work
from scheduler.duty import DutyLine, on_duty


def line_for(account: Account | None, team: Team, day: date) -> DutyLine:
    """Who is on duty for an account (none: for the unit as a whole)."""
    return on_duty(
        account=account,
        editors=team.editors_of(account.id if account else None),
        deputy=team.deputies.get(account.id) if account else None,
        supervisors=team.supervisors,
        away=team.away,
        day=day,
        changes=team.changes,
    )


def called(
    comments: Sequence[Comment],
    rung: str,
    *,
    accounts: Mapping[int, Account],
    people: Mapping[int, Person],
    team: Team,
    day: date,
) -> tuple[tuple[Person, ...], bool]:
    """Who is called by name for this rung in the channel, and whether nobody was on duty for some comment."""
    if rung == "overdue":
        return (), False
    found: list[Person] = []
    nobody = False
    for comment in comments:
        account = accounts.get(comment.account_id)
        claimer = people.get(comment.claimed_by or 0) if comment.state is not CommentState.NEW else None
        if claimer is not None and is_at_work(claimer, team, day):
            found.append(claimer)
            deputy = team.deputies.get(comment.account_id)
            if rung == "3" and deputy is not None and is_at_work(deputy, team, day):
                found.append(deputy)
            continue
        line = line_for(account, team, day)
        everybody = line_for(None, team, day) if rung == "2" and line.step == "editors" else line
        found += everybody.people
        nobody = nobody or line.step in {"supervisor", "operator"}
    return each_once(found), nobody


def each_once(people: Iterable[Person]) -> tuple[Person, ...]:
    """Nobody is called twice."""
    return tuple({person.id: person for person in people}.values())
