"""Duty as Teams shows it: a week, a line a day; the gaps ahead; a question between colleagues."""

from datetime import timedelta
from typing import Any

from bot.teams.cards.fitting import item, left_out
from bot.teams.cards.pieces import Drawn, Element, beside, button, card, heading, rows, run, runs, said, small
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
    what = texts.duty.heading(content)
    return card(what, [heading(what), *week_body(content, texts)], texts)


def week_body(content: DutyWeekContent, texts: Texts) -> list[Element]:
    """The days, what is to be said of them, and what can be done; also a part of the personal view."""
    body = [runs(run(f"• {texts.duty.day(line)}", bold=line.mine), close=True) for line in content.days]
    body += [said(note) for note in texts.duty.notes(content)]
    if content.on_call:
        called = [texts.duty.on_call(line) for line in content.on_call[:MOST_QUESTIONS]]
        body.append(small(" · ".join(called)))
    body += [_question(swap, texts) for swap in content.swaps[:MOST_QUESTIONS]]
    return [*body, *rows(_steps(content, texts))]


def _question(swap: OpenSwap, texts: Texts) -> Element:
    """A question that stands, with its one click."""
    sentence = texts.duty.swap(swap)
    pressed = None
    if swap.for_me or swap.mine:
        label, action = (Label.SWAP_WITHDRAW, "swap_withdraw") if swap.mine else (Label.SWAP_YES, "swap_yes")
        spoken = texts.labels.for_screen_readers(label, sentence)
        pressed = button(texts.labels(label), action, str(swap.id), spoken=spoken)
    return beside([said(sentence)], pressed)


def _steps(content: DutyWeekContent, texts: Texts) -> list[dict[str, Any]]:
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
    return row


def ask_row(content: DutyGapContent, texts: Texts) -> list[Element]:
    """A button for each day that nobody has: one click asks the channel."""
    if not content.editors:
        return []
    return rows(
        [
            button(texts.duty.ask(named.day), "duty_ask", f"{content.unit_id}:{named.day.isoformat()}")
            for named in content.days[:MOST_QUESTIONS]
        ]
    )


def on_call(content: OnCallContent, texts: Texts) -> Drawn:
    """Who is called on outside hours."""
    what = texts.duty.on_call_heading(content)
    lines = [item(said(texts.duty.on_call(line))) for line in content.lines]
    return card(what, [heading(what), *lines, left_out(texts.home.more)], texts)


def on_call_ended(content: OnCallEndedContent, texts: Texts) -> Drawn:
    """Nobody is on call any more on some days: to the supervisor."""
    sentence = texts.duty.on_call_ended(content)
    return card(sentence, [said(sentence)], texts)


def swap(content: SwapContent, texts: Texts) -> Drawn:
    """The question with its buttons, or what came of it."""
    sentence = texts.duty.swap_message(content)
    body: list[Element] = [said(sentence)]
    if content.state is SwapState.ASKED and not content.to_asker:
        number = str(content.swap.id)
        row = [button(texts.labels(Label.SWAP_YES), "swap_yes", number, main=True)]
        if content.private:
            row.append(button(texts.labels(Label.SWAP_NO), "swap_no", number))
        body += rows(row)
    if content.state is SwapState.DECLINED and content.to_asker:
        body += rows([button(texts.labels(Label.SWAP), "swap", str(content.unit_id))])
    return card(sentence, body, texts)


def duty_gaps(content: DutyGapsContent, texts: Texts) -> Drawn:
    """The days ahead on which somebody is missing."""
    what = texts.duty.gaps_heading(content)
    body: list[Element] = [heading(what)]
    if not content.editors:
        body.append(said(texts.duty.no_editors(content.unit)))
    body += [item(said(texts.duty.gap_line(line))) for line in content.days]
    body.append(left_out(texts.home.more))
    if content.days:
        body.append(small(texts.duty.gaps_hint()))
    return card(what, body, texts)
