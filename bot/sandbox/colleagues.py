"""The colleague who works while the demo is open: he does in the chat what anybody could."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.sandbox.refusal import Refused
from bot.sandbox.samples.colleagues import Deed
from bot.sandbox.server import Workspace
from handlers.desk import Action
from scheduler.clock import Clock

_LOOKS_EVERY = 0.1
_COMMANDS = {Action.CLAIM: ("/svarsvakt", "ta {number}"), Action.ANSWER: ("/besvarad", "{number} {text}")}


class Colleagues:
    """A thread that runs slash commands when their time comes; again if the bot was down."""

    def __init__(
        self,
        deeds: Sequence[Deed],
        *,
        workspace: Workspace,
        clock: Clock,
        chat_ids: Mapping[str, str],
        numbers: Callable[[], Mapping[str, int]],
        channel: str,
    ) -> None:
        """`chat_ids`: people by slug; `numbers`: the comments' numbers by the sample's name."""
        self._waiting = sorted((deed for deed in deeds if deed.person in chat_ids), key=lambda deed: deed.at)
        self._workspace = workspace
        self._clock = clock
        self._chat_ids = chat_ids
        self._numbers = numbers
        self._channel = channel
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
        """When the colleague does something next."""
        with self._changing:
            return next((deed.at for deed in self._waiting if deed.at > now), None)

    def is_behind(self) -> bool:
        """Whether something that is due has not been done yet."""
        with self._changing:
            return bool(self._waiting) and self._waiting[0].at <= self._clock()

    def _run(self) -> None:
        while not self._stopping.wait(_LOOKS_EVERY):
            while self.is_behind() and not self._stopping.is_set():
                if not self._done(self._waiting[0]):
                    break
                with self._changing:
                    self._waiting.pop(0)

    def _done(self, deed: Deed) -> bool:
        """Whether the bot took it; a comment that has not come is waited for."""
        number = self._numbers().get(deed.comment)
        if number is None:
            return False
        command, text = _COMMANDS[deed.action]
        words = text.format(number=number, text=deed.text)
        try:
            seen = self._workspace.slash(self._chat_ids[deed.person], self._channel, command, words)
        except Refused:
            return False
        return seen.failure is None
