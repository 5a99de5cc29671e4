"""Windows in Teams: a form that opens in one, and "Lägg till i Svarsvakt" in the menu of any message.

A window is shown to her alone, wherever it was opened. It takes `Action.Submit` only.
Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
and .../messaging-extensions/how-to/action-commands/respond-to-task-module-submit
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.chat import asking
from bot.chat.reception import Reception, Taken
from bot.chat.speaking import as_comment
from bot.cutting import cut
from bot.teams import front
from bot.teams.activities import CARD
from bot.teams.answers import Answers, Place
from bot.teams.cards import forms
from bot.teams.cards.picking import pressed
from bot.teams.cards.pieces import Drawn
from bot.teams.windows import inside_a_window
from handlers.outcome import Outcome
from handlers.sources.plain import plain_text

log = structlog.get_logger()

OPENED, SENT_IN = "task/fetch", frozenset({"task/submit", "composeExtension/submitAction"})
OF_MESSAGE = "composeExtension/fetchTask"
HEARD = frozenset({OPENED, OF_MESSAGE, *SENT_IN})
MOST_TEXT = 28_000
"""Of a message's HTML: Teams takes no longer ones."""
TITLE = 60
"""Letters of a window's title."""
_ADDRESS = re.compile(r"""href=["'](https?://[^"'<>\s]{1,1500})["']|(https?://[^"'<>\s]{1,1500})""")
Reply = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The message that somebody chose to add: its words, its first address, when it was written."""

    text: str
    url: str
    written: datetime | None


class Dialogs:
    """Opens windows, and takes in what comes out of them."""

    def __init__(
        self, reception: Reception, answers: Answers, settle: Callable[[Mapping[str, Any], Place], None]
    ) -> None:
        """`settle`: a message that can be pressed has arrived; if nobody knew, it is known now."""
        self._reception = reception
        self._answers = answers
        self._settle = settle

    def __call__(self, name: str, value: Mapping[str, Any], delivery: str, place: Place) -> Reply:
        """What goes back with the request `name`."""
        data = value.get("data")
        try:
            if name == OF_MESSAGE:
                return self._of_message(value.get("messagePayload"), delivery, place)
            if not isinstance(data, Mapping):
                raise ValueError("no data of ours")  # noqa: TRY004, TRY301 - bad input, not a bad call
            ours = {name: held for name, held in data.items() if name != front.AT}
            return (
                self._sent_in(ours, delivery, place) if name in SENT_IN else self._open(ours, delivery, place)
            )
        except (ValueError, KeyError, TypeError):
            log.warning("teams_dialog_not_understood", action="teams_dialog_not_understood", name=name[:40])
            texts = self._reception.look(place.user, lambda _tx, _person, _now: Outcome()).texts
            return _says(texts.teams.no_such_button())

    def _of_message(self, payload: object, delivery: str, place: Place) -> Reply:
        chosen = read(payload)
        act = as_comment(self._reception, text=chosen.text, url=chosen.url, written=chosen.written)
        return self._opened(self._reception.take(delivery, place.user, act), place)

    def _open(self, data: Mapping[str, Any], delivery: str, place: Place) -> Reply:
        self._settle(data, place)
        press = pressed(data)
        act = asking.asked(self._reception, press.name, press.value, lambda _about: press.ticked)
        if act is None:
            raise ValueError("no button of ours")
        return self._opened(self._reception.take(delivery, place.user, act), place)

    def _opened(self, taken: Taken | None, place: Place) -> Reply:
        """The form, or what there is to read, in its window; what is a sentence is said there."""
        if taken is None:
            return _says(self._answers.texts(place).teams.done_already())
        outcome, texts = taken.outcome, taken.texts
        shown = self._answers.shown(outcome, texts)
        if shown is None:
            return _says(texts.teams.no_such_button())
        opens = outcome.form is not None or outcome.unit_form is not None or outcome.content is not None
        return _window(shown) if opens else _says(shown.text)

    def _sent_in(self, data: Mapping[str, Any], delivery: str, place: Place) -> Reply:
        if data.get("act") == forms.CLOSE:
            return {}
        heard = front.heard(self._reception, delivery, place.user, data, there=self._answers.roster)
        if heard is None:  # a button of what is read there
            return self._open(data, delivery, place)
        if heard.card is None:
            return {}
        if heard.form:
            return _window(heard.card)
        if heard.consent is not None:
            self._answers.offers_file(heard.consent, heard.texts, place)
        if heard.outcome is not None:
            self._answers.give(heard.outcome, heard.texts, place)
        return _says(heard.card.text)


def read(payload: object) -> Chosen:
    """The message as its author saw it. Raises ValueError for what is none."""
    body = payload.get("body") if isinstance(payload, Mapping) else None
    if not isinstance(payload, Mapping) or not isinstance(body, Mapping):
        raise ValueError("no message")  # noqa: TRY004 - bad input, not a bad call
    content = body.get("content")
    said = content[:MOST_TEXT] if isinstance(content, str) else ""
    found = _ADDRESS.search(said)
    address = (found[1] or found[2]) if found else ""
    text = plain_text(said) if body.get("contentType") != "text" else said.strip()
    return Chosen(
        text=text, url=address.replace("&amp;", "&"), written=_moment(payload.get("createdDateTime"))
    )


def _window(shown: Drawn) -> Reply:
    value = {
        "title": cut(shown.text, TITLE),
        "height": "large",
        "width": "medium",
        "card": {"contentType": CARD, "content": inside_a_window(shown.card)},
    }
    return {"task": {"type": "continue", "value": value}}


def _says(sentence: str) -> Reply:
    return {"task": {"type": "message", "value": sentence}}


def _moment(said: object) -> datetime | None:
    """To the minute; none for what is no time with its zone."""
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0) if found and found.tzinfo else None
