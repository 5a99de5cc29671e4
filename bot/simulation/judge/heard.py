"""What the chat heard, sorted by what it is about."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.simulation.judge.world import World
from db.rows import Notice
from db.words import NoticeKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One notice as the chat heard it."""

    at: datetime
    recipient: str
    notice: Notice
    doubtful: bool


class Heard:
    """Everything said, in order; by comment; and the calls of each unit's rounds."""

    def __init__(self, world: World) -> None:
        self.all: list[Said] = []
        self._about: dict[int, list[Said]] = defaultdict(list)
        self._calls: dict[int, list[Said]] = defaultdict(list)
        for at, outgoing in world.heard:
            for notice in outgoing.notices:
                one = Said(at=at, recipient=outgoing.recipient, notice=notice, doubtful=outgoing.doubtful)
                self.all.append(one)
                if notice.comment_id is not None:
                    self._about[notice.comment_id].append(one)
                if notice.kind is NoticeKind.ROUND and notice.unit_id is not None:
                    self._calls[notice.unit_id].append(one)

    def about(self, comment_id: int) -> Sequence[Said]:
        """What was said about one comment."""
        return self._about.get(comment_id, ())

    def calls(self, unit_id: int) -> Sequence[Said]:
        """The calls of one unit's rounds."""
        return self._calls.get(unit_id, ())
