"""Quiet words to one person; what a colleague who is away had; days without anybody on duty."""

from bot.slack import mrkdwn
from bot.slack.blocks import lines
from bot.slack.blocks.buttons import for_comment, one
from bot.slack.blocks.duty import ask_blocks
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.pieces import Drawn, actions, button, context, quote, section
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
    said = mrkdwn.escape(texts.private.sign(content))
    number = str(content.line.number)
    return Drawn(
        text=said,
        blocks=fitted(
            [
                section(said),
                quote(content.corrected),
                actions(
                    [
                        button(texts.labels(Label.SIGN_MENDED), "sign_mended", number, style="primary"),
                        button(texts.labels(Label.SIGN_KEPT), "sign_kept", number),
                    ]
                ),
                context(mrkdwn.escape(texts.private.sign_why())),
            ]
        ),
    )


def moved(content: MovedContent, texts: Texts) -> Drawn:
    """What she had waits for somebody."""
    said = f"{mrkdwn.mentions(content.mentions)} {mrkdwn.escape(texts.private.moved(content))}".strip()
    listed = lines.with_buttons(content.lines, content.zone, texts)
    return Drawn(text=said, blocks=fitted([section(said), *listed]))


def urgent(content: UrgentContent, texts: Texts) -> Drawn:
    """A comment that cannot wait, with the way to it and what to do; none of its words."""
    said = mrkdwn.escape(texts.private.urgent(content))
    original = mrkdwn.safe_url(content.line.url)
    heading = mrkdwn.bold(said)
    if original:
        heading += " · " + mrkdwn.link(original, texts.labels(Label.ORIGINAL))
    steps = section(mrkdwn.escape(texts.private.urgent_steps(content.line.number)))
    return Drawn(text=said, blocks=fitted([section(heading), steps, for_comment(content.line, texts)]))


def draft(content: DraftContent, texts: Texts) -> Drawn:
    """A draft to read, or one that has been read: the way to it, none of its words."""
    said = mrkdwn.escape(texts.private.draft(content))
    waits = content.state is DraftState.WAITING and content.news is None
    opener = (
        one("read", Label.READ_DRAFT, content.line, texts, style="primary")
        if waits
        else one("reply", Label.REPLY, content.line, texts, style="primary")
    )
    buttons = [actions([opener])] if content.line.closed_by is None else []
    return Drawn(text=said, blocks=fitted([section(said), *buttons]))


def duty_gap(content: DutyGapContent, texts: Texts) -> Drawn:
    """Nobody is on duty some day soon."""
    said = mrkdwn.escape(texts.private.duty_gap(content))
    return Drawn(text=said, blocks=fitted([section(said), *ask_blocks(content, texts)]))


def registrar(content: RegistrarContent, texts: Texts) -> Drawn:
    """A comment waits for its diary number."""
    said = mrkdwn.escape(texts.records_in_chat.registrar(content))
    how = context(mrkdwn.escape(texts.records_in_chat.registrar_how(content.line.number)))
    return Drawn(text=said, blocks=fitted([section(said), how]))


def not_attached(content: NotAttachedContent, texts: Texts) -> Drawn:
    """A file could not be fetched."""
    said = mrkdwn.escape(texts.records_in_chat.not_attached(content))
    return Drawn(text=said, blocks=fitted([section(said)]))


def deed(content: DeedContent, texts: Texts) -> Drawn:
    """What came of what was asked to be done on the platform."""
    said = mrkdwn.escape(texts.deed.said(content))
    return Drawn(text=said, blocks=fitted([section(said)]))


def operator(content: OperatorContent, texts: Texts) -> Drawn:
    """Something that the one who runs the bot can mend."""
    what = texts.operator.what(content)
    return Drawn(
        text=mrkdwn.escape(what),
        blocks=fitted([section(mrkdwn.bold(what)), section(mrkdwn.escape(texts.operator.mend(content)))]),
    )


def source(content: SourceContent, texts: Texts) -> Drawn:
    """An account that is not, or soon will not be, seen into, and how that is mended."""
    said = mrkdwn.escape(texts.source.said(content))
    return Drawn(
        text=said, blocks=fitted([section(said), section(mrkdwn.escape(texts.source.mend(content)))])
    )
