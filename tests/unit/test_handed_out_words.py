"""What a page that is handed out says of an event: who decided and who was told, two years later (M30)."""

import pytest

from bot.texts import texts

HIDDEN = {
    "at": "2027-05-05T08:01:00+02:00",
    "action": "closed",
    "to_state": "hidden",
    "person": "Anna Berg",
    "reason": "Hot mot personalen",
}


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        (
            {"decided_by": "Cecilia Lindgren", "author_told": "no", "police_report": "yes"},
            ", Hot mot personalen, beslutat av Cecilia Lindgren, avsändaren fick inte veta, polisanmält",
        ),
        (
            {"decided_by": "Cecilia Lindgren", "author_told": "yes", "police_report": "not_needed"},
            ", Hot mot personalen, beslutat av Cecilia Lindgren, avsändaren fick veta, "
            "polisanmälan behövdes inte",
        ),
        ({"sha256": "abc", "police_report": "later"}, ", Hot mot personalen"),
        (None, ", Hot mot personalen"),
    ],
)
def test_it_says_who_decided_and_whether_author_and_police_were_told(
    facts: dict[str, str] | None, end: str
) -> None:
    """M30: what was hidden can be accounted for; what nobody said is not claimed."""
    said = texts("sv").handing_out.event({**HIDDEN, "facts": facts})
    assert said.startswith("2027-05-05 08:01, ")
    assert said.partition("Anna Berg")[2] == end


@pytest.mark.parametrize(
    ("name", "shown"), [("Kulturskolans Facebook", "Kulturskolans Facebook"), (None, "fb")]
)
def test_the_account_is_called_as_people_call_it(name: str | None, shown: str) -> None:
    """L01: whoever gets it knows no short names of a configuration."""
    row = dict.fromkeys(("written_at", "author", "url", "ground", "closed_at", "closed_by", "referred_to"))
    row |= {"account": "fb", "account_name": name, "state": "hidden", "diary_number": None}
    assert next(iter(texts("sv").handing_out.facts(row))) == ("Konto", shown)
