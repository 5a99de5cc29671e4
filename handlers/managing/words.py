"""Words by which a unit is run: `regler`, `ändringar`, `stängt`, `övning`."""

from datetime import date

from db import accounts
from handlers.access import refuse
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.days import Days, read_days
from handlers.managing import pages, practice, rules
from handlers.managing.actor import in_chat
from handlers.managing.meant import supervised
from handlers.outcome import Outcome, Said, Say
from scheduler.rule_words import Rule

FOLLOWS = frozenset({"folj", "follow", "folj kommunen", "som kommunen"})


def show_or_set_rules(asked: Asked) -> Outcome:
    """What holds for the unit and where it comes from; with a rule's word and a value: set it."""
    actor = in_chat(asked.tx, asked.book, asked.person, asked.now)
    word, _, value = asked.rest.strip().partition(" ")
    unit = supervised(asked) if word else asked.unit()
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    if not word:
        return Outcome(content=pages.rules_of(actor, unit))
    if word not in set(Rule):
        return refuse(Said.RULE_UNKNOWN, text=word[:40])
    if plain(value) in FOLLOWS:
        return rules.follow(actor, Rule(word), unit=unit)
    return rules.put(actor, Rule(word), value, unit=unit)


def changes(asked: Asked) -> Outcome:
    """Who changed what of how the unit is run."""
    unit = supervised(asked)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    found = pages.page(
        asked.tx, asked.book, person=asked.person, name="log", unit_id=unit.id, start=0, now=asked.now
    )
    return found if isinstance(found, Outcome) else Outcome(content=found)


def closed(asked: Asked) -> Outcome:
    """`stängt 12 mars Planeringsdag`, `stängt 13-17 juli`: the unit is closed on these days."""
    unit = supervised(asked)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    today = asked.book.calendar(unit.slug).local_day(asked.now)
    found = _days_and_name(asked.rest, today)
    if found is None:
        return refuse(Said.DATE_UNCLEAR, text=asked.rest.strip()[:40])
    days, name = found
    actor = in_chat(asked.tx, asked.book, asked.person, asked.now)
    return rules.add_day(actor, unit, days.first, days.last or days.first, name=name)


def practise(asked: Asked) -> Outcome:
    """A comment to practise on, in person; of several units, whichever: it is nobody's."""
    unit = asked.unit()
    if isinstance(unit, Say):
        hers = [one for one in accounts.units_named(asked.tx, asked.where.units).values() if one.active]
        if unit.said is not Said.WHICH_UNIT or not hers:
            return Outcome(say=unit, refused=True)
        unit = min(hers, key=lambda one: one.name)
    return practice.again(asked.tx, asked.book, person=asked.person, unit=unit, now=asked.now)


def _days_and_name(text: str, today: date) -> tuple[Days, str] | None:
    """As many of the first words as make days; the rest is what the day is called."""
    said = text.split()
    for count in range(len(said), 0, -1):
        days = read_days(" ".join(said[:count]), today)
        if days is not None:
            return days, " ".join(said[count:])
    return None
