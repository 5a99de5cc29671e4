"""A unit's rules, and an account's: set, or let follow what stands above, and where each comes from."""

from datetime import date, timedelta

from db import set_rules
from db.rows import Account, Unit
from db.set_rules import ORGANISATION, SetRule, of_account, of_unit
from db.words import ChangeAction
from handlers.access import refuse
from handlers.managing.actor import Actor
from handlers.managing.rows import RuleRow
from handlers.outcome import Outcome, Said, Say
from scheduler.layers import From, Set, account_rules, by_place, organisation_rules, source, unit_rules
from scheduler.rule_values import read_day_hours, write_day_hours
from scheduler.rule_words import OF_ACCOUNT, NeverOpen, Rule, changed, read, sound, written
from scheduler.rules_in_force import note_set
from scheduler.settings import UnitRules

LONGEST_SPAN = 400
"""Days in one span; a longer one is a slip of the pen."""
LONGEST_NAME = 80


def rows(actor: Actor, unit: Unit, account: Account | None = None) -> tuple[RuleRow, ...]:
    """Every rule of the unit, or those that the account may have for itself."""
    rules, since = _holding(actor, unit, account)
    found = []
    for rule in Rule if account is None else OF_ACCOUNT:
        layer, row = source(
            actor.book.layers,
            since,
            rule,
            slug=unit.slug,
            unit_id=unit.id,
            account_id=account.id if account else None,
        )
        own = layer is (From.UNIT_SET if account is None else From.ACCOUNT_SET)
        found.append(RuleRow(rule=rule, value=written(rules, rule), comes_from=layer, row=row, own=own))
    return tuple(found)


def put(
    actor: Actor, rule: Rule, text: str, *, unit: Unit | None, account: Account | None = None, why: str = ""
) -> Outcome:
    """Give it a value of its own here; without a unit: for everybody, from the command line alone."""
    if not _may(actor, unit, account):
        return refuse(Said.NOT_ALLOWED)
    if account is not None and rule not in OF_ACCOUNT:
        return refuse(Said.RULE_OF_UNIT, rule=rule)
    try:
        value = read(rule, text)
        before = _rules(actor, unit, account)
        after = changed(before, rule, value)
    except NeverOpen:
        return refuse(Said.NEVER_OPEN)
    except ValueError:
        return refuse(Said.RULE_UNCLEAR, text=text[:80], rule=rule)
    if not sound(after):
        return refuse(Said.ORGANISATION_MISSING, rule=rule)
    row = SetRule(
        place=_place(unit, account),
        rule=rule.value,
        value=value,
        set_by=actor.person.id if actor.person else None,
        set_at=actor.now,
    )
    set_rules.put(actor.tx, row)
    number = actor.note(
        ChangeAction.RULE_SET,
        unit_id=unit.id if unit else None,
        account_id=account.id if account else None,
        what=rule.value,
        before=written(before, rule),
        after=value,
        why=why,
    )
    note_set(actor.tx, number, actor.now)
    name = account.name if account else unit.name if unit else None
    return _set(Say(said=Said.RULE_SET, rule=rule, suggestion=value, text=name))


def follow(actor: Actor, rule: Rule, *, unit: Unit | None, account: Account | None = None) -> Outcome:
    """No value of its own here any more: what stands above holds."""
    if not _may(actor, unit, account):
        return refuse(Said.NOT_ALLOWED)
    before = written(_rules(actor, unit, account), rule)
    set_rules.drop(actor.tx, _place(unit, account), rule.value)
    after = written(_rules(actor, unit, account), rule)
    number = actor.note(
        ChangeAction.RULE_FOLLOWED,
        unit_id=unit.id if unit else None,
        account_id=account.id if account else None,
        what=rule.value,
        before=before,
        after=after,
    )
    note_set(actor.tx, number, actor.now)
    name = account.name if account else unit.name if unit else None
    return _set(Say(said=Said.RULE_FOLLOWED, rule=rule, suggestion=after, text=name))


def add_day(actor: Actor, unit: Unit, first: date, last: date, *, hours: str = "", name: str = "") -> Outcome:
    """The unit is closed on these days, or (`hours`) open at other hours than usual."""
    if not actor.may(unit.id):
        return refuse(Said.NOT_ALLOWED)
    if last < first:
        return refuse(Said.AWAY_BACKWARDS)
    if (last - first) > timedelta(days=LONGEST_SPAN):
        return refuse(Said.SPAN_TOO_LONG, count=LONGEST_SPAN)
    try:
        opened = read_day_hours(hours)
    except ValueError:
        return refuse(Said.RULE_UNCLEAR, text=hours[:80], rule=Rule.HOURS)
    when = write_day_hours(opened) if opened else ""
    by = actor.person.id if actor.person else None
    set_rules.add_day(
        actor.tx,
        unit_id=unit.id,
        first_day=first,
        last_day=last,
        hours=when,
        name=name[:LONGEST_NAME] or None,
        set_by=by,
        now=actor.now,
    )
    _note_days(actor, unit, ChangeAction.DAY_ADDED, (first, last), after=when, why=name)
    said = Said.DAY_OPEN if opened else Said.DAY_CLOSED
    return _set(Say(said=said, first_day=first, last_day=last, text=unit.name, suggestion=when or None))


def drop_day(actor: Actor, unit: Unit, day_id: int) -> Outcome:
    """Those days are as others after all."""
    found = set_rules.day(actor.tx, day_id)
    if not actor.may(unit.id) or (found is not None and found.unit_id != unit.id):
        return refuse(Said.NOT_ALLOWED)
    if found is None:
        return refuse(Said.DAY_NOT_THERE, number=day_id)
    set_rules.drop_day(actor.tx, day_id)
    first, last = found.first_day, found.last_day
    _note_days(actor, unit, ChangeAction.DAY_REMOVED, (first, last), after=found.hours, why=found.name)
    return _set(Say(said=Said.DAY_REMOVED, first_day=first, last_day=last, text=unit.name))


def _set(say: Say) -> Outcome:
    return Outcome(say=say, changed=True, rules_set=True)


def _may(actor: Actor, unit: Unit | None, account: Account | None) -> bool:
    if unit is None:
        return actor.person is None
    return actor.may(unit.id) and (account is None or account.unit_id == unit.id)


def _place(unit: Unit | None, account: Account | None) -> str:
    if account is not None:
        return of_account(account.id)
    return of_unit(unit.id) if unit is not None else ORGANISATION


def _holding(actor: Actor, unit: Unit, account: Account | None) -> tuple[UnitRules, Set]:
    since = by_place(set_rules.rules(actor.tx))
    rules = unit_rules(actor.book.layers, since, slug=unit.slug, unit_id=unit.id)
    return (account_rules(rules, since, account.id) if account else rules), since


def _rules(actor: Actor, unit: Unit | None, account: Account | None) -> UnitRules:
    if unit is None:
        return organisation_rules(actor.book.layers, by_place(set_rules.rules(actor.tx)))
    return _holding(actor, unit, account)[0]


def _note_days(
    actor: Actor,
    unit: Unit,
    action: ChangeAction,
    span: tuple[date, date],
    *,
    after: str,
    why: str | None,
) -> None:
    number = actor.note(
        action,
        unit_id=unit.id,
        what=f"{span[0].isoformat()}/{span[1].isoformat()}",
        after=after or "closed",
        why=why or None,
    )
    note_set(actor.tx, number, actor.now)
