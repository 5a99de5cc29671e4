"""The pages by which a supervisor runs a unit, in her 1:1 chat: lists, with buttons for what is chosen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.chat.managing import Page
from bot.chat.names import BACK, PAGE, RULES_OF, UNIT_FORM
from bot.teams.cards.fitting import item, left_out
from bot.teams.cards.picking import choosing, of_chosen, unasked
from bot.teams.cards.pieces import Drawn, Element, button, card, heading, rows, said, small, subheading
from bot.texts import Texts
from handlers.content import HomeContent
from handlers.managing.form import UnitFormKind
from handlers.managing.pages import ACCOUNTS_A_PAGE, CHANGES_A_PAGE, PAGES, PEOPLE_A_PAGE
from handlers.managing.rows import RuleRow, UnitPage
from scheduler.rule_words import Rule
from scheduler.season_words import read_seasons, span

Buttons = list[dict[str, Any]]


def page(shown: UnitPage, texts: Texts, *, notice: str | None = None) -> Drawn:
    """A page, with the way to the others. `notice`: what came of what was just done there."""
    title = texts.managing.heading(shown)
    body = [
        heading(title),
        *([said(notice, bold=True)] if notice else []),
        small(texts.managing.intro(shown)),
    ]
    body += _DRAW[shown.page](shown, texts)
    ways = [
        _go(texts.managing.page(name), Page(name=name, unit_id=shown.unit_id))
        for name in PAGES
        if name != shown.page
    ]
    back = unasked(button(texts.managing.label("back"), BACK, "-"))
    return card(title, [*body, *rows([back, *ways])], texts)


def way_in(content: HomeContent, texts: Texts) -> list[Element]:
    """On a supervisor's front page: to her only unit's pages (each of several has its own way in)."""
    hers = [unit for unit in content.units if unit.week is not None]
    if not hers:
        return []
    row = [manage(unit.unit_id, unit.unit, texts) for unit in hers] if len(content.units) == 1 else []
    if content.adds_units:
        asked = f"{UnitFormKind.UNIT_ADD.value}:{hers[0].unit_id}:"
        row.append(unasked(button(texts.managing.label("unit_add"), UNIT_FORM, asked)))
    return rows(row)


def manage(unit_id: int, unit: str, texts: Texts) -> dict[str, Any]:
    """The button to a unit's pages."""
    return _go(texts.managing.label("manage", unit=unit), Page(name="people", unit_id=unit_id))


def _go(label: str, to: Page) -> dict[str, Any]:
    return unasked(button(label, PAGE, str(to)))


def _people(shown: UnitPage, texts: Texts) -> list[Element]:
    listed = [(str(row.id), texts.managing.person(row)) for row in shown.people]
    does = {UnitFormKind.PERSON_CHANGE.value: "change"}
    if shown.several_units:
        does[UnitFormKind.PERSON_MOVE.value] = "move"
    does[UnitFormKind.PERSON_END.value] = "end"
    steps = _steps(shown, texts, add=("person_add", UnitFormKind.PERSON_ADD), most=PEOPLE_A_PAGE)
    return [
        *_listed("person", texts.managing.page("people"), listed, does, of=shown, texts=texts),
        *rows([*steps, *_of_unit(shown, texts)]),
    ]


def _of_unit(shown: UnitPage, texts: Texts) -> Buttons:
    """What is done with the unit itself; the only one there is does not end."""
    end = [_adds("unit_end", UnitFormKind.UNIT_END, shown, texts)] if shown.may_end else []
    return [_adds("unit_change", UnitFormKind.UNIT_CHANGE, shown, texts), *end]


def _accounts(shown: UnitPage, texts: Texts) -> list[Element]:
    listed = [(str(row.id), texts.managing.account(row)) for row in shown.accounts]
    does = {UnitFormKind.ACCOUNT_CHANGE.value: "change", RULES_OF: "rules_of"}
    if shown.several_units:
        does[UnitFormKind.ACCOUNT_MOVE.value] = "move"
    does[UnitFormKind.ACCOUNT_END.value] = "account_end"
    steps = _steps(shown, texts, add=("account_add", UnitFormKind.ACCOUNT_ADD), most=ACCOUNTS_A_PAGE)
    return [
        *_listed("account", texts.managing.page("accounts"), listed, does, of=shown, texts=texts),
        *rows(steps),
    ]


def _times(shown: UnitPage, texts: Texts) -> list[Element]:
    found = _rules_listed([row for row in shown.rules if row.rule is not Rule.SEASONS], shown, texts)
    for row in shown.rules:
        found += _seasons(row, shown, texts) if row.rule is Rule.SEASONS else []
    days = [(str(day.id), texts.managing.special_day(day)) for day in shown.days]
    title = texts.managing.days_heading(shown)
    found += _listed("day", title, days, {UnitFormKind.DAY_END.value: "day_end"}, of=shown, texts=texts)
    if not days:
        found.append(subheading(title))
    return [
        *found,
        *rows(
            [
                _adds("day_add", UnitFormKind.DAY_ADD, shown, texts),
                _adds("season_add", UnitFormKind.SEASON, shown, texts),
            ]
        ),
    ]


def _seasons(row: RuleRow, shown: UnitPage, texts: Texts) -> list[Element]:
    """Where they come from, and each of them."""
    seasons = read_seasons(row.value)
    title = texts.managing.rule_name(row, shown) if seasons else texts.managing.rule(row, shown)
    listed = [(span(season), texts.managing.season(season)) for season in seasons]
    does = {UnitFormKind.SEASON.value: "change", UnitFormKind.SEASON_END.value: "season_end"}
    found = _listed("season", title, listed, does, of=shown, texts=texts) if listed else [said(title)]
    if row.own:
        asked = f"{UnitFormKind.RULE_FOLLOW.value}:{shown.unit_id}:{row.rule.value}"
        found += rows([unasked(button(texts.managing.label("follow"), UNIT_FORM, asked))])
    return found


def _rules(shown: UnitPage, texts: Texts) -> list[Element]:
    return _rules_listed(shown.rules, shown, texts)


def _rules_listed(found: Sequence[RuleRow], shown: UnitPage, texts: Texts) -> list[Element]:
    of_account = f"{shown.account_id}/" if shown.account_id else ""
    listed = [(f"{of_account}{row.rule.value}", texts.managing.rule(row, shown)) for row in found]
    does = {UnitFormKind.RULE.value: "change"}
    if any(row.own for row in found):
        does[UnitFormKind.RULE_FOLLOW.value] = "follow"
    return _listed("rule", texts.managing.page("rules"), listed, does, of=shown, texts=texts)


def _log(shown: UnitPage, texts: Texts) -> list[Element]:
    if not shown.changes:
        return [said(texts.managing.nothing_changed())]
    lines = [item(said(texts.managing.change(row, shown.zone))) for row in shown.changes]
    last = shown.changes[-1].change.id
    more = [_more(shown, last, texts)] if len(shown.changes) == CHANGES_A_PAGE else []
    return [*lines, left_out(texts.home.more), *rows(more)]


def _listed(
    name: str,
    label: str,
    listed: Sequence[tuple[str, str]],
    does: Mapping[str, str],
    *,
    of: UnitPage,
    texts: Texts,
) -> list[Element]:
    """The rows, of which one is chosen, and what can be done with it."""
    if not listed:
        return []
    row = [
        of_chosen(texts.managing.label(words), UNIT_FORM, f"{kind}:{of.unit_id}:", name)
        for kind, words in does.items()
    ]
    return [choosing(name, label, listed), *rows(row)]


def _steps(shown: UnitPage, texts: Texts, *, add: tuple[str, UnitFormKind], most: int) -> Buttons:
    """Another one, and those who did not fit."""
    row = [_adds(*add, shown, texts)]
    after = shown.start + most
    return [*row, _more(shown, after, texts)] if shown.total > after else row


def _adds(label: str, kind: UnitFormKind, shown: UnitPage, texts: Texts) -> dict[str, Any]:
    return unasked(button(texts.managing.label(label), UNIT_FORM, f"{kind.value}:{shown.unit_id}:"))


def _more(shown: UnitPage, start: int, texts: Texts) -> dict[str, Any]:
    return _go(texts.managing.label("more"), Page(name=shown.page, unit_id=shown.unit_id, start=start))


_DRAW: Mapping[str, Callable[[UnitPage, Texts], list[Element]]] = {
    "people": _people,
    "accounts": _accounts,
    "times": _times,
    "rules": _rules,
    "log": _log,
}
assert set(_DRAW) == set(PAGES)
