"""A comment's episodes, from its events: when the answer time began to run, and what met it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.rows import Comment, Event
from db.words import EventAction

MET = frozenset({EventAction.ACKNOWLEDGED, EventAction.CLOSED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """One run of a comment's answer time."""

    comment: Comment
    number: int
    began: datetime
    """What the answer time counts from."""
    seen: datetime
    """When the bot first knew of it."""
    met: datetime | None
    """The first holding reply or closing."""
    acknowledged: tuple[datetime, ...]
    closed: datetime | None

    @property
    def is_last(self) -> bool:
        """What the comment's row tells is of this one."""
        return self.number == self.comment.episode

    def needs_nothing_by(self, at: datetime) -> bool:
        """It was met by then."""
        return self.met is not None and self.met <= at


def episodes(comment: Comment, events: Sequence[Event]) -> list[Episode]:
    """The comment's episodes in order."""
    received = min(comment.written_at, comment.first_seen_at)
    found = []
    for number in sorted({event.episode for event in events}):
        mine = [event for event in events if event.episode == number]
        reopened = next((event.at for event in mine if event.action is EventAction.REOPENED), None)
        found.append(
            Episode(
                comment=comment,
                number=number,
                began=reopened or received,
                seen=reopened or comment.first_seen_at,
                met=min((event.at for event in mine if event.action in MET), default=None),
                acknowledged=tuple(event.at for event in mine if event.action is EventAction.ACKNOWLEDGED),
                closed=min((event.at for event in mine if event.action is EventAction.CLOSED), default=None),
            )
        )
    return found
