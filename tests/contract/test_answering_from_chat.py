"""Answering from chat: the form, the box, and what the one who pressed hears."""

from datetime import timedelta

from sqlalchemy import update

from db.models import accounts
from db.words import CommentState
from handlers.sources.base import Act, Answer, Change, Question
from handlers.sources.doing import do_due
from tests.contract.room import Room
from tests.contract.test_seen_on_the_platform import hears


def unasked(question: Question) -> Answer:
    raise AssertionError(f"asked {question.url}")


def switched_on(room: Room) -> None:
    """The account's blog takes replies; its password is not set, so that nothing can go out."""
    with room.bot.running.store.write() as tx:
        values = {"source": "wordpress", "acts": True}
        tx.execute(update(accounts).where(accounts.c.slug == "kulturskolan").values(**values))
    now = room.bot.clock()
    hears(
        room,
        Change(
            act=Act.ADDED, id="101", at=now - timedelta(minutes=5), thread="post:7", author="Kim",
            text="Finns det hiss?",
        ),
    )  # fmt: skip


def done(room: Room) -> None:
    """The job comes round; it may have been before us."""
    program = room.bot.running
    do_due(program.store, program.book, program.places, unasked, room.bot.clock)
    program.clockwork.wake()


def test_svara_har_sends_the_reply_and_tells_kindly_why_it_did_not_go_out(room: Room) -> None:
    """M14: the form begins with her signature."""
    switched_on(room)
    room.press("anna", room.shows(1), "claim", 1)
    room.becomes(1, "Svara här …")
    room.press("anna", room.shows(1), "reply", 1)
    form = room.window("anna", "Lägg ut det på plattformen nu")
    assert "/Anna" in form
    assert "skickar ut det från kontot" in form
    assert "Ingenting läggs ut härifrån" not in form
    room.fills_in("anna", {"text": "Ja, till höger! /Anna", "then": "publish"})
    room.told("anna", holds="läggs ut på plattformen nu")
    done(room)
    room.said_directly("anna", "kom inte ut: en uppgift som behövs för kontot saknas")
    assert room.comment(1).state is CommentState.CLAIMED


def test_hidden_with_the_box_ticked_is_noted_and_then_told_of(room: Room) -> None:
    """M30."""
    switched_on(room)
    room.press("anna", room.shows(1), "hide", 1)
    room.window("anna", "Dölj den på plattformen nu")
    room.fills_in("anna", {"ground": "spam", "there": ["there"]})
    room.told("anna", holds="kommentar 1 döljs på plattformen nu")
    assert room.comment(1).state is CommentState.HIDDEN
    done(room)
    room.said_directly("anna", "noterad som dold, men jag kunde inte dölja den på plattformen")
