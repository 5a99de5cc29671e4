"""Duty as Slack shows it: a week, a line a day; the gaps ahead."""

from bot.slack import mrkdwn
from bot.slack.blocks.fitting import fitted, item, left_out
from bot.slack.blocks.pieces import Block, Drawn, context, section
from bot.texts import Texts
from handlers.duty_content import DutyGapsContent, DutyWeekContent


def duty_week(content: DutyWeekContent, texts: Texts) -> Drawn:
    """The unit's week."""
    heading = texts.duty.heading(content)
    return Drawn(
        text=mrkdwn.escape(heading),
        blocks=fitted([section(mrkdwn.bold(heading)), *week_blocks(content, texts)]),
    )


def week_blocks(content: DutyWeekContent, texts: Texts) -> list[Block]:
    """The days, and what is to be said of them; also a part of the App Home."""
    days = "\n".join(f"• {mrkdwn.escape(texts.duty.day(line))}" for line in content.days)
    notes = [section(mrkdwn.escape(note)) for note in texts.duty.notes(content)]
    return [section(days), *notes]


def duty_gaps(content: DutyGapsContent, texts: Texts) -> Drawn:
    """The days ahead on which somebody is missing."""
    heading = texts.duty.gaps_heading(content)
    blocks: list[Block] = [section(mrkdwn.bold(heading))]
    if not content.editors:
        blocks.append(section(mrkdwn.escape(texts.duty.no_editors(content.unit))))
    for line in content.days:
        blocks.append(item(section(mrkdwn.escape(texts.duty.gap_line(line)))))
    blocks.append(left_out(texts.home.more))
    if content.days:
        blocks.append(context(mrkdwn.escape(texts.duty.gaps_hint())))
    return Drawn(text=mrkdwn.escape(heading), blocks=fitted(blocks))
