"""People: who they are in the chat, which units they are in, and when they are away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    delete,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)

from db import identities
from db.duty import Changes
from db.duty import changes as duty_changes_of
from db.models import account_editors, accounts, duty_changes, people, units
from db.models import away as away_table
from db.models import memberships as memberships_table
from db.register import ADDED_FROM_CHAT
from db.rows import Away, Membership, Person, columns, found, made, where_equal
from db.words import Role


@dataclass(frozen=True, kw_only=True)
class Team:
    """Everybody who may have to do with a unit's comments; only active people."""

    editors: tuple[Person, ...] = ()
    supervisors: tuple[Person, ...] = ()
    deputies: Mapping[int, Person] = field(default_factory=dict)  # by account; may be from outside the unit
    account_editors: Mapping[int, tuple[Person, ...]] = field(default_factory=dict)
    """The editors of an account that names its own; an account that is not here has all the unit's."""
    away: tuple[Away, ...] = ()
    changes: Changes = field(default_factory=dict)
    """Days on which somebody is on duty, or not, unlike her weekdays: swapped, or taken."""

    def editors_of(self, account_id: int | None) -> tuple[Person, ...]:
        """The account's editors, or the unit's."""
        if account_id is None:
            return self.editors
        return self.account_editors.get(account_id, self.editors)

    def away_on(self, day: date) -> frozenset[int]:
        """Who is away that (local) day, by id."""
        return frozenset(
            period.person_id
            for period in self.away
            if period.first_day <= day and (period.last_day is None or day <= period.last_day)
        )


_PEOPLE = select(*columns(Person, people))
_NAMED = _PEOPLE.where(people.c.id.in_(bindparam("ids", expanding=True)))
_EVERYBODY = _PEOPLE.where(people.c.active).order_by(people.c.first_name, people.c.id)


def _as_words(what: str, *known: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Rows of four words each, so that several tables can be read as one."""
    named = [cast(each, String) for each in (*known, *[null()] * (4 - len(known)))]
    return select(literal(what), *named)


_ON_DUTY = union_all(
    _as_words("away", away_table.c.id, away_table.c.first_day, away_table.c.last_day),
    _as_words(
        "swapped",
        duty_changes.c.unit_id,
        duty_changes.c.person_id,
        duty_changes.c.day,
        case((duty_changes.c.on_duty, 1), else_=0),
    ),
    _as_words("person", people.c.id, people.c.duty_weekdays).where(people.c.active),
    _as_words("member", memberships_table.c.unit_id, memberships_table.c.person_id, memberships_table.c.role),
    _as_words("account", accounts.c.id, accounts.c.unit_id, accounts.c.deputy_id).where(accounts.c.active),
    _as_words("editor", account_editors.c.account_id, account_editors.c.person_id),
)


def by_chat(tx: Connection, chat: str, chat_id: str) -> Person | None:
    """The active person with this user id in the chat, her own or one that was linked to her."""
    asked = where_equal(Person, people, "chat", "chat_id", "active")
    own = next(iter(found(tx, Person, asked, chat=chat, chat_id=chat_id, active=True)), None)
    return own or identities.person(tx, chat, chat_id)


def by_slug(tx: Connection, slug: str) -> Person | None:
    """The person with this slug, active or not."""
    return next(iter(found(tx, Person, where_equal(Person, people, "slug"), slug=slug)), None)


def get(tx: Connection, person_id: int) -> Person | None:
    """The person with this id, active or not."""
    return next(iter(found(tx, Person, where_equal(Person, people, "id"), id=person_id)), None)


def named(tx: Connection, ids: Collection[int]) -> dict[int, Person]:
    """These people by id, active or not: history has names too."""
    if not ids:
        return {}
    return {row.id: row for row in found(tx, Person, _NAMED, ids=sorted(set(ids)))}


def everybody(tx: Connection) -> tuple[Person, ...]:
    """All active people, by first name."""
    return tuple(found(tx, Person, _EVERYBODY))


def memberships(tx: Connection) -> tuple[Membership, ...]:
    """Who is what in which unit."""
    return tuple(found(tx, Membership, where_equal(Membership, memberships_table)))


PLACES = (
    select(memberships_table.c.unit_id, units.c.slug, memberships_table.c.role)
    .join(units, units.c.id == memberships_table.c.unit_id)
    .where(memberships_table.c.person_id == bindparam("person_id"))
)


def places(tx: Connection, person_id: int) -> list[tuple[int, str, Role]]:
    """What one person is where: unit id, its slug, her role."""
    return [(row[0], row[1], row[2]) for row in tx.execute(PLACES, {"person_id": person_id})]


_PERSON = columns(Person, people)
_UNITS: BindParameter[Any] = bindparam("units", expanding=True)
_ROLES = (
    select(*_PERSON, memberships_table.c.unit_id, memberships_table.c.role)
    .join(memberships_table, memberships_table.c.person_id == people.c.id)
    .where(memberships_table.c.unit_id.in_(_UNITS), people.c.active)
    .order_by(people.c.first_name, people.c.id)
)
_DEPUTIES = (
    select(*_PERSON, accounts.c.unit_id, accounts.c.id.label("account_id"))
    .join(accounts, accounts.c.deputy_id == people.c.id)
    .where(accounts.c.unit_id.in_(_UNITS), people.c.active)
)
_OWN = (
    select(*_PERSON, accounts.c.unit_id, accounts.c.id.label("account_id"))
    .join(account_editors, account_editors.c.person_id == people.c.id)
    .join(accounts, accounts.c.id == account_editors.c.account_id)
    .where(accounts.c.unit_id.in_(_UNITS), people.c.active)
    .order_by(people.c.first_name, people.c.id)
)
_AWAY_ON = select(away_table.c.person_id).where(
    away_table.c.first_day <= bindparam("day"),
    or_(away_table.c.last_day.is_(None), away_table.c.last_day >= bindparam("day")),
)
_AWAY_ON_OF = _AWAY_ON.where(away_table.c.person_id.in_(bindparam("ids", expanding=True)))
_AWAY_OF = (
    select(*columns(Away, away_table))
    .where(away_table.c.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(away_table.c.first_day)
)


def unit_team(tx: Connection, unit_id: int) -> Team:
    """The unit's team."""
    return teams(tx, [unit_id])[unit_id]


def teams(tx: Connection, unit_ids: Sequence[int]) -> dict[int, Team]:
    """The teams of several units, in five statements however many they are."""
    given = {"units": list(unit_ids)}
    changes = duty_changes_of(tx, unit_ids)
    roles, deputies, own = (tx.execute(asked, given).all() for asked in (_ROLES, _DEPUTIES, _OWN))
    periods = _away_of(tx, {row.id for row in (*roles, *deputies, *own)})

    def team(unit_id: int) -> Team:
        in_roles = [row for row in roles if row.unit_id == unit_id]
        in_deputies = [row for row in deputies if row.unit_id == unit_id]
        in_own = [row for row in own if row.unit_id == unit_id]
        ids = {row.id for row in (*in_roles, *in_deputies, *in_own)}
        by_account: dict[int, tuple[Person, ...]] = {}
        for row in in_own:
            by_account[row.account_id] = (
                *by_account.get(row.account_id, ()),
                made(Person, row),
            )
        return Team(
            editors=tuple(made(Person, row) for row in in_roles if row.role is Role.EDITOR),
            supervisors=tuple(made(Person, row) for row in in_roles if row.role is Role.SUPERVISOR),
            deputies={row.account_id: made(Person, row) for row in in_deputies},
            account_editors=by_account,
            away=tuple(period for period in periods if period.person_id in ids),
            changes=changes[unit_id],
        )

    return {unit_id: team(unit_id) for unit_id in unit_ids}


def away_on(tx: Connection, day: date, ids: Collection[int] | None = None) -> frozenset[int]:
    """Who is away that (local) day; among these, or among everybody."""
    if ids is None:
        return frozenset(tx.execute(_AWAY_ON, {"day": day}).scalars())
    if not ids:
        return frozenset()
    return frozenset(tx.execute(_AWAY_ON_OF, {"day": day, "ids": sorted(set(ids))}).scalars())


def duty_word(tx: Connection) -> str:
    """Everything that says who is on duty when, in a word that changes when it does.

    Absences, swaps, weekdays, who is in which unit, whose the accounts are.
    """
    known = tx.execute(_ON_DUTY).all()
    return sha256(repr(sorted(tuple(map(str, row)) for row in known)).encode()).hexdigest()[:16]


def away_period(tx: Connection, person_id: int, day: date) -> Away | None:
    """The person's present period away, else the next one."""
    periods = (
        select(*columns(Away, away_table))
        .where(
            away_table.c.person_id == person_id,
            or_(away_table.c.last_day.is_(None), away_table.c.last_day >= day),
        )
        .order_by(away_table.c.first_day)
        .limit(1)
    )
    row = tx.execute(periods).first()
    return made(Away, row) if row else None


def mark_away(
    tx: Connection,
    person_id: int,
    *,
    first_day: date,
    last_day: date | None,
    marked_by: int | None,
    now: datetime,
) -> None:
    """Mark a person away, both days included; `last_day` none: until she is back.

    What was said before of the same days is replaced: the last word counts.
    """
    overlaps = [away_table.c.person_id == person_id, _ends_on_or_after(first_day)]
    if last_day is not None:
        overlaps.append(away_table.c.first_day <= last_day)
    _cut(tx, and_(*overlaps), first_day)
    tx.execute(
        insert(away_table).values(
            person_id=person_id,
            first_day=first_day,
            last_day=last_day,
            marked_by=marked_by,
            marked_at=now,
        )
    )


def mark_back(tx: Connection, person_id: int, day: date) -> bool:
    """End the person's present period away: that day she is back. False: she was not away."""
    return _cut(tx, and_(away_table.c.person_id == person_id, _covers(day)), day)


def set_details(
    tx: Connection,
    person_id: int,
    *,
    first_name: str | None = None,
    alias: str | None = None,
    duty_weekdays: Collection[int] | None = None,
) -> None:
    """What a person says of herself; from now on the configuration does not change it.

    None leaves a field as it is; an empty alias takes it away.
    """
    values: dict[str, object] = {}
    if first_name is not None:
        values["first_name"] = first_name
    if alias is not None:
        values["alias"] = alias or None
    if duty_weekdays is not None:
        values["duty_weekdays"] = sorted(set(duty_weekdays))
    if not values:
        return
    before = tx.execute(select(people.c.chat_fields).where(people.c.id == person_id)).scalar_one()
    values["chat_fields"] = sorted({*before, *values})
    tx.execute(update(people).where(people.c.id == person_id).values(values))


def add_from_chat(
    tx: Connection,
    *,
    slug: str,
    chat: str,
    chat_id: str,
    first_name: str,
    unit_id: int,
    role: Role = Role.EDITOR,
    full_name: str | None = None,
) -> Person:
    """A person whom a supervisor added from chat: the configuration's silence about her does not end her."""
    person_id = tx.execute(
        insert(people)
        .values(
            slug=slug,
            chat=chat,
            chat_id=chat_id,
            first_name=first_name,
            full_name=full_name,
            duty_weekdays=list(range(7)),
            chat_fields=[ADDED_FROM_CHAT],
        )
        .returning(people.c.id)
    ).scalar_one()
    tx.execute(insert(memberships_table).values(unit_id=unit_id, person_id=person_id, role=role))
    person = get(tx, person_id)
    assert person is not None  # inserted in this transaction
    return person


def _away_of(tx: Connection, ids: Collection[int]) -> tuple[Away, ...]:
    return tuple(found(tx, Away, _AWAY_OF, ids=sorted(ids))) if ids else ()


def _ends_on_or_after(day: date) -> ColumnElement[bool]:
    return or_(away_table.c.last_day.is_(None), away_table.c.last_day >= day)


def _covers(day: date) -> ColumnElement[bool]:
    return and_(away_table.c.first_day <= day, _ends_on_or_after(day))


def _cut(tx: Connection, which: ColumnElement[bool], day: date) -> bool:
    """Let these periods end the day before `day`; those that would be empty go. Were there any?"""
    gone = tx.execute(delete(away_table).where(which, away_table.c.first_day >= day)).rowcount
    cut = tx.execute(update(away_table).where(which).values(last_day=day - timedelta(days=1))).rowcount
    return bool(gone or cut)
