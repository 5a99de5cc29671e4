"""A rung of the ladder: a sentence, whom it is for, and buttons, since threads in Slack take no commands."""

from bot.slack import mrkdwn
from bot.slack.blocks import lines
from bot.slack.blocks.buttons import open_buttons, to_card
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.pieces import Block, Drawn, actions, context, section
from bot.texts import Texts
from handlers.content import WarningContent


def warning(content: WarningContent, texts: Texts) -> Drawn:
    """The warning; mentions stand before the sentence."""
    sentence = mrkdwn.escape(texts.warning.sentence(content))
    called = mrkdwn.mentions(content.mentions) if not content.private else ""
    said = f"{called} {sentence}".strip()
    blocks: list[Block] = [section(said)]
    notes = texts.warning.notes(content)
    if len(content.lines) == 1:
        blocks += _one(content, texts)
    else:
        blocks += lines.with_buttons(content.lines, content.zone, texts)
    if notes:
        blocks.append(context(*[mrkdwn.escape(note) for note in notes]))
    return Drawn(text=said, blocks=fitted(blocks))


def _one(content: WarningContent, texts: Texts) -> list[Block]:
    line = content.lines[0]
    row = open_buttons(line, texts) if line.closed_by is None else []
    link = to_card(line, texts)
    if link:
        row.append(link)
    return [actions(row)] if row else []
