"""Channels named in the configuration (`#kultur`), as Slack ids: those stay when a channel is renamed."""

from dataclasses import replace

import structlog
from slack_sdk import WebClient

from bot.config import Config
from bot.slack.errors import judged

log = structlog.get_logger()

MOST_PAGES = 50


def with_channel_ids(config: Config, client: WebClient) -> Config:
    """The configuration with ids for names; a channel that the bot is not in keeps its name.

    What is said there is then refused by Slack, and the next in line hears with how to mend it. Raises
    SendError or Unclear when Slack does not answer.
    """
    register, operator = config.register, config.operator
    named = {unit.channel for unit in register.units} | {operator.channel}
    if not any(name and name.startswith("#") for name in named):
        return config
    ids = _joined(client)

    def found(channel: str | None) -> str | None:
        if channel is None or not channel.startswith("#"):
            return channel
        if channel.removeprefix("#") not in ids:
            log.warning("channel_not_joined", channel=channel)
        return ids.get(channel.removeprefix("#"), channel)

    units = tuple(replace(unit, channel=found(unit.channel)) for unit in register.units)
    return replace(
        config,
        register=replace(register, units=units),
        operator=replace(operator, channel=found(operator.channel)),
    )


def _joined(client: WebClient) -> dict[str, str]:
    """The channels that the bot has been invited to, id by name."""
    ids: dict[str, str] = {}
    cursor = ""
    for _ in range(MOST_PAGES):
        with judged():
            answer = client.users_conversations(
                types="public_channel,private_channel", exclude_archived=True, limit=200, cursor=cursor
            )
        ids |= {str(channel["name"]): str(channel["id"]) for channel in answer["channels"]}
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return ids
