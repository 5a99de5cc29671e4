"""The buttons under a comment: what may be done in its state, and nothing else."""

from collections.abc import Mapping
from typing import Any

from bot.slack import mrkdwn
from bot.slack.blocks.pieces import Block, actions, button, link_button, overflow
from bot.texts import Label, Texts
from db.words import CommentState
from handlers.content import CommentLine

_REST: Mapping[str, Label] = {
    "refer": Label.REFER,
    "hide": Label.HIDE,
    "remove": Label.REMOVE,
    "show": Label.SHOW,
    "why": Label.WHY,
}
_AFTER_URGENT: Mapping[str, Label] = {
    "answer": Label.ANSWERED,
    "no_reply": Label.NO_REPLY,
    "refer": Label.REFER,
    "show": Label.SHOW,
    "why": Label.WHY,
}


def for_comment(line: CommentLine, texts: Texts) -> Block:
    """The card's row of buttons."""
    if line.state in (CommentState.NEW, CommentState.CLAIMED, CommentState.ACKNOWLEDGED):
        own_case = one("individual", Label.INDIVIDUAL, line, texts)
        if line.urgent:
            return actions([*_urgent_buttons(line, texts), own_case, menu(line, texts, _AFTER_URGENT)])
        cannot_wait = one("urgent", Label.URGENT, line, texts)
        label = Label.ANSWER_HERE if line.answers_here else Label.REPLY
        write = [one("reply", label, line, texts)] if line.claimed_by is not None else []
        return actions([*write, *open_buttons(line, texts), cannot_wait, own_case, menu(line, texts)])
    return actions(
        [
            one("reopen", Label.REOPEN, line, texts),
            one("show", Label.SHOW, line, texts),
            one("why", Label.WHY, line, texts),
        ]
    )


def open_buttons(line: CommentLine, texts: Texts) -> list[dict[str, Any]]:
    """What moves an open comment on."""
    row = [_whose(line, texts)]
    if line.state is not CommentState.ACKNOWLEDGED:
        row.append(one("acknowledge", Label.ACKNOWLEDGE, line, texts))
    row += [one("answer", Label.ANSWERED, line, texts), one("no_reply", Label.NO_REPLY, line, texts)]
    return row


def _urgent_buttons(line: CommentLine, texts: Texts) -> list[dict[str, Any]]:
    """What cannot wait is hidden or removed more often than it is answered: that is nearest at hand (M30)."""
    row = [
        _whose(line, texts),
        one("hide", Label.HIDE, line, texts),
        one("remove", Label.REMOVE, line, texts),
    ]
    if line.state is not CommentState.ACKNOWLEDGED:
        row.append(one("acknowledge", Label.ACKNOWLEDGE, line, texts))
    return row


def _whose(line: CommentLine, texts: Texts) -> dict[str, Any]:
    """Take it, or let it go."""
    if line.claimed_by is None:
        return one("claim", Label.CLAIM, line, texts, style="primary")
    return one("release", Label.RELEASE, line, texts)


def menu(line: CommentLine, texts: Texts, rest: Mapping[str, Label] = _REST) -> dict[str, Any]:
    """The rest, behind three dots: at most five."""
    return overflow(
        "more", {f"{action}:{line.number}": texts.labels(label) for action, label in rest.items()}
    )


def one(
    action: str, label: Label, line: CommentLine, texts: Texts, *, style: str | None = None
) -> dict[str, Any]:
    """One button about one comment; heard out of its place it says which."""
    spoken = texts.labels.for_screen_readers(label, texts.card.heading(line))
    return button(texts.labels(label), action, str(line.number), style=style, spoken=spoken)


def to_card(line: CommentLine, texts: Texts) -> dict[str, Any] | None:
    """A way to where chat shows the comment."""
    address = mrkdwn.safe_url(line.link)
    return link_button(texts.labels(Label.OPEN_IN_CHAT), address, str(line.number)) if address else None
