"""A room in Slack: the stories' words as clicks, windows and messages of the local workspace."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.identities import Json
from db.rows import Comment
from tests.contract.office import ANNA, BO, CECILIA, CHANNEL, OUTSIDER, Office, everything_of

PEOPLE = {"anna": ANNA, "bo": BO, "cecilia": CECILIA, "erik": OUTSIDER}
COMMANDS = ("besvarad", "kommentar")
"""Words with a slash command of their own."""


class SlackRoom:
    """`Room`, in Slack."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def hand_in(self, *texts_: str, account: str = "kulturskolan", **fields: Any) -> list[int]:
        return self.office.hand_in(*texts_, account=account, **fields)

    def comment(self, number: int) -> Comment:
        return self.office.comment(number)

    def wait_until(self, condition: Callable[[], object]) -> None:
        self.office.wait_until(condition)

    def comes(self, text: str = "Hej, när öppnar ni?", **fields: Any) -> tuple[int, Json]:
        return self.office.shown(text, **fields)

    def shows(self, number: int) -> Json:
        return self.office.card(number)

    def says(self, shown: Json) -> str:
        return everything_of(self.office.at(shown["ts"], shown["channel"]))

    def becomes(self, number: int, words: str) -> None:
        self.office.card_says(number, words)

    def leads_to(self, shown: Json, url: str) -> bool:
        return f"<{url}|" in self.says(shown)

    def in_the_channel(self) -> int:
        return len([each for each in self.office.workspace.messages(CHANNEL) if each["only_for"] is None])

    def press(self, who: str, shown: Json, act: str, number: int, *, still_on_screen: bool = False) -> None:
        shown = shown if still_on_screen else self.office.at(shown["ts"], shown["channel"])
        elements = [one for block in shown["blocks"] for one in block.get("elements", ())]
        if any(one.get("action_id") == f"svarsvakt.{act}" for one in elements):
            name, value = f"svarsvakt.{act}", str(number)
        else:
            name, value = "svarsvakt.more", f"{act}:{number}"
        self.office.workspace.click(PEOPLE[who], shown, name, value, still_on_screen=still_on_screen)

    def writes(self, who: str, words: str, holds: str) -> str:
        first, _, rest = words.partition(" ")
        command, text = (f"/{first}", rest) if first in COMMANDS else ("/svarsvakt", words)
        where = "C-ALLMANT" if who == "erik" else CHANNEL
        seen = self.office.slash(PEOPLE[who], text, command=command, channel=where)
        said = seen.text or everything_of(seen.messages[-1])
        assert holds in said
        return said

    def told(self, who: str, holds: str = "") -> str:
        return self.office.told(PEOPLE[who], holds=holds)

    def said_directly(self, who: str, holds: str) -> str:
        return self.office.said_directly(PEOPLE[who], holds)

    def window(self, who: str, holds: str = "") -> str:
        said = everything_of(self.office.modal(PEOPLE[who]))
        assert holds in said
        return said

    def fills_in(self, who: str, given: Mapping[str, str]) -> Mapping[str, str]:
        user = PEOPLE[who]
        return self.office.workspace.submit(user, self.office.modal(user), given).errors
