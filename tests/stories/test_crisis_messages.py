"""What has been said of a crisis shows how it stands now, and its buttons go when it is past (M18)."""

import pytest

from bot.slack.blocks import drawn, forms
from bot.texts import texts
from db.rows import Person
from handlers import crisis as crisis_desk
from handlers.forms import submit
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.desk import Desk, at
from tests.stories.office import Office, said

FIRE = {"why": "Branden i Kulturhuset", "every": "60", "hours": "working", "ends_at": "2026-11-24 12:00"}


def sends(desk: Desk, who: Person, kind: FormKind, number: int, when: str, **changes: str) -> Outcome:
    fields = {**FIRE, "accounts": str(desk.newsroom.facebook.id), **changes}
    with desk.store.write() as tx:
        return submit(tx, desk.book, person=who, kind=kind, number=number, fields=fields, now=at(when))


def ends(desk: Desk, who: Person, number: int, when: str) -> Outcome:
    with desk.store.write() as tx:
        return crisis_desk.end_now(tx, desk.book, person=who, crisis_id=number, now=at(when))


def stands(desk: Desk, office: Office, key: str, when: str) -> tuple[str, list[str]]:
    """What a message says now, and its buttons; it has been brought up to date since anything changed."""
    (row,) = [one for one in office.all_notices("crisis:") if one.key == key]
    assert row.message_id is not None
    shown = drawn(office.shows(row, when=when), texts("sv"))
    words = [block["text"]["text"] for block in shown.blocks if block["type"] == "section"]
    elements = [element for block in shown.blocks for element in block.get("elements", [])]
    return "\n".join(words), [one["text"]["text"] for one in elements if one["type"] == "button"]


def updated(desk: Desk) -> set[str]:
    """The rows whose messages have been drawn anew."""
    return {row.key for _, _, rows in desk.chat.updates for row in rows}


@pytest.fixture
def asked(desk: Desk, office: Office) -> str:
    """Anna has asked, and Cecilia has been told; the key of what she was told."""
    sends(desk, desk.newsroom.anna, FormKind.CRISIS, desk.newsroom.unit.id, "2026-11-23 10:00")
    desk.run("2026-11-23 10:00", "2026-11-23 10:00")
    key = f"crisis:1:asked:1:p{desk.newsroom.cecilia.id}"
    assert stands(desk, office, key, "2026-11-23 10:01")[1] == ["Starta det …", "Starta inte"]
    return key


def test_when_it_is_started_the_question_says_by_whom_and_asks_no_more(
    desk: Desk, office: Office, asked: str
) -> None:
    """M18: the colleague who did not start it sees that somebody has."""
    sends(desk, desk.newsroom.cecilia, FormKind.CRISIS_CHANGE, 1, "2026-11-23 10:05")
    desk.run("2026-11-23 10:05", "2026-11-23 10:05")
    assert asked in updated(desk)
    words, buttons = stands(desk, office, asked, "2026-11-23 10:06")
    assert "Cecilia har startat det. Det tar slut av sig självt tisdag 24 november kl. 12.00." in words
    assert buttons == ["Ändra eller förläng …", "Avsluta nu"]


def test_when_it_is_declined_the_question_has_no_buttons_and_a_late_click_is_answered(
    desk: Desk, office: Office, asked: str
) -> None:
    ends(desk, desk.newsroom.cecilia, 1, "2026-11-23 10:05")
    desk.run("2026-11-23 10:05", "2026-11-23 10:05")
    assert asked in updated(desk)
    words, buttons = stands(desk, office, asked, "2026-11-23 10:06")
    assert (words.splitlines()[-1], buttons) == ("Det startades inte.", [])
    assert said(ends(desk, desk.newsroom.bo, 1, "2026-11-23 10:07")) is Said.CRISIS_NOT_THERE


@pytest.mark.parametrize("by_hand", [True, False])
def test_when_it_is_over_no_message_of_it_has_buttons_left(
    desk: Desk, office: Office, asked: str, by_hand: bool
) -> None:
    """M18: ended by somebody or at its time, what was said in person and in the channel says so."""
    sends(desk, desk.newsroom.cecilia, FormKind.CRISIS_CHANGE, 1, "2026-11-23 10:05")
    desk.run("2026-11-23 10:05", "2026-11-23 10:05")
    desk.run("2026-11-24 09:55", "2026-11-24 10:05")
    if by_hand:
        ends(desk, desk.newsroom.bo, 1, "2026-11-24 10:10")
    last = "2026-11-24 10:10" if by_hand else "2026-11-24 12:00"
    desk.run(last, last)
    bo, cecilia = desk.newsroom.bo.id, desk.newsroom.cecilia.id
    keys = {"crisis:1:started:2", f"crisis:1:started:2:p{bo}", f"crisis:1:ending:2:p{cecilia}", asked}
    assert keys <= updated(desk)
    how = (
        "Bo avslutade det tisdag 24 november kl. 10.10."
        if by_hand
        else "Det tog slut tisdag 24 november kl. 12.00, som planerat."
    )
    over = f"{how} Rundor och påminnelser är som vanligt igen."
    for key in keys:
        words, buttons = stands(desk, office, key, "2026-11-24 12:30")
        assert (words.splitlines()[-1], buttons) == (over, [])
    assert stands(desk, office, f"crisis:1:ending:2:p{cecilia}", "2026-11-24 12:30")[0].startswith(
        "*Kultur: krisläget är slut"
    )
    assert said(ends(desk, desk.newsroom.cecilia, 1, "2026-11-24 13:00")) is Said.CRISIS_NOT_THERE


def test_when_it_is_prolonged_the_question_whether_it_is_enough_is_none_any_more(
    desk: Desk, office: Office
) -> None:
    sends(desk, desk.newsroom.cecilia, FormKind.CRISIS, desk.newsroom.unit.id, "2026-11-23 10:00")
    desk.run("2026-11-23 10:00", "2026-11-23 10:00")
    desk.run("2026-11-24 10:00", "2026-11-24 10:00")
    key = f"crisis:1:ending:1:p{desk.newsroom.cecilia.id}"
    assert "Räcker det?" in stands(desk, office, key, "2026-11-24 10:01")[0]
    sends(
        desk, desk.newsroom.cecilia, FormKind.CRISIS_CHANGE, 1, "2026-11-24 10:05", ends_at="2026-11-25 12:00"
    )
    desk.run("2026-11-24 10:05", "2026-11-24 10:05")
    assert key in updated(desk)
    words, buttons = stands(desk, office, key, "2026-11-24 10:06")
    assert words.startswith("*Kultur: krisläge råder")
    assert "onsdag 25 november kl. 12.00" in words
    assert buttons == ["Ändra eller förläng …", "Avsluta nu"]


def asks_for(outcome: Outcome) -> tuple[str, str]:
    """What its form says will happen, and the button that does it."""
    assert outcome.form is not None
    view = forms.modal(outcome.form, texts("sv"))
    return view["blocks"][1]["elements"][0]["text"].partition(".")[0], view["submit"]["text"]


def test_its_form_says_what_sending_it_in_does(desk: Desk, office: Office, asked: str) -> None:
    """M18: asking is not starting, and changing one that runs does not start it anew."""
    cecilia, unit = desk.newsroom.cecilia, desk.newsroom.unit.id
    hers = office.opens(desk.newsroom.anna, FormKind.CRISIS, unit, when="2026-11-23 10:02")
    assert asks_for(hers) == (
        "En kommunikationsansvarig bestämmer, får det du skriver här och kan starta med ett klick",
        "Be om det",
    )
    for kind, number in ((FormKind.CRISIS, unit), (FormKind.CRISIS_CHANGE, 1)):
        opened = office.opens(cecilia, kind, number, when="2026-11-23 10:02")
        assert asks_for(opened) == (
            "Det startar när du sparar, och kanalen får veta att det var du",
            "Starta nu",
        )
    sends(desk, cecilia, FormKind.CRISIS_CHANGE, 1, "2026-11-23 10:05")
    runs = office.opens(cecilia, FormKind.CRISIS_CHANGE, 1, when="2026-11-23 10:06")
    assert asks_for(runs) == ("Det du sparar här gäller direkt, och kanalen får veta", "Spara")
