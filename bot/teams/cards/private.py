"""Quiet words to one person; what a colleague who is away had; days without anybody on duty."""

from bot.teams.cards import lines
from bot.teams.cards.buttons import for_comment, one
from bot.teams.cards.duty import ask_row
from bot.teams.cards.pieces import (
    Drawn,
    box,
    button,
    calling,
    card,
    quote,
    rows,
    run,
    runs,
    said,
    small,
)
from bot.texts import Label, Texts
from db.words import DraftState
from handlers.content import (
    DeedContent,
    DraftContent,
    DutyGapContent,
    MovedContent,
    NotAttachedContent,
    OperatorContent,
    RegistrarContent,
    SignContent,
    UrgentContent,
)
from handlers.source_content import SourceContent


def sign(content: SignContent, texts: Texts) -> Drawn:
    """A reply without its signature, with the corrected text to copy."""
    sentence = texts.private.sign(content)
    number = str(content.line.number)
    body = [
        said(sentence),
        quote(content.corrected),
        *rows(
            [
                button(texts.labels(Label.SIGN_MENDED), "sign_mended", number, main=True),
                button(texts.labels(Label.SIGN_KEPT), "sign_kept", number),
            ]
        ),
        small(texts.private.sign_why()),
    ]
    return card(sentence, body, texts)


def moved(content: MovedContent, texts: Texts) -> Drawn:
    """What she had waits for somebody."""
    sentence = texts.private.moved(content)
    listed = lines.with_buttons(content.lines, content.zone, texts)
    return card(sentence, [calling(content.mentions, sentence), *listed], texts, people=content.mentions)


def urgent(content: UrgentContent, texts: Texts) -> Drawn:
    """A comment that cannot wait, with the way to it and what to do; none of its words."""
    sentence = texts.private.urgent(content)
    first = [said(sentence, bold=True)]
    link = run(texts.labels(Label.ORIGINAL), url=content.line.url)
    if "selectAction" in link:
        first.append(runs(link, close=True))
    body = [
        {**box(first, style="attention"), "bleed": True},
        said(texts.private.urgent_steps(content.line.number)),
        *for_comment(content.line, texts),
    ]
    return card(sentence, body, texts)


def draft(content: DraftContent, texts: Texts) -> Drawn:
    """A draft to read, or one that has been read: the way to it, none of its words."""
    sentence = texts.private.draft(content)
    waits = content.state is DraftState.WAITING and content.news is None
    name, label = ("read", Label.READ_DRAFT) if waits else ("reply", Label.REPLY)
    opener = rows([one(name, label, content.line, texts, main=True)])
    return card(sentence, [said(sentence), *(opener if content.line.closed_by is None else [])], texts)


def duty_gap(content: DutyGapContent, texts: Texts) -> Drawn:
    """Nobody is on duty some day soon."""
    sentence = texts.private.duty_gap(content)
    return card(sentence, [said(sentence), *ask_row(content, texts)], texts)


def registrar(content: RegistrarContent, texts: Texts) -> Drawn:
    """A comment waits for its diary number."""
    sentence = texts.records_in_chat.registrar(content)
    how = small(texts.records_in_chat.registrar_how(content.line.number))
    return card(sentence, [said(sentence), how], texts)


def not_attached(content: NotAttachedContent, texts: Texts) -> Drawn:
    """A file could not be fetched."""
    sentence = texts.records_in_chat.not_attached(content)
    return card(sentence, [said(sentence)], texts)


def deed(content: DeedContent, texts: Texts) -> Drawn:
    """What came of what was asked to be done on the platform."""
    sentence = texts.deed.said(content)
    return card(sentence, [said(sentence)], texts)


def operator(content: OperatorContent, texts: Texts) -> Drawn:
    """Something that the one who runs the bot can mend."""
    what = texts.operator.what(content)
    return card(what, [said(what, bold=True), said(texts.operator.mend(content))], texts)


def source(content: SourceContent, texts: Texts) -> Drawn:
    """An account that is not, or soon will not be, seen into, and how that is mended."""
    sentence = texts.source.said(content)
    return card(sentence, [said(sentence), said(texts.source.mend(content))], texts)
