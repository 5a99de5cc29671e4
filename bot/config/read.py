"""Read the configuration: all of it, with every fault at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.engine import make_url

from bot.config.check import Found, faults_between, is_database, names_of_nothing, notes_on
from bot.config.faults import ConfigError, Fault, FaultKind
from bot.config.lines import line_of, lines_of
from bot.config.model import Config, Feed, Http, Operator, Secrets, Smtp, Sources, Teams
from bot.config.presets import PRESETS, SHAPES
from bot.config.rules import changed_rules
from bot.config.said import said_by
from bot.config.secrets import belongs_in, misplaced, read_secrets
from bot.config.shape import ConfigShape, SlackShape, UnitShape
from bot.config.values import TEAMS_CHANNEL, nearest
from db.register import Register, RegisteredAccount, RegisteredPerson, RegisteredUnit
from scheduler.layers import Preset
from scheduler.settings import CalendarRules, UnitRules

DEFAULT_PATH = "config.toml"
SLACK, TEAMS = "slack", "teams"
"""The chats, as the store calls them."""

_KINDS = {
    "missing": FaultKind.MISSING,
    "string_type": FaultKind.NOT_TEXT,
    "int_type": FaultKind.NOT_WHOLE_NUMBER,
    "int_from_float": FaultKind.NOT_WHOLE_NUMBER,
    "float_type": FaultKind.NOT_NUMBER,
    "finite_number": FaultKind.NOT_NUMBER,
    "bool_type": FaultKind.NOT_BOOLEAN,
    "list_type": FaultKind.NOT_LIST,
    "dict_type": FaultKind.NOT_TABLE,
    "model_type": FaultKind.NOT_TABLE,
    "greater_than": FaultKind.TOO_SMALL,
    "greater_than_equal": FaultKind.TOO_SMALL,
    "less_than_equal": FaultKind.TOO_LARGE,
    "too_short": FaultKind.TOO_FEW,
    "too_long": FaultKind.TOO_LARGE,
}


def load(path: str | Path | None, env: Mapping[str, str]) -> Config:
    """The configuration in the file (or the one SVARSVAKT_CONFIG names, or config.toml), with its secrets.

    Raises ConfigError with every fault there is, those of the environment too.
    """
    file = Path(path or env.get("SVARSVAKT_CONFIG") or DEFAULT_PATH)
    text, tree = _parsed(file)
    secrets, database, secret_faults = read_secrets(env)
    lines = lines_of(text)
    shape, found = _shaped(tree)
    faults = [replace(fault, key=_dotted(key), line=line_of(lines, key)) for key, fault in found]
    faults.sort(key=lambda fault: fault.line or 0)
    if database is not None and not is_database(database):
        secret_faults.append(Fault(kind=FaultKind.NOT_DATABASE, key="DATABASE_URL"))
    if faults or secret_faults or shape is None:
        raise ConfigError(str(file), [*faults, *secret_faults], _language(tree))
    config = _config(file, shape, secrets, database, env)
    return replace(config, notes=tuple(notes_on(config)))


def _parsed(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        fault = Fault(kind=FaultKind.NO_FILE, key=str(file))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        fault = Fault(
            kind=FaultKind.SYNTAX, line=int(at[1]) if at else None, facts={"why": str(error).rstrip(".")}
        )
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        fault = Fault(kind=FaultKind.UNREADABLE, key=str(file), facts={"why": why})
    raise ConfigError(str(file), [fault], "sv")


def _shaped(tree: dict[str, Any]) -> tuple[ConfigShape | None, list[Found]]:
    """The file's shape, and every fault in it."""
    secrets = list(misplaced(tree))
    found = [(path, Fault(kind=FaultKind.SECRET, facts={"variable": belongs_in(path)})) for path in secrets]
    open_tree = _without(tree, secrets)
    try:
        shape = ConfigShape.model_validate(open_tree)
    except ValidationError as error:
        found += [_found(details) for details in error.errors(include_url=False)]
        told = {path for path, _ in found}
        return None, [*found, *(each for each in names_of_nothing(open_tree) if each[0] not in told)]
    return shape, [*found, *faults_between(shape)]


def _without(tree: dict[str, Any], paths: list[tuple[str | int, ...]]) -> dict[str, Any]:
    """The tree less what is refused already."""
    return {
        name: _without(value, [path[1:] for path in paths if path[0] == name])
        if isinstance(value, dict)
        else value
        for name, value in tree.items()
        if (name,) not in paths
    }


def _found(details: ErrorDetails) -> Found:
    """A fault of pydantic's, in our words."""
    facts = dict(details.get("ctx", {}))
    path = tuple(part for part in details["loc"] if part != "[key]")
    value = None if isinstance(details["input"], dict) else str(details["input"])[:80]
    if details["type"] == "extra_forbidden":
        suggestion = nearest(str(path[-1]), _keys_at(path[:-1]))
        return path, Fault(kind=FaultKind.UNKNOWN_KEY, facts={"suggestion": suggestion})
    if details["type"] == "missing":
        return path, Fault(kind=FaultKind.MISSING)
    ours = FaultKind(facts["kind"]) if "kind" in facts else None
    kind = ours or _KINDS.get(details["type"], FaultKind.OTHER)
    limits = {"ge": "least", "gt": "least", "le": "most", "min_length": "least", "max_length": "most"}
    facts = {limits.get(name, name): fact for name, fact in facts.items() if name != "kind"}
    if kind is FaultKind.OTHER:
        facts["why"] = details["msg"]
    return path, Fault(kind=kind, value=facts.pop("found", value), facts=MappingProxyType(facts))


def _keys_at(path: tuple[str | int, ...]) -> list[str]:
    """The keys that a table may have."""
    kind: Any = ConfigShape
    for part in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = kind.model_fields[str(part)].annotation
        elif get_origin(kind) in {dict, list}:
            kind = get_args(kind)[-1]
        kind = (
            next((each for each in get_args(kind) if _is_shape(each)), kind) if not _is_list(kind) else kind
        )
    return list(kind.model_fields) if _is_shape(kind) else []


def _is_shape(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_list(kind: object) -> bool:
    return get_origin(kind) in {dict, list}


def _dotted(path: tuple[str | int, ...]) -> str:
    """`units.kultur.seasons[1].close`, numbered from one as people count."""
    dotted = ""
    for part in path:
        dotted += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if dotted else str(part)
    return dotted


def _language(tree: Mapping[str, Any]) -> str:
    """In what language to complain."""
    return "en" if tree.get("language") == "en" else "sv"


def _config(
    file: Path, shape: ConfigShape, secrets: Secrets, database: str | None, env: Mapping[str, str]
) -> Config:
    preset = _preset(shape)
    base = UnitRules(calendar=CalendarRules(zone=shape.zone))
    rules = changed_rules(changed_rules(base, SHAPES[preset.slug]) if preset else base, shape)
    return Config(
        path=file,
        organisation=shape.organisation,
        language=shape.language.value,
        zone=shape.zone,
        rules=rules,
        unit_rules=MappingProxyType({slug: changed_rules(rules, unit) for slug, unit in shape.units.items()}),
        said=MappingProxyType(
            {"": said_by(shape), **{slug: said_by(unit) for slug, unit in shape.units.items()}}
        ),
        preset=preset,
        register=Register(
            units=tuple(_units(shape)), people=tuple(_people(shape)), accounts=tuple(_accounts(shape))
        ),
        operator=Operator(channel=shape.operator.channel, email=tuple(shape.operator.email)),
        slack=shape.slack is not None or shape.teams is None,
        slack_mode=(shape.slack or SlackShape()).mode.value,
        slack_api_url=env.get("SLACK_API_URL") or None,
        teams=Teams(**shape.teams.model_dump()) if shape.teams else None,
        http=Http(
            host=shape.http.host,
            port=shape.http.port,
            address=shape.http.address.rstrip("/") if shape.http.address else None,
        ),
        attachment_mb=shape.records.attachment_mb,
        smtp=Smtp(**shape.smtp.model_dump()) if shape.smtp else None,
        feeds=tuple(
            Feed(account=slug, url=account.feed, every=timedelta(minutes=shape.feeds.every_minutes))
            for slug, account in shape.accounts.items()
            if account.feed
        ),
        sources=_sources(shape),
        private_hosts=frozenset(shape.feeds.private_hosts),
        database_url=database or _beside(file, shape.database),
        secrets=secrets,
    )


def _preset(shape: ConfigShape) -> Preset | None:
    """The rules to begin with, under the name, version and source that the organisation gives them."""
    said = shape.policy
    if said is None:
        return None
    preset = PRESETS[said.preset.value]
    return replace(
        preset,
        name=said.name or preset.name,
        version=said.version or preset.version,
        source=said.source or preset.source,
        checked=said.checked,
    )


def _sources(shape: ConfigShape) -> Sources:
    every = {kind: timedelta(minutes=minutes) for kind, minutes in shape.sources.every_minutes.items()}
    return Sources(
        settings=MappingProxyType(
            {slug: MappingProxyType(account.source_settings) for slug, account in shape.accounts.items()}
        ),
        owners=MappingProxyType(
            {slug: account.source_owner for slug, account in shape.accounts.items() if account.source_owner}
        ),
        every=MappingProxyType({"feed": timedelta(minutes=shape.feeds.every_minutes), **every}),
    )


def _beside(file: Path, url: str) -> str:
    """The database's address; a file is beside the configuration, wherever the command is given."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return url
    beside = (file.parent / str(parsed.database)).resolve()
    return parsed.set(database=str(beside)).render_as_string(hide_password=False)


def _units(shape: ConfigShape) -> Iterator[RegisteredUnit]:
    for slug, unit in shape.units.items():
        yield RegisteredUnit(
            slug=slug,
            name=unit.name,
            chat=_chat_of(unit, shape),
            channel=unit.channel,
            language=unit.language.value if unit.language else None,
            editors=tuple(dict.fromkeys(unit.editors)),
            supervisors=tuple(dict.fromkeys(unit.supervisors)),
        )


def _chat_of(unit: UnitShape, shape: ConfigShape) -> str:
    """Its channel says which chat it is in; without one, the only chat there is."""
    if unit.channel is not None:
        return TEAMS if unit.channel.startswith(TEAMS_CHANNEL) else SLACK
    return SLACK if shape.slack is not None or shape.teams is None else TEAMS


def _people(shape: ConfigShape) -> Iterator[RegisteredPerson]:
    for slug, person in shape.people.items():
        yield RegisteredPerson(
            slug=slug,
            first_name=person.first_name,
            chat=SLACK if person.slack or not person.teams else TEAMS,
            chat_id=person.slack or person.teams,
            teams_id=person.teams if person.slack else None,
            alias=person.alias,
            full_name=person.full_name,
            email=person.email,
            language=person.language.value if person.language else None,
            duty_weekdays=tuple(sorted({list(type(day)).index(day) for day in person.duty_weekdays})),
        )


def _accounts(shape: ConfigShape) -> Iterator[RegisteredAccount]:
    zone = ZoneInfo(shape.zone)
    for slug, account in shape.accounts.items():
        yield RegisteredAccount(
            slug=slug,
            unit=account.unit,
            name=account.name,
            platform=account.platform,
            url=account.url,
            comments_url=account.comments_url,
            deputy=account.deputy,
            editors=tuple(dict.fromkeys(account.editors)),
            watch_from=_aware(account.watch_from, zone),
            source=account.source or ("feed" if account.feed else "intake" if account.pushed else None),
            source_url=account.source_url or account.feed,
            paused=account.paused,
            acts=account.publish,
        )


def _aware(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.replace(tzinfo=zone) if at is not None and at.tzinfo is None else at
