"""A room in Teams: the same program behind its real door, a local Bot Connector service on the other side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any, Self

from bot.app import build
from bot.config import load
from bot.sandbox.identities import Json
from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import Posted, TeamsUser
from bot.teams.cards.forms import SEND
from tests.contract.at_work import INTAKE_TOKEN, PATIENCE, QUICK, UNIT, AtWork
from tests.stores import migrated
from tests.teams.cards.adaptive import things
from tests.teams.cards.filled_in import press as filled_in
from tests.teams.playground.screen import pieces
from tests.workspace import SetClock

CHANNEL, OPERATORS = "19:kultur@thread.tacv2", "19:drift@thread.tacv2"
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


@dataclass(frozen=True)
class OnScreen:
    """A message, and its card as somebody first saw it."""

    posted: Posted
    card: Json


class TeamsRoom(AtWork):
    """`Room`, in Teams."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        super().__init__(clock)
        self._file = folder / "config.toml"
        self._file.write_text(CONFIG, encoding="utf-8")
        self._database = folder / "svarsvakt.db"
        migrated(self._database)
        self.service = TeamsService(clock=clock)
        self.channel = self.service.world.add_channel(CHANNEL, team="19:team@thread.tacv2", name="Kultur")
        self.operators = self.service.world.add_channel(OPERATORS, team="19:it@thread.tacv2", name="Drift")
        self.own = {}
        for slug, user in USERS.items():
            self.service.world.add_user(user)
            self.own[slug] = self.service.world.personal(user)
        self._answers: dict[str, list[str]] = {slug: [] for slug in USERS}
        self._again: dict[str, OnScreen] = {}

    def __enter__(self) -> Self:
        self.service.start()
        environment = {
            "DATABASE_URL": f"sqlite:///{self._database}",
            "SVARSVAKT_INTAKE_TOKEN_TEST": INTAKE_TOKEN,
        }
        config = load(self._file, environment)
        self.program = build(
            replace(config, http=replace(config.http, port=0)), clock=self.clock, tempo=QUICK
        )
        self.program.start()
        self.service.bot_url = f"{self.url}/teams/messages"
        for chat in (self.channel, self.operators):
            self.service.installs(chat, by=USERS["cecilia"])
        for slug, own in self.own.items():
            self.service.installs(own, by=USERS[slug])
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.service.stop()
        self._http.close()

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Looked at every few milliseconds."""
        gives_up = monotonic() + PATIENCE
        while not condition():
            if monotonic() > gives_up:
                raise TimeoutError("the bot did not do it in time")
            Event().wait(0.01)

    # What everybody sees

    def comes(self, text: str = "Hej, när öppnar ni?", **fields: Any) -> tuple[int, OnScreen]:
        (number,) = self.hand_in(text, **fields)
        return number, self.shows(number)

    def shows(self, number: int) -> OnScreen:
        return self._message(CHANNEL, f"Kommentar {number} på")

    def says(self, shown: OnScreen) -> str:
        return _words(shown.posted)

    def becomes(self, number: int, words: str) -> None:
        shown = self.shows(number)
        self.wait_until(lambda: words in _words(shown.posted))

    def leads_to(self, shown: OnScreen, url: str) -> bool:
        return any(one.get("url") == url for one in things(shown.posted.card))

    def in_the_channel(self) -> int:
        return len(self.service.posted(CHANNEL))

    # What one person does and sees

    def press(
        self, who: str, shown: OnScreen, act: str, number: int, *, still_on_screen: bool = False
    ) -> None:
        card = shown.card if still_on_screen else shown.posted.card
        self._send(who, shown.posted, filled_in(card, act, value=str(number)))

    def writes(self, who: str, words: str, holds: str) -> str:
        before = len(self.service.posted(self.own[who].id))
        self.service.says(USERS[who], words, self.own[who])
        return _words(self._message(self.own[who].id, holds, after=before).posted)

    def told(self, who: str, holds: str = "") -> str:
        def found() -> list[str]:
            return [said for said in self._answers[who] if holds in said]

        self.wait_until(found)
        return found()[-1]

    def said_directly(self, who: str, holds: str) -> str:
        return _words(self._message(self.own[who].id, holds).posted)

    def window(self, who: str, holds: str = "") -> str:
        return "\n".join(pieces(self._message(self.own[who].id, holds).card))

    def fills_in(self, who: str, given: Mapping[str, str]) -> Mapping[str, str]:
        shown = self._form(who)
        came = self._send(who, shown.posted, filled_in(shown.card, SEND, given))
        if not isinstance(came, dict):
            return {}
        self._again[who] = OnScreen(shown.posted, came)
        return _faults(came)

    # How

    def _form(self, who: str) -> OnScreen:
        """Her latest message with a form in it, as it stands after what was wrong with it."""
        found = [
            one
            for one in self.service.posted(self.own[who].id)
            if any(thing.get("data", {}).get("act") == SEND for thing in things(one.card))
        ]
        again = self._again.get(who)
        if again is not None and again.posted is found[-1]:
            return again
        return OnScreen(found[-1], found[-1].card)

    def _send(self, who: str, posted: Posted, data: Json) -> Any:
        """What goes back with the press; a sentence is kept as what she was told."""
        answer = self.service.presses(USERS[who], posted, data)
        assert answer.status_code == 200, answer.text
        came = answer.json()["value"]
        self._answers[who].append("\n".join(pieces(came)) if isinstance(came, dict) else str(came))
        return came

    def _message(self, chat: str, holds: str, *, after: int = 0) -> OnScreen:
        found: list[Posted] = []

        def there() -> bool:
            found[:] = [one for one in self.service.posted(chat)[after:] if holds in _words(one)]
            return bool(found)

        self.wait_until(there)
        return OnScreen(found[-1], found[-1].card)


def _words(posted: Posted) -> str:
    """All that can be read in it, and where it leads."""
    leads_to = [str(one["url"]) for one in things(posted.card) if "url" in one]
    return "\n".join([str(posted.now.get("text") or ""), *pieces(posted.card), *leads_to])


def _faults(card: Json) -> dict[str, str]:
    """What is wrong with a form, by the field that it stands above."""
    found: dict[str, str] = {}
    wrong = ""
    for element in card["body"]:
        runs = element.get("inlines", ())
        if any(isinstance(one, dict) and one.get("color") == "Attention" for one in runs):
            wrong = "".join(one["text"] for one in runs)
        elif wrong:
            found[str(element.get("id", "")).removeprefix("f_")] = wrong
            wrong = ""
    return found
