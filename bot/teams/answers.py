"""Answers to a person's own action: at once, to that person alone, at most once; never through the outbox.

In her own chat with the bot they stand there. What is asked in a channel or a group is answered in her own
chat too, since everybody reads a channel; there only stands that it was.
"""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog

from bot.chat.failing import logged
from bot.chat.people import known_in
from bot.chat.reception import Reception, Taken
from bot.teams import activities
from bot.teams.addresses import CHAT
from bot.teams.cards import drawn
from bot.teams.cards.pieces import Drawn, card
from bot.teams.cards.pieces import said as paragraph
from bot.teams.connector import Connector, Token
from bot.teams.filling import opened
from bot.teams.markup import inert
from bot.teams.roster import Roster
from bot.texts import Texts
from db import conversations, people
from db.conversations import PERSONAL, Conversation
from handlers.outcome import Outcome
from scheduler.port import SendError, Unclear

log = structlog.get_logger()

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
ABOUT_SO_LARGE = 100_000
"""Teams wants a size to show before the file is made; it takes the true one afterwards."""

MOST_PATIENCE = timedelta(seconds=3)
"""So long an answer waits when Teams says that it is too much at once; she waits too."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody did something, and who she is there."""

    there: Conversation
    conversation: str
    """With the part that names a thread, if it is in one."""
    user: str
    """Whom the bot knows her by."""
    teams_id: str
    """Her id for this bot (29:...)."""
    message: str | None = None
    """The message whose button was pressed."""

    @property
    def personal(self) -> bool:
        """In her own chat with the bot."""
        return self.there.kind == PERSONAL


class Answers:
    """Gives the answers, beside what goes back at once: that one waits for no call to Teams."""

    def __init__(
        self,
        connector: Connector,
        reception: Reception,
        pool: Executor,
        *,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._pause = pause
        self._connector = connector
        self._reception = reception
        self._pool = pool
        self.roster = Roster(connector, reception.store)

    def give(self, outcome: Outcome, texts: Texts, place: Place) -> None:
        """What came of words: in her own chat, and where she said them that it is there."""
        shown = self.shown(outcome, texts)
        if shown is not None:
            self._soon("message", lambda: self._answer(shown, texts, place), place)

    def when_done(self, work: Callable[[], Taken | None], place: Place) -> None:
        """What came of something that takes longer than Teams waits."""

        def done() -> None:
            taken = work()
            shown = self.shown(taken.outcome, taken.texts) if taken is not None else None
            if taken is not None and shown is not None:
                self._answer(shown, taken.texts, place)

        self._soon("work", done, place)

    def aside(self, what: str, call: Callable[[], object], place: Place) -> None:
        """Something that takes longer than Teams waits."""
        self._soon(what, call, place)

    def post(self, activity: dict[str, Any], place: Place) -> None:
        """A message of Teams' own kind, in her own chat. Raises SendError or Unclear."""
        there = self._own_chat(place)
        self._connector.post(there, there.id, activity)

    def offers_file(self, consent: Mapping[str, Any], texts: Texts, place: Place) -> None:
        """Teams asks her whether she wants a file; `consent` comes back with her answer."""
        content = {
            "description": texts.teams.file_offered(),
            "sizeInBytes": ABOUT_SO_LARGE,
            "acceptContext": dict(consent),
            "declineContext": {},
        }
        asked = {"contentType": CONSENT, "name": consent["name"], "content": content}
        self._soon("file", lambda: self.post({"type": "message", "attachments": [asked]}, place), place)

    def texts(self, place: Place) -> Texts:
        """Her language."""
        with self._reception.store.read() as tx:
            person = people.by_chat(tx, self._reception.chat, place.user)
        return self._reception.texts(person.language if person else None)

    @property
    def token(self) -> Token | None:
        """The bot's token; none: nobody is asked who she is."""
        return self._connector.token

    def privately(self, shown: Drawn, place: Place) -> bool:
        """Show it to her alone, before this returns; False: she cannot be written to."""
        try:
            self._post(self._own_chat(place), shown)
        except (SendError, Unclear) as failure:
            _lost("private", failure)
            return False
        return True

    def view(self, shown: Drawn, texts: Texts, place: Place) -> None:
        """Her own view, asked for in words."""
        self._soon("view", lambda: self._answer(shown, texts, place), place)

    def put(self, shown: Drawn, place: Place) -> None:
        """In the place of the message that was pressed, in her own chat."""
        message = place.message
        if place.personal and message:
            made = activities.activity(shown)
            put = self._connector.put
            self._soon("update", lambda: put(place.there, place.conversation, message, made), place)

    def reply(self, reply: Mapping[str, Any], place: Place) -> None:
        """What would have gone back with a press, where nobody waits for it: its sentence, written.

        That something stands in her own chat is said where she pressed; there it is seen without.
        """
        said, texts = reply.get("value"), self.texts(place)
        if not isinstance(said, str) or said in {"", texts.teams.below()}:
            return
        if said == texts.teams.in_your_chat():
            there, where = place.there, place.conversation
            post = self._connector.post
            self._soon("reply", lambda: post(there, where, activities.in_words(said)), place)
            return
        self._soon("reply", lambda: self.privately(line(said, texts), place), place)

    def shown(self, outcome: Outcome, texts: Texts) -> Drawn | None:
        """The outcome as a message: its sentence, its content or form, or both."""
        sentence = texts.say(outcome.say) if outcome.say else None
        form = opened(outcome, texts, there=self.roster)
        if form is not None:
            return form
        if outcome.content is None:
            return None if sentence is None else line(sentence, texts)
        with self._reception.store.read() as tx:
            content = known_in(tx, CHAT, outcome.content)
        made = drawn(content, texts)
        if sentence is None:
            return made
        return replace(
            made, text=sentence, card={**made.card, "body": [paragraph(sentence), *made.card["body"]]}
        )

    def _answer(self, shown: Drawn, texts: Texts, place: Place) -> None:
        if place.personal:
            self._post(place.there, shown, place.conversation)
            return
        said = texts.teams.in_your_chat() if self.privately(shown, place) else texts.teams.not_reached()
        self._connector.post(place.there, place.conversation, activities.in_words(said))

    def _own_chat(self, place: Place) -> Conversation:
        """Her own chat with the bot, opened if it must be. Raises SendError."""
        if place.personal:
            return place.there
        with self._reception.store.read() as tx:
            known = conversations.with_person(tx, place.user)
        if known is not None and known.installed:
            return known
        new = replace(
            place.there,
            id="",
            kind=PERSONAL,
            team_id=None,
            name=None,
            user_id=place.teams_id,
            person_key=place.user,
            trouble=None,
        )
        there = replace(new, id=self._connector.open(new, place.teams_id))
        with self._reception.store.write() as tx:
            conversations.note(tx, there, self._reception.clock())
        return there

    def _post(self, there: Conversation, shown: Drawn, conversation: str | None = None) -> None:
        made = activities.activity(shown)
        try:
            self._connector.post(there, conversation or there.id, made)
        except SendError as busy:  # nothing was taken: a short wait is shorter than asking again
            if busy.permanent or busy.retry_after is None or busy.retry_after > MOST_PATIENCE:
                raise
            self._pause(busy.retry_after.total_seconds())
            self._connector.post(there, conversation or there.id, made)

    def _soon(self, what: str, call: Callable[[], object], place: Place) -> None:
        def guarded() -> None:
            try:
                call()
            except (SendError, Unclear) as failure:
                # What the person did is stored; only her answer is lost, and she sees the card change.
                _lost(what, failure)
            except Exception as error:  # nobody else would hear of it: a thread's failure is silent
                logged("teams_answer_failed", error, kind=what)
                texts = self.texts(place)
                self.privately(line(texts.teams.not_finished(), texts), place)

        self._pool.submit(guarded)


def line(sentence: str, texts: Texts) -> Drawn:
    """One sentence as a card: in a plain message `*` and `_` would be read as marks."""
    return card(sentence, [paragraph(sentence)], texts)


def _lost(what: str, failure: Exception) -> None:
    log.warning("teams_answer_lost", action="teams_answer_lost", what=what, why=str(failure)[:80])


def to_card(shown: Drawn) -> dict[str, Any]:
    """The answer to a press: this card in the place of the one that was pressed."""
    return {"statusCode": 200, "type": activities.CARD, "value": shown.card}


def to_say(sentence: str) -> dict[str, Any]:
    """The answer to a press: a sentence, shown to her alone for a moment."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": inert(sentence)}
