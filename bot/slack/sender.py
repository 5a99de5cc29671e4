"""The outbox's way into Slack: posts a message once, brings it up to date, finds it again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.chat.people import known_in
from bot.picture import Draws
from bot.slack import history
from bot.slack.addresses import Address, DirectMessages, address
from bot.slack.blocks import drawn
from bot.slack.blocks.pieces import Drawn
from bot.slack.errors import SHAPE, judged
from bot.slack.names import CHAT
from bot.slack.pictures import uploaded
from bot.texts import Texts
from db.rows import Message, Notice
from db.store import Store
from db.words import NoticeKind
from handlers import view
from handlers.content import Content, WarningContent, WeekContent
from scheduler.port import CannotTell, Outgoing, Ref, SendError
from scheduler.rulebook import RuleBook

log = structlog.get_logger()

PARENT_GONE = frozenset({"cannot_reply_to_message", "message_not_found", "thread_not_found"})


class SlackChat:
    """`scheduler.port.Chat` on Slack. What a message says is asked of the store at the moment of sending."""

    def __init__(
        self,
        *,
        client: WebClient,
        store: Store,
        book: RuleBook,
        texts: Callable[[str | None], Texts],
        operator_channel: str | None,
        draw: Draws | None = None,
        own_time: bool = False,
        several: bool = False,
    ) -> None:
        """`own_time`: our clock is a simulated one that Slack does not share.

        `several`: there are other chats, in which people have other ids.
        """
        self._several = several
        self._client = client
        self._store = store
        self._book = book
        self._texts = texts
        self._operator_channel = operator_channel
        self._draw = draw
        self._own_time = own_time
        self._direct = DirectMessages(client)

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        """Post it once, with `outgoing.batch` in its metadata. Raises SendError or Unclear; never retries.

        Only after a definite refusal is a plainer form tried: without the thread that is gone, without the
        picture or the blocks that Slack took offence at.
        """
        where, content = self._content(outgoing.kind, outgoing.notices, outgoing.recipient, now)
        channel = self._direct.channel(where)
        texts = self._texts(where.language)
        shown = self._drawn(content, texts)
        arguments: dict[str, Any] = {
            "channel": channel,
            "metadata": history.metadata(outgoing.batch, outgoing.notices),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if outgoing.thread and outgoing.thread.channel == channel:
            arguments["thread_ts"] = outgoing.thread.reference
            # A reply reaches only who follows the thread: one that names nobody is shown in the channel too.
            arguments["reply_broadcast"] = isinstance(content, WarningContent) and not content.mentions
        try:
            return self._post(arguments, shown)
        except SendError as refusal:
            if refusal.code in PARENT_GONE and "thread_ts" in arguments:
                del arguments["thread_ts"], arguments["reply_broadcast"]
                return self._post(arguments, shown)
            if refusal.code in SHAPE:
                log.error(  # noqa: TRY400 - the code says it all; a traceback says less
                    "slack_blocks_refused",
                    action="slack_blocks_refused",
                    kind=outgoing.kind.value,
                    batch=outgoing.batch,
                    code=refusal.code,
                )
                return self._post(arguments, self._plainer(content, texts))
            raise

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        """Bring a message's look up to date, in place. Raises SendError or Unclear."""
        where, content = self._content(message.kind, notices, message.recipient, now)
        shown = drawn(content, self._texts(where.language))
        with judged():
            self._client.chat_update(
                channel=message.channel,
                ts=message.reference,
                text=shown.text,
                blocks=list(shown.blocks),
                metadata=history.metadata(message.batch, notices),
            )

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:
        """The message that carries `outgoing.batch`, sent at or after `since`, if it arrived."""
        try:
            with self._store.read() as tx:
                where = address(tx, outgoing.recipient, operator_channel=self._operator_channel)
            channel = self._direct.channel(where)
        except SendError:
            return CannotTell()
        in_thread = outgoing.thread is not None and outgoing.thread.channel == channel
        places = [outgoing.thread.reference, None] if outgoing.thread and in_thread else [None]
        for thread in places:  # a reply whose parent was gone stands in the channel itself
            found = history.find(
                self._client,
                channel=channel,
                thread=thread,
                batch=outgoing.batch,
                since=None if self._own_time else since,
            )
            if found is not None:
                return found
        return None

    def _content(
        self, kind: NoticeKind, notices: tuple[Notice, ...], recipient: str, now: datetime
    ) -> tuple[Address, Content]:
        with self._store.read() as tx:
            where = address(tx, recipient, operator_channel=self._operator_channel)
            content = view.content_of(
                tx, self._book, kind=kind, notices=notices, recipient=recipient, now=now
            )
            if self._several:
                content = known_in(tx, CHAT, content)
        return where, content

    def _drawn(self, content: Content, texts: Texts) -> Drawn:
        if isinstance(content, WeekContent) and self._draw is not None:
            picture = self._draw(content, texts)
            if picture is not None:
                return drawn(content, texts, picture=uploaded(self._client, picture))
        return drawn(content, texts)

    def _plainer(self, content: Content, texts: Texts) -> Drawn:
        if isinstance(content, WeekContent):
            return drawn(content, texts)  # a fresh picture may not be ready to be shown: do without
        return Drawn(text=drawn(content, texts).text)

    def _post(self, arguments: dict[str, Any], shown: Drawn) -> Ref:
        with judged():
            answer = self._client.chat_postMessage(
                **arguments, text=shown.text, blocks=list(shown.blocks) or None
            )
        return Ref(channel=str(answer["channel"]), reference=str(answer["ts"]))
