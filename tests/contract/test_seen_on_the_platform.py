"""What was seen on a platform, in each chat: answered, edited, about another."""

from datetime import timedelta

from db import accounts
from handlers.sources.applying import apply
from handlers.sources.base import Act, Change
from tests.contract.room import Room


def hears(room: Room, *changes: Change) -> None:
    """The platform tells of these; the bot takes them in as from any source."""
    program = room.bot.running
    with program.store.write() as tx:
        account = accounts.by_slug(tx, {"kulturskolan"})["kulturskolan"]
        apply(tx, program.book, account, changes, room.bot.clock(), how="webhook")
    program.clockwork.wake()


def test_an_answer_on_the_platform_shows_on_the_card_and_one_click_moves_it(room: Room) -> None:
    """M14, M16."""
    now = room.bot.clock()
    first, second = (
        Change(
            act=Act.ADDED, id=f"k{n}", at=now - timedelta(minutes=9 - n), thread="inlägg", author="Kim",
            text=text,
        )
        for n, text in enumerate(("När öppnar ni?", "Finns det hiss?"))
    )  # fmt: skip
    hears(room, first, second)
    card = room.shows(1)
    assert "När öppnar ni?" in room.says(card)
    answer = Change(act=Act.ADDED, id="s1", at=now, out=True, thread="inlägg", text="Ja, till höger! /Anna")
    hears(room, answer)
    room.becomes(1, "Besvarad på plattformen av Anna")
    assert "Svaret kan gälla en annan kommentar" in room.says(card)
    room.press("anna", card, "other_reply", 1)
    room.told("anna", holds="Svaret räknas nu till kommentar 2")
    room.becomes(1, "Svara senast")
    room.becomes(2, "Besvarad på plattformen")
    edited = Change(act=Act.EDITED, id="k0", at=now, text="När öppnar ni på lördag?", written_at=first.at)
    hears(room, edited)
    room.becomes(1, "på lördag?")
    assert "Ändrad " in room.says(card)
