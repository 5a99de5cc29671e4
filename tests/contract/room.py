"""What a person does and sees at work, in whichever chat: stories told with this are told in both.

People are named as the configuration names them: `anna`, `bo` (editors), `cecilia` (supervisor); `erik` is
in the chat but not in Svarsvakt. Forms and answers that are one person's own are looked for where her chat
shows such things: in Slack a window or a message that only she sees, in Teams her own chat with the bot.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from db.rows import Comment

Shown = Any
"""A message, as the chat's own driver holds it."""


class Room(Protocol):
    """The bot at work in one chat."""

    def hand_in(self, *texts_: str, account: str = "kulturskolan", **fields: Any) -> list[int]:
        """Comments come in over HTTP, written five minutes ago; their numbers."""

    def comment(self, number: int) -> Comment:
        """One comment as it stands."""

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Wait in real time until it holds."""

    def comes(self, text: str = "Hej, när öppnar ni?", **fields: Any) -> tuple[int, Shown]:
        """A comment comes in; its number and its card, once that is shown."""

    def shows(self, number: int) -> Shown:
        """The comment's card."""

    def says(self, shown: Shown) -> str:
        """All that it says now, as words."""

    def becomes(self, number: int, words: str) -> None:
        """Wait until the comment's card, in its place, says this."""

    def leads_to(self, shown: Shown, url: str) -> bool:
        """Whether there is something in it to press that opens this address."""

    def in_the_channel(self) -> int:
        """How many messages of the bot's everybody in the unit's channel sees."""

    def press(self, who: str, shown: Shown, act: str, number: int, *, still_on_screen: bool = False) -> None:
        """Press the button that asks for this; `still_on_screen`: the message may have changed since."""

    def writes(self, who: str, words: str, holds: str) -> str:
        """Give a command, in the way nearest at hand; wait for an answer to her alone that says this."""

    def told(self, who: str, holds: str = "") -> str:
        """Wait for what she alone is told in answer to what she pressed."""

    def said_directly(self, who: str, holds: str) -> str:
        """Wait for a message of the bot's to her alone."""

    def window(self, who: str, holds: str = "") -> str:
        """Wait for the form or the text that has opened for her."""

    def fills_in(self, who: str, given: Mapping[str, str]) -> Mapping[str, str]:
        """Fill in the form that is open and send it; what is wrong, by field."""
