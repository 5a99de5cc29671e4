"""What goes wrong beside an answer is logged by its kind, and she is told; nothing vanishes in a thread."""

from typing import Any

import pytest

from bot.teams.answers import Place
from bot.texts import texts
from db import conversations
from tests.teams.hearing.conftest import House
from tests.teams.hearing.test_a_comments_day import words_of
from tests.teams.sending.conftest import ANNA

SV = texts("sv", "teams")


def here(house: House) -> Place:
    with house.store.read() as tx:
        there = conversations.get(tx, house.own_chat().id)
    assert there is not None
    return Place(there=there, conversation=there.id, user=ANNA.object_id, teams_id=ANNA.id)


def test_work_that_fails_is_told_and_logged_without_its_words(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> Any:
        raise RuntimeError("Hemliga ord")

    house.answers.when_done(work, here(house))
    (told,) = house.told(house.own_chat())
    assert SV.teams.not_finished() in words_of(told)
    said = "".join(capsys.readouterr())
    assert "teams_answer_failed" in said
    assert "RuntimeError" in said
    assert "Hemliga ord" not in said
