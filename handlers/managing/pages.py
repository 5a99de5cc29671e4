"""The pages of a supervisor's App Home by which she runs a unit: its people, and what was changed by whom."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, changes, people
from db.changes import Change
from db.rows import Person, Unit
from db.words import Role
from handlers.access import refuse
from handlers.managing.actor import Actor, in_chat
from handlers.outcome import Outcome, Said
from scheduler.rulebook import RuleBook

PAGES = ("people", "log")
"""In the order in which they are offered."""
PEOPLE_A_PAGE = 40
CHANGES_A_PAGE = 40


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody in the unit."""

    id: int
    first_name: str
    full_name: str | None
    alias: str | None
    roles: tuple[Role, ...]
    duty_weekdays: tuple[int, ...]
    herself: bool


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One change, with the names that it is about."""

    change: Change
    unit: str | None
    person: str | None
    account: str | None


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """One page about one unit."""

    page: str
    unit_id: int
    unit: str
    zone: ZoneInfo
    start: int = 0
    total: int = 0
    people: tuple[PersonRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    several_units: bool = False


def page(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    name: str,
    unit_id: int,
    start: int,
    now: datetime,
) -> UnitPage | Outcome:
    """The page as it stands; refused where the unit is not hers to run."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    actor = in_chat(tx, book, person, now)
    unit = actor.unit(unit_id)
    if unit is None:
        return refuse(Said.NOT_ALLOWED)
    zone = ZoneInfo(book.rules(unit.slug).calendar.zone)
    if name == "log":
        return _log(actor, unit, zone, start)
    return _people(actor, unit, zone, start)


def _people(actor: Actor, unit: Unit, zone: ZoneInfo, start: int) -> UnitPage:
    team = people.unit_team(actor.tx, unit.id)
    roles: dict[int, set[Role]] = {}
    for role, those in ((Role.EDITOR, team.editors), (Role.SUPERVISOR, team.supervisors)):
        for one in those:
            roles.setdefault(one.id, set()).add(role)
    everybody = {one.id: one for one in (*team.editors, *team.supervisors)}
    ordered = sorted(everybody.values(), key=lambda one: (one.first_name, one.id))
    return UnitPage(
        page="people",
        unit_id=unit.id,
        unit=unit.name,
        zone=zone,
        start=start,
        total=len(ordered),
        several_units=len(actor.units()) > 1,
        people=tuple(
            PersonRow(
                id=one.id,
                first_name=one.first_name,
                full_name=one.full_name,
                alias=one.alias,
                roles=tuple(role for role in Role if role in roles[one.id]),
                duty_weekdays=tuple(one.duty_weekdays),
                herself=actor.person is not None and actor.person.id == one.id,
            )
            for one in ordered[start : start + PEOPLE_A_PAGE]
        ),
    )


def _log(actor: Actor, unit: Unit, zone: ZoneInfo, start: int) -> UnitPage:
    """`start` is the number of the change after the page's first; 0: the newest."""
    found = changes.latest(actor.tx, [unit.id], limit=CHANGES_A_PAGE, before=start or None)
    return UnitPage(
        page="log", unit_id=unit.id, unit=unit.name, zone=zone, start=start, changes=named(actor.tx, found)
    )


def named(tx: Connection, found: list[Change]) -> tuple[ChangeRow, ...]:
    """Changes with the names of what they are about, as these are today."""
    who = people.named(tx, {row.person_id for row in found if row.person_id is not None})
    which = accounts.named(tx, {row.account_id for row in found if row.account_id is not None})
    units = accounts.units_named(tx, {row.unit_id for row in found if row.unit_id is not None})
    return tuple(
        ChangeRow(
            change=row,
            unit=units[row.unit_id].name if row.unit_id in units else None,
            person=who[row.person_id].first_name if row.person_id in who else None,
            account=which[row.account_id].name if row.account_id in which else None,
        )
        for row in found
    )
