"""The buttons under a comment, as Slack shows what `bot/chat/offers.py` offers."""

from typing import Any

from bot.chat import offers
from bot.chat.offers import Offer
from bot.slack import mrkdwn
from bot.slack.blocks.pieces import Block, actions, button, link_button, overflow
from bot.texts import Label, Texts
from handlers.content import CommentLine


def for_comment(line: CommentLine, texts: Texts) -> Block:
    """The card's row of buttons; the rest, at most five, behind three dots."""
    offered = offers.for_comment(line, texts)
    row = [_button(offer) for offer in offered.row]
    if offered.rest:
        row.append(overflow("more", {f"{each.name}:{each.value}": each.label for each in offered.rest}))
    return actions(row)


def open_buttons(line: CommentLine, texts: Texts) -> list[dict[str, Any]]:
    """What moves an open comment on."""
    return [_button(offer) for offer in offers.moving_on(line, texts)]


def one(
    action: str, label: Label, line: CommentLine, texts: Texts, *, style: str | None = None
) -> dict[str, Any]:
    """One button about one comment; heard out of its place it says which."""
    return _button(offers.one(action, label, line, texts, main=style == "primary"))


def to_card(line: CommentLine, texts: Texts) -> dict[str, Any] | None:
    """A way to where chat shows the comment."""
    address = mrkdwn.safe_url(line.link)
    return link_button(texts.labels(Label.OPEN_IN_CHAT), address, str(line.number)) if address else None


def _button(offer: Offer) -> dict[str, Any]:
    style = "primary" if offer.main else None
    return button(offer.label, offer.name, offer.value, style=style, spoken=offer.spoken)
