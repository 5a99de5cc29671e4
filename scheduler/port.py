"""What a chat must do for the outbox; Slack, Teams and the tests' fake each do it their way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from db.rows import Message, Notice
from db.words import NoticeKind


@dataclass(frozen=True, kw_only=True)
class Ref:
    """Where a message stands: which chat, and that chat's own channel id and message reference."""

    channel: str
    reference: str
    chat: str = "slack"


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to send: the gathered rows, their batch key, and the thread it belongs in.

    It carries ids only; the chat renders at send time from what is true then. The batch key goes into the
    message's metadata, so that `find` can tell whether a doubtful send arrived.
    """

    batch: str
    kind: NoticeKind
    recipient: str  # unit:3, person:7 or operator
    unit_id: int | None
    notices: tuple[Notice, ...]
    thread: Ref | None = None
    doubtful: bool = False  # told again because nobody could tell whether it arrived


@dataclass(frozen=True, kw_only=True)
class CannotTell:
    """History cannot be read (or lags): neither found nor missing."""

    ever: bool = False
    """This chat shows a bot no history at all: asking again changes nothing."""


class SendError(Exception):
    """The chat definitely did not take the message.

    `permanent`: it never will (channel gone, bot not invited, user unknown); `code`: the chat’s word for it.
    Otherwise try again, after `retry_after` if the chat said so.
    """

    def __init__(self, code: str, *, permanent: bool = False, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after


class Unclear(Exception):  # noqa: N818 - no error of ours: the send may have worked
    """The send was cut off (timeout, dropped connection, 5xx): it may have been taken."""


class Chat(Protocol):
    """A chat, seen from the outbox. All calls block; `now` is the sending transaction's."""

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        """Post it once, with `outgoing.batch` in its metadata. Raises SendError or Unclear; never retries."""
        ...

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        """Bring a message's look up to date, in place. Raises SendError or Unclear."""
        ...

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:
        """The message that carries `outgoing.batch`, sent at or after `since`, if it arrived."""
        ...
