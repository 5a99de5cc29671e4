"""Rules that were set from chat or the command line, and days unlike others: they win over the file."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from db.models import set_rules, special_days
from db.rows import columns, made
from db.store import inserting

ORGANISATION = "organisation"
"""The place of a rule that is set for everybody."""


def of_unit(unit_id: int) -> str:
    """The place of a rule that is set for a unit."""
    return f"unit:{unit_id}"


def of_account(account_id: int) -> str:
    """The place of a rule that is set for an account alone."""
    return f"account:{account_id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class SetRule:
    """A rule's own value in one place, as it was written."""

    place: str
    rule: str
    value: str
    set_by: int | None
    set_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SpecialDay:
    """Days on which a unit is closed (`hours` empty) or open at these hours; local days, both included."""

    id: int
    unit_id: int
    first_day: date
    last_day: date
    hours: str
    name: str | None
    set_by: int | None
    set_at: datetime


def rules(tx: Connection) -> list[SetRule]:
    """Everything that was set."""
    asked = select(*columns(SetRule, set_rules)).order_by(set_rules.c.place, set_rules.c.rule)
    return [made(SetRule, row) for row in tx.execute(asked)]


def put(tx: Connection, rule: SetRule) -> None:
    """Set it, in place of what was set before."""
    wanted = inserting(tx.dialect.name, set_rules).values(
        place=rule.place, rule=rule.rule, value=rule.value, set_by=rule.set_by, set_at=rule.set_at
    )
    given = wanted.excluded
    tx.execute(
        wanted.on_conflict_do_update(
            index_elements=["place", "rule"],
            set_={"value": given.value, "set_by": given.set_by, "set_at": given.set_at},
        )
    )


def drop(tx: Connection, place: str, rule: str) -> bool:
    """The place has no value of its own any more; False: it had none."""
    gone = tx.execute(delete(set_rules).where(set_rules.c.place == place, set_rules.c.rule == rule))
    return bool(gone.rowcount)


def days(tx: Connection, unit_id: int | None = None, *, since: date | None = None) -> list[SpecialDay]:
    """The special days of a unit or of all, in order; `since`: those that are not over before that day."""
    asked = select(*columns(SpecialDay, special_days)).order_by(special_days.c.first_day, special_days.c.id)
    if unit_id is not None:
        asked = asked.where(special_days.c.unit_id == unit_id)
    if since is not None:
        asked = asked.where(special_days.c.last_day >= since)
    return [made(SpecialDay, row) for row in tx.execute(asked)]


def day(tx: Connection, day_id: int) -> SpecialDay | None:
    """One of them."""
    row = tx.execute(select(*columns(SpecialDay, special_days)).where(special_days.c.id == day_id)).first()
    return made(SpecialDay, row) if row else None


def add_day(
    tx: Connection,
    *,
    unit_id: int,
    first_day: date,
    last_day: date,
    hours: str,
    name: str | None,
    set_by: int | None,
    now: datetime,
) -> int:
    """Note it; its number."""
    number: int = tx.execute(
        insert(special_days)
        .values(
            unit_id=unit_id,
            first_day=first_day,
            last_day=last_day,
            hours=hours,
            name=name,
            set_by=set_by,
            set_at=now,
        )
        .returning(special_days.c.id)
    ).scalar_one()
    return number


def drop_day(tx: Connection, day_id: int) -> bool:
    """It is a day as others again; False: it was so already."""
    return bool(tx.execute(delete(special_days).where(special_days.c.id == day_id)).rowcount)
