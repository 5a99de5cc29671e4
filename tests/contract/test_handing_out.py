"""A records request through Slack: the file comes to the supervisor's own conversation, and nowhere else."""

import json
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from sqlalchemy import select

from bot.sandbox.identities import Json
from db import events
from db.models import handouts
from db.words import EventAction
from tests.contract.office import ANNA, CECILIA, CHANNEL, Office, everything_of

THREAT = "Jag vet var ni bor"


@pytest.fixture
def review(office: Office) -> tuple[int, Json]:
    """A question and a threat that was removed; the form in which it is judged."""
    office.shown("När öppnar ni?")
    number, card = office.shown(THREAT)
    office.workspace.click(ANNA, card, "svarsvakt.more", f"remove:{number}")
    office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "threat", "reason": "Hotade Eva"})
    office.workspace.click(CECILIA, office.home(CECILIA, "Lämna ut handlingar"), "svarsvakt.hand_out")
    office.workspace.submit(CECILIA, office.modal(CECILIA), {"author": "Kim"})
    office.workspace.wait_until(lambda: "Sekretess" in str((office.modal(CECILIA))["title"]))
    return number, office.modal(CECILIA)


def handed_out(office: Office) -> list[Any]:
    with office.running.store.read() as tx:
        return list(tx.execute(select(handouts)).all())


def test_a_supervisor_hands_out_what_she_has_judged_to_herself_alone(
    office: Office, review: tuple[int, Json]
) -> None:
    """L01, L05, U18: how many, which may be secret, judged by name; noted; never in a channel."""
    number, form = review
    said = everything_of(form)
    assert "2 kommentarer. 1 av dem kan omfattas av sekretess" in said
    assert f"Kommentar {number}, Kulturskolan" in said
    assert office.workspace.submit(CECILIA, form, {f"judge.{number}": "blanked"}).errors == {}
    message = office.message("Utlämnande 1, antecknat", channel=CECILIA)
    (file,) = message["files"]
    got = httpx.get(
        file["url_private"], headers={"Authorization": f"Bearer {office.workspace.bot_token}"},
        trust_env=False,
    ).content  # fmt: skip
    with ZipFile(BytesIO(got)) as package:
        rows = [json.loads(line) for line in package.read("kommentarer.jsonl").splitlines()]
    assert [row["text"] for row in rows] == ["När öppnar ni?", None]
    (noted,) = handed_out(office)
    assert (noted.comments, noted.withheld, noted.sha256) == (2, [number], sha256(got).hexdigest())
    assert noted.asked == {"author": "Kim"}
    everywhere = [each for each in office.workspace.messages(CHANNEL) if each.get("files")]
    assert everywhere == []
    assert f"strukna i kommentar {number}." in everything_of(message)
    assert THREAT not in everything_of(message)


def test_what_may_be_secret_is_read_in_the_form_and_in_no_message(
    office: Office, review: tuple[int, Json]
) -> None:
    """L05, U18: she reads what she judges where she judges it; what she had chosen already stays chosen."""
    number, form = review
    assert THREAT not in everything_of(form)
    office.workspace.click(CECILIA, form, "svarsvakt.value", str(number), block_id="read")
    office.workspace.wait_until(lambda: THREAT in everything_of(office.modal(CECILIA)))
    with office.running.store.read() as tx:
        last = events.of_comment(tx, number)[-1]
    assert last.action is EventAction.READ_FOR_REVIEW
    for channel in (CHANNEL, CECILIA, ANNA):
        shown = [each for each in office.workspace.messages(channel) if THREAT in everything_of(each)]
        assert shown == []


@pytest.mark.parametrize(
    ("refused", "told", "noted"),
    [
        (("files.getUploadURLExternal", "missing_scope"), "files:write", 0),
        (("files.getUploadURLExternal", "internal_error"), "Slack tog inte emot filen", 0),
        (("files.completeUploadExternal", "internal_error"), "Slack sa inte om filen kom fram", 1),
    ],
)
def test_a_file_that_does_not_come_is_told_of_and_noted_only_if_it_may_have_left(
    office: Office, review: tuple[int, Json], refused: tuple[str, str], told: str, noted: int
) -> None:
    """L05: nothing leaves unnoted."""
    office.workspace.fail_next(refused[0], "error", error=refused[1])
    office.workspace.submit(CECILIA, review[1], {})
    office.message(told, channel=CECILIA)
    assert len(handed_out(office)) == noted
