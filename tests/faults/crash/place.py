"""Where a storm's people and bots meet: the local Slack workspace, or the local Teams service."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import httpx

from bot.sandbox.example import EXAMPLE
from bot.sandbox.faults import Fault
from bot.sandbox.identities import AppSpec, Layout
from bot.sandbox.server import Workspace
from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import Posted, TeamsUser
from bot.slack.manifest import manifest
from bot.texts import texts
from db import conversations
from db.conversations import CHANNEL, Conversation
from db.store import Store
from db.upgrade import upgrade
from scheduler.clock import Clock
from tests.newsroom import PEOPLE

AFTER_ACCEPTING = (Fault.CUT_AFTER, Fault.SERVER_ERROR_AFTER, Fault.HANG_AFTER)
NOT_ACCEPTED = (Fault.RATELIMITED, Fault.SERVER_ERROR, Fault.CUT_BEFORE)
ACCOUNTS = ("kulturskolan", "museet")
_UNIT = """
[units.kultur]
name = "Kultur"
channel = "{channel}"
editors = ["anna", "bo"]
supervisors = ["cecilia"]
[accounts.kulturskolan]
unit = "kultur"
name = "Kulturskolan"
platform = "facebook"
watch_from = 2026-01-01T08:00:00
[accounts.museet]
unit = "kultur"
name = "Museet"
platform = "instagram"
watch_from = 2026-01-01T08:00:00
"""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What somebody did and was told that it was taken."""

    user: str
    command: str
    number: int
    said: str


class Place(Protocol):
    """What a storm needs of a chat."""

    remembers: bool
    """Whether a bot can look for what it may have said; if not, it tells it again, marked."""

    @property
    def config(self) -> str: ...
    @property
    def environment(self) -> Mapping[str, str]: ...
    def start(self, database: str) -> None: ...
    def stop(self) -> None: ...
    def misbehave(self, chance: random.Random) -> None: ...
    def lag(self, lag: timedelta) -> None: ...
    def behave(self) -> None: ...
    def posted(self) -> Sequence[Mapping[str, Any]]: ...
    def edit(self, chance: random.Random, number: int, port: int) -> Done | None: ...


class InSlack:
    """The local workspace."""

    remembers = True
    channel = "C-KULTUR"
    editors: Mapping[str, str] = {"U-ANNA": "Anna", "U-BO": "Bo"}
    calls = (
        "chat.postMessage",
        "chat.postMessage",
        "chat.update",
        "conversations.history",
        "conversations.replies",
        "conversations.open",
    )
    """What the outbox calls; a start that Slack does not answer ends by itself and is tried again."""

    def __init__(self, clock: Clock, mode: str) -> None:
        self._mode = mode
        app = AppSpec.from_manifest(manifest(texts("sv")))
        self.workspace = Workspace(
            Layout(users=EXAMPLE.users, channels=EXAMPLE.channels, usergroups=EXAMPLE.usergroups, app=app),
            clock=clock,
            ack_seconds=2.0,
            retry_after=(),
        )

    @property
    def config(self) -> str:
        chat = f'[slack]\nmode = "{self._mode}"\n[operator]\nchannel = "C-ALLMANT"\n'
        return chat + _UNIT.format(channel=self.channel) + PEOPLE

    @property
    def environment(self) -> Mapping[str, str]:
        return self.workspace.environment

    def start(self, database: str) -> None:
        self.workspace.start()

    def stop(self) -> None:
        self.workspace.stop()

    def misbehave(self, chance: random.Random) -> None:
        method = chance.choice(self.calls)
        self.workspace.fail_next(method, chance.choice((*AFTER_ACCEPTING, *NOT_ACCEPTED)))

    def lag(self, lag: timedelta) -> None:
        self.workspace.lag_history(lag)

    def behave(self) -> None:
        self.workspace.behave()

    def posted(self) -> Sequence[Mapping[str, Any]]:
        return self.workspace.posted()

    def edit(self, chance: random.Random, number: int, port: int) -> Done | None:
        user = chance.choice(sorted(self.editors))
        dice = chance.random()
        command, text = "/svarsvakt", f"ta {number}"
        if dice < 0.25:
            command, text = "/besvarad", f"{number} Välkommen! /{self.editors[user]}"
        elif dice < 0.4:
            command, text = "/besvarad", f"{number} Välkommen på lördag."
        elif dice < 0.5:
            text = f"bemött {number}"
        elif dice < 0.55:
            text = f"släpp {number}"
        elif dice < 0.6:
            text = f"inget-svar {number}"
        if self._mode == "http":
            self.workspace.state.outbound.request_url = f"http://127.0.0.1:{port}/slack/events"
        seen = self.workspace.slash(user, self.channel, command, text)
        if not seen.acknowledged or seen.failure is not None:
            return None
        return Done(user=user, command=f"{command} {text}", number=number, said=seen.text)


class InTeams:
    """The local Teams service: the unit's channel, and each person's own chat with the bot."""

    remembers = False
    channel = "19:kultur@thread.tacv2"
    people = tuple(
        TeamsUser(
            id=f"29:1{name.lower()}",
            object_id=f"aaaaaaaa-0000-4000-8000-00000000000{number}",
            name=name,
            email=f"{name.lower()}@example.org",
        )
        for number, name in enumerate(("Anna", "Bo", "Cecilia"), start=1)
    )
    calls = ("send", "send", "send", "update", "open")

    def __init__(self, clock: Clock) -> None:
        self.service = TeamsService(clock=clock)
        self._clock = clock
        world = self.service.world
        self.chat = world.add_channel(self.channel, team="19:team@thread.tacv2", name="Kultur")
        for user in self.people:
            world.add_user(user)

    @property
    def config(self) -> str:
        chat = f'[teams]\nunauthenticated = true\n[operator]\nchannel = "{self.channel}"\n'
        named = "".join(
            f'[people.{user.name.lower()}]\nfirst_name = "{user.name}"\nteams = "{user.object_id}"\n'
            for user in self.people
        )
        return chat + _UNIT.format(channel=self.channel) + named

    @property
    def environment(self) -> Mapping[str, str]:
        return {}

    def start(self, database: str) -> None:
        """The app was installed in the team before the storm."""
        self.service.start()
        store = Store.open(database)
        upgrade(store)
        world = self.service.world
        there = Conversation(
            id=self.channel,
            kind=CHANNEL,
            service_url=self.service.url,
            tenant_id=world.tenant_id,
            bot_id=world.bot_id,
        )
        with store.write() as tx:
            conversations.note(tx, there, self._clock())
        store.close()

    def stop(self) -> None:
        self.service.stop()

    def misbehave(self, chance: random.Random) -> None:
        call = chance.choice(self.calls)
        self.service.fail_next(call, chance.choice((*AFTER_ACCEPTING, *NOT_ACCEPTED)))

    def lag(self, lag: timedelta) -> None:
        """There is no history that could lag."""

    def behave(self) -> None:
        self.service.behave()

    def posted(self) -> Sequence[Mapping[str, Any]]:
        """What the outbox sent, in the shape that the checker reads; what answers somebody names no row."""
        return [
            {
                "ts": str(one.at.timestamp()),
                "metadata": {"event_payload": one.first["channelData"]["svarsvakt"]},
                "card": json.dumps(one.first, ensure_ascii=False),
            }
            for one in self.service.posted()
            if "svarsvakt" in one.first.get("channelData", {})
        ]

    def edit(self, chance: random.Random, number: int, port: int) -> Done | None:
        """Write to the bot, or press a button in a message that shows the comment."""
        self.service.bot_url = f"http://127.0.0.1:{port}/teams/messages"
        user = chance.choice(self.people[:2])
        try:
            if chance.random() < 0.4:
                return self._writes(chance, user, number)
            return self._presses(chance, user, number)
        except httpx.HTTPError:
            return None

    def _writes(self, chance: random.Random, user: TeamsUser, number: int) -> Done | None:
        """The answer comes in her own chat, at most once: here it only counts that it was taken."""
        sign = chance.choice((f" Välkommen! /{user.name}", " Välkommen på lördag.", ""))
        text = f"besvarad {number}{sign}" if sign else f"bemött {number}"
        self.service.says(user, text, self.service.world.personal(user))
        return None

    def _presses(self, chance: random.Random, user: TeamsUser, number: int) -> Done | None:
        showing = [
            (posted, data)
            for posted in self.service.posted(self.channel)[-40:]
            for data in _buttons(posted)
            if data.get("value") == str(number) and data.get("act") in {"claim", "no_reply", "acknowledge"}
        ]
        if not showing:
            return None
        posted, data = chance.choice(showing)
        answer = self.service.presses(user, posted, data)
        if answer.status_code != 200 or not answer.content:
            return None
        said = str(answer.json().get("value", ""))
        return Done(user=user.object_id, command=str(data), number=number, said=said)


def _buttons(posted: Posted) -> list[dict[str, Any]]:
    """What the buttons of a message ask for."""

    def found(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [each for one in value for each in found(one)]
        if not isinstance(value, dict):
            return []
        own = [value["data"]] if value.get("type") == "Action.Execute" else []
        return own + [each for one in value.values() for each in found(one)]

    return found(posted.card)
