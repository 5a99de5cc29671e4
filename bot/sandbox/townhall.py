"""The workspace that a configuration describes: people, the units' channels, the app as it is registered."""

from bot.config import Config
from bot.sandbox.identities import AppSpec, ChannelSpec, Layout, User
from bot.slack.manifest import manifest
from bot.texts import texts
from db.register import RegisteredPerson, RegisteredUnit

OPERATOR_TITLE = "Drift"


def townhall(config: Config) -> Layout:
    """A workspace for everybody and every channel that the configuration names."""
    register = config.register
    units = [unit for unit in register.units if unit.channel]
    channels = [
        ChannelSpec(
            id=channel_id(unit.channel or ""),
            name=_name(unit.channel or ""),
            topic=unit.name,
            members=tuple(_chat_id(person) for person in register.people if _is_in(person, unit)),
        )
        for unit in units
    ]
    if config.operator.channel:
        channels.append(
            ChannelSpec(id=channel_id(config.operator.channel), name=_name(config.operator.channel))
        )
    return Layout(
        users=tuple(
            User(
                id=_chat_id(person),
                name=person.slug,
                real_name=person.full_name or person.first_name,
                first_name=person.first_name,
                title=_title(person, units),
                email=person.email or "",
            )
            for person in register.people
        ),
        channels=tuple(channels),
        app=AppSpec.from_manifest(manifest(texts(config.language))),
        team_name=config.organisation,
        team_domain="arbetsytan",
    )


def channel_id(channel: str) -> str:
    """The id of a channel that the configuration names, or gives the id of."""
    return channel if not channel.startswith("#") else "C0" + _name(channel).upper().replace("-", "")


def _name(channel: str) -> str:
    return channel.removeprefix("#").lower()


def _chat_id(person: RegisteredPerson) -> str:
    return person.chat_id or person.slug


def _is_in(person: RegisteredPerson, unit: RegisteredUnit) -> bool:
    return person.slug in {*unit.editors, *unit.supervisors}


def _title(person: RegisteredPerson, units: list[RegisteredUnit]) -> str:
    supervises = [unit.name for unit in units if person.slug in unit.supervisors]
    edits = [unit.name for unit in units if person.slug in unit.editors]
    if supervises:
        return f"Kommunikationsansvarig, {', '.join(supervises)}"
    return f"Redaktör, {', '.join(edits)}" if edits else ""
