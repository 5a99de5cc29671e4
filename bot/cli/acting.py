"""How a command changes a unit: in the store, as the person at the machine, by the same code as the chat."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.cli.asked import Names, names, nearest
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.session import configuration, opened, words
from bot.config import Config
from bot.texts import Texts
from db.rows import Account, Person, Unit
from handlers.managing.actor import Actor, at_command_line
from handlers.outcome import Outcome
from scheduler.clock import system_clock
from scheduler.rules_in_force import in_force


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who acts, on what is known, in which words."""

    actor: Actor
    known: Names
    say: Texts
    config: Config

    def unit(self, slug: str) -> Unit:
        """The active unit with this slug; else the command ends with the nearest."""
        found = {unit.slug: unit for unit in self.known.units.values() if unit.active}
        if slug not in found:
            raise Failure(
                self.say.records.unknown_unit(slug, nearest(slug, list(found))), exit_code=EXIT_USAGE
            )
        return found[slug]

    def person(self, slug: str) -> Person:
        """The active person with this slug, this id in the chat, or this name if nobody else has it."""
        found = {one.slug: one for one in self.known.people.values() if one.active}
        by_id = {one.chat_id: one for one in found.values() if one.chat_id}
        by_name = [one for one in found.values() if slug.casefold() in _names_of(one)]
        meant = found.get(slug) or by_id.get(slug) or (by_name[0] if len(by_name) == 1 else None)
        if meant is None:
            near = nearest(slug, list(found))
            raise Failure(self.say.records.unknown_person(slug, near), exit_code=EXIT_USAGE)
        return meant

    def account(self, slug: str) -> Account:
        """The active account with this slug."""
        found = {one.slug: one for one in self.known.accounts.values() if one.active}
        if slug not in found:
            near = nearest(slug, list(found))
            raise Failure(self.say.records.unknown_account(slug, near), exit_code=EXIT_USAGE)
        return found[slug]

    def tell(self, outcome: Outcome) -> None:
        """Say what came of it; a refusal ends the command, and nothing is stored."""
        said = [self.say.say(fault.say) for fault in outcome.field_errors]
        if outcome.say is not None:
            said.append(self.say.say(outcome.say))
        if outcome.refused:
            raise Failure(*said)
        print("\n".join(said))


def _names_of(person: Person) -> set[str]:
    return {name.casefold() for name in (person.first_name, person.full_name) if name}


@contextmanager
def acting(by: str | None = None) -> Iterator[Desk]:
    """One transaction of whoever sits at the machine; `by` is her name if the machine does not know it."""
    config = configuration()
    with opened(config) as store, store.write() as tx:
        book = in_force(tx, config.layers())
        actor = at_command_line(tx, book, by or myself(), system_clock())
        yield Desk(actor=actor, known=names(tx), say=words(config), config=config)


def myself() -> str:
    """Who is logged in, also behind sudo."""
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        return "?"
