"""What a person does and sees at work, in whichever chat: stories told with this are told in both.

People are named as the configuration names them: `anna`, `bo` (editors), `cecilia` (supervisor); `erik` is
in the chat but not in Svarsvakt. A message stands in the unit's channel (`KULTUR`), in the one of whoever
runs the bot (`DRIFT`), or, by a person's name, in her own chat with the bot. Forms and answers that are one
person's own are looked for where her chat shows such things: in Slack a window or a message that only she
sees, in Teams her own chat.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from db.rows import Comment
from tests.contract.at_work import AtWork

Shown = Any
"""A message or a person's own view, as the chat's own driver holds it."""
KULTUR, DRIFT = "#kultur", "#drift"
File = tuple[str, bytes]
"""Its name, and what is in it."""


class Room(Protocol):
    """The bot at work in one chat."""

    @property
    def bot(self) -> AtWork:
        """The program behind it: its clock, its store, its address; there time passes."""

    # Comments

    def hand_in(self, *texts_: str, account: str = "kulturskolan", **fields: Any) -> list[int]:
        """Comments come in over HTTP, written five minutes ago; their numbers."""

    def comment(self, number: int) -> Comment:
        """One comment as it stands."""

    def comes(self, text: str = "Hej, när öppnar ni?", **fields: Any) -> tuple[int, Shown]:
        """A comment comes in; its number and its card, once that is shown."""

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Wait in real time until it holds."""

    # What stands in messages

    def shows(self, number: int) -> Shown:
        """The comment's card."""

    def message(self, holds: str, where: str = KULTUR) -> Shown:
        """Wait for a message of the bot's that says this there; the latest."""

    def reply(self, to: Shown, holds: str) -> Shown:
        """Wait for a message under another that says this; the latest."""

    def how_many(self, holds: str = "", where: str = KULTUR) -> int:
        """How many messages there say this, of those that everybody there sees."""

    def says(self, shown: Shown) -> str:
        """All that it says now, as words."""

    def becomes(self, number: int, words: str) -> None:
        """Wait until the comment's card, in its place, says this."""

    def leads_to(self, shown: Shown, url: str) -> bool:
        """Whether there is something in it to press that opens this address."""

    def calls(self, shown: Shown) -> set[str]:
        """Whom it calls, so that their telephones sound."""

    def picture(self, shown: Shown) -> str:
        """What the picture in it is said to show; empty if there is none."""

    def offers(self, shown: Shown, act: str = "", *, row: str = "") -> list[str]:
        """What can be pressed in it to ask for `act` (or anything): about what, each time.

        `row`: only what is about the line that begins so.
        """

    # What one person does

    def press(
        self, who: str, shown: Shown, act: str, about: int | str = "", *, still_on_screen: bool = False
    ) -> None:
        """Press what asks for this; `still_on_screen`: the message may have changed since."""

    def ticks(self, who: str, view: Shown, act: str, numbers: Iterable[int]) -> None:
        """Tick these comments in her own view, then press."""

    def writes(self, who: str, words: str, holds: str = "") -> str:
        """Give a command, in the way nearest at hand; wait for an answer to her alone that says this."""

    def writes_directly(self, who: str, words: str) -> None:
        """Write to the bot in one's own chat with it."""

    def fills_in(
        self, who: str, given: Mapping[str, str | list[str]], *, picture: File | None = None
    ) -> Mapping[str, str]:
        """Fill in the form that is open and send it, with a picture; what is wrong, by field."""

    def choice(self, who: str, field: str, words: str) -> str:
        """In the form that is open: the value of what begins so among a field's choices."""

    def chooses(self, who: str, field: str, words: str) -> None:
        """Choose it, in a field that changes the form at once."""

    def looks_at(self, who: str, shown: Shown) -> str:
        """Come back to a message and look at it anew; what it says to her."""

    def adds(self, who: str, shown: Shown) -> None:
        """Choose "Lägg till i Svarsvakt" on a message."""

    def takes_file(self, who: str) -> bytes:
        """Take the file that she is given."""

    # What one person sees

    def told(self, who: str, holds: str = "") -> str:
        """Wait for what she alone is told in answer to what she pressed."""

    def said_directly(self, who: str, holds: str) -> str:
        """Wait for a message of the bot's to her alone."""

    def window(self, who: str, holds: str = "") -> str:
        """Wait for the form or the text that has opened for her."""

    def home(self, who: str, holds: str = "") -> Shown:
        """Open her own view and wait for what it shows."""

    def view(self, who: str, holds: str) -> Shown:
        """Wait until her own view, which is open, shows this."""

    # What goes wrong

    def breaks(self, call: str, how: str) -> None:
        """The next `new` message or the next `change` of one meets this fault (`bot.sandbox.faults`)."""

    def broke(self) -> bool:
        """Whether it has."""

    def takes_offence(self) -> None:
        """The chat takes offence at what a message looks like."""

    def throws_out(self) -> None:
        """The bot is no longer in the unit's channel."""

    def again(self) -> None:
        """The chat delivers what was last written to the bot once more."""

    def restarts(self) -> None:
        """The bot is stopped and started again."""

    # What left the bot

    def sent(self) -> list[Any]:
        """All that the bot has ever given to the chat."""

    def standing(self) -> list[Any]:
        """All that can still be read there."""
