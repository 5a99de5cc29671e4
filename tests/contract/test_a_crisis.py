"""A crisis and a guess, through the real protocol (M18, M30)."""

from tests.contract.office import ANNA, CECILIA, CHANNEL, Office, everything_of


def test_an_editor_asks_the_supervisor_starts_and_the_unit_is_called(office: Office) -> None:
    """M18: anyone may ask, a supervisor starts it, the channel hears by whom and until when."""
    office.slash(ANNA, "kris")
    wanted = {"why": "Branden i Kulturhuset", "ends_at": "2026-11-30", "ends_at_time": "12:00"}
    office.workspace.submit(ANNA, office.modal(ANNA), wanted)
    assert "Cecilia" in office.told(ANNA, holds="bestämmer")
    asked = office.said_directly(CECILIA, "Anna ber om krisläge")
    assert "Branden i Kulturhuset" in asked


def test_a_supervisor_starts_it_and_ends_it_from_the_channel(office: Office) -> None:
    office.slash(CECILIA, "kris")
    wanted = {"why": "Branden i Kulturhuset", "ends_at": "2026-11-30", "ends_at_time": "12:00"}
    office.workspace.submit(CECILIA, office.modal(CECILIA), wanted)
    said = everything_of(office.message("har startat krisläge"))
    assert "Branden i Kulturhuset" in said
    assert "minst varje timme" in said
    assert "måndag 30 november kl. 12.00" in said
    office.slash(CECILIA, "kris slut", channel=CHANNEL)
    assert "Cecilia avslutade det" in everything_of(office.message("krisläget är slut"))


def test_what_was_asked_and_declined_has_no_buttons_left_in_the_supervisors_message(office: Office) -> None:
    """M18: what is past asks nobody any more."""
    office.slash(ANNA, "kris")
    wanted = {"why": "Branden i Kulturhuset", "ends_at": "2026-11-30", "ends_at_time": "12:00"}
    office.workspace.submit(ANNA, office.modal(ANNA), wanted)
    asked = office.message("Anna ber om krisläge", channel=CECILIA)
    number = next(
        one["value"] for block in asked["blocks"] for one in block.get("elements", []) if "value" in one
    )
    office.workspace.click(CECILIA, asked, "svarsvakt.crisis_end", number)
    office.workspace.wait_until(
        lambda: (
            "Det startades inte." in everything_of(office.message("Anna ber om krisläge", channel=CECILIA))
        )
    )
    declined = office.message("Anna ber om krisläge", channel=CECILIA)
    assert [block for block in declined["blocks"] if block["type"] == "actions"] == []


def test_a_crisis_without_an_end_is_not_started_and_the_form_says_so(office: Office) -> None:
    office.slash(CECILIA, "kris")
    wanted = {"why": "Branden", "ends_at": "2026-11-20", "ends_at_time": "12:00"}
    seen = office.workspace.submit(CECILIA, office.modal(CECILIA), wanted)
    assert list(seen.errors) == ["ends_at"]


def test_a_guess_stands_on_the_card_until_somebody_says_that_it_is_wrong(office: Office) -> None:
    """M30: a suggestion, never a decision."""
    number, card = office.shown("Jag vet var ni bor")
    assert "det här kan vara ett hot. Du bedömer." in everything_of(card)
    office.workspace.click(ANNA, card, "svarsvakt.guess_wrong", str(number))
    assert "Bra att du tittade" in office.told(ANNA)
    office.workspace.wait_until(lambda: "kan vara ett hot" not in everything_of(office.card(number)))
