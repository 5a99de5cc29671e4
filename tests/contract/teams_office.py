"""The whole bot and a local Bot Connector service in one process, on one clock that only a test moves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Self

from bot.app import build
from bot.config import load
from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import TeamsUser
from tests.contract.at_work import INTAKE_TOKEN, PATIENCE, QUICK, UNIT, AtWork
from tests.stores import migrated
from tests.workspace import SetClock

CHANNEL, OPERATORS, POOL = (f"19:{name}@thread.tacv2" for name in ("kultur", "drift", "sim"))
USERS = {
    slug: TeamsUser(
        id=f"29:1{slug}",
        object_id=f"aaaaaaaa-0000-4000-8000-00000000000{number}",
        name=f"{slug.capitalize()} Berg",
        email=f"{slug}@example.org",
    )
    for number, slug in enumerate(("anna", "bo", "cecilia", "erik"), 1)
}
CONFIG = (
    f"""
organisation = "Exempelstad"
[teams]
unauthenticated = true
[http]
port = 8480
[operator]
channel = "{OPERATORS}"
"""
    + UNIT.format(channel=CHANNEL)
    + "".join(
        f'[people.{slug}]\nfirst_name = "{slug.capitalize()}"\nteams = "{USERS[slug].object_id}"\n'
        for slug in ("anna", "bo", "cecilia")
    )
)


class TeamsOffice(AtWork):
    """The bot at work behind its real door; everybody has opened the bot's own chat."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        super().__init__(clock)
        self._file = folder / "config.toml"
        self._file.write_text(CONFIG, encoding="utf-8")
        self._database = folder / "svarsvakt.db"
        migrated(self._database)
        self.service = TeamsService(clock=clock)
        world = self.service.world
        self.channel = world.add_channel(CHANNEL, team="19:team@thread.tacv2", name="Kultur")
        self.operators = world.add_channel(OPERATORS, team="19:it@thread.tacv2", name="Drift")
        world.add_channel(POOL, team="19:team@thread.tacv2", name="Sim")
        self.own = {}
        for slug, user in USERS.items():
            world.add_user(user)
            self.own[slug] = world.personal(user)

    def __enter__(self) -> Self:
        self.service.start()
        self.start()
        for chat in (self.channel, self.operators):
            self.service.installs(chat, by=USERS["cecilia"])
        for slug, own in self.own.items():
            self.service.installs(own, by=USERS[slug])
        self._greeted(2 + len(self.own))
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.service.stop()
        self._http.close()

    def _greeted(self, places: int) -> None:
        """The bot has said everywhere who it is; a story begins after that."""
        self.wait_until(lambda: len(self.service.posted()) == places)
        self.service.on_loop(self.service.world.posted.clear)

    def start(self) -> None:
        """Start the bot (again)."""
        environment = {
            "DATABASE_URL": f"sqlite:///{self._database}",
            "SVARSVAKT_INTAKE_TOKEN_TEST": INTAKE_TOKEN,
        }
        config = load(self._file, environment)
        config = replace(config, http=replace(config.http, port=0))
        self.program = build(config, clock=self.clock, tempo=QUICK)
        self.program.start()
        self.service.bot_url = f"{self.url}/teams/messages"

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Looked at every few milliseconds."""
        gives_up = monotonic() + PATIENCE
        while not condition():
            if monotonic() > gives_up:
                raise TimeoutError("the bot did not do it in time")
            Event().wait(0.01)
