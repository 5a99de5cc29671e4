"""What may be done with a comment in its state, and nothing else: the buttons of both chats."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something to press: what it asks for and about which comment; `spoken` is its name out of its place."""

    name: str
    value: str
    label: str
    spoken: str
    main: bool = False


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What is nearest at hand, in its order, and the rest, which may stand behind one more press."""

    row: tuple[Offer, ...]
    rest: tuple[Offer, ...] = ()


def for_comment(line: CommentLine, texts: Texts) -> Offers:
    """Under a comment's card."""
    if line.state not in (CommentState.NEW, CommentState.CLAIMED, CommentState.ACKNOWLEDGED):
        again = {"reopen": Label.REOPEN, "show": Label.SHOW, "why": Label.WHY}
        return Offers(row=_all(again, line, texts))
    own_case = one("individual", Label.INDIVIDUAL, line, texts)
    if line.urgent:
        return Offers(row=(*_urgent(line, texts), own_case), rest=_all(_AFTER_URGENT, line, texts))
    label = Label.ANSWER_HERE if line.answers_here else Label.REPLY
    write = [one("reply", label, line, texts)] if line.claimed_by is not None else []
    cannot_wait = one("urgent", Label.URGENT, line, texts)
    return Offers(row=(*write, *moving_on(line, texts), cannot_wait, own_case), rest=_all(_REST, line, texts))


def moving_on(line: CommentLine, texts: Texts) -> tuple[Offer, ...]:
    """What moves an open comment on."""
    return (
        _whose(line, texts),
        *_holding(line, texts),
        one("answer", Label.ANSWERED, line, texts),
        one("no_reply", Label.NO_REPLY, line, texts),
    )


def one(action: str, label: Label, line: CommentLine, texts: Texts, *, main: bool = False) -> Offer:
    """One button about one comment; heard out of its place it says which."""
    spoken = texts.labels.for_screen_readers(label, texts.card.heading(line))
    return Offer(name=action, value=str(line.number), label=texts.labels(label), spoken=spoken, main=main)


def _urgent(line: CommentLine, texts: Texts) -> tuple[Offer, ...]:
    """What cannot wait is hidden or removed more often than it is answered: that is nearest at hand (M30)."""
    return (
        _whose(line, texts),
        one("hide", Label.HIDE, line, texts),
        one("remove", Label.REMOVE, line, texts),
        *_holding(line, texts),
    )


def _holding(line: CommentLine, texts: Texts) -> tuple[Offer, ...]:
    if line.state is CommentState.ACKNOWLEDGED:
        return ()
    return (one("acknowledge", Label.ACKNOWLEDGE, line, texts),)


def _whose(line: CommentLine, texts: Texts) -> Offer:
    """Take it, or let it go."""
    if line.claimed_by is None:
        return one("claim", Label.CLAIM, line, texts, main=True)
    return one("release", Label.RELEASE, line, texts)


def _all(names: Mapping[str, Label], line: CommentLine, texts: Texts) -> tuple[Offer, ...]:
    return tuple(one(name, label, line, texts) for name, label in names.items())
