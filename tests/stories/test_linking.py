"""Anna is in Slack and in Teams: one person, whichever she writes in."""

import re
from datetime import timedelta

import pytest

from db import people
from db.store import Store
from handlers import commands, linking
from handlers.outcome import Outcome, Said
from tests.stories.office import MONDAY, Office, at, said

TEAMS_ANNA = "aaaaaaaa-0000-4000-8000-000000000001"
BOTH = ("slack", "teams")


@pytest.fixture
def both(office: Office, store: Store) -> Office:
    with store.write() as tx:
        linking.note_chats(tx, BOTH, at(MONDAY))
    return office


def says_in_teams(office: Office, text: str, *, after: timedelta = timedelta(minutes=1)) -> Outcome:
    """As somebody whom the bot knows in Teams only if she was linked."""
    now = at(MONDAY) + after
    with office.store.write() as tx:
        return commands.run(
            tx,
            office.book,
            person=people.by_chat(tx, "teams", TEAMS_ANNA),
            command="svarsvakt",
            text=text,
            chat="teams",
            channel=None,
            now=now,
            user=TEAMS_ANNA,
        )


def code_of(outcome: Outcome) -> str:
    assert outcome.say is not None
    assert outcome.say.said is Said.LINK_CODE
    assert outcome.say.suggestion == "Teams"
    return str(outcome.say.text)


def test_a_code_from_one_chat_said_in_the_other_makes_her_the_same_there(both: Office) -> None:
    anna = both.newsroom.anna
    assert said(says_in_teams(both, "lista mina")) is Said.NOT_KNOWN_HERE
    code = code_of(both.says(anna, "koppla", MONDAY))
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code)
    assert said(says_in_teams(both, f"koppla {code.lower()}")) is Said.LINKED
    with both.store.read() as tx:
        found = people.by_chat(tx, "teams", TEAMS_ANNA)
    assert found is not None
    assert found.id == anna.id
    assert said(both.says(anna, "koppla", MONDAY)) is Said.LINKED_ALREADY
    assert said(both.says(anna, "koppla bort", MONDAY)) is Said.UNLINKED
    assert said(both.says(anna, "koppla bort", MONDAY)) is Said.NOT_LINKED
    assert said(says_in_teams(both, "lista mina")) is Said.NOT_KNOWN_HERE


def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(both: Office) -> None:
    anna = both.newsroom.anna
    code = code_of(both.says(anna, "koppla", MONDAY))
    assert said(says_in_teams(both, f"koppla {code}", after=timedelta(minutes=16))) is Said.LINK_CODE_WRONG
    assert said(says_in_teams(both, "koppla ABCD-EFGH")) is Said.LINK_CODE_WRONG
    assert said(says_in_teams(both, f"koppla {code}")) is Said.LINKED
    both.says(anna, "koppla bort", MONDAY)
    assert said(says_in_teams(both, f"koppla {code}")) is Said.LINK_CODE_WRONG


def test_where_there_is_one_chat_there_is_nothing_to_link(office: Office) -> None:
    assert said(office.says(office.newsroom.anna, "koppla", MONDAY)) is Said.ONE_CHAT
    assert said(says_in_teams(office, "hej")) is Said.NOT_KNOWN
