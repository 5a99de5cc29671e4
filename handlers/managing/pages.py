"""The pages of a supervisor's App Home by which she runs a unit: its people, and what was changed by whom."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, changes, people, set_rules, sources
from db.changes import Change
from db.rows import Person, Unit
from db.words import Role
from handlers.access import refuse
from handlers.managing import rules
from handlers.managing.actor import Actor, in_chat
from handlers.managing.rows import AccountRow, ChangeRow, PersonRow, RuleRow, UnitPage
from handlers.outcome import Outcome, Said
from scheduler.rule_words import Rule
from scheduler.rulebook import RuleBook

PAGES = ("people", "accounts", "times", "rules", "log")
"""In the order in which they are offered."""
PEOPLE_A_PAGE = 40
CHANGES_A_PAGE = 40
ACCOUNTS_A_PAGE = 40
TIMES = frozenset({Rule.HOURS, Rule.SHORT_DAYS, Rule.BRIDGE_DAYS, Rule.ROUNDS, Rule.SEASONS})
"""The rules that stand with the hours."""
DAYS_AHEAD = 30
"""So many of the coming special days are shown."""


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
    make: dict[str, Callable[[], UnitPage | Outcome]] = {
        "people": lambda: _people(actor, unit, zone, start),
        "accounts": lambda: _accounts(actor, unit, zone, start),
        "times": lambda: _times(actor, unit, zone),
        "rules": lambda: _rules(actor, unit, zone, start),
        "log": lambda: _log(actor, unit, zone, start),
    }
    return make[name]()


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
        may_end=len(accounts.units(actor.tx)) > 1,
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


def _accounts(actor: Actor, unit: Unit, zone: ZoneInfo, start: int) -> UnitPage:
    found = accounts.accounts(actor.tx, unit.id)
    team = people.unit_team(actor.tx, unit.id)
    read = sources.states(actor.tx, [one.id for one in found])
    return UnitPage(
        page="accounts",
        unit_id=unit.id,
        unit=unit.name,
        zone=zone,
        start=start,
        total=len(found),
        several_units=len(actor.units()) > 1,
        accounts=tuple(
            AccountRow(
                id=one.id,
                name=one.name,
                platform=one.platform,
                url=one.url,
                deputy=team.deputies[one.id].first_name if one.id in team.deputies else None,
                editors=tuple(editor.first_name for editor in team.account_editors.get(one.id, ())),
                paused=one.paused,
                source=one.source,
                trouble=read[one.id].last_error if one.id in read else None,
            )
            for one in found[start : start + ACCOUNTS_A_PAGE]
        ),
    )


def _times(actor: Actor, unit: Unit, zone: ZoneInfo) -> UnitPage:
    today = actor.book.calendar(unit.slug).local_day(actor.now)
    shown = tuple(row for row in rules.rows(actor, unit) if row.rule in TIMES)
    return UnitPage(
        page="times",
        unit_id=unit.id,
        unit=unit.name,
        zone=zone,
        rules=shown,
        setters=_setters(actor, shown),
        preset=actor.book.layers.preset,
        days=tuple(set_rules.days(actor.tx, unit.id, since=today)[:DAYS_AHEAD]),
    )


def _rules(actor: Actor, unit: Unit, zone: ZoneInfo, account_id: int) -> UnitPage | Outcome:
    """`account_id`: an account's own; 0: the unit's."""
    account = accounts.account(actor.tx, account_id) if account_id else None
    if account_id and (account is None or account.unit_id != unit.id):
        return refuse(Said.NOT_ALLOWED)
    found = rules.rows(actor, unit, account)
    shown = tuple(row for row in found if account is not None or row.rule not in TIMES)
    return UnitPage(
        page="rules",
        unit_id=unit.id,
        unit=unit.name,
        zone=zone,
        start=account_id,
        rules=shown,
        setters=_setters(actor, shown),
        preset=actor.book.layers.preset,
        account_id=account_id,
        account=account.name if account else "",
    )


def rules_of(actor: Actor, unit: Unit) -> UnitPage:
    """Every rule that holds in the unit: whoever works there may read them."""
    shown = rules.rows(actor, unit)
    return UnitPage(
        page="rules",
        unit_id=unit.id,
        unit=unit.name,
        zone=ZoneInfo(actor.book.rules(unit.slug).calendar.zone),
        rules=shown,
        setters=_setters(actor, shown),
        preset=actor.book.layers.preset,
    )


def _setters(actor: Actor, shown: tuple[RuleRow, ...]) -> dict[int, str]:
    ids = {row.row.set_by for row in shown if row.row is not None and row.row.set_by is not None}
    return {one.id: one.first_name for one in people.named(actor.tx, ids).values()}


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
