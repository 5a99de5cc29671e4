"""A supervisor adds a colleague in Slack, and she can work at once."""

from bot.sandbox.identities import BOT_USER_ID
from tests.contract.office import ANNA, CECILIA, CHANNEL, OUTSIDER, Office, everything_of


def said(office: Office, user: str, text: str, *, channel: str = CHANNEL) -> str:
    seen = office.slash(user, text, channel=channel)
    return seen.text or everything_of(seen.messages[-1])


def test_somebody_unknown_is_added_with_a_mention_and_takes_a_comment(office: Office) -> None:
    number, _ = office.shown()
    assert "Du är inte med i Svarsvakt än" in said(office, OUTSIDER, f"ta {number}", channel=BOT_USER_ID)
    answer = said(office, CECILIA, "person @erik redaktör Erik")
    assert "Erik är med i Kultur nu, som redaktör" in answer
    assert "Avsluta svaret med /Erik" in said(office, OUTSIDER, f"ta {number}", channel=BOT_USER_ID)
    office.card_says(number, "Erik har den")


def test_an_editor_is_told_kindly_that_it_is_a_supervisors_thing(office: Office) -> None:
    assert "kommunikationsansvarig" in said(office, ANNA, "person @erik redaktör Erik")


def test_a_name_without_its_mention_is_not_guessed(office: Office) -> None:
    assert "välj personen i listan" in said(office, CECILIA, "person Dora redaktör Dora")
