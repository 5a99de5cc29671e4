"""Windows of a room in Teams: what one shows stands among her own messages, as nobody else sees it."""

from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.teams.world import Posted
from bot.teams.activities import CARD
from bot.teams.windows import IN_A_WINDOW
from tests.contract.teams_office import USERS, TeamsOffice


class Windows:
    """Opens them as Teams does, and sends in what is filled in there."""

    def __init__(self, office: TeamsOffice) -> None:
        self._office = office
        self._shown: set[str] = set()

    def takes(self, posted: Posted, data: Json) -> bool:
        """Whether this press opens a window, or stands in one."""
        return IN_A_WINDOW in data or posted.id in self._shown

    def press(self, who: str, posted: Posted, data: Json) -> tuple[Posted, Any]:
        """What came: the window and the card that it shows, or the sentence that was said in it."""
        user, service = USERS[who], self._office.service
        if posted.id in self._shown:
            answer = service.invokes(user, self._office.channel, "task/submit", {"data": data})
        else:
            answer = service.opens(user, posted, data)
        assert answer.status_code == 200, answer.text
        task = answer.json().get("task", {"type": "message", "value": ""})
        if task["type"] == "message":
            return posted, task["value"]
        card = task["value"]["card"]["content"]
        return self._stands(who, posted, card), card

    def _stands(self, who: str, posted: Posted, card: Json) -> Posted:
        shown = {"type": "message", "attachments": [{"contentType": CARD, "content": card}]}
        if posted.id in self._shown:
            posted.now = shown
            return posted
        service, own = self._office.service, self._office.own[who].id
        window = service.on_loop(lambda: service.world.post(own, shown))
        self._shown.add(window.id)
        return window
