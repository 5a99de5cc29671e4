"""Messages that show themselves: what a press, or a look, tells of the message that it came from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.chat.people import known_in
from bot.teams import activities
from bot.teams.activities import MESSAGE
from bot.teams.addresses import CHAT, address
from bot.teams.cards.pieces import Drawn
from bot.teams.sender import THREAD
from db import messages, outbox, outcomes
from db.conversations import base
from handlers import view
from handlers.content import Content
from scheduler.port import Ref, SendError
from scheduler.rulebook import RuleBook
from scheduler.turned_up import turned_up


def place(conversation: str, reference: str) -> Ref:
    """Where the message stands that Teams names beside a press: a channel's post is its thread's root."""
    root = conversation.partition(THREAD)[2]
    channel = base(conversation) if root in {"", reference} else conversation
    return Ref(chat=CHAT, channel=channel, reference=reference)


def settle(
    tx: Connection,
    data: Mapping[str, Any],
    *,
    conversation: str,
    reference: str,
    operator_channel: str | None,
    now: datetime,
) -> bool:
    """If the message that was pressed was in doubt, it is no more. True: it was.

    `conversation` and `reference` are the invoke's own `conversation.id` and `replyToId`. What says that it
    is another recipient's message is not believed.
    """
    batch = data.get(MESSAGE)
    if not isinstance(batch, str) or not reference or not conversation:
        return False
    rows = outcomes.unrecorded(tx, batch)
    if rows and not _meant_for(tx, rows[0].recipient, conversation, operator_channel):
        return False
    return turned_up(tx, batch, place(conversation, reference), now)


def in_doubt(tx: Connection, data: Mapping[str, Any], *, reference: str) -> bool:
    """Whether the message that was pressed is none that is known: then it is worth a `settle`."""
    batch = data.get(MESSAGE)
    return isinstance(batch, str) and outcomes.reference_of(tx, batch) != reference


def marked(shown: Drawn, batch: str) -> Drawn:
    """A card that is shown anew, with the message that it stands in."""
    return replace(shown, card=activities.marked(shown.card, batch))


def anew(
    tx: Connection, book: RuleBook, data: Mapping[str, Any], *, conversation: str, now: datetime
) -> tuple[str, Content] | None:
    """What a message shows now, and its batch: for a card that Teams asks for because somebody looks at it.

    None: it is no message of ours, or none of this conversation's.
    """
    batch = data.get(MESSAGE)
    message = messages.of_batch(tx, batch) if isinstance(batch, str) else None
    if message is None or message.chat != CHAT or base(message.channel) != base(conversation):
        return None
    content = view.content_of(
        tx,
        book,
        kind=message.kind,
        notices=outbox.of_message(tx, message.id),
        recipient=message.recipient,
        now=now,
    )
    return message.batch, known_in(tx, CHAT, content)


def _meant_for(tx: Connection, recipient: str, conversation: str, operator_channel: str | None) -> bool:
    try:
        where = address(tx, recipient, operator_channel=operator_channel)
    except SendError:
        return False
    return where.opened and where.there.id == base(conversation)
