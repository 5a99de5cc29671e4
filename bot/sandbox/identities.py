"""Who and what a workspace starts with: a plain description, made by whoever starts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

TEAM_ID = "T0SVARSVAKT"
APP_ID = "A0SVARSVAKT"
BOT_ID = "B0SVARSVAKT"
BOT_USER_ID = "U0SVARSVAKT"


@dataclass(frozen=True, kw_only=True)
class User:
    """One person (or bot user) of the workspace."""

    id: str
    name: str  # the handle, as in @anna
    real_name: str
    first_name: str = ""
    title: str = ""
    email: str = ""
    is_bot: bool = False
    deleted: bool = False
    tz: str = "Europe/Stockholm"

    @property
    def given_name(self) -> str:
        """The first name, or the first word of the real name where none is set."""
        return self.first_name or self.real_name.partition(" ")[0]


@dataclass(frozen=True, kw_only=True)
class ChannelSpec:
    """One channel and who is in it from the start; the bot is in it unless `bot_invited` is false."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    topic: str = ""
    is_private: bool = False
    is_archived: bool = False
    bot_invited: bool = True


@dataclass(frozen=True, kw_only=True)
class UserGroup:
    """A named group of people that can be mentioned together."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SlashCommand:
    """A command that the app has registered. `should_escape`: mentions arrive as `<@U...|name>`."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """A shortcut that the app has registered, on messages or global."""

    callback_id: str
    name: str
    kind: str = "message"
    description: str = ""


DEFAULT_EVENTS = frozenset({"app_home_opened", "app_mention", "message.im"})


@dataclass(frozen=True, kw_only=True)
class AppSpec:
    """What the workspace knows about the app: what Slack reads from its manifest.

    `commands`, `shortcuts` or `scopes` None: not known, anything goes.
    """

    name: str = "svarsvakt"
    real_name: str = "Svarsvakt"
    events: frozenset[str] = DEFAULT_EVENTS
    commands: tuple[SlashCommand, ...] | None = None
    shortcuts: tuple[Shortcut, ...] | None = None
    scopes: frozenset[str] | None = None

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> "AppSpec":
        """What an app manifest (as `svarsvakt manifest slack` prints it) registers with Slack."""
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
        return cls(
            name=features.get("bot_user", {}).get("display_name", "svarsvakt").lower(),
            real_name=manifest.get("display_information", {}).get("name", "Svarsvakt"),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            commands=tuple(
                SlashCommand(
                    command=each["command"],
                    description=each.get("description", ""),
                    usage_hint=each.get("usage_hint", ""),
                    should_escape=bool(each.get("should_escape", False)),
                )
                for each in features.get("slash_commands", [])
            ),
            shortcuts=tuple(
                Shortcut(
                    callback_id=each["callback_id"],
                    name=each["name"],
                    kind=each.get("type", "message"),
                    description=each.get("description", ""),
                )
                for each in features.get("shortcuts", [])
            ),
            scopes=frozenset(scopes),
        )


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The whole description: people, channels, groups and the app."""

    users: tuple[User, ...]
    channels: tuple[ChannelSpec, ...]
    usergroups: tuple[UserGroup, ...] = ()
    app: AppSpec = AppSpec()
    team_name: str = "Exempelstad"
    team_domain: str = "exempelstad"

    def everyone(self) -> tuple[User, ...]:
        """All users, the app's own bot user last."""
        bot = User(
            id=BOT_USER_ID,
            name=self.app.name,
            real_name=self.app.real_name,
            first_name=self.app.real_name,
            is_bot=True,
        )
        return (*self.users, bot)
