"""The whole bot and a local Bot Connector service in one process, on one clock that only a test moves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Self

from sqlalchemy import delete

from bot.app import build
from bot.config import load
from db.models import pacing
from tests.contract.at_work import INTAKE_TOKEN, PATIENCE, QUICK, UNIT, AtWork
from tests.contract.teams_tenant import CHANNEL, OPERATORS, Tenant
from tests.contract.teams_tenant import USERS as USERS  # noqa: PLC0414 - handed on to the room
from tests.stores import migrated
from tests.workspace import SetClock

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

    def __init__(self, folder: Path, clock: SetClock, tenant: Tenant) -> None:
        super().__init__(clock)
        self._file = folder / "config.toml"
        self._file.write_text(CONFIG, encoding="utf-8")
        self._database = folder / "svarsvakt.db"
        self._database.write_bytes(tenant.store)
        tenant.anew(clock)
        self.service = tenant.service
        world = self.service.world
        self.channel, self.operators = world.chats[CHANNEL], world.chats[OPERATORS]
        self.own = {slug: world.personal(user) for slug, user in USERS.items()}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._http.close()

    def moves_in(self) -> bytes:
        """The bot is put everywhere and says who it is; the store, once it has stopped."""
        with self:
            for chat in (self.channel, self.operators):
                self.service.installs(chat, by=USERS["cecilia"])
            for slug, own in self.own.items():
                self.service.installs(own, by=USERS[slug])
            places = 2 + len(self.own)
            self.wait_until(lambda: len(self.service.posted()) == places and not self._due())
            with self.running.store.write() as tx:
                tx.execute(delete(pacing))  # that it has just spoken is long ago
        return self._database.read_bytes()

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


def tenant(folder: Path) -> Tenant:
    """Teams, with the bot in it."""
    made = Tenant()
    made.store = migrated(folder / "empty.db").read_bytes()
    made.store = TeamsOffice(folder, SetClock(), made).moves_in()
    return made
