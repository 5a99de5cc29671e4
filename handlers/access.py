"""Who may do what. Checked for each action, on the server; a button that is shown proves nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from db import accounts, people
from db.rows import Comment, Person
from db.words import Role
from handlers.outcome import Outcome, Said, Say


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a person is in which units."""

    roles: Mapping[int, frozenset[Role]]
    slugs: Mapping[int, str]
    """The slugs of those units."""

    @property
    def units(self) -> frozenset[int]:
        """The units that she is in."""
        return frozenset(self.roles)

    @property
    def supervised(self) -> frozenset[int]:
        """The units that she answers for."""
        return frozenset(unit for unit, roles in self.roles.items() if Role.SUPERVISOR in roles)

    def supervises(self, unit_id: int) -> bool:
        """She answers for this unit."""
        return unit_id in self.supervised


def standing(tx: Connection, person: Person) -> Standing:
    """What this person is, by the register."""
    roles: dict[int, set[Role]] = {}
    slugs: dict[int, str] = {}
    for unit_id, slug, role in people.places(tx, person.id):
        roles.setdefault(unit_id, set()).add(role)
        slugs[unit_id] = slug
    return Standing(roles={unit: frozenset(found) for unit, found in roles.items()}, slugs=slugs)


def may_handle(tx: Connection, person: Person, where: Standing, comments: Collection[Comment]) -> bool:
    """She is in the unit of each of these comments, or the account names her its deputy or editor."""
    outside = [comment for comment in comments if comment.unit_id not in where.units]
    if not outside:
        return True
    named = accounts.named(tx, {comment.account_id for comment in outside})
    teams = people.teams(tx, sorted({comment.unit_id for comment in outside}))
    return all(
        named[comment.account_id].deputy_id == person.id
        or any(
            editor.id == person.id
            for editor in teams[comment.unit_id].account_editors.get(comment.account_id, ())
        )
        for comment in outside
    )


def refuse(said: Said, **facts: object) -> Outcome:
    """Nothing was done, and why."""
    return Outcome(say=Say(said=said, **facts), refused=True)  # type: ignore[arg-type]  # Say's own fields
