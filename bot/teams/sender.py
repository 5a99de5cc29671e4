"""The outbox's way into Teams: posts a message once and brings it up to date.

Teams gives a bot no history to read: whether a doubtful send arrived can only show itself
(`bot/teams/turned_up.py`). `docs/teams-sending.md` says what follows from that.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.chat.people import known_in
from bot.picture import Draws
from bot.teams import activities
from bot.teams.addresses import CHAT, Address, address, opened, refreshed_for
from bot.teams.cards import drawn
from bot.teams.cards.pieces import Drawn, small
from bot.teams.connector import Connector
from bot.teams.errors import SHAPE
from bot.teams.pace import Pace
from bot.texts import Texts
from db import conversations
from db.conversations import CHANNEL, PERSONAL, Conversation, base
from db.rows import Message, Notice
from db.store import Store
from db.words import NoticeKind
from handlers import view
from handlers.content import Content, InstalledContent, WarningContent, WeekContent
from scheduler.port import CannotTell, Outgoing, Ref, SendError
from scheduler.rulebook import RuleBook

log = structlog.get_logger()

THREAD = ";messageid="


class TeamsChat:
    """`scheduler.port.Chat` on Teams. What a message says is asked of the store at the moment of sending."""

    def __init__(
        self,
        *,
        connector: Connector,
        store: Store,
        book: RuleBook,
        texts: Callable[[str | None], Texts],
        operator_channel: str | None,
        pace: Pace | None = None,
        draw: Draws | None = None,
        own_time: bool = False,
    ) -> None:
        """`pace`: where direct answers are counted too; none: there are none.

        `own_time`: our clock is a simulated one, which may stand still: nothing is paced by it.
        """
        self._connector = connector
        self._store = store
        self._book = book
        self._texts = texts
        self._operator_channel = operator_channel
        self._draw = draw
        self._own_time = own_time
        self._pace = pace or Pace()

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        """Post it once. Raises SendError or Unclear; never retries.

        Only after a definite refusal is a plainer form tried: without the thread that is gone, without the
        card that Teams took offence at.
        """
        with self._store.read() as tx:
            where, content = self._content(tx, outgoing.kind, outgoing.notices, outgoing.recipient, now=now)
            users = refreshed_for(tx, outgoing.recipient, outgoing.unit_id)
        self._take_turn(where, now)
        there = opened(where, self._connector, self._store, now)
        shown = self._drawn(content, self._texts(where.language), doubtful=outgoing.doubtful)
        alert = there.kind == PERSONAL
        made = activities.activity(shown, batch=outgoing.batch, users=users, alert=alert)
        if self._connector.local:
            made["channelData"]["svarsvakt"] = activities.names(outgoing.batch, outgoing.notices)
        conversation = _thread(there, outgoing.thread)
        try:
            return self._post(there, conversation, made)
        except SendError as refusal:
            if refusal.code in SHAPE:
                log.error(  # noqa: TRY400 - the code says it all; a traceback says less
                    "teams_card_refused",
                    action="teams_card_refused",
                    kind=outgoing.kind.value,
                    batch=outgoing.batch,
                    code=refusal.code,
                )
                plain = activities.in_words(shown.text, alert=alert)
                return self._post(there, conversation, plain | {"channelData": made["channelData"]})
            if refusal.permanent and THREAD in conversation:
                return self._post(there, there.id, made)
            self._note(there, refusal)
            raise

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        """Bring a message's look up to date, in place. Raises SendError or Unclear."""
        with self._store.read() as tx:
            where, content = self._content(tx, message.kind, notices, message.recipient, now=now)
            users = refreshed_for(tx, message.recipient, message.unit_id)
            there = conversations.get(tx, message.channel) or replace(where.there, id=base(message.channel))
        self._take_turn(where, now)
        doubtful = any(row.doubtful for row in notices)
        shown = self._drawn(content, self._texts(where.language), doubtful=doubtful)
        made = activities.activity(shown, batch=message.batch, users=users)
        if self._connector.local:
            made["channelData"]["svarsvakt"] = activities.names(message.batch, notices)
        self._connector.put(there, message.channel, message.reference, made)

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:  # noqa: ARG002 - the port's
        """Teams shows a bot none of what was said: asking again changes nothing."""
        return CannotTell(ever=True)

    def _content(
        self,
        tx: Connection,
        kind: NoticeKind,
        notices: tuple[Notice, ...],
        recipient: str,
        *,
        now: datetime,
    ) -> tuple[Address, Content]:
        where = address(tx, recipient, operator_channel=self._operator_channel)
        content = view.content_of(tx, self._book, kind=kind, notices=notices, recipient=recipient, now=now)
        if isinstance(content, InstalledContent):
            of_operator = not content.units and where.there.id == self._operator_channel
            return replace(where, language=content.language), replace(content, operator=of_operator)
        return where, known_in(tx, CHAT, content)

    def _drawn(self, content: Content, texts: Texts, *, doubtful: bool) -> Drawn:
        picture = self._draw(content, texts) if self._draw and isinstance(content, WeekContent) else None
        shown = drawn(content, texts, picture=picture)
        if not doubtful or isinstance(content, WarningContent):  # a warning says so itself
            return shown
        card = {**shown.card, "body": [small(texts.warning.doubt), *shown.card["body"]]}
        return replace(shown, card=card)

    def _take_turn(self, where: Address, now: datetime) -> None:
        """Stay within Teams' limits. SendError: not yet, nothing was sent."""
        if not self._own_time:
            self._pace.take(self._store, where.there.id or where.there.person_key or "", now)

    def _post(self, there: Conversation, conversation: str, made: dict[str, Any]) -> Ref:
        reference = self._connector.post(there, conversation, made)
        return Ref(chat=CHAT, channel=conversation, reference=reference)

    def _note(self, there: Conversation, refusal: SendError) -> None:
        """What stands against a conversation is remembered, for `svarsvakt doctor`."""
        if refusal.permanent and there.id:
            with self._store.write() as tx:
                conversations.trouble(tx, there.id, refusal.code)


def _thread(there: Conversation, thread: Ref | None) -> str:
    """The conversation, or the thread in it: only channels have threads."""
    if thread is None or thread.chat != CHAT or there.kind != CHANNEL or base(thread.channel) != there.id:
        return there.id
    root = thread.channel.partition(THREAD)[2] or thread.reference
    return f"{there.id}{THREAD}{root}"
