"""Duty as Slack shows it: a week, a line a day; the gaps ahead; a question between colleagues."""

from datetime import timedelta

from bot.slack import mrkdwn
from bot.slack.blocks.fitting import fitted, item, left_out
from bot.slack.blocks.pieces import NOTHING, Block, Drawn, actions, button, context, section
from bot.texts import Label, Texts
from db.words import SwapState
from handlers.content import DutyGapContent
from handlers.duty_content import (
    DutyGapsContent,
    DutyWeekContent,
    OnCallContent,
    OnCallEndedContent,
    OpenSwap,
    SwapContent,
)
from handlers.weeks import sunday

MOST_QUESTIONS = 5


def duty_week(content: DutyWeekContent, texts: Texts) -> Drawn:
    """The unit's week."""
    heading = texts.duty.heading(content)
    return Drawn(
        text=mrkdwn.escape(heading),
        blocks=fitted([section(mrkdwn.bold(heading)), *week_blocks(content, texts)]),
    )


def week_blocks(content: DutyWeekContent, texts: Texts, *, buttons: bool = True) -> list[Block]:
    """The days, what is to be said of them, and what can be done; also a part of the App Home."""
    days = "\n".join(f"• {mrkdwn.escape(texts.duty.day(line))}" for line in content.days)
    blocks = [section(days)] if days else []
    blocks += [section(mrkdwn.escape(note)) for note in texts.duty.notes(content)]
    if content.on_call:
        called = [mrkdwn.escape(texts.duty.on_call(line)) for line in content.on_call[:MOST_QUESTIONS]]
        blocks.append(context(" · ".join(called)))
    blocks += [_question(swap, texts, buttons=buttons) for swap in content.swaps[:MOST_QUESTIONS]]
    return [*blocks, *(_steps(content, texts) if buttons else [])]


def home_part(content: DutyWeekContent | None, texts: Texts) -> list[Block]:
    """A unit's week on the App Home."""
    if content is None:
        return []
    calendar = button(texts.labels(Label.CALENDAR), "calendar", NOTHING)
    heading = section(mrkdwn.bold(texts.duty.heading(content)), accessory=calendar)
    return [heading, *week_blocks(content, texts)]


def _question(swap: OpenSwap, texts: Texts, *, buttons: bool) -> Block:
    """A question that stands, with its one click."""
    said = texts.duty.swap(swap)
    pressed = None
    if buttons and (swap.for_me or swap.mine):
        label, action = (Label.SWAP_WITHDRAW, "swap_withdraw") if swap.mine else (Label.SWAP_YES, "swap_yes")
        spoken = texts.labels.for_screen_readers(label, said)
        pressed = button(texts.labels(label), action, str(swap.id), spoken=spoken)
    return section(mrkdwn.escape(said), accessory=pressed)


def _steps(content: DutyWeekContent, texts: Texts) -> list[Block]:
    """Take a day that nobody has; swap one; look at the week after."""
    row = [
        button(
            texts.duty.take(line.named.day), "duty_take", f"{content.unit_id}:{line.named.day.isoformat()}"
        )
        for line in content.days
        if line.takeable
    ]
    row.append(button(texts.labels(Label.SWAP), "swap", str(content.unit_id)))
    after = sunday(content.week) + timedelta(days=1)
    row.append(button(texts.labels(Label.DUTY_NEXT), "duty_week", f"{content.unit_id}:{after.isoformat()}"))
    return [actions(row)]


def ask_blocks(content: DutyGapContent, texts: Texts) -> list[Block]:
    """A button for each day that nobody has: one click asks the channel."""
    if not content.editors:
        return []
    row = [
        button(texts.duty.ask(named.day), "duty_ask", f"{content.unit_id}:{named.day.isoformat()}")
        for named in content.days[:MOST_QUESTIONS]
    ]
    return [actions(row)] if row else []


def on_call(content: OnCallContent, texts: Texts) -> Drawn:
    """Who is called on outside hours."""
    heading = texts.duty.on_call_heading(content)
    lines = [item(section(mrkdwn.escape(texts.duty.on_call(line)))) for line in content.lines]
    blocks = [section(mrkdwn.bold(heading)), *lines, left_out(texts.home.more)]
    return Drawn(text=mrkdwn.escape(heading), blocks=fitted(blocks))


def on_call_ended(content: OnCallEndedContent, texts: Texts) -> Drawn:
    """Nobody is on call any more on some days: to the supervisor."""
    said = mrkdwn.escape(texts.duty.on_call_ended(content))
    return Drawn(text=said, blocks=fitted([section(said)]))


def reading_blocks(content: DutyWeekContent | DutyGapsContent, texts: Texts) -> list[Block]:
    """The same for a window, which has no message that its buttons could change."""
    if isinstance(content, DutyGapsContent):
        return list(duty_gaps(content, texts).blocks)
    return [section(mrkdwn.bold(texts.duty.heading(content))), *week_blocks(content, texts, buttons=False)]


def swap(content: SwapContent, texts: Texts) -> Drawn:
    """The question with its buttons, or what came of it."""
    said = mrkdwn.escape(texts.duty.swap_message(content))
    blocks: list[Block] = [section(said)]
    if content.state is SwapState.ASKED and not content.to_asker:
        number = str(content.swap.id)
        row = [button(texts.labels(Label.SWAP_YES), "swap_yes", number, style="primary")]
        if content.private:
            row.append(button(texts.labels(Label.SWAP_NO), "swap_no", number))
        blocks.append(actions(row))
    if content.state is SwapState.DECLINED and content.to_asker:
        blocks.append(actions([button(texts.labels(Label.SWAP), "swap", str(content.unit_id))]))
    return Drawn(text=said, blocks=fitted(blocks))


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
