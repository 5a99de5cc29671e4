"""What was seen on a platform, in the chat and through the real protocol: answered, edited, about another."""

from datetime import timedelta

from db import accounts
from handlers.sources.applying import apply
from handlers.sources.base import Act, Change
from tests.contract.office import ANNA, Office, everything_of


def hears(office: Office, *changes: Change) -> None:
    """The platform tells of these; the bot takes them in as from any source."""
    program = office.program
    assert program is not None
    with program.store.write() as tx:
        account = accounts.by_slug(tx, {"kulturskolan"})["kulturskolan"]
        apply(tx, program.book, account, changes, office.clock(), how="webhook")
    program.clockwork.wake()


def test_an_answer_on_the_platform_shows_on_the_card_and_one_click_moves_it(office: Office) -> None:
    """M14, M16."""
    now = office.clock()
    first, second = (
        Change(
            act=Act.ADDED, id=f"k{n}", at=now - timedelta(minutes=9 - n), thread="inlägg", author="Kim",
            text=text,
        )
        for n, text in enumerate(("När öppnar ni?", "Finns det hiss?"))
    )  # fmt: skip
    hears(office, first, second)
    card = office.card(1)
    assert "När öppnar ni?" in everything_of(card)
    answer = Change(act=Act.ADDED, id="s1", at=now, out=True, thread="inlägg", text="Ja, till höger! /Anna")
    hears(office, answer)
    office.workspace.wait_until(lambda: "Besvarad på plattformen av Anna" in everything_of(office.card(1)))
    card = office.card(1)
    assert "Svaret kan gälla en annan kommentar" in everything_of(card)
    office.workspace.click(ANNA, card, "svarsvakt.other_reply", "1")
    assert "Svaret räknas nu till kommentar 2" in office.told(ANNA)
    office.workspace.wait_until(lambda: "Svara senast" in everything_of(office.card(1)))
    office.workspace.wait_until(lambda: "Besvarad på plattformen" in everything_of(office.card(2)))
    edited = Change(act=Act.EDITED, id="k0", at=now, text="När öppnar ni på lördag?", written_at=first.at)
    hears(office, edited)
    office.workspace.wait_until(lambda: "på lördag?" in everything_of(office.card(1)))
    assert "Ändrad " in everything_of(office.card(1))
