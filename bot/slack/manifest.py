"""The app's manifest: what Slack must know of the bot, with scopes no wider than used.

Source: https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

from bot.slack.names import ADD_COMMENT, COMMANDS
from bot.texts import Label, Texts

SCOPES = {
    "app_mentions:read": "hear @Svarsvakt",
    "channels:history": "find a message whose sending was cut off, in public channels",
    "channels:read": "the ids of public channels named in the configuration",
    "chat:write": "cards, rounds, warnings and answers",
    "commands": "the slash commands and the message shortcut",
    "files:read": "screenshots and other files that people attach to a comment",
    "files:write": "the weekly picture, and records that a supervisor hands out, in her own conversation",
    "groups:history": "find a message whose sending was cut off, in private channels",
    "groups:read": "the ids of private channels named in the configuration",
    "im:history": "hear direct messages, and find a message there",
    "im:write": "open a direct message",
}
"""Each scope and what it is used for; `docs/` shows the same table."""

EVENTS = ("app_home_opened", "app_mention", "message.im")


def manifest(texts: Texts, *, request_url: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP mode when the bot's own `request_url` is given."""
    commands: list[dict[str, Any]] = []
    for word in COMMANDS:
        does, usage = texts.manifest.command(word)
        command = {"command": f"/{word}", "description": does, "should_escape": True}
        commands.append({**command, "usage_hint": usage} if usage else command)
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if request_url:
        events["request_url"] = interactivity["request_url"] = request_url
        commands = [{**command, "url": request_url} for command in commands]
    return {
        "display_information": {
            "name": "Svarsvakt",
            "description": texts.manifest.about(),
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Svarsvakt", "always_online": True},
            "shortcuts": [
                {
                    "name": texts.labels(Label.SHORTCUT),
                    "type": "message",
                    "callback_id": ADD_COMMENT,
                    "description": texts.manifest.shortcut(),
                }
            ],
            "slash_commands": commands,
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }
