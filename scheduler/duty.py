"""Who is on duty: editors, then the deputy, then the supervisor, then the operator's channel. Pure.

The line's end is a function, never a single person's inbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from db.duty import Changes
from db.rows import Account, Away, Person

Step = Literal["editors", "deputy", "supervisor", "operator"]

NO_CHANGES: Changes = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyLine:
    """Who is to be told, and how far down the line that is; nobody at all: the operator's channel."""

    people: tuple[Person, ...]
    step: Step


def is_away(person: Person, away: Sequence[Away], day: date) -> bool:
    """Whether she is marked away that local day; both ends of a period count."""
    return any(
        period.person_id == person.id
        and period.first_day <= day
        and (period.last_day is None or day <= period.last_day)
        for period in away
    )


def works(person: Person, day: date, *, away: Sequence[Away], changes: Changes) -> bool:
    """Whether she is on duty that local day: not away, and it is one of her weekdays, or hers by a swap."""
    hers = changes.get((person.id, day), day.weekday() in person.duty_weekdays)
    return person.active and hers and not is_away(person, away, day)


def on_duty(
    *,
    account: Account | None,
    editors: Sequence[Person],
    deputy: Person | None,
    supervisors: Sequence[Person],
    away: Sequence[Away],
    day: date,
    changes: Changes = NO_CHANGES,
) -> DutyLine:
    """Who is on duty that local day for an account (None: for the unit as a whole).

    Editors and deputy must have the weekday among theirs, or have taken the very day; a supervisor is asked
    on any day she is not away.
    """

    def here(person: Person) -> bool:
        return works(person, day, away=away, changes=changes)

    took = (person for person in supervisors if changes.get((person.id, day)) and person not in editors)
    present = tuple(person for person in (*editors, *took) if here(person))
    if present:
        return DutyLine(people=present, step="editors")
    if deputy is not None and here(deputy) and (account is None or account.deputy_id == deputy.id):
        return DutyLine(people=(deputy,), step="deputy")
    reachable = tuple(person for person in supervisors if person.active and not is_away(person, away, day))
    if reachable:
        return DutyLine(people=reachable, step="supervisor")
    return DutyLine(people=(), step="operator")
