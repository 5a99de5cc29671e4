"""A records request from chat: the file comes to the supervisor alone, and nowhere else."""

import json
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from db import events
from db.models import handouts
from db.words import EventAction
from tests.contract.in_slack import SlackRoom
from tests.contract.room import KULTUR, Room

THREAT = "Jag vet var ni bor"


@pytest.fixture
def judged(room: Room) -> int:
    """A question and a threat that was removed, its number; the form in which it is judged is open."""
    room.comes("När öppnar ni?")
    number, card = room.comes(THREAT)
    room.press("anna", card, "remove", number)
    room.fills_in("anna", {"ground": "threat", "reason": "Hotade Eva"})
    room.press("cecilia", room.home("cecilia", "Lämna ut handlingar"), "hand_out")
    room.fills_in("cecilia", {"author": "Kim"})
    room.window("cecilia", "kan omfattas av sekretess")
    return number


def handed_out(room: Room) -> list[Any]:
    with room.bot.running.store.read() as tx:
        return list(tx.execute(select(handouts)).all())


def test_a_supervisor_hands_out_what_she_has_judged_to_herself_alone(room: Room, judged: int) -> None:
    """L01, L05, U18: how many, which may be secret, judged by name; noted; never in a channel."""
    form = room.window("cecilia", "2 kommentarer. 1 av dem kan omfattas av sekretess")
    assert f"Kommentar {judged}, Kulturskolan" in form
    assert room.fills_in("cecilia", {f"judge.{judged}": "blanked"}) == {}
    file = room.takes_file("cecilia")
    with ZipFile(BytesIO(file)) as package:
        rows = [json.loads(line) for line in package.read("kommentarer.jsonl").splitlines()]
    assert [row["text"] for row in rows] == ["När öppnar ni?", None]
    (noted,) = handed_out(room)
    assert (noted.comments, noted.withheld, noted.sha256) == (2, [judged], sha256(file).hexdigest())
    assert noted.asked == {"author": "Kim"}
    said = room.said_directly("cecilia", "Utlämnande 1, antecknat")
    assert f"strukna i kommentar {judged}." in said
    assert THREAT not in said
    assert room.how_many("Utlämnande 1", KULTUR) == 0


def test_what_may_be_secret_is_read_in_the_form_and_in_no_message(room: Room, judged: int) -> None:
    """L05, U18: she reads what she judges where she judges it; what she had chosen already stays chosen."""
    assert THREAT not in room.window("cecilia")
    room.chooses("cecilia", "read", f"Kommentar {judged}")
    room.window("cecilia", THREAT)
    with room.bot.running.store.read() as tx:
        last = events.of_comment(tx, judged)[-1]
    assert last.action is EventAction.READ_FOR_REVIEW
    room.fills_in("cecilia", {})
    assert [room.how_many(THREAT, where) for where in (KULTUR, "anna", "cecilia")] == [0, 0, 0]


# How a file is refused is Slack's own: what Teams does with one stands in tests/teams/hearing.
@pytest.mark.parametrize("room", ["slack-socket", "slack-http"], indirect=True)
@pytest.mark.parametrize(
    ("refused", "told", "noted"),
    [
        (("files.getUploadURLExternal", "missing_scope"), "files:write", 0),
        (("files.getUploadURLExternal", "internal_error"), "Slack tog inte emot filen", 0),
        (("files.completeUploadExternal", "internal_error"), "Slack sa inte om filen kom fram", 1),
    ],
)
def test_a_file_that_does_not_come_is_told_of_and_noted_only_if_it_may_have_left(
    room: SlackRoom, judged: int, refused: tuple[str, str], told: str, noted: int
) -> None:
    """L05: nothing leaves unnoted."""
    assert judged
    room.workspace.fail_next(refused[0], "error", error=refused[1])
    room.fills_in("cecilia", {})
    room.message(told, "cecilia")
    assert len(handed_out(room)) == noted
