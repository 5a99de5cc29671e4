"""Several comments in one message: after quiet hours, in a flood, after downtime."""

from dataclasses import replace

from bot.slack import mrkdwn
from bot.slack.blocks import lines
from bot.slack.blocks.pieces import Block, Drawn, actions, button, context, numbered, section
from bot.texts import Label, Texts
from handlers.content import DigestContent

MOST_WITH_BUTTONS = 36
MOST_CLOSED_TOGETHER = 200
"""So many comments' numbers fit in a button's value."""


def digest(content: DigestContent, texts: Texts) -> Drawn:
    """What to answer first, then what probably needs no reply, then what is done."""
    everything = replace(content, more=0)
    blocks: list[Block] = [section(mrkdwn.bold(texts.card.digest_summary(content)))]
    if content.to_answer:
        blocks.append(section(mrkdwn.bold(texts.card.digest_to_answer(everything))))
        blocks += lines.with_buttons(content.to_answer, content.zone, texts, most=MOST_WITH_BUTTONS)
    blocks += lines.left_out(content.more, texts)
    blocks += _likely(content, texts)
    if content.handled:
        blocks.append(section(mrkdwn.bold(texts.card.digest_handled(content))))
        blocks += lines.gathered(content.handled, content.zone, texts)
    if not content.to_answer and not content.likely_no_reply and content.handled and not content.more:
        blocks.append(context(mrkdwn.escape(texts.card.digest_all_handled())))
    return Drawn(text=mrkdwn.escape(texts.card.digest_summary(content)), blocks=numbered(blocks))


def _likely(content: DigestContent, texts: Texts) -> list[Block]:
    if not content.likely_no_reply:
        return []
    numbers = [str(line.number) for line in content.likely_no_reply[:MOST_CLOSED_TOGETHER]]
    heading = texts.card.digest_likely_no_reply(content)
    return [
        section(mrkdwn.bold(heading)),
        *lines.gathered(content.likely_no_reply, content.zone, texts),
        actions(
            [
                button(
                    texts.labels(Label.CLOSE_LIKELY),
                    "close_no_reply",
                    ",".join(numbers),
                    spoken=texts.labels.for_screen_readers(Label.CLOSE_LIKELY, heading),
                )
            ]
        ),
    ]
