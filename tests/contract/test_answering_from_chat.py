"""Answering from chat, through the real protocol: the window, the box, and what the one who pressed hears."""

from datetime import timedelta

from sqlalchemy import update

from db.models import accounts
from db.words import CommentState
from handlers.sources.base import Act, Answer, Change, Question
from handlers.sources.doing import do_due
from tests.contract.office import ANNA, Office, everything_of
from tests.contract.test_seen_on_the_platform import hears


def unasked(question: Question) -> Answer:
    raise AssertionError(f"asked {question.url}")


def switched_on(office: Office) -> None:
    """The account's blog takes replies; its password is not set, so that nothing can go out."""
    with office.running.store.write() as tx:
        values = {"source": "wordpress", "acts": True}
        tx.execute(update(accounts).where(accounts.c.slug == "kulturskolan").values(**values))
    now = office.clock()
    hears(
        office,
        Change(
            act=Act.ADDED, id="101", at=now - timedelta(minutes=5), thread="post:7", author="Kim",
            text="Finns det hiss?",
        ),
    )  # fmt: skip


def done(office: Office) -> None:
    """The job comes round; it may have been before us."""
    program = office.running
    do_due(program.store, program.book, program.places, unasked, office.clock)
    program.clockwork.wake()


def test_svara_har_sends_the_reply_and_tells_kindly_why_it_did_not_go_out(office: Office) -> None:
    """M14: the window begins with her signature."""
    switched_on(office)
    office.workspace.click(ANNA, office.card(1), "svarsvakt.claim", "1")
    office.card_says(1, "Svara här …")
    office.workspace.click(ANNA, office.card(1), "svarsvakt.reply", "1")
    form = office.modal(ANNA)
    assert "/Anna" in everything_of(form)
    assert "Lägg ut det på plattformen nu" in everything_of(form)
    assert "skickar ut det från kontot" in everything_of(form)
    assert "Ingenting läggs ut härifrån" not in everything_of(form)
    office.workspace.submit(ANNA, form, {"text": "Ja, till höger! /Anna", "then": "publish"})
    office.workspace.wait_until(lambda: "läggs ut på plattformen nu" in office.told(ANNA))
    done(office)
    office.said_directly(ANNA, "kom inte ut: en uppgift som behövs för kontot saknas")
    assert office.comment(1).state is CommentState.CLAIMED


def test_hidden_with_the_box_ticked_is_noted_and_then_told_of(office: Office) -> None:
    """M30."""
    switched_on(office)
    office.workspace.click(ANNA, office.card(1), "svarsvakt.more", "hide:1")
    form = office.modal(ANNA)
    assert "Dölj den på plattformen nu" in everything_of(form)
    office.workspace.submit(ANNA, form, {"ground": "spam", "there": ["there"]})
    office.told(ANNA, holds="kommentar 1 döljs på plattformen nu")
    assert office.comment(1).state is CommentState.HIDDEN
    done(office)
    office.said_directly(ANNA, "noterad som dold, men jag kunde inte dölja den på plattformen")
