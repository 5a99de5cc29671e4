"""What no single key can be blamed for: names that must exist, orders that must hold, things given twice."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from itertools import pairwise
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.config.faults import Fault, FaultKind, Note, NoteKind
from bot.config.model import Config
from bot.config.rule_shapes import RulesShape
from bot.config.shape import ConfigShape
from bot.config.values import TEAMS_CHANNEL, WEEKDAYS, nearest
from handlers.sources.registry import kinds, source
from scheduler.settings import SignatureRule

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Found = tuple[tuple[str | int, ...], Fault]
"""A fault and its key's path; the reader adds the line."""


def faults_between(shape: ConfigShape) -> Iterator[Found]:
    """Every fault that only the whole file shows."""
    if not is_database(shape.database):
        yield _fault(FaultKind.NOT_DATABASE, ("database",))
    yield from _rules((), shape, None)
    for slug, unit in shape.units.items():
        yield from _rules(("units", slug), unit, shape)
        yield from _known(("units", slug, "editors"), unit.editors, "people", shape.people)
        yield from _known(("units", slug, "supervisors"), unit.supervisors, "people", shape.people)
    for slug, account in shape.accounts.items():
        here = ("accounts", slug)
        yield from _known((*here, "unit"), [account.unit], "units", shape.units)
        yield from _known((*here, "editors"), account.editors, "people", shape.people)
        if account.deputy is not None:
            yield from _known((*here, "deputy"), [account.deputy], "people", shape.people)
        if account.source_owner is not None:
            yield from _known((*here, "source_owner"), [account.source_owner], "people", shape.people)
        if account.source is not None:
            yield from _source(here, account.source, account.source_settings)
        if account.publish:
            yield from _acts(here, account.source)
        if account.source is not None and account.feed is not None:
            yield _fault(
                FaultKind.TWICE, (*here, "feed"), value=account.feed, other=f"{'.'.join(here)}.source"
            )
    yield from _teams(shape)
    yield from _once("people", "teams", {slug: person.teams for slug, person in shape.people.items()})
    yield from _once("people", "slack", {slug: person.slack for slug, person in shape.people.items()})
    yield from _once("units", "channel", {slug: unit.channel for slug, unit in shape.units.items()})


def names_of_nothing(tree: Mapping[str, Any]) -> Iterator[Found]:
    """The names that must exist and do not, in a file that is not yet in shape: all faults come at once."""
    people, units = _table(tree, "people"), _table(tree, "units")
    for slug, unit in units.items():
        for key in ("editors", "supervisors"):
            yield from _known(("units", slug, key), _names(unit, key), "people", people)
    for slug, account in _table(tree, "accounts").items():
        yield from _known(("accounts", slug, "unit"), _names(account, "unit"), "units", units)
        for key in ("editors", "deputy"):
            yield from _known(("accounts", slug, key), _names(account, key), "people", people)


def _table(tree: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = tree.get(name)
    return found if isinstance(found, dict) else {}


def _names(row: object, key: str) -> list[str]:
    said = row.get(key) if isinstance(row, dict) else None
    return [name for name in (said if isinstance(said, list) else [said]) if isinstance(name, str) and name]


def notes_on(config: Config) -> Iterator[Note]:
    """What is allowed but perhaps not meant."""
    register = config.register
    if config.operator.channel is None and not config.operator.email:
        yield Note(kind=NoteKind.NO_OPERATOR, key="operator.channel")
    for unit in register.units:
        key = f"units.{unit.slug}"
        if unit.channel is None:
            yield Note(kind=NoteKind.NO_CHANNEL, key=f"{key}.channel")
        if not unit.supervisors:
            yield Note(kind=NoteKind.NO_SUPERVISOR, key=f"{key}.supervisors")
        if not unit.editors:
            yield Note(kind=NoteKind.NO_EDITORS, key=f"{key}.editors")
        if not any(account.unit == unit.slug for account in register.accounts):
            yield Note(kind=NoteKind.NO_ACCOUNTS, key=key)
        week = config.rulebook().rules(unit.slug).calendar.week
        duty = {
            day for person in register.people if person.slug in unit.editors for day in person.duty_weekdays
        }
        for day, hours in enumerate(week):
            if unit.editors and hours and day not in duty:
                yield Note(kind=NoteKind.NO_DUTY, key=key, facts={"weekday": WEEKDAYS[day]})
    for account in register.accounts:
        if account.deputy is None:
            yield Note(kind=NoteKind.NO_DEPUTY, key=f"accounts.{account.slug}.deputy")
    for person in register.people:
        if person.chat_id is None and not (config.teams and config.teams.match_email and person.email):
            chat = "slack" if config.slack else "teams"
            yield Note(kind=NoteKind.NOT_IN_CHAT, key=f"people.{person.slug}.{chat}")


def _teams(shape: ConfigShape) -> Iterator[Found]:
    """Whoever writes to the bot is asked who she is, but on this machine alone."""
    teams = shape.teams
    if teams is None:
        channels = [(("units", slug, "channel"), unit.channel) for slug, unit in shape.units.items()]
        for path, channel in (*channels, (("operator", "channel"), shape.operator.channel)):
            if channel is not None and channel.startswith(TEAMS_CHANNEL):
                yield _fault(FaultKind.NO_TEAMS, path, value=channel)
        return
    if teams.unauthenticated:
        if shape.http.host not in LOOPBACK:
            yield _fault(FaultKind.OPEN_TO_ALL, ("teams", "unauthenticated"))
        return
    for key in ("app_id", "tenant"):
        if getattr(teams, key) is None:
            yield _fault(FaultKind.MISSING, ("teams", key))


def _rules(path: tuple[str | int, ...], said: RulesShape, above: RulesShape | None) -> Iterator[Found]:
    if said.ladder and "before_hours" in said.ladder.model_fields_set:
        before = said.ladder.before_hours
        if any(later >= earlier for earlier, later in pairwise(before)):
            yield _fault(FaultKind.NOT_FALLING, (*path, "ladder", "before_hours"), value=before)
    if said.rounds and "times" in said.rounds.model_fields_set:
        times: list[time] = said.rounds.times
        if any(later <= earlier for earlier, later in pairwise(times)):
            yield _fault(
                FaultKind.NOT_RISING, (*path, "rounds", "times"), value=[f"{each:%H:%M}" for each in times]
            )
    if said.signature and said.signature.rule is SignatureRule.FIRST_NAME_AND_ORGANISATION:
        inherited = above.signature.organisation if above and above.signature else None
        if not (said.signature.organisation or inherited):
            yield _fault(FaultKind.ORGANISATION_MISSING, (*path, "signature", "organisation"))
    for number, season in enumerate(said.calendar.seasons if said.calendar else []):
        if season.hours is None and season.close is None:
            yield _fault(FaultKind.SEASON_EMPTY, (*path, "calendar", "seasons", number))


def _known(
    path: tuple[str | int, ...], slugs: Iterable[str], table: str, there: Mapping[str, Any]
) -> Iterator[Found]:
    for slug in slugs:
        if slug not in there:
            yield _fault(
                FaultKind.NO_SUCH, path, value=slug, table=table, suggestion=nearest(slug, list(there))
            )


def _source(here: tuple[str, ...], kind: str, settings: Mapping[str, str]) -> Iterator[Found]:
    """The kind must be there, and its settings must be ones it has."""
    if kind not in kinds():
        yield _fault(
            FaultKind.NOT_ONE_OF,
            (*here, "source"),
            value=kind,
            choices=kinds(),
            suggestion=nearest(kind, kinds()),
        )
        return
    known = sorted(source(kind).settings)
    for name in settings:
        if name not in known:
            yield _fault(
                FaultKind.UNKNOWN_KEY, (*here, "source_settings", name), suggestion=nearest(name, known)
            )


def _acts(here: tuple[str, ...], kind: str | None) -> Iterator[Found]:
    """What is switched on must be there to be switched on."""
    acting = [one for one in kinds() if source(one).acts]
    if kind not in acting and (kind is None or kind in kinds()):
        yield _fault(FaultKind.CANNOT_ACT, (*here, "publish"), choices=acting)


def _once(table: str, key: str, values: Mapping[str, str | None]) -> Iterator[Found]:
    first: dict[str, str] = {}
    for slug, value in values.items():
        if value is None:
            continue
        if value in first:
            yield _fault(
                FaultKind.TWICE, (table, slug, key), value=value, other=f"{table}.{first[value]}.{key}"
            )
        first.setdefault(value, slug)


def is_database(url: str) -> bool:
    """Whether this is the address of a database that the bot can use."""
    try:
        return make_url(url).get_backend_name() in {"sqlite", "postgresql"}
    except (ArgumentError, ValueError):
        return False


def _fault(kind: FaultKind, path: tuple[str | int, ...], value: object = None, **facts: object) -> Found:
    return path, Fault(kind=kind, value=None if value is None else str(value), facts=facts)
