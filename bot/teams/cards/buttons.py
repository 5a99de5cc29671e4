"""The buttons under a comment, as Teams shows what `bot/chat/offers.py` offers: six in a row at most."""

from typing import Any

from bot.chat import offers
from bot.chat.offers import Offer
from bot.teams.cards.pieces import ACTIONS_IN_ROW, Element, button, more, opens, rows
from bot.texts import Label, Texts
from handlers.content import CommentLine

AT_HAND = ACTIONS_IN_ROW - 1
"""So many stand in the card itself; the sixth opens the others."""


def for_comment(line: CommentLine, texts: Texts) -> list[Element]:
    """The card's buttons; those that do not fit in its row behind one more press."""
    offered = offers.for_comment(line, texts)
    everything = [pressed(offer) for offer in (*offered.row, *offered.rest)]
    if len(everything) <= ACTIONS_IN_ROW:
        return rows(everything)
    return rows([*everything[:AT_HAND], more(texts.labels(Label.MORE), everything[AT_HAND:])])


def moving_on(line: CommentLine, texts: Texts) -> list[dict[str, Any]]:
    """What moves an open comment on."""
    return [pressed(offer) for offer in offers.moving_on(line, texts)]


def one(action: str, label: Label, line: CommentLine, texts: Texts, *, main: bool = False) -> dict[str, Any]:
    """One button about one comment; heard out of its place it says which."""
    return pressed(offers.one(action, label, line, texts, main=main))


def to_card(line: CommentLine, texts: Texts) -> dict[str, Any] | None:
    """A way to where chat shows the comment."""
    return opens(texts.labels(Label.OPEN_IN_CHAT), line.link)


def pressed(offer: Offer) -> dict[str, Any]:
    """An offer as a button."""
    return button(offer.label, offer.name, offer.value, main=offer.main, spoken=offer.spoken)
