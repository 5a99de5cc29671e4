"""What the Playground shows: every message with its card, as it stands now, in everybody's chats.

Its page gets its own user's chats alone; its recording holds every call that the bot made, and what that was
answered. What was taken is shown.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

BETWEEN = "\n---\n"
LOOKS_EVERY = 0.05
CALL = re.compile(r"/_connector/v3/conversations/(?P<conversation>[^/]+)/activities(/(?P<message>[^/]+))?$")
PATIENCE = 20.0
"""Seconds of waiting for something to appear. A busy machine is slow; nothing waits longer than it must."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message as it stands. `conversation` names a thread after its semicolon."""

    conversation: str
    id: str
    text: str
    card: dict[str, Any] | None
    version: int = 1

    def says(self) -> str:
        """Everything that can be read in it, one piece a line."""
        return "\n".join([self.text, *pieces(self.card or {})])


class Screen:
    """Follows the Playground's recording."""

    def __init__(self, recording: Path) -> None:
        self._shown: dict[str, Shown] = {}
        self._changed = threading.Condition()
        self._recording, self._read = recording, 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="screen", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Look away."""
        self._stopping.set()
        self._thread.join()

    def all(self, conversation: str = "") -> list[Shown]:
        """Every message, the oldest first; of a conversation with its threads, if one is named."""
        with self._changed:
            return [each for each in self._shown.values() if each.conversation.startswith(conversation)]

    def wait_for(self, wanted: Callable[[Shown], bool], what: str, *, conversation: str = "") -> Shown:
        """The newest message that is wanted, as soon as there is one."""
        return self._until(
            lambda: next((each for each in reversed(self.all(conversation)) if wanted(each)), None), what
        )

    def now(self, shown: Shown) -> Shown:
        """The same message as it stands now."""
        with self._changed:
            return self._shown[shown.id]

    def put(self, shown: Shown, card: dict[str, Any]) -> None:
        """What a press was answered with stands in the place of what was pressed."""
        self._put(shown.conversation, shown.id, {"attachments": [{"content": card}], "text": shown.text})

    def _until(self, found: Callable[[], Shown | None], what: str) -> Shown:
        until = time.monotonic() + PATIENCE
        with self._changed:
            while (there := found()) is None:
                if not self._changed.wait(max(0.0, until - time.monotonic())):
                    told = "\n---\n".join(f"{each.conversation}: {each.says()}" for each in self.all())
                    raise AssertionError(f"not shown: {what}\n{told[-4000:]}")
        return there

    def _follow(self) -> None:
        while not self._stopping.wait(LOOKS_EVERY):
            if not self._recording.exists():
                continue
            with self._recording.open("rb") as file:
                file.seek(self._read)
                came = file.read()
            whole, between, _ = came.rpartition(BETWEEN.encode())
            self._read += len(whole) + len(between)
            for entry in filter(None, map(str.strip, whole.decode().split(BETWEEN))):
                self._called(json.loads(entry))

    def _called(self, told: dict[str, Any]) -> None:
        """One entry: a call of the bot's that was taken, or something else."""
        asked, answer = told.get("request") or {}, told.get("response") or {}
        found = CALL.match(unquote(str(asked.get("url") or "")))
        if found is None or not 200 <= int(answer.get("statusCode") or 0) < 300:
            return
        number = str((answer.get("body") or {}).get("id") or "")
        body = asked.get("body") or {}
        if number and body.get("type") == "message":
            where = found["conversation"]
            thread = where.startswith("19:") and ";" not in where and where.endswith("@thread.tacv2")
            self._put(f"{where};messageid={number}" if thread else where, number, body)

    def _put(self, conversation: str, number: str, message: dict[str, Any]) -> None:
        cards = [part.get("content") for part in message.get("attachments") or ()]
        card = next((each for each in cards if isinstance(each, dict)), None)
        with self._changed:
            before = self._shown.get(number)
            self._shown[number] = Shown(
                conversation=before.conversation if before else conversation,
                id=number,
                text=str(message.get("text") or ""),
                card=card,
                version=before.version + 1 if before else 1,
            )
            self._changed.notify_all()


def pieces(part: Any) -> Iterator[str]:
    """The words of a card, in order: of texts, facts, choices, fields and buttons."""
    if isinstance(part, list):
        for each in part:
            yield from pieces(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in {"text", "title", "label", "value", "placeholder"} and isinstance(value, str):
                yield value
            elif name not in {"data", "fallback", "msteams", "selectAction"}:
                yield from pieces(value)
