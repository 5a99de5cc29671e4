"""The forms about a unit's hours, special days and rules."""

from collections.abc import Callable, Mapping
from datetime import date

from db import set_rules
from db.rows import Account, Unit
from handlers.access import refuse
from handlers.days import YEARS
from handlers.managing import rules
from handlers.managing.account_forms import account_of
from handlers.managing.actor import Actor
from handlers.managing.form import Field, FieldKind, Option, UnitForm, UnitFormKind
from handlers.managing.season_forms import season_form
from handlers.managing.week import DAYS, read_days, week_fields
from handlers.outcome import FieldError, Outcome, Said, Say
from handlers.sent import faulty
from scheduler.rule_values import read_week, write_week
from scheduler.rule_words import SHAPES, Rule


def _hours(actor: Actor, unit: Unit, _about: str) -> UnitForm:
    week = read_week(next(row.value for row in rules.rows(actor, unit) if row.rule is Rule.HOURS))
    return UnitForm(
        kind=UnitFormKind.HOURS,
        unit_id=unit.id,
        unit=unit.name,
        fields=(*week_fields(week), Field(name="why", optional=True)),
    )


def _take_hours(actor: Actor, unit: Unit, _about: str, fields: Mapping[str, str]) -> Outcome:
    week = read_days(fields)
    if isinstance(week, Outcome):
        return week
    outcome = rules.put(actor, Rule.HOURS, write_week(week), unit=unit, why=fields.get("why", ""))
    if outcome.refused and outcome.say is not None:
        return faulty((DAYS[0], outcome.say))
    return outcome


def _day_add(_actor: Actor, unit: Unit, _about: str) -> UnitForm:
    return UnitForm(
        kind=UnitFormKind.DAY_ADD,
        unit_id=unit.id,
        unit=unit.name,
        fields=(
            Field(name="first_day", kind=FieldKind.DAY),
            Field(name="last_day", kind=FieldKind.DAY, optional=True),
            Field(name="open_hours", optional=True),
            Field(name="day_name", optional=True),
        ),
    )


def _take_day_add(actor: Actor, unit: Unit, _about: str, fields: Mapping[str, str]) -> Outcome:
    first = _day(fields.get("first_day", ""))
    last = _day(fields.get("last_day", "")) if fields.get("last_day") else first
    if first is None:
        return faulty(("first_day", Say(said=Said.DATE_UNCLEAR, text=fields.get("first_day", "")[:40])))
    if last is None:
        return faulty(("last_day", Say(said=Said.DATE_UNCLEAR, text=fields.get("last_day", "")[:40])))
    outcome = rules.add_day(
        actor, unit, first, last, hours=fields.get("open_hours", ""), name=fields.get("day_name", "")
    )
    if outcome.refused and outcome.say is not None:
        field = "open_hours" if outcome.say.said is Said.RULE_UNCLEAR else "last_day"
        return Outcome(field_errors=(FieldError(field=field, say=outcome.say),), refused=True)
    return outcome


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _day_end(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    found = set_rules.day(actor.tx, int(about)) if about.isdecimal() and len(about) < 10 else None
    if found is None or found.unit_id != unit.id:
        return refuse(Said.TRY_AGAIN)
    last = "" if found.last_day == found.first_day else found.last_day.isoformat()
    return UnitForm(
        kind=UnitFormKind.DAY_END,
        unit_id=unit.id,
        unit=unit.name,
        about=about,
        subject="–".join(filter(None, (found.first_day.isoformat(), last))),
        fields=(Field(name="why", optional=True),),
    )


def _take_day_end(actor: Actor, unit: Unit, about: str, _fields: Mapping[str, str]) -> Outcome:
    if not about.isdecimal() or len(about) >= 10:
        return refuse(Said.TRY_AGAIN)
    return rules.drop_day(actor, unit, int(about))


def _meant(actor: Actor, unit: Unit, about: str) -> tuple[Rule, Account | None] | Outcome:
    """`answer.hours` is the unit's, `17/answer.hours` the account's."""
    number, _, word = about.rpartition("/")
    if word not in set(Rule):
        return refuse(Said.RULE_UNKNOWN, text=word[:40])
    if not number:
        return Rule(word), None
    account = account_of(actor, unit, number)
    return account if isinstance(account, Outcome) else (Rule(word), account)


def _rule(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    meant = _meant(actor, unit, about)
    if isinstance(meant, Outcome):
        return meant
    rule, account = meant
    if rule is Rule.HOURS:
        return _hours(actor, unit, about)
    if rule is Rule.SEASONS:
        return season_form(actor, unit, "")
    value = next((row.value for row in rules.rows(actor, unit, account) if row.rule is rule), "")
    choices = tuple(Option(value=each) for each in SHAPES[rule].choices)
    several = SHAPES[rule].several
    kind = FieldKind.SEVERAL if several else FieldKind.CHOICE if choices else FieldKind.TEXT
    return UnitForm(
        kind=UnitFormKind.RULE,
        unit_id=unit.id,
        unit=unit.name,
        about=about,
        subject=account.name if account else unit.name,
        fields=(
            Field(name="value", kind=kind, known=value, options=choices, optional=several, words=rule.value),
            Field(name="why", optional=True),
        ),
    )


def _take_rule(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    meant = _meant(actor, unit, about)
    if isinstance(meant, Outcome):
        return meant
    rule, account = meant
    value = fields.get("value", "") or ("no" if SHAPES[rule].several else "")
    outcome = rules.put(actor, rule, value, unit=unit, account=account, why=fields.get("why", ""))
    if outcome.refused and outcome.say is not None:
        return Outcome(field_errors=(FieldError(field="value", say=outcome.say),), refused=True)
    return outcome


def _rule_follow(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    meant = _meant(actor, unit, about)
    if isinstance(meant, Outcome):
        return meant
    return UnitForm(
        kind=UnitFormKind.RULE_FOLLOW,
        unit_id=unit.id,
        unit=unit.name,
        about=about,
        subject=meant[1].name if meant[1] else unit.name,
        fields=(Field(name="why", optional=True),),
    )


def _take_rule_follow(actor: Actor, unit: Unit, about: str, _fields: Mapping[str, str]) -> Outcome:
    meant = _meant(actor, unit, about)
    if isinstance(meant, Outcome):
        return meant
    return rules.follow(actor, meant[0], unit=unit, account=meant[1])


OPEN: Mapping[UnitFormKind, Callable[[Actor, Unit, str], UnitForm | Outcome]] = {
    UnitFormKind.HOURS: _hours,
    UnitFormKind.DAY_ADD: _day_add,
    UnitFormKind.DAY_END: _day_end,
    UnitFormKind.RULE: _rule,
    UnitFormKind.RULE_FOLLOW: _rule_follow,
}
TAKE: Mapping[UnitFormKind, Callable[[Actor, Unit, str, Mapping[str, str]], Outcome]] = {
    UnitFormKind.HOURS: _take_hours,
    UnitFormKind.DAY_ADD: _take_day_add,
    UnitFormKind.DAY_END: _take_day_end,
    UnitFormKind.RULE: _take_rule,
    UnitFormKind.RULE_FOLLOW: _take_rule_follow,
}
