"""Buttons of cards: what each asks for is done once, and what came of it goes back with the answer.

A press in her own chat changes the card it was in. One in a channel or a group is answered with a sentence to
her alone; what is longer, or a form, comes in her own chat, since everybody reads a channel.
"""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.chat import asking
from bot.chat.reception import Reception
from bot.teams import front, turned_up
from bot.teams.activities import LOOK_AGAIN, MESSAGE
from bot.teams.answers import Answers, Place, to_card, to_say
from bot.teams.cards import drawn
from bot.teams.cards.picking import pressed
from bot.teams.cards.pieces import Drawn
from bot.texts import Texts
from db import people
from handlers.outcome import Outcome

log = structlog.get_logger()

NOT_UNDERSTOOD = "teams_action_not_understood"
Reply = Mapping[str, Any]


class Pressing:
    """Takes presses; each call returns what goes back at once."""

    def __init__(self, reception: Reception, answers: Answers, *, operator_channel: str | None) -> None:
        self._reception = reception
        self._answers = answers
        self._operator_channel = operator_channel

    def __call__(self, data: Mapping[str, Any], delivery: str, place: Place) -> Reply:
        """Do what the button asks for."""
        self.settle(data, place)
        if data.get("act") == LOOK_AGAIN:
            return self._again(data, place)
        try:
            heard = front.heard(self._reception, delivery, place.user, data, there=self._answers.roster)
            if heard is None:
                return self._button(data, delivery, place)
        except (ValueError, KeyError, TypeError):
            log.warning(NOT_UNDERSTOOD, action=NOT_UNDERSTOOD, act=str(data.get("act"))[:40])
            return to_say(self._texts(place).teams.no_such_button())
        if heard.consent is not None:
            self._answers.offers_file(heard.consent, heard.texts, place)
        if heard.card is not None:
            if heard.outcome is not None:
                self._answers.give(heard.outcome, heard.texts, place)
            return self._instead(heard.card, heard.texts, place)
        if heard.outcome is None:
            return to_say(heard.texts.teams.done_already())
        return self._told(heard.outcome, heard.texts, place)

    def _button(self, data: Mapping[str, Any], delivery: str, place: Place) -> Reply:
        """A button of a card that tells of something."""
        press = pressed(data)
        act = asking.asked(self._reception, press.name, press.value, lambda _about: press.ticked)
        if act is None:
            raise ValueError("no button of ours")
        taken = self._reception.take(delivery, place.user, act)
        if taken is None:
            return to_say(self._texts(place).teams.done_already())
        return self._told(taken.outcome, taken.texts, place)

    def _told(self, outcome: Outcome, texts: Texts, place: Place) -> Reply:
        """What came of it: a sentence goes back; what is longer, or a form, stands in her own chat."""
        opens = outcome.form is not None or outcome.unit_form is not None or outcome.content is not None
        if not opens:
            return to_say(texts.say(outcome.say) if outcome.say else texts.form.put_away())
        shown = self._answers.shown(outcome, texts)
        if shown is None or not self._answers.privately(shown, place):
            return to_say(texts.teams.not_reached())
        if outcome.say is not None:
            return to_say(texts.say(outcome.say))
        return to_say(texts.teams.below() if place.personal else texts.teams.in_your_chat())

    def _instead(self, shown: Drawn, texts: Texts, place: Place) -> Reply:
        """In the place of what was pressed, in her own chat; what is hers is never shown in a channel."""
        if place.personal:
            self._answers.put(shown, place)
            return to_card(shown)
        reached = self._answers.privately(shown, place)
        return to_say(texts.teams.in_your_chat() if reached else texts.teams.not_reached())

    # -- the message itself --

    def settle(self, data: Mapping[str, Any], place: Place) -> None:
        """A message that can be pressed has arrived: if nobody knew, it is known now."""
        if MESSAGE not in data or not place.message:
            return
        with self._reception.store.read() as tx:
            if not turned_up.in_doubt(tx, data, reference=place.message):
                return
        with self._reception.store.write() as tx:
            turned_up.settle(
                tx,
                data,
                conversation=place.conversation,
                reference=place.message,
                operator_channel=self._operator_channel,
                now=self._reception.clock(),
            )

    def _again(self, data: Mapping[str, Any], place: Place) -> Reply:
        """The card as it is now, for somebody who looks at it."""
        reception = self._reception
        with reception.store.read() as tx:
            person = people.by_chat(tx, reception.chat, place.user)
            found = turned_up.anew(
                tx, reception.book, data, conversation=place.conversation, now=reception.clock()
            )
        texts = reception.texts(person.language if person else None)
        if found is None:
            return to_say(texts.teams.no_such_button())
        batch, content = found
        return to_card(turned_up.marked(drawn(content, texts), batch))

    def _texts(self, place: Place) -> Texts:
        with self._reception.store.read() as tx:
            person = people.by_chat(tx, self._reception.chat, place.user)
        return self._reception.texts(person.language if person else None)
