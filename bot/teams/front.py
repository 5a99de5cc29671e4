"""Her own view (`mitt`) and her units' pages: one card in her 1:1 chat, each press shows there what is next.

Each button says where it stands (`at`: `home`, or a page as `people:3:0`), so that a form that was opened
from it leads back, with what came of it above. What is better read apart comes as a message of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import asking, homes, managing
from bot.chat.managing import Page, read_page
from bot.chat.names import BACK, HOME_UNIT, PAGE, PRACTICE_ANSWER, PRACTICE_CLAIM, UNIT_FORM
from bot.chat.reception import Act, Reception, Taken
from bot.teams.cards import managing as page_cards
from bot.teams.cards import personal
from bot.teams.cards.forms import HOME, is_form
from bot.teams.cards.picking import NothingPicked, Pressed, pressed
from bot.teams.cards.pieces import Drawn, card
from bot.teams.cards.pieces import said as paragraph
from bot.teams.filling import There, filled, nobody, opened
from bot.texts import Texts
from handlers.command_words import plain
from handlers.managing.form import UnitFormKind
from handlers.outcome import Outcome, Say

WORDS = frozenset({"mitt", "min sida", "hem", "start", "home", "mine", "my page"})
"""What asks for her own view."""
AT = "at"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What comes of a press: a card in the place of the one pressed, or an outcome to be told beside it."""

    card: Drawn | None = None
    outcome: Outcome | None = None
    texts: Texts
    form: bool = False
    """The card is a form that is still to be filled in."""
    consent: Mapping[str, Any] | None = None
    """A file is to be offered: what comes back with her yes."""


def asks_for_it(text: str) -> bool:
    """These words ask for her own view."""
    return plain(text) in WORDS


def view(reception: Reception, user: str, *, notice: str | None = None, unfolded: int | None = None) -> Drawn:
    """Her own view as it is now. `notice`: what came of what was just done there."""
    front = homes.front(reception, user)
    if front.content is None:
        return personal.stranger(front.texts)
    shown = personal.home(front.content, front.texts, notice=notice, opened=unfolded)
    return _standing(shown, HOME)


def page(reception: Reception, user: str, wanted: Page, *, notice: str | None = None) -> Drawn:
    """A unit's page; her own view, with the refusal, where it is not hers."""
    found = managing.shown(reception, user, wanted)
    if isinstance(found.page, Outcome):
        refused = found.texts.say(found.page.say) if found.page.say else None
        return view(reception, user, notice=notice or refused)
    return _standing(page_cards.page(found.page, found.texts, notice=notice), str(wanted))


def heard(
    reception: Reception, delivery: str, user: str, data: Mapping[str, Any], *, there: There = nobody
) -> Heard | None:
    """What a press in a form, in her view or on a page comes to; none: it stands in another card.

    Raises ValueError for what is none of ours. An empty `Heard`: it was here before.
    """
    if is_form(data):
        return _form(reception, delivery, user, data, there)
    at = str(data.get(AT) or "")
    try:
        asked = pressed(data)
    except NothingPicked:
        texts = reception.look(user, _nothing).texts
        return Heard(card=_back(reception, user, at, notice=texts.home.nothing_picked()), texts=texts)
    if asked.name in {PAGE, BACK, HOME_UNIT}:
        return Heard(card=_turned(reception, user, asked), texts=reception.look(user, _nothing).texts)
    if asked.name == UNIT_FORM:
        return _unit_form(reception, user, asked, at, there)
    act = _practice(asked)
    if act is None and not at:
        return None
    act = act or asking.asked(reception, asked.name, asked.value, lambda _value: asked.ticked)
    if act is None:
        raise ValueError("no button of ours")
    taken = reception.take(delivery, user, act)
    if taken is None:
        return Heard(texts=reception.look(user, _nothing).texts)
    return _told(reception, user, taken, at)


def _form(reception: Reception, delivery: str, user: str, data: Mapping[str, Any], there: There) -> Heard:
    done = filled(reception, delivery, user, data, there)
    if done is None:
        return Heard(texts=reception.look(user, _nothing).texts)
    if done.form is not None:
        return Heard(card=done.form, texts=done.texts, form=True)
    rest, notice, unit = _rest(done.outcome), _said(done.outcome.say, done.texts), done.sent.unit
    if done.outcome.changed and unit is not None and unit.kind is UnitFormKind.UNIT_ADD:
        shown = view(reception, user, notice=notice)  # not the unit from which it was asked for
    elif done.sent.at:
        shown = _back(reception, user, done.sent.at, notice=notice)
    else:
        shown = _sentence(notice or done.texts.form.put_away(), done.texts)
    consent = None
    asked = done.outcome.handout
    if asked is not None and done.sent.kind is not None:
        ending = "zip" if asked.about is None else "jsonl"
        name = f"{done.texts.handout.file_name(asked.at.astimezone(asked.zone))}.{ending}"
        consent = {"form": done.sent.kind.value, "fields": dict(done.sent.fields), "name": name}
    return Heard(card=shown, outcome=rest, texts=done.texts, consent=consent)


def _unit_form(reception: Reception, user: str, asked: Pressed, at: str, there: There) -> Heard:
    act, after = managing.asked(reception, asked.value)
    texts = reception.look(user, _nothing).texts
    if act is None:
        return Heard(card=page(reception, user, after), texts=texts)
    taken = reception.look(user, act)
    shown = opened(taken.outcome, taken.texts, at=at or str(after), there=there)
    if shown is not None:
        return Heard(card=shown, texts=texts)
    return Heard(card=page(reception, user, after, notice=_said(taken.outcome.say, texts)), texts=texts)


def _told(reception: Reception, user: str, taken: Taken, at: str) -> Heard:
    """In her view: the form, or the view again with what came of it; what is to read comes beside it."""
    outcome, texts = taken.outcome, taken.texts
    if not at:
        return Heard(outcome=outcome, texts=texts)
    shown = opened(outcome, texts, at=at)
    if shown is not None:
        return Heard(card=shown, texts=texts)
    if outcome.content is not None:
        return Heard(outcome=outcome, texts=texts)
    return Heard(card=_back(reception, user, at, notice=_said(outcome.say, texts)), texts=texts)


def _turned(reception: Reception, user: str, asked: Pressed) -> Drawn:
    if asked.name == PAGE:
        return page(reception, user, read_page(asked.value))
    if asked.name == BACK:
        return view(reception, user)
    value = asked.value
    unit = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
    return view(reception, user, unfolded=unit)


def _practice(asked: Pressed) -> Act | None:
    if asked.name == PRACTICE_CLAIM:
        return managing.practice_claimed(asked.value)
    if asked.name == PRACTICE_ANSWER:
        return managing.practice_answered(asked.value)
    return None


def _back(reception: Reception, user: str, at: str, *, notice: str | None) -> Drawn:
    """Where she was; her own view for a page that is none."""
    try:
        wanted = None if at in {"", HOME} else read_page(at)
    except ValueError:
        wanted = None
    if wanted is None:
        return view(reception, user, notice=notice)
    return page(reception, user, wanted, notice=notice)


def _rest(outcome: Outcome) -> Outcome | None:
    """What is still to be given when its sentence has been shown."""
    return None if outcome.content is None else Outcome(content=outcome.content)


def _sentence(sentence: str, texts: Texts) -> Drawn:
    return card(sentence, [paragraph(sentence)], texts)


def _said(say: Say | None, texts: Texts) -> str | None:
    return texts.say(say) if say else None


def _standing(shown: Drawn, at: str) -> Drawn:
    """Every button of the card says where it stands."""
    return replace(shown, card=_marked(shown.card, at))


def _marked(value: Any, at: str) -> Any:
    if isinstance(value, list):
        return [_marked(each, at) for each in value]
    if not isinstance(value, dict):
        return value
    inner = {name: held if name == "data" else _marked(held, at) for name, held in value.items()}
    if isinstance(inner.get("data"), dict) and str(inner.get("type")).startswith("Action."):
        inner["data"] = {**inner["data"], AT: at}
    return inner


def _nothing(_tx: object, _person: object, _now: object) -> Outcome:
    return Outcome()
