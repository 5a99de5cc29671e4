"""A supervisor runs her unit: the pages of her App Home, and their forms."""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App

from bot.slack.answers import Answers, Place
from bot.slack.blocks import forms as form_blocks
from bot.slack.blocks import managing as blocks
from bot.slack.blocks.home import UNIT
from bot.slack.blocks.managing import CALLBACK, FORM, GO, RULES_OF, Page, read_page
from bot.slack.blocks.pieces import PREFIX
from bot.slack.listeners.home import show_home
from bot.slack.listeners.sent import take
from bot.slack.reception import CHAT, Act, Reception
from db import people
from handlers.managing import forms, pages
from handlers.managing.form import UnitFormKind
from handlers.managing.forms import Wanted
from handlers.managing.pages import TIMES
from handlers.outcome import Outcome, Say

log = structlog.get_logger()

PAGE_OF = {
    UnitFormKind.PERSON_ADD: "people",
    UnitFormKind.PERSON_CHANGE: "people",
    UnitFormKind.PERSON_MOVE: "people",
    UnitFormKind.PERSON_END: "people",
    UnitFormKind.ACCOUNT_ADD: "accounts",
    UnitFormKind.ACCOUNT_CHANGE: "accounts",
    UnitFormKind.ACCOUNT_MOVE: "accounts",
    UnitFormKind.ACCOUNT_END: "accounts",
    UnitFormKind.HOURS: "times",
    UnitFormKind.DAY_ADD: "times",
    UnitFormKind.DAY_END: "times",
    UnitFormKind.SEASON: "times",
    UnitFormKind.SEASON_END: "times",
    UnitFormKind.UNIT_ADD: "people",
    UnitFormKind.RULE: "rules",
    UnitFormKind.RULE_FOLLOW: "rules",
    UnitFormKind.PRACTICE: "people",
}
assert set(PAGE_OF) == set(UnitFormKind)
NOT_UNDERSTOOD = "slack_unit_action_not_understood"


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear the pages' buttons and the forms; before the listener that hears all other buttons."""

    def go(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        ack()
        try:
            wanted = read_page(str(action.get("value") or ""))
        except ValueError:
            log.warning(NOT_UNDERSTOOD, action=NOT_UNDERSTOOD)
            return
        show_page(reception, answers, str(body["user"]["id"]), wanted)

    def back(body: Mapping[str, Any], ack: Ack) -> None:
        ack()
        show_home(reception, answers, str(body["user"]["id"]))

    def unfold(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        ack()
        value = str(action.get("value") or "")
        unit = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
        show_home(reception, answers, str(body["user"]["id"]), opened=unit)

    def opened(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        ack()
        value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        try:
            if value.startswith(f"{RULES_OF}:"):
                _, unit, account = value.split(":")
                wanted = read_page(f"rules:{unit}:{account}")
                show_page(reception, answers, str(body["user"]["id"]), wanted)
                return
            act, page = asked(reception, value)
        except ValueError:
            log.warning(NOT_UNDERSTOOD, action=NOT_UNDERSTOOD)
            return
        user = str(body["user"]["id"])
        taken = reception.look(user, act)
        if taken.outcome.unit_form is None:
            show_page(reception, answers, user, page, say=taken.outcome.say)
            return
        channel = (body.get("channel") or {}).get("id")
        thread = (body.get("message") or {}).get("thread_ts")
        place = Place(user=user, channel=channel, thread=thread, trigger=str(body.get("trigger_id") or ""))
        shown = "" if channel else str(page)
        answers.unit_form(taken.outcome.unit_form, taken.texts, place, page=shown)

    def submitted(body: Mapping[str, Any], view: Mapping[str, Any], ack: Ack) -> None:
        _submitted(reception, answers, body, view, ack)

    app.action(PREFIX + GO)(go)
    app.action(re.compile(rf"^{re.escape(PREFIX + GO)}#"))(go)
    app.action(PREFIX + "unit.back")(back)
    app.action(PREFIX + UNIT)(unfold)
    app.action(re.compile(rf"^{re.escape(PREFIX + FORM)}(#|$)"))(opened)
    app.view(re.compile(rf"^{re.escape(CALLBACK)}"))(submitted)


def _submitted(
    reception: Reception, answers: Answers, body: Mapping[str, Any], view: Mapping[str, Any], ack: Ack
) -> None:
    user = str(body["user"]["id"])
    try:
        form = blocks.sent(view, form_blocks.written(view["state"]["values"]))
    except ValueError:
        log.warning(NOT_UNDERSTOOD, action=NOT_UNDERSTOOD)
        ack()
        return
    taken = take(
        reception,
        body,
        view,
        lambda tx, person, now: forms.submit(
            tx, reception.book, form.wanted, person=person, fields=form.fields, now=now
        ),
        ack,
    )
    if taken is None:
        return
    outcome, texts = taken.outcome, taken.texts
    ack()
    if form.wanted.kind is UnitFormKind.PRACTICE or form.channel is not None:
        answers.give(outcome, texts, Place(user=user, channel=form.channel, thread=form.thread))
        return
    page = form.page or _page(form.wanted)
    show_page(reception, answers, user, page, say=outcome.say)


def asked(reception: Reception, value: str) -> tuple[Act, Page]:
    """Which form a pressed element asks for, and the page that it is pressed on. Raises ValueError."""
    word, unit, about = value.split(":", 2)
    if not unit.isdecimal() or len(unit) > 9:
        raise ValueError("no unit of ours")
    wanted = Wanted(kind=UnitFormKind(word), unit_id=int(unit), about=about)

    def act(tx: Any, person: Any, now: Any) -> Outcome:
        return forms.open_form(tx, reception.book, wanted, person=person, now=now)

    return act, _page(wanted)


def page_of(kind: UnitFormKind) -> str:
    """The page on which a form belongs."""
    return PAGE_OF[kind]


def _page(wanted: Wanted) -> Page:
    """The page to which a form about this goes back."""
    account, slash, word = wanted.about.rpartition("/")
    if wanted.kind in {UnitFormKind.RULE, UnitFormKind.RULE_FOLLOW} and not slash and word in TIMES:
        return Page(name="times", unit_id=wanted.unit_id)
    start = int(account) if slash and account.isdecimal() and len(account) < 10 else 0
    return Page(name=page_of(wanted.kind), unit_id=wanted.unit_id, start=start)


def show_page(
    reception: Reception, answers: Answers, user: str, page: Page, *, say: Say | None = None
) -> None:
    """Publish a page; the front page, with the refusal, for whom it is not."""
    with reception.store.read() as tx:
        person = people.by_chat(tx, CHAT, user)
        found = pages.page(
            tx,
            reception.book,
            person=person,
            name=page.name,
            unit_id=page.unit_id,
            start=page.start,
            now=reception.clock(),
        )
    if isinstance(found, Outcome):
        show_home(reception, answers, user, say=say or found.say)
        return
    texts = reception.texts(person.language if person else None)
    view = blocks.home(found, texts, notice=texts.say(say) if say else None)
    answers.home(user, lambda: view)
