"""A room in Teams: the stories' words as messages, presses and forms, on the other side a local service."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.teams.world import Posted
from bot.teams.cards.forms import CHANGE, SEND
from bot.teams.dialogs import OF_MESSAGE
from bot.teams.handing_out import ANSWERED
from db.rows import Comment
from tests.contract import teams_screen as screen
from tests.contract.room import File
from tests.contract.teams_files import CONSENT, INFO, Shelf, download, upload
from tests.contract.teams_office import USERS, TeamsOffice
from tests.contract.teams_screen import OnScreen, is_form
from tests.contract.teams_trouble import TeamsTroubled
from tests.contract.teams_windows import Windows
from tests.teams.cards.filled_in import press as filled_in
from tests.teams.playground.screen import pieces


class TeamsRoom(TeamsTroubled):
    """`Room`, in Teams."""

    def __init__(self, office: TeamsOffice) -> None:
        super().__init__(office)
        self._open: dict[str, Posted] = {}
        self._windows = Windows(office)

    def hand_in(self, *texts_: str, account: str = "kulturskolan", **fields: Any) -> list[int]:
        return self.office.hand_in(*texts_, account=account, **fields)

    def comment(self, number: int) -> Comment:
        return self.office.comment(number)

    def comes(self, text: str = "Hej, när öppnar ni?", **fields: Any) -> tuple[int, OnScreen]:
        (number,) = self.hand_in(text, **fields)
        return number, self.shows(number)

    def press(
        self, who: str, shown: OnScreen, act: str, about: int | str = "", *, still_on_screen: bool = False
    ) -> None:
        card = shown.card if still_on_screen else shown.posted.card
        self._send(who, shown.posted, screen.to_send(card, act, str(about)))

    def ticks(self, who: str, view: OnScreen, act: str, numbers: Iterable[int]) -> None:
        (about,) = self.offers(view, act)
        ticked = {about: ",".join(map(str, numbers))}
        self._send(who, view.posted, filled_in(view.posted.card, act, ticked, value=about))

    def writes(self, who: str, words: str, holds: str = "") -> str:
        self._open.pop(who, None)
        before = len(self.posted(who))
        called = {f"@{slug}": user for slug, user in USERS.items() if f"@{slug}" in words}
        where = self.office.channel if called else self.office.own[who]  # nobody is called in a 1:1 chat
        self.service.says(USERS[who], words, where, called=called)
        return screen.words(self._among(lambda: self.posted(who)[before:], holds).posted)

    def writes_directly(self, who: str, words: str) -> None:
        self.service.says(USERS[who], words, self.office.own[who])

    def fills_in(
        self, who: str, given: Mapping[str, str | list[str]], *, picture: File | None = None
    ) -> Mapping[str, str]:
        posted = self._form(who)
        if picture is not None:
            self._sends(who, posted, picture)
        joined = {name: held if isinstance(held, str) else ",".join(held) for name, held in given.items()}
        came = self._send(who, posted, filled_in(posted.card, SEND, joined))
        return screen.faults(came) if isinstance(came, dict) else {}

    def choice(self, who: str, field: str, words: str) -> str:
        return screen.choice(self._form(who).card, field, words)

    def chooses(self, who: str, field: str, words: str) -> None:
        posted = self._form(who)
        chosen = {field: screen.choice(posted.card, field, words)}
        self._send(who, posted, filled_in(posted.card, CHANGE, chosen, value=field))

    def looks_at(self, who: str, shown: OnScreen) -> str:
        anew = shown.posted.card["refresh"]["action"]["data"]
        return "\n".join(pieces(self.service.presses(USERS[who], shown.posted, anew).json()["value"]))

    def adds(self, who: str, shown: OnScreen) -> None:
        said = {"contentType": "text", "content": screen.words(shown.posted)}
        message = {"id": shown.posted.id, "createdDateTime": self.office.clock().isoformat(), "body": said}
        chat = self.service.world.chats[shown.posted.conversation]
        self.service.invokes(USERS[who], chat, OF_MESSAGE, {"messagePayload": message})

    def takes_file(self, who: str) -> bytes:
        posted, own = self._with(who, CONSENT), self.office.own[who]
        with Shelf() as hers:
            value = upload(posted, hers)
            self.service.invokes(USERS[who], own, ANSWERED, value, message=posted.id)
            self._with(who, INFO)
            return bytes(hers.came)

    # How

    def _form(self, who: str) -> Posted:
        """The message in which a form is open for her: the last that opened."""
        if who in self._open:
            return self._open[who]
        found: list[Posted] = []

        def there() -> bool:
            found[:] = [one for one in self.posted(who) if is_form(one.card)]
            return bool(found)

        self.wait_until(there)
        return found[-1]

    def _send(self, who: str, posted: Posted, data: Json) -> Any:
        """What goes back with the press; a card, once it stands in the place of the one that was pressed."""
        self._open.pop(who, None)
        if self._windows.takes(posted, data):
            posted, came = self._windows.press(who, posted, data)
        else:
            answer = self.service.presses(USERS[who], posted, data)
            assert answer.status_code == 200, answer.text
            came = answer.json()["value"]
        self._answers[who].append("\n".join(pieces(came)) if isinstance(came, dict) else str(came))
        if isinstance(came, dict):
            self.wait_until(lambda: posted.card == came)
            if is_form(came):
                self._open[who] = posted
        return came

    def _sends(self, who: str, form: Posted, picture: File) -> None:
        """The picture comes as a message of its own, with the words that the form asks for."""
        name, content = picture
        (asked,) = set(re.findall(r"i vår chatt och skriv (\d+)", screen.words(form)))
        before = len(self.posted(who))
        with Shelf(content) as hers:
            file = download(name, hers)
            self.service.says(USERS[who], asked, self.office.own[who], files=[file])
            self.wait_until(lambda: self.posted(who)[before:])

    def _with(self, who: str, kind: str) -> Posted:
        """Wait for a message of hers with something of this kind attached."""

        def found() -> list[Posted]:
            return [
                one
                for one in self.posted(who)
                if any(each["contentType"] == kind for each in one.now.get("attachments") or ())
            ]

        self.wait_until(found)
        return found()[-1]
