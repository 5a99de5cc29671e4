"""The rules that hold now: the configuration's, with everything that was set since from chat."""

from datetime import datetime

from sqlalchemy import Connection

from db import accounts, marks, set_rules, settings_versions
from db.store import Store
from scheduler.glance import IN_FORCE, RULES_SET
from scheduler.layers import Layers, account_rules, by_place, organisation_rules, unit_rules
from scheduler.rulebook import RuleBook
from scheduler.settings_json import book_to_json


def in_force(tx: Connection, layers: Layers) -> RuleBook:
    """The book of everything that holds in this transaction; without a version until it is `stored`."""
    since = by_place(set_rules.rules(tx))
    days = set_rules.days(tx)
    organisation = organisation_rules(layers, since)
    slugs = {unit.id: unit.slug for unit in accounts.units(tx)}
    units = dict(layers.units)
    for unit_id, slug in slugs.items():
        own = [row for row in days if row.unit_id == unit_id]
        rules = unit_rules(layers, since, slug=slug, unit_id=unit_id, days=own)
        if slug in layers.units or rules != organisation:
            units[slug] = rules
    of_accounts = {}
    if any(place.startswith("account:") for place in since):
        for account in accounts.accounts(tx):
            above = units.get(slugs.get(account.unit_id, ""), organisation)
            rules = account_rules(above, since, account.id)
            if rules != above:
                of_accounts[account.id] = rules
    mark = marks.read(tx, [RULES_SET]).get(RULES_SET)
    return RuleBook(
        organisation=organisation,
        units=units,
        accounts=of_accounts,
        layers=layers,
        revision=mark.value if mark is not None else None,
    )


def stored(tx: Connection, book: RuleBook, now: datetime) -> RuleBook:
    """The same book under the number of its version."""
    return RuleBook(
        organisation=book.organisation,
        units=book.units,
        accounts=book.accounts,
        version=settings_versions.current(tx, book_to_json(book), now),
        layers=book.layers,
        revision=book.revision,
    )


def note_set(tx: Connection, change: int, now: datetime) -> None:
    """Something was set: every machine makes its book anew at its next tick. `change` is the log's number."""
    marks.note(tx, RULES_SET, now, str(change))


def renewed(tx: Connection, book: RuleBook, now: datetime) -> RuleBook | None:
    """The book that should hold now; none: this one does.

    If this book is the one in force, so is the new one: a machine with an older configuration changes its own
    book but no other's.
    """
    known = marks.read(tx, [RULES_SET, IN_FORCE])
    mark, holds = known.get(RULES_SET), known.get(IN_FORCE)
    if mark is None or mark.value == book.revision:
        return None
    new = stored(tx, in_force(tx, book.layers), now)
    if holds is not None and holds.value == str(book.version):
        marks.note(tx, IN_FORCE, now, str(new.version))
    return new


def renew(store: Store, book: RuleBook, now: datetime) -> bool:
    """Let this book be what it should be now, once that is stored. Whether it was something else."""
    with store.write() as tx:
        new = renewed(tx, book, now)
    if new is not None:
        book.change_to(new)
    return new is not None
