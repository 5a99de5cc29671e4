"""The colleagues who work while the demo is open: they do in the chat what anybody could."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from bot.sandbox.refusal import Refused
from bot.sandbox.samples import colleagues as script
from bot.sandbox.samples.colleagues import Deed
from bot.sandbox.samples.weekend import EVENING
from bot.sandbox.seen import Seen
from bot.sandbox.server import Workspace
from handlers.desk import Action
from handlers.no_reply import likely_no_reply
from scheduler.clock import Clock

_LOOKS_EVERY = 0.1
_COMMANDS = {
    Action.CLAIM: ("/svarsvakt", "ta {number}"),
    Action.ANSWER: ("/besvarad", "{number} {text}"),
    Action.ACKNOWLEDGE: ("/svarsvakt", "bemött {number} {text}"),
}
Turn = Callable[[str, str], bool]
"""Something one person does, by her chat id, in her channel; False: the bot did not take it, try again."""


class Colleagues:
    """A thread in which people act when their time comes; again if the bot was down."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: Clock,
        chat_ids: Mapping[str, str],
        channels: Mapping[str, str],
        numbers: Callable[[], Mapping[str, int]],
        helper: str,
        since: datetime,
    ) -> None:
        """`chat_ids` and `channels`: people's, by slug; `numbers`: the comments', by the sample's name.

        `helper`: who closes what is left of "Troligen inget svar". What was due before `since` is not done.
        """
        self._workspace = workspace
        self._clock = clock
        self._chat_ids = chat_ids
        self._channels = channels
        self._numbers = numbers
        turns: list[tuple[datetime, str, Turn]] = [
            (deed.at, deed.person, partial(self._handle, deed)) for deed in script.AFTER_OPENING
        ]
        turns += [(at, person, self._look) for at, person in script.LOOKS]
        turns.append((script.SORTED_AT, helper, self._sort))
        self._waiting = sorted(
            (turn for turn in turns if turn[0] >= since and turn[1] in channels), key=lambda turn: turn[0]
        )
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="colleagues", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; harmless if it never began."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def next_at(self, now: datetime) -> datetime | None:
        """When somebody does something next."""
        with self._changing:
            return next((at for at, _, _ in self._waiting if at > now), None)

    def is_behind(self) -> bool:
        """Whether something that is due has not been done yet."""
        with self._changing:
            return bool(self._waiting) and self._waiting[0][0] <= self._clock()

    def _run(self) -> None:
        while not self._stopping.wait(_LOOKS_EVERY):
            while self.is_behind() and not self._stopping.is_set():
                _, person, turn = self._waiting[0]
                try:
                    taken = turn(self._chat_ids[person], self._channels[person])
                except Refused:
                    taken = False
                if not taken:
                    break
                with self._changing:
                    self._waiting.pop(0)

    def _handle(self, deed: Deed, user: str, channel: str) -> bool:
        number = self._numbers().get(deed.comment)
        if number is None:
            return False  # it has not come yet
        command, words = _COMMANDS[deed.action]
        return _took(
            self._workspace.slash(user, channel, command, words.format(number=number, text=deed.text))
        )

    def _look(self, user: str, channel: str) -> bool:
        """ "Jag har tittat" on the channel's latest round; nothing to do if somebody has."""
        for message in reversed(self._workspace.messages(channel)):
            for block in message["blocks"]:
                for element in block.get("elements", []):
                    value = str(element.get("value", ""))
                    if value.startswith("round:") and value.endswith(":all"):
                        return _took(self._workspace.click(user, message, element["action_id"], value))
        return True

    def _sort(self, user: str, channel: str) -> bool:
        numbers = self._numbers()
        likely = (numbers.get(sample.name) for sample in EVENING if likely_no_reply(sample.text))
        listed = " ".join(str(number) for number in likely if number is not None)
        return _took(self._workspace.slash(user, channel, "/svarsvakt", f"inget-svar {listed}"))


def _took(seen: Seen) -> bool:
    return seen.failure is None
