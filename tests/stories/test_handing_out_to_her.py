"""The file of a records request on its way to her: what can go wrong, and that nothing leaves unnoted."""

import resource
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from bot.slack.handing_out import hand_out
from bot.texts import texts
from db.models import handouts
from handlers.handout_content import HandoutAsked
from handlers.outcome import FormKind
from tests.stories.office import Office


@dataclass
class Slack:
    """Slack, as far as a handing out meets it; nothing reaches it but what is noted here."""

    channel: str = "D-CECILIA"
    shared: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)

    def conversations_open(self, *, users: str) -> dict[str, Any]:
        return {"channel": {"id": self.channel}, "users": users}

    def files_getUploadURLExternal(self, *, filename: str, length: int) -> dict[str, Any]:  # noqa: N802
        self.uploads.append(filename)
        return {"upload_url": "http://127.0.0.1:9/nobody", "file_id": filename, "length": length}

    def files_completeUploadExternal(self, **sent: Any) -> None:  # noqa: N802 - Slack's own name
        self.shared.append(sent["channel_id"])


@pytest.fixture
def asked(office: Office) -> HandoutAsked:
    """Cecilia asks for all that there is."""
    office.comes()
    outcome = office.sends(office.newsroom.cecilia, FormKind.HAND_OUT_REVIEW, {})
    assert outcome.handout is not None
    return outcome.handout


def told(office: Office, asked: HandoutAsked, slack: Slack) -> str | None:
    said = hand_out(slack, office.store, asked, texts("sv"), "U-CECILIA")  # type: ignore[arg-type]
    with office.store.read() as tx:
        assert tx.execute(select(handouts)).all() == []
    assert slack.shared == []
    return said


def test_a_full_disk_is_told_of_and_nothing_is_handed_out(office: Office, asked: HandoutAsked) -> None:
    """B06: also from chat."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        said = told(office, asked, Slack())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert said == texts("sv").handout.failed("full")


def test_slack_that_cannot_be_reached_is_told_of_and_nothing_is_handed_out(
    office: Office, asked: HandoutAsked
) -> None:
    slack = Slack()
    assert told(office, asked, slack) == texts("sv").handout.failed("other")
    assert slack.uploads == ["utlamnande-2026-11-23-1000.zip"]


def test_a_conversation_that_is_not_her_own_gets_no_file(office: Office, asked: HandoutAsked) -> None:
    """L05, U18: never a channel, whatever Slack answers."""
    slack = Slack(channel="C-KULTUR")
    assert told(office, asked, slack) == texts("sv").handout.failed("other")
    assert slack.uploads == []
