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
from bot.sandbox.conversations import Post
from bot.slack.names import ADD_COMMENT
from tests.canary.flagged import AUTHOR, SONG, TEXT
from tests.contract.office import ANNA, BO, CECILIA, Office
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


@pytest.fixture
def mode(request: pytest.FixtureRequest) -> str:
    """What is said does not hang on how it is heard: one of the two is enough here."""
    return "socket"


def sings(heard: object) -> bool:
    return SONG in json.dumps(heard, ensure_ascii=False, default=repr).lower()


def test_a_threat_and_an_individual_case_are_silent_from_when_they_are_flagged(
    log: io.StringIO, office: Office
) -> None:
    """U18, L05: in no request to Slack, standing message, log, metric, e-mail or calendar; it is kept."""
    number, card = office.shown(TEXT, author=AUTHOR)
    (case,) = office.hand_in(TEXT, author=AUTHOR, account="museet")
    assert sings(card), "it is an ordinary comment until somebody says otherwise"
    assert sings(office.card(case))
    asked_before = len(office.workspace.calls())

    office.slash(BO, f"brådskande {number} hot")
    office.card_says(number, "Brådskande")
    office.slash(ANNA, f"enskilt {case} till rektor Ek")
    office.card_says(case, "Enskilt ärende")
    after_the_threat(office, number)
    after_the_threat(office, case)
    office.pass_to(MONDAY_NOON)  # its warnings, the rounds, the digest, and the week
    office.said_directly(CECILIA, "skulle ha fått svar")
    office.said_directly(CECILIA, "Veckan i korthet")
    office.slash(ANNA, f"borttagen {number} hot")
    office.told(ANNA, holds="borttagen")

    asked = office.workspace.calls()[asked_before:]
    assert len(asked) > 20
    assert [call.method for call in asked if sings(call.args)] == []
    assert [post.ts for post in standing(office) if sings(post.slack())] == []
    metrics = httpx.get(f"{office.url}/metrics", trust_env=False, timeout=10).text
    assert "svarsvakt_open_comments" in metrics
    assert not sings(metrics)
    assert "intake" in log.getvalue()
    assert not sings(log.getvalue())
    assert not sings(letters(office))
    office.slash(ANNA, "kalender")
    feed = re.search(r"(/calendar/[^\s|>)]+)", office.told(ANNA, holds="/calendar/"))
    assert feed is not None
    calendar = httpx.get(f"{office.url}{feed.group(1)}", trust_env=False, timeout=10)
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert not sings(calendar.text)
    kept = office.comment(number)
    assert (kept.text, kept.author) == (TEXT, AUTHOR)


def after_the_threat(office: Office, number: int) -> None:
    """Everybody looks everywhere."""
    for who in (ANNA, BO, CECILIA):
        for word in ("lista", f"visa {number}", f"varför {number}", "status", "rundan", "veckan"):
            office.slash(who, word)
        office.home(who, "Kultur")
    office.slash(ANNA, f"ta {number}")
    office.card_says(number, "Anna har den")
    office.slash(ANNA, f"besvarad {number} Vi har sett det. Ring oss.")
    office.slash(ANNA, f"öppna {number}")
    office.workspace.shortcut(BO, ADD_COMMENT, office.card(number))


def standing(office: Office) -> list[Post]:
    """Every message that can still be read, in channels, threads and direct messages."""
    held = office.workspace.state.conversations.values()
    return office.workspace.on_loop(lambda: [post for each in held for post in each.lasting()])


def letters(office: Office) -> list[str]:
    """What the bot mails when chat is dead."""
    with mail_server() as server:
        alarm = Alarm(
            store=office.running.store,
            smtp=Smtp(host="127.0.0.1", port=server.port, sender="svarsvakt@example.org", starttls=False),
            password=None,
            operators=["drift@example.org"],
            language="sv",
            zone="Europe/Stockholm",
            started_at=office.clock(),
        )
        assert alarm.check(office.clock(), dead_code="token_revoked") > 0
        return [letter.as_string() + letter.get_content() for letter in server.letters]
