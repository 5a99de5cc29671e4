"""What Teams reads names Teams: one switch, and every other sentence the same in both chats."""

from string import Formatter

import pytest

from bot.teams.cards import drawn
from bot.texts import LANGUAGES, catalog, texts
from bot.texts.in_teams import INSTEAD
from bot.texts.says import SAID
from handlers.content import OperatorContent
from handlers.outcome import Said, Say
from tests.teams.cards.adaptive import things
from tests.teams.cards.everything import contents

OF_SLACK = ("slack", "/svarsvakt", "/besvarad", "/kommentar", "/veckan", "/rundan", "/invite")
AT_THE_COMMAND_LINE = ("svarsvakt account add", "Give its id")


def test_every_sentence_that_gives_way_is_one_of_the_code() -> None:
    known = {message.id for message in catalog.swedish()}
    assert set(INSTEAD) <= known
    assert set(INSTEAD.values()) <= known


def test_a_sentence_for_teams_asks_for_the_same_facts() -> None:
    def facts(message: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(message) if name}

    for here, there in INSTEAD.items():
        assert facts(here) == facts(there)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_speaks_of_slack_alone(language: str) -> None:
    for content in contents("Hej", 1):
        if isinstance(content, OperatorContent):  # what is wrong with Slack is said as it is
            continue
        for thing in things(drawn(content, texts(language, "teams")).card):
            said = str(thing.get("text", "")).lower()
            for word in OF_SLACK:
                assert word not in said or "teams" in said, type(content).__name__


def test_no_short_answer_speaks_of_slack_alone() -> None:
    said = [message for messages in SAID.values() for message in messages]
    for message in (one for each in said for one in (each if isinstance(each, tuple) else (each,))):
        if not any(words in message for words in AT_THE_COMMAND_LINE):
            read = INSTEAD.get(message, message).lower()
            assert not any(word in read for word in (*OF_SLACK, "direct message")), message


def test_a_direct_message_is_a_chat_of_ones_own_in_teams() -> None:
    unsigned = Say(said=Said.ANSWERED_UNSIGNED, number=118)
    assert texts("sv", "teams").say(unsigned).endswith("i vår egen chatt.")
    assert texts("sv").say(unsigned).endswith("i ett direktmeddelande.")


def test_slack_reads_what_it_did() -> None:
    assert "/svarsvakt" in texts("sv").help.intro()
    assert "/svarsvakt" not in texts("sv", "teams").help.intro()
    assert texts("sv", "teams").labels is not texts("sv").labels
    assert texts("sv", "teams").help.more() == texts("sv").help.more()
