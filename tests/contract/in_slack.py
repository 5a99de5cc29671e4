"""A room in Slack: the stories' words as clicks, windows and messages of the local workspace."""

from collections.abc import Iterable, Mapping
from typing import Any

import httpx

from bot.sandbox.identities import Json
from bot.slack.names import ADD_COMMENT
from db.rows import Comment
from tests.contract import slack_screen as screen
from tests.contract.office import CHANNEL, everything_of
from tests.contract.room import File
from tests.contract.slack_screen import Home
from tests.contract.slack_seen import PEOPLE
from tests.contract.slack_trouble import SlackTroubled

COMMANDS = ("besvarad", "kommentar")
"""Words with a slash command of their own."""


class SlackRoom(SlackTroubled):
    """`Room`, in Slack."""

    def hand_in(self, *texts_: str, account: str = "kulturskolan", **fields: Any) -> list[int]:
        return self.office.hand_in(*texts_, account=account, **fields)

    def comment(self, number: int) -> Comment:
        return self.office.comment(number)

    def comes(self, text: str = "Hej, när öppnar ni?", **fields: Any) -> tuple[int, Json]:
        return self.office.shown(text, **fields)

    def press(
        self,
        who: str,
        shown: Json | Home,
        act: str,
        about: int | str = "",
        *,
        still_on_screen: bool = False,
    ) -> None:
        there = shown if still_on_screen and not isinstance(shown, Home) else self._now(shown)
        name, value = screen.to_press(there["blocks"], act, str(about))
        self.workspace.click(PEOPLE[who], there, name, value, still_on_screen=still_on_screen)

    def ticks(self, who: str, view: Home, act: str, numbers: Iterable[int]) -> None:
        there = self._now(view)
        ticked = screen.ticked(there["blocks"], numbers)
        self.workspace.click(PEOPLE[who], there, f"svarsvakt.{act}", values=ticked)

    def writes(self, who: str, words: str, holds: str = "") -> str:
        first, _, rest = words.partition(" ")
        command, text = (f"/{first}", rest) if first in COMMANDS else ("/svarsvakt", words)
        where = "C-ALLMANT" if who == "erik" else CHANNEL
        seen = self.office.slash(PEOPLE[who], text, command=command, channel=where)
        said = "\n".join([seen.text, *map(everything_of, seen.messages)])
        assert holds in said
        return said

    def writes_directly(self, who: str, words: str) -> None:
        self.workspace.tell_bot(PEOPLE[who], words)

    def fills_in(
        self, who: str, given: Mapping[str, str | list[str]], *, picture: File | None = None
    ) -> Mapping[str, str]:
        user, fields = PEOPLE[who], dict[str, Any](given)
        if picture is not None:
            fields["picture"] = [self.workspace.put_file(user, *picture)]
        wrong = self.workspace.submit(user, self.office.modal(user), fields).errors
        if picture is not None:
            slack = self.office.running.slack
            assert slack is not None
            self.office.running._fetch(slack.file)  # the job comes round
        return wrong

    def choice(self, who: str, field: str, words: str) -> str:
        if field == "user":
            return PEOPLE[words.lower()]
        if field == "channel":
            return f"C-{words.upper()}"
        return screen.choice(self.office.modal(PEOPLE[who])["blocks"], field, words)

    def chooses(self, who: str, field: str, words: str) -> None:
        form = self.office.modal(PEOPLE[who])
        value = screen.choice(form["blocks"], field, words)
        self.workspace.click(PEOPLE[who], form, "svarsvakt.value", value, block_id=field)

    def looks_at(self, who: str, shown: Json) -> str:
        return self.says(shown)

    def adds(self, who: str, shown: Json) -> None:
        self.workspace.shortcut(PEOPLE[who], ADD_COMMENT, shown)

    def takes_file(self, who: str) -> bytes:
        def given() -> list[Json]:
            return [file for each in self.workspace.messages(PEOPLE[who]) for file in each.get("files") or ()]

        self.wait_until(given)
        headers = {"Authorization": f"Bearer {self.workspace.bot_token}"}
        return httpx.get(given()[-1]["url_private"], headers=headers, trust_env=False).content
