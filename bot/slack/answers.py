"""Answers to a person's own action: at once, to that person alone, at most once; never through the outbox."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from threading import Lock
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.chat import forms as chat_forms
from bot.slack import mrkdwn
from bot.slack.blocks import drawn, forms, managing
from bot.slack.blocks.duty import reading_blocks
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.lists import detail_blocks
from bot.slack.blocks.pieces import Block, Drawn, actions, button, section
from bot.slack.errors import judged
from bot.slack.handing_out import hand_out
from bot.texts import Texts
from db.store import Store
from handlers.content import CommentDetail, Content, WeekContent, WhyContent
from handlers.duty_content import DutyGapsContent, DutyWeekContent
from handlers.handout_content import HandoutAsked
from handlers.managing.form import UnitForm
from handlers.outcome import Form, Outcome
from scheduler.port import SendError, Unclear

log = structlog.get_logger()

HOMES_BESIDE = 64
"""So many locks for everybody's App Home: one person's are published in order, others' hardly wait."""
NOT_THERE = frozenset({"user_not_in_channel", "no_permission"})
TRIGGER_SPENT = frozenset({"exchanged_trigger_id", "expired_trigger_id", "trigger_expired"})


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody did something, and so where she looks for the answer."""

    user: str
    channel: str | None = None
    thread: str | None = None
    trigger: str | None = None
    """Opens a modal; lives three seconds."""

    @property
    def direct(self) -> bool:
        """In the bot's own direct message, where an answer is an ordinary message."""
        return self.channel is not None and self.channel.startswith("D")


def said(outcome: Outcome, texts: Texts) -> Drawn | None:
    """The outcome as a message: its sentence, its content, or both."""
    sentence = mrkdwn.escape(texts.say(outcome.say)) if outcome.say else None
    shown = drawn(outcome.content, texts) if outcome.content is not None else None
    if sentence is None:
        return shown
    if shown is None:
        return Drawn(text=sentence, blocks=fitted([section(sentence)]))
    return Drawn(text=sentence, blocks=fitted([section(sentence), *_unfitted(shown.blocks)]))


def _unfitted(blocks: Sequence[Block]) -> list[Block]:
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]


def as_modal(content: Content, texts: Texts) -> dict[str, Any] | None:
    """What is better read in a window of its own than between messages."""
    match content:
        case CommentDetail():
            title = texts.card.detail_heading(content.card.line)
            return forms.reading(title, detail_blocks(content, texts), texts)
        case WhyContent():
            return forms.reading(texts.why.title(), drawn(content, texts).blocks, texts)
        case WeekContent():
            return forms.reading(texts.week.heading(), drawn(content, texts).blocks, texts)
        case DutyWeekContent() | DutyGapsContent():
            return forms.reading(texts.duty.title(), reading_blocks(content, texts), texts)
        case _:
            return None


class Answers:
    """Gives the answers, beside the acknowledgement: that one never waits for a call to Slack."""

    def __init__(self, client: WebClient, pool: Executor) -> None:
        self._client = client
        self._pool = pool
        self._homes = tuple(Lock() for _ in range(HOMES_BESIDE))

    def give(self, outcome: Outcome, texts: Texts, place: Place) -> None:
        """A form or a window where it can be opened, else a message."""
        if outcome.form is not None:
            self._soon("form", lambda: self._form(outcome.form, texts, place))  # type: ignore[arg-type]
            return
        if outcome.unit_form is not None:
            self.unit_form(outcome.unit_form, texts, place)
            return
        window = as_modal(outcome.content, texts) if outcome.content is not None and place.trigger else None
        if window is not None:
            self._soon("window", lambda: self._open(window, place))
        message = said(outcome if window is None else Outcome(say=outcome.say), texts)
        if message is not None:
            self._soon("message", lambda: self.tell(message, place))

    def hand_out(self, store: Store, asked: HandoutAsked, texts: Texts, user: str) -> None:
        """Records for this person alone, in her own conversation; if they did not come, why."""

        def give() -> None:
            failed = hand_out(self._client, store, asked, texts, user)
            if failed is not None:
                said = mrkdwn.escape(failed)
                self.tell(Drawn(text=said, blocks=fitted([section(said)])), Place(user=user))

        self._soon("handout", give)

    def unit_form(self, form: UnitForm, texts: Texts, place: Place, *, page: str = "") -> None:
        """A form about a unit, in a window; where none can be opened, a message with the way to it.

        When it has been sent in, `page` of the App Home is shown; without one, the answer comes here.
        """
        if not place.trigger:
            self._soon("unit_form", lambda: self.tell(managing.offer(form, texts), place))
            return
        view = managing.modal(form, texts, page=page, channel=place.channel, thread=place.thread)
        self._soon("unit_form", lambda: self._open(view, place))

    def home(self, user: str, view: Callable[[], dict[str, Any]]) -> None:
        """Show somebody's App Home as it is now; drawn when its turn comes, one after another.

        Otherwise one that was drawn before could be shown after, and stay.
        """
        hers = self._homes[hash(user) % len(self._homes)]

        def publish() -> None:
            with hers, judged():
                self._client.views_publish(user_id=user, view=view())

        self._soon("home", publish)

    def change(self, outcome: Outcome, texts: Texts, view: Mapping[str, Any], place: Place) -> None:
        """An open form as it is now, or why it is of no more use; not if it has changed meanwhile."""
        if outcome.form is not None:
            body = forms.modal(outcome.form, texts, channel=place.channel, thread=place.thread)
        elif outcome.say is not None:
            said = section(mrkdwn.escape(texts.say(outcome.say)))
            body = forms.reading(str((view.get("title") or {}).get("text") or ""), [said], texts)
        else:
            return

        def update() -> None:
            with judged():
                self._client.views_update(view_id=str(view["id"]), hash=view.get("hash"), view=body)

        self._soon("form_change", update)

    def tell(self, message: Drawn, place: Place) -> None:
        """To this person alone: where she is, or in her direct message if she is not a member there."""
        if place.channel is None or place.direct or not self._beside(message, place):
            self._directly(message, place)

    def _beside(self, message: Drawn, place: Place) -> bool:
        try:
            with judged():
                self._client.chat_postEphemeral(
                    channel=place.channel or "",
                    user=place.user,
                    text=message.text,
                    blocks=list(message.blocks),
                    thread_ts=place.thread,
                )
        except SendError as refusal:
            if refusal.permanent or refusal.code in NOT_THERE:
                return False
            raise
        return True

    def _directly(self, message: Drawn, place: Place) -> None:
        with judged():
            channel = place.channel if place.direct else None
            if channel is None:
                channel = str(self._client.conversations_open(users=place.user)["channel"]["id"])
            self._client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=place.thread if place.direct else None,
                unfurl_links=False,
                unfurl_media=False,
            )

    def _form(self, form: Form, texts: Texts, place: Place) -> None:
        if place.trigger and self._form_opened(form, texts, place):
            return
        # A message opens no window, and a trigger may come too late: offer a button, which has a fresh one.
        title = chat_forms.title(form, texts)
        said = mrkdwn.escape(chat_forms.intro(form, texts))
        opener = button(title, "form", f"{form.kind.value}:{form.number or ''}")
        self.tell(Drawn(text=said, blocks=fitted([section(said), actions([opener])])), place)

    def _form_opened(self, form: Form, texts: Texts, place: Place) -> bool:
        try:
            self._open(forms.modal(form, texts, channel=place.channel, thread=place.thread), place)
        except SendError as refusal:
            if refusal.code in TRIGGER_SPENT:
                return False
            raise
        return True

    def _open(self, view: dict[str, Any], place: Place) -> None:
        with judged():
            self._client.views_open(trigger_id=place.trigger or "", view=view)

    def _soon(self, what: str, call: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                call()
            except (SendError, Unclear) as failure:
                # What the person did is stored; only her answer is lost, and she sees the card change.
                log.warning("slack_answer_lost", action="slack_answer_lost", what=what, why=str(failure)[:80])

        self._pool.submit(guarded)
