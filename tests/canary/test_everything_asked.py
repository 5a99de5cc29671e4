"""Every word, button, form and shortcut, asked by those who may, about a flagged comment: nothing sings."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.chat.reception import Reception
from bot.slack.answers import as_modal, said
from bot.slack.blocks import forms
from bot.slack.blocks.home import home as home_view
from bot.teams.cards import drawn, personal
from bot.teams.cards.forms import form as form_card
from bot.texts import Texts, texts
from db.models import metadata, notices
from db.rows import Notice, columns, made
from db.store import Store
from handlers.content import Content, HomeContent
from handlers.outcome import Outcome
from handlers.turn import turn
from handlers.view import content_of
from tests.access.roles import NOW, ROLES, furnish, person, reception
from tests.access.trials import Trial, trials
from tests.canary.flagged import FLAGS, SONG, sing

MAY = ("editor", "supervisor")
"""Who may see most; what anybody else is told is less."""


class _Undone(Exception):  # noqa: N818 - every trial ends so
    """Nothing of a trial stays."""


class Cage:
    """A store furnished once, its comments flagged in one way; every trial is rolled back."""

    def __init__(self, how: str | None) -> None:
        self.store = Store.open("sqlite://")
        metadata.create_all(self.store.engine)
        self.reception: Reception = reception(self.store)
        round_id = furnish(self.store, self.reception.book)
        sing(self.store, self.reception.book, FLAGS[how] if how else None)
        turn(self.store, self.reception.book, NOW + timedelta(minutes=1))
        self.trials = tuple(trials(self.reception, round_id))

    def heard(self, trial: Trial, role: str, words: Texts) -> str:
        """Everything that comes of it: what she is shown, and all that is said unprompted from then on."""
        heard: list[str] = []
        with suppress(_Undone), self.store.write() as tx:
            outcome = trial.act(tx, person(tx, ROLES[role] or ""), NOW)
            heard.append(shown(outcome, words))
            if outcome.changed and role == "editor":  # whoever does it, the same is said
                heard += map(repr, self.said(tx))
            raise _Undone
        return "\n".join(heard)

    def said(self, tx: Connection) -> Iterator[Content]:
        """What each row of the outbox would show."""
        for row in tx.execute(select(*columns(Notice, notices)).order_by(notices.c.id)):
            notice = made(Notice, row)
            yield content_of(
                tx,
                self.reception.book,
                kind=notice.kind,
                notices=[notice],
                recipient=notice.recipient,
                now=NOW,
            )


def shown(outcome: Outcome, words: Texts) -> str:
    """An answer as it is decided and as each chat is given it: message, window, home or form."""
    content = outcome.content
    parts: list[object] = [outcome]
    if isinstance(content, HomeContent):
        parts += [home_view(content, words), personal.home(content, words)]
    else:
        parts.append(said(outcome, words))
        if content is not None:
            parts += [as_modal(content, words), drawn(content, words)]
    if outcome.form is not None:
        parts += [forms.modal(outcome.form, words), form_card(outcome.form, words)]
    return "\n".join(map(repr, parts))


@pytest.mark.parametrize("how", FLAGS)
def test_nothing_that_anybody_asks_shows_what_a_flagged_comment_says_or_who_wrote_it(how: str) -> None:
    """U18, L05: no word, button, form or shortcut, and no message that comes of it."""
    cage, words = Cage(how), texts("sv")
    sings = [
        f"{trial.kind}: {trial.name}, {role}"
        for trial in cage.trials
        for role in MAY
        if SONG in cage.heard(trial, role, words).lower()
    ]
    assert sings == []


def test_the_canary_is_heard_where_nothing_is_flagged() -> None:
    """Or the test above would prove nothing."""
    cage, words = Cage(None), texts("sv")
    heard = {trial.name for trial in cage.trials if SONG in cage.heard(trial, "editor", words).lower()}
    assert {"`visa`", "`lista`", "`ta`", "`show`", "`claim`", "App Home"} <= heard
