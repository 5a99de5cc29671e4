"""What Teams tells the bot: words, presses, where it was put. Each is answered after its commit."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import structlog

from bot.chat.failing import logged
from bot.chat.reception import Reception
from bot.chat.speaking import said
from bot.teams import front
from bot.teams.answers import Answers, Place
from bot.teams.cards.pieces import VERB
from bot.teams.chat_files import ChatFiles, files_in
from bot.teams.dialogs import HEARD, Dialogs
from bot.teams.door import Answered
from bot.teams.handing_out import ANSWERED, HandingOut
from bot.teams.places import place, put_there, seen, told
from bot.teams.pressing import Pressing
from bot.teams.shapes import Activity
from bot.teams.who import Who
from bot.teams.words import to_us, words

log = structlog.get_logger()

NOT_OURS = 501
"""Of an invoke that nobody here hears: Teams then does what it does without a bot's answer."""


class Hearing:
    """Hears an activity that the door has let in."""

    def __init__(self, reception: Reception, answers: Answers, pressing: Pressing, who: Who) -> None:
        self._reception = reception
        self._who = who
        self._answers = answers
        self._pressing = pressing
        self._dialogs = Dialogs(reception, answers, pressing.settle)
        self._files = ChatFiles(reception, answers.token)
        self._handing_out = HandingOut(reception, answers)

    def __call__(self, activity: Activity) -> Answered:
        """What goes back. What fails is logged without what people wrote, and Teams is told that it did."""
        try:
            return self._hear(activity)
        except Exception as error:  # whatever it is, the next activity must be heard
            logged("teams_hearing_failed", error, kind=activity.type)
            return Answered(status=500)

    def _hear(self, activity: Activity) -> Answered:
        match activity.type:
            case "message":
                return self._message(activity)
            case "invoke":
                return self._invoke(activity)
            case "installationUpdate" | "conversationUpdate":
                return self._put(activity)
            case _:
                return Answered()

    def _put(self, activity: Activity) -> Answered:
        """Added or taken away: who is greeted in her own chat is greeted by name, if she is known."""
        if activity.personal and put_there(activity):
            self._who.recognise(activity.user, activity.by.id, place(activity))
        with self._reception.store.write() as tx:
            told(tx, activity, self._reception.clock())
        return Answered()

    def _message(self, activity: Activity) -> Answered:
        if isinstance(activity.value, Mapping):  # a card's button on a client without Action.Execute
            place = self._place(activity)
            self._answers.reply(self._pressing(activity.value, _delivery(activity), place), place)
            return Answered()
        if not to_us(activity):
            return Answered()
        place = self._place(activity)
        text = words(activity, lambda mentioned: self._who.key(mentioned, place.there))
        files = files_in(activity.attachments)
        if files and activity.personal:
            delivery = _delivery(activity)
            self._answers.when_done(lambda: self._files(delivery, place.user, text, files), place)
            return Answered()
        if front.asks_for_it(text):
            self._answers.view(front.view(self._reception, place.user), self._answers.texts(place), place)
            return Answered()
        channel = None if activity.personal else place.there.id
        taken = self._reception.take(
            _delivery(activity), place.user, said(self._reception, text, channel=channel, user=place.user)
        )
        if taken is not None:
            self._answers.give(taken.outcome, taken.texts, place)
        return Answered()

    def _invoke(self, activity: Activity) -> Answered:
        value = activity.value
        if activity.name == ANSWERED and isinstance(value, Mapping):
            try:
                self._handing_out(value, _delivery(activity), self._place(activity))
            except ValueError:
                log.warning("teams_consent_not_understood", action="teams_consent_not_understood")
            return Answered(body={})
        if activity.name in HEARD and isinstance(value, Mapping):
            place = self._place(activity)
            return Answered(body=self._dialogs(activity.name or "", value, _delivery(activity), place))
        if activity.name != "adaptiveCard/action" or not isinstance(value, Mapping):
            return Answered(status=NOT_OURS)
        action = value.get("action")
        data: Any = None
        if isinstance(action, Mapping) and action.get("verb") == VERB:
            data = action.get("data")
        if not isinstance(data, Mapping):
            data = {}
        return Answered(body=self._pressing(data, _delivery(activity), self._place(activity)))

    def _place(self, activity: Activity) -> Place:
        there = seen(self._reception.store, activity, self._reception.clock())
        self._who.recognise(activity.user, activity.by.id, there)
        return Place(
            there=there,
            conversation=activity.conversation.id,
            user=activity.user,
            teams_id=activity.by.id,
            message=activity.reply_to,
        )


def _delivery(activity: Activity) -> str:
    """What is the same when Teams sends the same activity again."""
    name = f"{activity.conversation.id}\n{activity.id or uuid4()}"
    return hashlib.sha256(name.encode()).hexdigest()
