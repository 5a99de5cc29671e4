"""What people see in Teams: the messages in its channels, and in everybody's own chat with the bot."""

from collections.abc import Callable

from bot.sandbox.teams.world import THREAD, Posted
from tests.contract import teams_screen as screen
from tests.contract.room import DRIFT, KULTUR
from tests.contract.teams_office import TeamsOffice
from tests.contract.teams_screen import OnScreen, on_screen
from tests.contract.teams_tenant import CHANNEL, OPERATORS, USERS
from tests.teams.cards.adaptive import of_kind, things
from tests.teams.playground.screen import pieces

CHANNELS = {KULTUR: CHANNEL, DRIFT: OPERATORS}


class TeamsSeen:
    """The half of `Room` that is looked at, in Teams."""

    def __init__(self, office: TeamsOffice) -> None:
        self.bot = self.office = office
        self.service = office.service
        self._answers: dict[str, list[str]] = {slug: [] for slug in USERS}
        self._views: dict[str, Posted] = {}

    def wait_until(self, condition: Callable[[], object]) -> None:
        self.office.wait_until(condition)

    def shows(self, number: int) -> OnScreen:
        return self.message(f"Kommentar {number} på")

    def message(self, holds: str, where: str = KULTUR) -> OnScreen:
        return self._among(
            lambda: [one for one in self.posted(where) if THREAD not in one.conversation], holds
        )

    def reply(self, to: OnScreen, holds: str) -> OnScreen:
        thread = f"{to.posted.conversation}{THREAD}{to.posted.id}"
        return self._among(
            lambda: [one for one in self.service.posted() if one.conversation == thread], holds
        )

    def how_many(self, holds: str = "", where: str = KULTUR) -> int:
        there = [one for one in self.posted(where) if THREAD not in one.conversation]
        return sum(holds in screen.words(one) for one in there)

    def says(self, shown: OnScreen) -> str:
        return screen.words(shown.posted)

    def becomes(self, number: int, words: str) -> None:
        shown = self.shows(number)
        self.wait_until(lambda: words in screen.words(shown.posted))

    def leads_to(self, shown: OnScreen, url: str) -> bool:
        return any(one.get("url") == url for one in things(shown.posted.card))

    def calls(self, shown: OnScreen) -> set[str]:
        called = {one["mentioned"]["id"] for one in shown.posted.card["msteams"].get("entities", ())}
        return {slug for slug, user in USERS.items() if user.object_id in called}

    def picture(self, shown: OnScreen) -> str:
        images = of_kind(shown.posted.card, "Image")
        return str(images[0]["altText"]) if images else ""

    def offers(self, shown: OnScreen, act: str = "", *, row: str = "") -> list[str]:
        return screen.offers(shown.posted.card, act, row)

    def told(self, who: str, holds: str = "") -> str:
        def found() -> list[str]:
            return [said for said in self._answers[who] if holds in said]

        self.wait_until(found)
        return found()[-1]

    def said_directly(self, who: str, holds: str) -> str:
        return screen.words(self.message(holds, who).posted)

    def window(self, who: str, holds: str = "") -> str:
        return "\n".join(pieces(self.message(holds, who).posted.card))

    def home(self, who: str, holds: str = "") -> OnScreen:
        before = len(self.posted(who))
        self.service.says(USERS[who], "mitt", self.office.own[who])
        shown = self._among(lambda: self.posted(who)[before:], holds)
        self._views[who] = shown.posted
        return shown

    def view(self, who: str, holds: str) -> OnScreen:
        return self._among(lambda: [self._views[who]], holds)

    def posted(self, where: str) -> list[Posted]:
        """Every message of the bot's there, its threads included."""
        return self.service.posted(CHANNELS.get(where) or self.office.own[where].id)

    def _among(self, there: Callable[[], list[Posted]], holds: str) -> OnScreen:
        """Wait until one of these says this; the latest."""

        def found() -> list[Posted]:
            return [one for one in there() if holds in screen.words(one)]

        self.wait_until(found)
        return on_screen(found()[-1])
