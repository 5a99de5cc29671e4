"""One glance at the store: what a tick must know to find, as it nearly always does, that nothing is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from db import accounts, marks, people, waits
from db.marks import Mark
from db.rows import Unit

LAST_TICK = "last_tick"
"""The mark of the clock itself."""
APPLIED = "settings_applied"
"""The mark that names the settings version by which the open comments are counted."""
IN_FORCE = "settings_in_force"
"""The mark that names the version of the machine that started last: an older one must not count back."""
RULES_SET = "rules_set"
"""The mark that says up to which change rules have been set from chat."""
ROUNDS = "rounds:"
"""The marks that say up to which day each unit's rounds are fixed."""
HOURS = "hours:"
"""The marks that say by which working time of the day each unit's rounds are fixed."""
DUTY = "duty:"
"""The marks that say for which day and which people each unit's duty has been looked through."""
WEEK = "week"
"""The mark that names the last week summed up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """The units, what the clock remembers, and whether anything waits for it; in four statements."""

    units: tuple[Unit, ...]
    marks: Mapping[str, Mark]
    duty: str  # a word that changes when who is on duty does
    newest: datetime | None  # when, by its own account, the newest notice or comment came in
    rounds_wait: bool  # a round is to be called or judged
    comments_wait: bool  # a comment's time to be looked at has come
    crises_wait: bool  # a crisis's end has passed

    @classmethod
    def at_store(cls, tx: Connection, now: datetime) -> "Glance":
        """What is so in this transaction. What a step then stores is guarded by unique keys."""
        units = accounts.units(tx)
        names = [f"{prefix}{unit.id}" for unit in units for prefix in (ROUNDS, HOURS, DUTY)]
        waiting = waits.look(tx, now)
        return cls(
            units=units,
            marks=marks.read(tx, [LAST_TICK, APPLIED, IN_FORCE, RULES_SET, WEEK, *names]),
            duty=people.duty_word(tx),
            newest=waiting.newest,
            rounds_wait=waiting.rounds,
            comments_wait=waiting.comments,
            crises_wait=waiting.crises,
        )

    def value(self, name: str) -> str | None:
        """What a mark says; None: it is not there, or says nothing."""
        mark = self.marks.get(name)
        return mark.value if mark is not None else None
