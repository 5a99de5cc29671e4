"""A crisis as Slack shows it, and its form."""

from typing import Any
from zoneinfo import ZoneInfo

from bot.slack import limits, mrkdwn
from bot.slack.blocks.fields import VALUE, field, text_input
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.pieces import Block, Drawn, actions, button, context, option, section
from bot.texts import Label, Texts
from db.words import CrisisHours, CrisisState
from handlers.crisis_content import CrisisContent, CrisisLine
from handlers.crisis_form import EVERY, LONGEST_WHY
from handlers.outcome import Form


def crisis(content: CrisisContent, texts: Texts) -> Drawn:
    """The news, or how it stands, with what whoever decides can do."""
    said = texts.crisis.summary(content)
    line = content.line
    blocks: list[Block] = [section(mrkdwn.bold(said))]
    is_open = line.state in {CrisisState.ASKED, CrisisState.RUNNING}
    if is_open:
        blocks.append(section(mrkdwn.escape(texts.crisis.what(line))))
    blocks.append(section(mrkdwn.escape(texts.crisis.until(content))))
    count = texts.crisis.count(content)
    if count:
        blocks.append(context(mrkdwn.escape(count)))
    if content.decides and is_open:
        blocks.append(_choices(line, texts))
    return Drawn(text=mrkdwn.escape(said), blocks=fitted(blocks))


def on_round(line: CrisisLine | None, texts: Texts) -> list[Block]:
    """On every round while it runs."""
    return [] if line is None else [context(mrkdwn.bold(texts.crisis.on_round(line)))]


def at_home(content: CrisisContent | None, unit_id: int, texts: Texts) -> list[Block]:
    """A unit's part of the App Home: the one that runs, else the way to start or ask for one."""
    if content is None:
        return [actions([button(texts.labels(Label.CRISIS), "crisis", str(unit_id))])]
    said = section(mrkdwn.bold(texts.crisis.on_round(content.line)))
    return [said, _choices(content.line, texts)] if content.decides else [said]


def _choices(line: CrisisLine, texts: Texts) -> Block:
    number = str(line.id)
    if line.state is CrisisState.ASKED:
        return actions(
            [
                button(texts.labels(Label.CRISIS_START), "crisis_change", number, style="primary"),
                button(texts.labels(Label.CRISIS_DECLINE), "crisis_end", number),
            ]
        )
    return actions(
        [
            button(texts.labels(Label.CRISIS_CHANGE), "crisis_change", number),
            button(texts.labels(Label.CRISIS_END), "crisis_end", number),
        ]
    )


def fields(form: Form, texts: Texts) -> list[Block]:
    """Which accounts, why, how often, at which hours, until when."""
    wish = form.crisis
    if wish is None:
        raise ValueError("a crisis's form without what is known of it")
    end = wish.ends_at.astimezone(ZoneInfo(form.zone))
    accounts = [option(one.label, one.value) for one in form.choices[: limits.OPTIONS_IN_SELECT]]
    ids = set(map(str, wish.account_ids))
    chosen = [one for one in accounts if one["value"] in ids]
    several: dict[str, Any] = {"type": "multi_static_select", "action_id": VALUE, "options": accounts}
    if chosen:
        several["initial_options"] = chosen
    every = {str(minutes): texts.crisis.every(minutes) for minutes in EVERY}
    hours = {each.value: texts.crisis.hours(each) for each in CrisisHours}
    day = {"type": "datepicker", "action_id": VALUE, "initial_date": end.date().isoformat()}
    clock = {"type": "timepicker", "action_id": VALUE, "initial_time": f"{end:%H:%M}"}
    return [
        context(mrkdwn.escape(texts.crisis.who_decides(wish))),
        field("accounts", several, texts, named="crisis_accounts"),
        field("why", text_input(wish.why, most=LONGEST_WHY), texts, named="crisis_why"),
        field("every", _one_of(every, str(wish.every_minutes)), texts, named="crisis_every", hint=False),
        field("hours", _one_of(hours, wish.hours.value), texts, named="crisis_hours", hint=False),
        field("ends_at", day, texts, named="crisis_end"),
        field("ends_at", clock, texts, named="crisis_end_time", block_id="ends_at_time", hint=False),
    ]


def _one_of(choices: dict[str, str], chosen: str) -> dict[str, Any]:
    options = {value: option(label, value) for value, label in choices.items()}
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": VALUE,
        "options": list(options.values()),
    }
    return {**element, "initial_option": options[chosen]} if chosen in options else element
