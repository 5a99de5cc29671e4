"""A person's own view in her 1:1 chat (`mitt`): what waits, what she has taken, her units, her settings.

Of several units each shows what waits and is called for; the rest of one at a time (`opened`).
"""

from dataclasses import dataclass
from typing import Any

from bot.chat.names import HOME_UNIT
from bot.teams.cards import crisis, managing, week
from bot.teams.cards.duty import week_body
from bot.teams.cards.fitting import MOST_JSON, filled, item, left_out
from bot.teams.cards.picking import choosing, of_chosen, ticking, unasked
from bot.teams.cards.pieces import (
    NOTHING,
    Drawn,
    Element,
    beside,
    box,
    button,
    card,
    heading,
    rows,
    said,
    small,
    subheading,
)
from bot.texts import Label, Texts
from db.words import RoundState
from handlers.content import CommentLine, HomeContent, HomeUnit, RoundContent

MINE, WEEK = "mine", "week"
AROUND = 1_500
"""What a card takes besides its body."""
WORDS = 90
"""So much of what the public wrote stands on a line that can be ticked."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """How many lines of hers and of all her units can be chosen, and how long each is at most."""

    mine: int
    waiting: int
    line: int

    def of_each(self, units: int) -> int:
        """So many lines each of so many units has."""
        return max(3, self.waiting // max(1, units))


ROOMS = (
    Room(mine=12, waiting=24, line=200),
    Room(mine=8, waiting=15, line=150),
    Room(mine=5, waiting=8, line=110),
    Room(mine=3, waiting=3, line=60),
)
"""The first in which all fits."""


def home(
    content: HomeContent, texts: Texts, *, notice: str | None = None, opened: int | None = None
) -> Drawn:
    """The view. `notice`: what came of what was just done here."""
    for room in ROOMS:
        body = _body(content, texts, notice, opened, room)
        if filled(body) <= MOST_JSON - AROUND:
            break
    return card(f"{texts.home.greeting(content)} {texts.home.overview(content)}", body, texts)


def _body(
    content: HomeContent, texts: Texts, notice: str | None, opened: int | None, room: Room
) -> list[Element]:
    body = [heading(texts.home.greeting(content)), *([said(notice, bold=True)] if notice else [])]
    body += [said(texts.home.overview(content)), *_mine(content, texts, room)]
    several = len(content.units) > 1
    for unit in content.units:
        folded = several and unit.unit_id != opened
        shown = _unit(unit, texts, room, most=room.of_each(len(content.units)), folded=folded)
        if several:
            shown += _unit_row(unit, texts, opened=not folded)
        body.append(item(box(shown)) if folded else box(shown))
    body.append(left_out(texts.home.more))
    return [*body, *_weeks(content, texts), *managing.way_in(content, texts), *_settings(content, texts)]


def stranger(texts: Texts) -> Drawn:
    """What somebody sees whom the bot does not know."""
    sentence = texts.home.stranger()
    return card(sentence, [said(sentence)], texts)


def _mine(content: HomeContent, texts: Texts, room: Room) -> list[Element]:
    title = texts.home.mine_heading()
    if not content.mine:
        return [subheading(title), said(texts.home.mine_empty())]
    shown = content.mine[: room.mine]
    listed = [(str(line.number), _line(line, texts.card.line(line, content.zone))) for line in shown]
    row = [
        of_chosen(texts.labels(label), action, "", MINE)
        for action, label in (
            ("answer", Label.ANSWERED),
            ("acknowledge", Label.ACKNOWLEDGE),
            ("no_reply", Label.NO_REPLY),
            ("release", Label.RELEASE),
            ("show", Label.SHOW),
        )
    ]
    more = len(content.mine) - len(shown)
    counted = [small(texts.home.more(more))] if more else []
    return [
        subheading(title),
        choosing(MINE, texts.home.choose_one(), listed, most=room.line),
        *counted,
        *rows(row),
    ]


def _unit(unit: HomeUnit, texts: Texts, room: Room, *, most: int, folded: bool) -> list[Element]:
    shown = _waiting(unit, texts, room, most)
    called = [each for each in unit.rounds if not folded or each.state is RoundState.CALLED]
    if called:
        shown.append(said(texts.home.rounds_heading(), bold=True))
    shown += [_round(each, texts) for each in called]
    if folded:
        return [*shown, *(_crisis(unit, texts) if unit.crisis else [])]
    if unit.duty is not None:
        calendar = unasked(button(texts.labels(Label.CALENDAR), "calendar", NOTHING))
        shown.append(beside([said(texts.duty.heading(unit.duty), bold=True)], calendar))
        shown += week_body(unit.duty, texts)
    shown += _crisis(unit, texts)
    if unit.week is not None:
        shown += [said(texts.home.week_heading(unit), bold=True), *week.unit_body(unit.week, texts)]
    return shown


def _waiting(unit: HomeUnit, texts: Texts, room: Room, most: int) -> list[Element]:
    if not unit.waiting:
        return [subheading(texts.home.waiting_empty(unit))]
    about, shown = str(unit.unit_id), unit.waiting[:most]
    listed = [(str(line.number), _line(line, texts.card.label(line, unit.zone))) for line in shown]
    more = unit.waiting_total - len(shown)
    counted = [small(texts.home.more(more))] if more > 0 else []
    row = [
        button(texts.labels(Label.CLOSE_ANSWERED), "ticked_answered", about),
        button(texts.labels(Label.CLOSE_NO_REPLY), "ticked_no_reply", about),
    ]
    ticks = ticking(about, texts.home.choose_hint(), listed, most=room.line)
    return [subheading(texts.home.waiting_heading(unit)), ticks, *counted, *rows(row)]


def _line(line: CommentLine, said_of: str) -> str:
    words = " ".join((line.excerpt or "").split())
    return f"{said_of} ”{words[:WORDS]}”" if words else said_of


def _round(content: RoundContent, texts: Texts) -> Element:
    sentence = f"{texts.round.which(content)}: {texts.words.round_state(content.state)}"
    looked: dict[str, Any] | None = None
    if content.state is RoundState.CALLED:
        spoken = texts.labels.for_screen_readers(Label.LOOKED, texts.round.which(content))
        value = f"round:{content.round_id}:all"
        looked = unasked(button(texts.labels(Label.LOOKED), "round", value, spoken=spoken))
    return beside([said(sentence)], looked)


def _crisis(unit: HomeUnit, texts: Texts) -> list[Element]:
    """The one that runs, else the way to start or ask for one."""
    if unit.crisis is None:
        return rows([unasked(button(texts.labels(Label.CRISIS), "crisis", str(unit.unit_id)))])
    choices = crisis.choices(unit.crisis.line, texts) if unit.crisis.decides else []
    return [*crisis.on_round(unit.crisis.line, texts), *rows([unasked(each) for each in choices])]


def _unit_row(unit: HomeUnit, texts: Texts, *, opened: bool) -> list[Element]:
    """Under one of several units: the rest of it, and its pages."""
    label = texts.home.less(unit) if opened else texts.home.rest(unit)
    row = [unasked(button(label, HOME_UNIT, "0" if opened else str(unit.unit_id)))]
    if unit.week is not None:
        row.append(managing.manage(unit.unit_id, unit.unit, texts))
    return rows(row)


def _weeks(content: HomeContent, texts: Texts) -> list[Element]:
    if not (content.supervises and content.weeks):
        return []
    weeks = [(each, texts.dates.week(each).capitalize()) for each in content.weeks]
    label = texts.labels(Label.CHOOSE_WEEK)
    chooser = {**choosing(WEEK, label, weeks), "style": "compact", "value": content.weeks[0]}
    hand_out = unasked(button(texts.labels(Label.HAND_OUT), "hand_out", NOTHING))
    return [chooser, *rows([of_chosen(texts.labels(Label.SHOW_WEEK), "week", "", WEEK), hand_out])]


def _settings(content: HomeContent, texts: Texts) -> list[Element]:
    row = [
        button(texts.labels(Label.NEW_COMMENT), "new_comment", NOTHING),
        button(texts.labels(Label.READY_REPLIES), "ready_reply", NOTHING),
        button(texts.labels(Label.SETTINGS), "settings", NOTHING),
        button(texts.labels(Label.AWAY), "away", NOTHING),
    ]
    if content.settings.away_from is not None:
        row.append(button(texts.labels(Label.BACK), "back", NOTHING))
    title, sentence = texts.home.settings_heading(), texts.home.settings(content.settings)
    return [subheading(title), said(sentence), *rows([unasked(each) for each in row])]
