"""A threat from its card to the Monday after: what it said, and who said it, leave the store no more."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
import structlog

from bot import logs
from bot.config import Smtp
from bot.mail import Alarm
from tests.canary.flagged import AUTHOR, SONG, TEXT
from tests.contract.room import Room
from tests.mail_server import mail_server

MONDAY_NOON = datetime(2026, 11, 30, 11, 0, 10, tzinfo=UTC)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that the program logs, down to its chattiest."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up(as_json=True, level="DEBUG", stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def sings(heard: object) -> bool:
    return SONG in json.dumps(heard, ensure_ascii=False, default=repr).lower()


# What is said does not hang on how it is heard: one of Slack's two ways is enough here.
@pytest.mark.parametrize("room", ["slack-socket", "teams"], indirect=True)
def test_a_threat_and_an_individual_case_are_silent_from_when_they_are_flagged(
    log: io.StringIO, room: Room
) -> None:
    """U18, L05: in nothing sent to chat, standing message, log, metric, e-mail or calendar; it is kept."""
    number, card = room.comes(TEXT, author=AUTHOR)
    (case,) = room.hand_in(TEXT, author=AUTHOR, account="museet")
    assert sings(room.says(card)), "it is an ordinary comment until somebody says otherwise"
    assert sings(room.says(room.shows(case)))
    room.press("anna", card, "claim", number)
    room.becomes(number, "Anna har den")
    room.press("anna", card, "reply", number)
    assert sings(room.window("anna")), "so does the form in which it is answered"
    sent_before = len(room.sent())

    room.writes("bo", f"brådskande {number} hot")
    room.becomes(number, "Brådskande")
    room.fills_in("anna", {"text": "Vi har sett det. /Anna", "then": "check"})
    room.window("anna", "inget att anmärka")
    room.writes("anna", f"enskilt {case} till rektor Ek")
    room.becomes(case, "Enskilt ärende")
    after_the_threat(room, number)
    after_the_threat(room, case)
    room.bot.pass_to(MONDAY_NOON)  # its warnings, the rounds, the digest, and the week
    room.said_directly("cecilia", "skulle ha fått svar")
    room.said_directly("cecilia", "Veckan i korthet")
    room.writes("anna", f"borttagen {number} hot", "borttagen")

    before, sent = room.sent()[:sent_before], room.sent()[sent_before:]
    assert [each for each in before if sings(each)], "or what is looked through is not what was sent"
    assert len(sent) > 20
    assert [each for each in sent if sings(each)] == []
    assert [each for each in room.standing() if sings(each)] == []
    metrics = httpx.get(f"{room.bot.url}/metrics", trust_env=False, timeout=60).text
    assert "svarsvakt_open_comments" in metrics
    assert not sings(metrics)
    assert "intake" in log.getvalue()
    assert not sings(log.getvalue())
    assert not sings(letters(room))
    feed = re.search(r"(/calendar/[^\s|>)]+)", room.writes("anna", "kalender", "/calendar/"))
    assert feed is not None
    calendar = httpx.get(f"{room.bot.url}{feed.group(1)}", trust_env=False, timeout=60)
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert not sings(calendar.text)
    kept = room.comment(number)
    assert (kept.text, kept.author) == (TEXT, AUTHOR)


def after_the_threat(room: Room, number: int) -> None:
    """Everybody looks everywhere."""
    for who in ("anna", "bo", "cecilia"):
        for word in ("lista", f"visa {number}", f"varför {number}", "status", "rundan", "veckan"):
            room.writes(who, word)
        room.home(who, "Kultur")
        room.looks_at(who, room.shows(number))
    room.writes("anna", f"ta {number}")
    room.becomes(number, "Anna har den")
    room.writes("anna", f"besvarad {number} Vi har sett det. Ring oss.")
    room.writes("anna", f"öppna {number}")
    room.adds("bo", room.shows(number))


def letters(room: Room) -> list[str]:
    """What the bot mails when chat is dead."""
    with mail_server() as server:
        alarm = Alarm(
            store=room.bot.running.store,
            smtp=Smtp(host="127.0.0.1", port=server.port, sender="svarsvakt@example.org", starttls=False),
            password=None,
            operators=["drift@example.org"],
            language="sv",
            zone="Europe/Stockholm",
            started_at=room.bot.clock(),
        )
        assert alarm.check(room.bot.clock(), dead_code="token_revoked") > 0
        return [letter.as_string() + letter.get_content() for letter in server.letters]
