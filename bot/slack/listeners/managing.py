"""A supervisor runs her unit: the pages of her App Home, and their forms."""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App

from bot.chat import managing
from bot.chat.managing import Page
from bot.chat.names import BACK, HOME_UNIT, PAGE, UNIT_FORM
from bot.chat.reception import Reception
from bot.slack.answers import Answers, Place
from bot.slack.blocks import forms as form_blocks
from bot.slack.blocks import managing as blocks
from bot.slack.blocks.managing import CALLBACK
from bot.slack.blocks.pieces import PREFIX
from bot.slack.listeners.home import show_home
from bot.slack.listeners.sent import take
from handlers.managing.form import UnitFormKind
from handlers.outcome import Outcome, Say

log = structlog.get_logger()

NOT_UNDERSTOOD = "slack_unit_action_not_understood"


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear the pages' buttons and the forms; before the listener that hears all other buttons."""

    def go(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        ack()
        try:
            wanted = managing.read_page(str(action.get("value") or ""))
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
        user = str(body["user"]["id"])
        try:
            act, page = managing.asked(reception, value)
        except ValueError:
            log.warning(NOT_UNDERSTOOD, action=NOT_UNDERSTOOD)
            return
        if act is None:
            show_page(reception, answers, user, page)
            return
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

    app.action(PREFIX + PAGE)(go)
    app.action(re.compile(rf"^{re.escape(PREFIX + PAGE)}#"))(go)
    app.action(PREFIX + BACK)(back)
    app.action(PREFIX + HOME_UNIT)(unfold)
    app.action(re.compile(rf"^{re.escape(PREFIX + UNIT_FORM)}(#|$)"))(opened)
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
    taken = take(reception, body, view, managing.submitted(reception, form.wanted, form.fields), ack)
    if taken is None:
        return
    outcome, texts = taken.outcome, taken.texts
    ack()
    if form.wanted.kind is UnitFormKind.PRACTICE or form.channel is not None:
        answers.give(outcome, texts, Place(user=user, channel=form.channel, thread=form.thread))
        return
    if form.wanted.kind is UnitFormKind.UNIT_ADD:  # not the page of the unit from which it was asked for
        show_home(reception, answers, user, say=outcome.say)
        return
    page = form.page or managing.page_after(form.wanted)
    show_page(reception, answers, user, page, say=outcome.say)


def show_page(
    reception: Reception, answers: Answers, user: str, page: Page, *, say: Say | None = None
) -> None:
    """Publish a page; the front page, with the refusal, for whom it is not."""
    found = managing.shown(reception, user, page)
    shown = found.page
    if isinstance(shown, Outcome):
        show_home(reception, answers, user, say=say or shown.say)
        return
    view = blocks.home(shown, found.texts, notice=found.texts.say(say) if say else None)
    answers.home(user, lambda: view)
