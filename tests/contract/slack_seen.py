"""What people see in Slack: the channels' messages, windows, and what stands before one person alone."""

from collections.abc import Callable

from bot.sandbox.identities import Json
from tests.contract import slack_screen as screen
from tests.contract.office import ANNA, BO, CECILIA, CHANNEL, OUTSIDER, Office, everything_of
from tests.contract.room import DRIFT, KULTUR
from tests.contract.slack_screen import Home

PEOPLE = {"anna": ANNA, "bo": BO, "cecilia": CECILIA, "erik": OUTSIDER}
CHANNELS = {KULTUR: CHANNEL, DRIFT: "C-ALLMANT"}


class SlackSeen:
    """The half of `Room` that is looked at, in Slack."""

    def __init__(self, office: Office) -> None:
        self.bot = self.office = office
        self.workspace = office.workspace
        self.workspace.state.conversation(CHANNEL).members.add(OUTSIDER)  # anybody may read along

    def wait_until(self, condition: Callable[[], object]) -> None:
        self.office.wait_until(condition)

    def shows(self, number: int) -> Json:
        return self.message(f"Kommentar {number} på")

    def message(self, holds: str, where: str = KULTUR) -> Json:
        found = self.office.message(holds, channel=_place(where))
        screen.taken(found)
        return found

    def reply(self, to: Json, holds: str) -> Json:
        found = self.office.reply_to(to, holds)
        screen.taken(found)
        return found

    def how_many(self, holds: str = "", where: str = KULTUR) -> int:
        there = self.workspace.messages(_place(where))
        return sum(holds in everything_of(each) for each in there if each["only_for"] is None)

    def says(self, shown: Json | Home) -> str:
        return everything_of(self._now(shown))

    def becomes(self, number: int, words: str) -> None:
        self.office.card_says(number, words)

    def leads_to(self, shown: Json | Home, url: str) -> bool:
        return f"<{url}|" in self.says(shown)

    def calls(self, shown: Json) -> set[str]:
        said = self.says(shown)
        return {name for name, user in PEOPLE.items() if f"<@{user}>" in said}

    def picture(self, shown: Json) -> str:
        images = [block for block in self._now(shown)["blocks"] if block["type"] == "image"]
        return str(images[0]["alt_text"]) if images else ""

    def offers(self, shown: Json | Home, act: str = "", *, row: str = "") -> list[str]:
        return screen.offers(self._now(shown)["blocks"], act, row)

    def told(self, who: str, holds: str = "") -> str:
        return self.office.told(PEOPLE[who], holds=holds)

    def said_directly(self, who: str, holds: str) -> str:
        return self.office.said_directly(PEOPLE[who], holds)

    def window(self, who: str, holds: str = "") -> str:
        def said() -> str:
            modal = self.workspace.modal(PEOPLE[who])
            return screen.form_says(modal) if modal else ""

        self.wait_until(lambda: said() and holds in said())
        return said()

    def home(self, who: str, holds: str = "") -> Home:
        self.office.home(PEOPLE[who], holds)
        return self.view(who, holds)

    def view(self, who: str, holds: str) -> Home:
        shown = Home(PEOPLE[who])
        self.wait_until(lambda: holds in everything_of(self.workspace.home(shown.user) or {}))
        screen.home_taken(self._now(shown))
        return shown

    def _now(self, shown: Json | Home) -> Json:
        """As it stands."""
        if isinstance(shown, Home):
            view = self.workspace.home(shown.user)
            assert view is not None
            return view
        channel, root = shown["channel"], shown.get("thread_ts")
        held = self.workspace.thread(channel, root) if root else self.workspace.messages(channel)
        return next(each for each in held if each["ts"] == shown["ts"])


def _place(where: str) -> str:
    return CHANNELS.get(where) or PEOPLE[where]
