"""A person's App Home: what waits, her claims, today's rounds, her settings; a supervisor's units, weeks."""

from typing import Any

from bot.chat.names import HOME_UNIT
from bot.slack import limits, mrkdwn
from bot.slack.blocks import crisis, managing
from bot.slack.blocks.duty import home_part
from bot.slack.blocks.fitting import in_view
from bot.slack.blocks.lines import text_of
from bot.slack.blocks.pieces import (
    NOTHING,
    PREFIX,
    Block,
    actions,
    button,
    context,
    divider,
    header,
    option,
    overflow,
    plain,
    quote,
    section,
    select,
)
from bot.slack.blocks.week import week_lines
from bot.texts import Label, Texts
from db.words import CommentState, RoundState
from handlers.content import CommentLine, HomeContent, HomeUnit, RoundContent
from handlers.numbers import of_element

TICKS = "svarsvakt.ticks"
MOST_MINE = 15
MOST_BLOCKS_BEFORE_SETTINGS = 90


def home(
    content: HomeContent, texts: Texts, *, notice: str | None = None, opened: int | None = None
) -> dict[str, Any]:
    """The view. `notice`: what came of what was just done here.

    Of several units each shows what waits and is called for; the rest of one (`opened`) at a time.
    """
    blocks: list[Block] = [header(texts.home.greeting(content))]
    if notice:
        blocks.append(section(mrkdwn.bold(notice)))
    blocks.append(section(mrkdwn.escape(texts.home.overview(content))))
    blocks += _mine(content, texts)
    ticks = _ticks_a_unit(len(content.units))
    for unit in content.units:
        blocks += _unit(unit, texts, ticks=ticks, folded=len(content.units) > 1 and unit.unit_id != opened)
        if len(content.units) > 1:
            blocks.append(_unit_row(unit, texts, opened=unit.unit_id == opened))
    blocks = blocks[:MOST_BLOCKS_BEFORE_SETTINGS]  # somebody with very many units still gets her settings
    if content.supervises and content.weeks:
        weeks = {week: texts.dates.week(week).capitalize() for week in content.weeks}
        chooser = select("week", texts.labels(Label.CHOOSE_WEEK), weeks)
        blocks.append(actions([chooser, button(texts.labels(Label.HAND_OUT), "hand_out", NOTHING)]))
    blocks += managing.way_in(content, texts)
    blocks += _settings(content, texts)
    return {"type": "home", "blocks": in_view(blocks)}


def stranger(texts: Texts) -> dict[str, Any]:
    """What somebody sees whom the bot does not know."""
    return {"type": "home", "blocks": in_view([section(mrkdwn.escape(texts.home.stranger()))])}


def _ticks_a_unit(units: int) -> int:
    """So many groups of ten tick boxes a unit gets."""
    return max(1, min(3, 12 // max(units, 1)))


def _mine(content: HomeContent, texts: Texts) -> list[Block]:
    blocks: list[Block] = [divider(), section(mrkdwn.bold(texts.home.mine_heading()))]
    if not content.mine:
        return [*blocks, section(mrkdwn.escape(texts.home.mine_empty()))]
    for line in content.mine[:MOST_MINE]:
        blocks.append(quote(text_of(line, content.zone, texts), accessory=_my_menu(line, texts)))
    if len(content.mine) > MOST_MINE:
        blocks.append(context(mrkdwn.escape(texts.home.more(len(content.mine) - MOST_MINE))))
    return blocks


def _my_menu(line: CommentLine, texts: Texts) -> dict[str, Any]:
    choices = {
        "answer": Label.ANSWERED,
        "acknowledge": Label.ACKNOWLEDGE,
        "no_reply": Label.NO_REPLY,
        "release": Label.RELEASE,
        "show": Label.SHOW,
    }
    if line.state is CommentState.ACKNOWLEDGED:
        del choices["acknowledge"]
    return overflow(
        "more", {f"{action}:{line.number}": texts.labels(label) for action, label in choices.items()}
    )


def _unit_row(unit: HomeUnit, texts: Texts, *, opened: bool) -> Block:
    """Under one of several units: the rest of it, and its pages."""
    label = texts.home.less(unit) if opened else texts.home.rest(unit)
    row = [button(label, HOME_UNIT, "0" if opened else str(unit.unit_id))]
    if unit.week is not None:
        row.append(managing.manage(unit.unit_id, unit.unit, texts))
    return actions(row)


def _unit(unit: HomeUnit, texts: Texts, *, ticks: int, folded: bool) -> list[Block]:
    blocks: list[Block] = [divider()]
    if unit.waiting:
        blocks.append(section(mrkdwn.bold(texts.home.waiting_heading(unit))))
        shown = unit.waiting[: ticks * limits.OPTIONS_IN_CHECKBOXES]
        blocks += _tick_boxes(unit, shown, texts)
        if unit.waiting_total > len(shown):
            blocks.append(context(mrkdwn.escape(texts.home.more(unit.waiting_total - len(shown)))))
        about = str(unit.unit_id)
        blocks.append(
            actions(
                [
                    button(texts.labels(Label.CLOSE_ANSWERED), "ticked_answered", about),
                    button(texts.labels(Label.CLOSE_NO_REPLY), "ticked_no_reply", about),
                ]
            )
        )
    else:
        blocks.append(section(mrkdwn.escape(texts.home.waiting_empty(unit))))
    called = [each for each in unit.rounds if not folded or each.state is RoundState.CALLED]
    for number, content in enumerate(called):
        blocks.append(_round(content, texts, first=number == 0))
    if folded:
        return [*blocks, *(crisis.at_home(unit.crisis, unit.unit_id, texts) if unit.crisis else [])]
    blocks += home_part(unit.duty, texts)
    blocks += crisis.at_home(unit.crisis, unit.unit_id, texts)
    if unit.week is not None:
        blocks.append(section(mrkdwn.bold(texts.home.week_heading(unit))))
        blocks.append(section(week_lines(unit.week, texts)))
    return blocks


def _tick_boxes(unit: HomeUnit, shown: tuple[CommentLine, ...], texts: Texts) -> list[Block]:
    blocks: list[Block] = []
    for start in range(0, len(shown), limits.OPTIONS_IN_CHECKBOXES):
        group = shown[start : start + limits.OPTIONS_IN_CHECKBOXES]
        options = [
            option(
                texts.card.label(line, unit.zone),
                str(line.number),
                description=" ".join(line.excerpt.split()) if line.excerpt else None,
            )
            for line in group
        ]
        blocks.append(
            {
                "type": "input",
                # Named for what stands in it, so that ticks do not survive onto other comments.
                "block_id": f"ticks.{unit.unit_id}.{'.'.join(str(line.number) for line in group)}"[
                    : limits.ID
                ],
                "optional": True,
                "label": plain(texts.home.choose_hint(), limits.LABEL),
                "element": {"type": "checkboxes", "action_id": TICKS, "options": options},
            }
        )
    return blocks


def _round(content: RoundContent, texts: Texts, *, first: bool) -> Block:
    state = texts.words.round_state(content.state)
    said = mrkdwn.escape(f"{texts.round.which(content)}: {state}")
    if first:
        said = f"{mrkdwn.bold(texts.home.rounds_heading())}\n{said}"
    accessory = None
    if content.state is RoundState.CALLED:
        accessory = button(
            texts.labels(Label.LOOKED),
            "round",
            f"round:{content.round_id}:all",
            spoken=texts.labels.for_screen_readers(Label.LOOKED, texts.round.which(content)),
        )
    return section(said, accessory=accessory)


def _settings(content: HomeContent, texts: Texts) -> list[Block]:
    away = content.settings.away_from is not None
    row = [
        button(texts.labels(Label.NEW_COMMENT), "new_comment", NOTHING),
        button(texts.labels(Label.READY_REPLIES), "ready_reply", NOTHING),
        button(texts.labels(Label.SETTINGS), "settings", NOTHING),
        button(texts.labels(Label.AWAY), "away", NOTHING),
    ]
    if away:
        row.append(button(texts.labels(Label.BACK), "back", NOTHING))
    return [
        divider(),
        section(
            f"{mrkdwn.bold(texts.home.settings_heading())}\n{mrkdwn.escape(texts.home.settings(content.settings))}"
        ),
        actions(row),
    ]


def ticked(values: dict[str, Any], unit_id: str) -> tuple[int, ...]:
    """The numbers ticked in a unit, out of a view's `state.values`."""
    numbers: list[int] = []
    for block_id, elements in values.items():
        if not block_id.startswith(f"ticks.{unit_id}."):
            continue
        for chosen in (elements.get(TICKS) or {}).get("selected_options") or []:
            numbers.append(of_element(str(chosen["value"])))
    return tuple(numbers)


assert TICKS.startswith(PREFIX)
