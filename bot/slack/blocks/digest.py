"""Several comments in one message: after quiet hours, in a flood, after downtime."""

from dataclasses import replace

from bot.slack import mrkdwn
from bot.slack.blocks import lines
from bot.slack.blocks.fitting import fitted, item
from bot.slack.blocks.pieces import Block, Drawn, actions, button, context, section
from bot.texts import Label, Texts
from handlers.content import DigestContent


def digest(content: DigestContent, texts: Texts) -> Drawn:
    """What to answer first, then what probably needs no reply, then what is done."""
    summary = texts.card.digest_summary(content)
    blocks: list[Block] = [section(mrkdwn.bold(summary))]
    blocks += [*_to_answer(content, texts), *_likely(content, texts)]
    if content.handled:
        done, _ = lines.gathered(content.handled, content.zone, texts)
        heading = section(mrkdwn.bold(texts.card.digest_handled(content)))
        blocks += [item(heading, 0), *[item(block) if "text" in block else block for block in done]]
        if not content.to_answer and not content.likely_no_reply and not content.more:
            blocks.append(context(mrkdwn.escape(texts.card.digest_all_handled())))
    return Drawn(text=mrkdwn.escape(summary), blocks=fitted(blocks))


def _to_answer(content: DigestContent, texts: Texts) -> list[Block]:
    if not content.to_answer:
        return []
    heading = texts.card.digest_to_answer(replace(content, more=0))
    return [
        section(mrkdwn.bold(heading)),
        *lines.with_buttons(content.to_answer, content.zone, texts, more=content.more),
    ]


def _likely(content: DigestContent, texts: Texts) -> list[Block]:
    """One click closes them together: those that can be read here, no others."""
    if not content.likely_no_reply:
        return []
    heading = texts.card.digest_likely_no_reply(content)
    shown, kept = lines.gathered(content.likely_no_reply, content.zone, texts)
    close = button(
        texts.labels(Label.CLOSE_LIKELY),
        "close_no_reply",
        ",".join(str(line.number) for line in kept),
        spoken=texts.labels.for_screen_readers(Label.CLOSE_LIKELY, heading),
    )
    return [section(mrkdwn.bold(heading)), *shown, actions([close])]
