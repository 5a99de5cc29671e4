"""The pages by which a supervisor runs a unit, and their forms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.forms import units
from bot.chat.managing import Page, read_page
from bot.chat.names import BACK, PAGE, RULES_OF, UNIT_FORM
from bot.slack import limits, mrkdwn
from bot.slack.blocks.fields import drawn
from bot.slack.blocks.fitting import fitted, in_view, item, left_out
from bot.slack.blocks.pieces import (
    PREFIX,
    Block,
    Drawn,
    actions,
    button,
    context,
    divider,
    header,
    overflow,
    plain,
    quote,
    section,
)
from bot.texts import Label, Texts
from handlers.content import HomeContent
from handlers.managing.form import UnitForm, UnitFormKind
from handlers.managing.forms import Wanted
from handlers.managing.pages import ACCOUNTS_A_PAGE, CHANGES_A_PAGE, PAGES, PEOPLE_A_PAGE
from handlers.managing.rows import RuleRow, UnitPage
from scheduler.rule_words import Rule
from scheduler.season_words import read_seasons, span

CALLBACK = PREFIX + "unit."


def way_in(content: HomeContent, texts: Texts) -> list[Block]:
    """On a supervisor's front page: to her only unit's pages (each of several has its own way in)."""
    hers = [unit for unit in content.units if unit.week is not None]
    if not hers:
        return []
    row = [manage(unit.unit_id, unit.unit, texts) for unit in hers] if len(content.units) == 1 else []
    if content.adds_units:
        asked = f"{UnitFormKind.UNIT_ADD.value}:{hers[0].unit_id}:"
        row.append(button(texts.managing.label("unit_add"), UNIT_FORM, asked))
    return [actions(row)] if row else []


def manage(unit_id: int, unit: str, texts: Texts) -> dict[str, Any]:
    """The button to a unit's pages."""
    return button(texts.managing.label("manage", unit=unit), PAGE, str(Page(name="people", unit_id=unit_id)))


def home(page: UnitPage, texts: Texts, *, notice: str | None = None) -> dict[str, Any]:
    """The page, as the whole of her App Home. `notice`: what came of what was just done here."""
    blocks: list[Block] = [header(texts.managing.heading(page))]
    if notice:
        blocks.append(section(mrkdwn.bold(notice)))
    ways = [
        button(texts.managing.page(name), PAGE, str(Page(name=name, unit_id=page.unit_id)))
        for name in PAGES
        if name != page.page
    ]
    blocks.append(actions([button(texts.managing.label("back"), BACK, "-"), *ways]))
    blocks.append(context(mrkdwn.escape(texts.managing.intro(page))))
    blocks.append(divider())
    blocks += _DRAW[page.page](page, texts)
    return {"type": "home", "blocks": in_view(blocks)}


def as_message(page: UnitPage, texts: Texts) -> Drawn:
    """Rules or changes to read between messages, without buttons."""
    heading, intro = texts.managing.heading(page), texts.managing.intro(page)
    said = [texts.managing.rule(row, page) for row in page.rules]
    said += [texts.managing.change(row, page.zone) for row in page.changes]
    if not said:
        said = [texts.managing.nothing_changed()]
    blocks = [
        section(f"{mrkdwn.bold(heading)}\n{mrkdwn.escape(intro)}"),
        *(item(quote(each)) for each in said),
        left_out(texts.home.more),
    ]
    return Drawn(text=mrkdwn.escape(heading), blocks=fitted(blocks))


def _people(page: UnitPage, texts: Texts) -> list[Block]:
    blocks: list[Block] = []
    for row in page.people:
        about = f"{page.unit_id}:{row.id}"
        choices = {f"{UnitFormKind.PERSON_CHANGE.value}:{about}": texts.managing.label("change")}
        if page.several_units:
            choices[f"{UnitFormKind.PERSON_MOVE.value}:{about}"] = texts.managing.label("move")
        choices[f"{UnitFormKind.PERSON_END.value}:{about}"] = texts.managing.label("end")
        blocks.append(quote(texts.managing.person(row), accessory=overflow(UNIT_FORM, choices)))
    row_of_buttons = [_form_button("person_add", UnitFormKind.PERSON_ADD, page, texts)]
    after = page.start + PEOPLE_A_PAGE
    if page.total > after:
        row_of_buttons.append(_more(page, after, texts))
    row_of_buttons.append(_form_button("unit_change", UnitFormKind.UNIT_CHANGE, page, texts))
    if page.may_end:
        row_of_buttons.append(_form_button("unit_end", UnitFormKind.UNIT_END, page, texts))
    return [*blocks, actions(row_of_buttons)]


def _accounts(page: UnitPage, texts: Texts) -> list[Block]:
    blocks: list[Block] = []
    for row in page.accounts:
        about = f"{page.unit_id}:{row.id}"
        choices = {
            f"{UnitFormKind.ACCOUNT_CHANGE.value}:{about}": texts.managing.label("change"),
            f"{RULES_OF}:{about}": texts.managing.label("rules_of"),
        }
        if page.several_units:
            choices[f"{UnitFormKind.ACCOUNT_MOVE.value}:{about}"] = texts.managing.label("move")
        choices[f"{UnitFormKind.ACCOUNT_END.value}:{about}"] = texts.managing.label("account_end")
        blocks.append(quote(texts.managing.account(row), accessory=overflow(UNIT_FORM, choices)))
    row_of_buttons = [_form_button("account_add", UnitFormKind.ACCOUNT_ADD, page, texts)]
    after = page.start + ACCOUNTS_A_PAGE
    if page.total > after:
        row_of_buttons.append(_more(page, after, texts))
    return [*blocks, actions(row_of_buttons)]


def _times(page: UnitPage, texts: Texts) -> list[Block]:
    blocks = [_rule(row, page, texts) for row in page.rules if row.rule is not Rule.SEASONS]
    for row in page.rules:
        blocks += _seasons(row, page, texts) if row.rule is Rule.SEASONS else []
    blocks += [divider(), section(mrkdwn.bold(texts.managing.days_heading(page)))]
    for day in page.days:
        about = f"{UnitFormKind.DAY_END.value}:{page.unit_id}:{day.id}"
        menu = overflow(UNIT_FORM, {about: texts.managing.label("day_end")})
        blocks.append(quote(texts.managing.special_day(day), accessory=menu))
    row_of_buttons = [
        _form_button("day_add", UnitFormKind.DAY_ADD, page, texts),
        _form_button("season_add", UnitFormKind.SEASON, page, texts),
    ]
    return [*blocks, actions(row_of_buttons)]


def _seasons(row: RuleRow, page: UnitPage, texts: Texts) -> list[Block]:
    """Where they come from, and each with its menu."""
    own = f"{UnitFormKind.RULE_FOLLOW.value}:{page.unit_id}:{row.rule.value}"
    menu = overflow(UNIT_FORM, {own: texts.managing.label("follow")}) if row.own else None
    seasons = read_seasons(row.value)
    heading = texts.managing.rule_name(row, page) if seasons else texts.managing.rule(row, page)
    blocks = [quote(heading, accessory=menu)]
    for season in seasons:
        about = f"{page.unit_id}:{span(season)}"
        choices = {
            f"{UnitFormKind.SEASON.value}:{about}": texts.managing.label("change"),
            f"{UnitFormKind.SEASON_END.value}:{about}": texts.managing.label("season_end"),
        }
        blocks.append(quote(texts.managing.season(season), accessory=overflow(UNIT_FORM, choices)))
    return blocks


def _rules(page: UnitPage, texts: Texts) -> list[Block]:
    return [_rule(row, page, texts) for row in page.rules]


def _rule(row: RuleRow, page: UnitPage, texts: Texts) -> Block:
    about = f"{page.unit_id}:{f'{page.account_id}/' if page.account_id else ''}{row.rule.value}"
    choices = {f"{UnitFormKind.RULE.value}:{about}": texts.managing.label("change")}
    if row.own:
        choices[f"{UnitFormKind.RULE_FOLLOW.value}:{about}"] = texts.managing.label("follow")
    return quote(texts.managing.rule(row, page), accessory=overflow(UNIT_FORM, choices))


def _log(page: UnitPage, texts: Texts) -> list[Block]:
    if not page.changes:
        return [section(mrkdwn.escape(texts.managing.nothing_changed()))]
    blocks: list[Block] = [quote(texts.managing.change(row, page.zone)) for row in page.changes]
    if len(page.changes) == CHANGES_A_PAGE:
        blocks.append(actions([_more(page, page.changes[-1].change.id, texts)]))
    return blocks


def _form_button(label: str, kind: UnitFormKind, page: UnitPage, texts: Texts) -> dict[str, Any]:
    return button(texts.managing.label(label), UNIT_FORM, f"{kind.value}:{page.unit_id}:")


def _more(page: UnitPage, start: int, texts: Texts) -> dict[str, Any]:
    return button(
        texts.managing.label("more"), PAGE, str(Page(name=page.page, unit_id=page.unit_id, start=start))
    )


_DRAW = {"people": _people, "accounts": _accounts, "times": _times, "rules": _rules, "log": _log}
assert set(_DRAW) == set(PAGES)


def modal(
    form: UnitForm,
    texts: Texts,
    *,
    page: str = "",
    channel: str | None = None,
    thread: str | None = None,
) -> dict[str, Any]:
    """The form as a modal; `page` is shown when it has been sent in, or the answer where she wrote."""
    kept = {"unit": form.unit_id, "about": form.about, "page": page, "channel": channel, "thread": thread}
    return {
        "type": "modal",
        "callback_id": CALLBACK + form.kind.value,
        "private_metadata": json.dumps(kept),
        "title": plain(texts.managing.title(form.kind), limits.VIEW_TITLE),
        "submit": plain(units.send_in(form.kind, texts), limits.VIEW_TITLE),
        "close": plain(texts.labels(Label.CANCEL), limits.VIEW_TITLE),
        "blocks": in_view(
            [
                context(mrkdwn.escape(texts.managing.form_intro(form))),
                *(drawn(part, texts) for part in units.parts(form, texts)),
            ]
        ),
    }


def offer(form: UnitForm, texts: Texts) -> Drawn:
    """A message with the way to a form, where no window can be opened."""
    said = [texts.managing.form_intro(form), *units.ahead(form, texts)]
    asked = f"{form.kind.value}:{form.unit_id}:{form.about}"
    opener = button(f"{texts.managing.title(form.kind)} …", UNIT_FORM, asked)
    text = mrkdwn.escape("\n".join(said))
    return Drawn(text=text, blocks=fitted([section(text), actions([opener])]))


@dataclass(frozen=True, kw_only=True)
class SentUnitForm:
    """A form about a unit that was sent in."""

    wanted: Wanted
    page: Page | None
    fields: Mapping[str, str]
    channel: str | None = None
    thread: str | None = None


def sent(view: Mapping[str, Any], written: Mapping[str, str]) -> SentUnitForm:
    """What came in with a `view_submission`. Raises ValueError for a form that is none of ours."""
    kept = json.loads(view.get("private_metadata") or "{}")
    if not isinstance(kept, dict) or not isinstance(kept.get("unit"), int):
        raise ValueError("not our own metadata")  # noqa: TRY004 - bad input, not a bad call
    return SentUnitForm(
        wanted=Wanted(
            kind=UnitFormKind(str(view["callback_id"]).removeprefix(CALLBACK)),
            unit_id=kept["unit"],
            about=str(kept.get("about") or ""),
        ),
        page=read_page(str(kept["page"])) if kept.get("page") else None,
        fields=written,
        channel=str(kept["channel"]) if kept.get("channel") else None,
        thread=str(kept["thread"]) if kept.get("thread") else None,
    )
