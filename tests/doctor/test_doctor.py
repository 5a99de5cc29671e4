"""The doctor looks at everything for real: a Slack-compatible workspace, a mail server, a database."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.doctor.findings import Finding, Found
from bot.doctor.round import examine
from bot.sandbox.server import Workspace
from bot.slack.calls import web_client
from bot.texts import LANGUAGES, texts
from scheduler.clock import system_clock
from tests.mail_server import mail_server

CONFIG = """
organisation = "Exempelstad"
[http]
port = 0
[operator]
channel = "#allmant"
[people.anna]
first_name = "Anna"
slack = "U-ANNA"
[people.cecilia]
first_name = "Cecilia"
slack = "U-CECILIA"
[units.kultur]
name = "Kultur"
channel = "#kultur"
editors = ["anna"]
supervisors = ["cecilia"]
"""


def configured(folder: Path, workspace: Workspace, text: str = CONFIG) -> Config:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    env = {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
    }
    return load(file, env)


def looked_at(config: Config, *, post: bool = True, late: timedelta = timedelta(0)) -> list[Found]:
    client = web_client(config.secrets.slack_bot_token or "", api_url=config.slack_api_url or "")
    return list(examine(config, client, clock=lambda: system_clock() + late, post=post, text="Ett prov."))


def wrong(found: list[Found]) -> Mapping[Finding, Found]:
    return {each.finding: each for each in found if each.well is False}


def test_where_all_is_well_nothing_is_wrong_and_nothing_is_left_behind(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = looked_at(configured(tmp_path, workspace))
    assert wrong(found) == {}
    tried = {each.finding for each in found if each.well}
    assert {Finding.IN_CHANNEL, Finding.IN_THREAD, Finding.IN_DIRECT_MESSAGE} <= tried
    assert {Finding.DATABASE, Finding.BOT_TOKEN, Finding.APP_TOKEN, Finding.CHANNEL} <= tried
    assert len(workspace.posted()) == 4  # in a channel, a thread's first message, its reply, a direct message
    assert len(workspace.calls("chat.delete")) == 4
    assert all(workspace.messages(post["channel"]) == [] for post in workspace.posted())


def test_without_posting_nothing_is_posted(workspace: Workspace, tmp_path: Path) -> None:
    found = looked_at(configured(tmp_path, workspace), post=False)
    assert wrong(found) == {}
    assert workspace.calls("chat.postMessage") == []


def test_a_wrong_token_is_named_and_the_rest_of_slack_left_out(workspace: Workspace, tmp_path: Path) -> None:
    config = configured(tmp_path, workspace)
    config = replace(config, secrets=replace(config.secrets, slack_bot_token="xoxb-wrong"))
    found = looked_at(config)
    assert wrong(found)[Finding.BOT_TOKEN].detail == "invalid_auth"
    assert Finding.CHANNEL not in {each.finding for each in found}


def test_a_missing_app_token_is_named(workspace: Workspace, tmp_path: Path) -> None:
    config = configured(tmp_path, workspace)
    found = looked_at(replace(config, secrets=replace(config.secrets, slack_app_token=None)))
    assert wrong(found)[Finding.APP_TOKEN].detail == "not_set"


def test_a_channel_without_the_bot_is_named_by_its_unit(workspace: Workspace, tmp_path: Path) -> None:
    workspace.remove_bot("C-KULTUR")
    found = wrong(looked_at(configured(tmp_path, workspace)))
    assert found[Finding.CHANNEL].about == "Kultur"


def test_a_person_who_is_not_there_is_named(workspace: Workspace, tmp_path: Path) -> None:
    config = configured(tmp_path, workspace, CONFIG.replace("U-ANNA", "U0NOBODY"))
    found = wrong(looked_at(config))
    assert found[Finding.PERSON].about == "anna"
    assert found[Finding.PERSON].detail == "user_not_found"


def test_a_clock_that_is_wrong_is_named_with_its_seconds(workspace: Workspace, tmp_path: Path) -> None:
    found = wrong(looked_at(configured(tmp_path, workspace), late=timedelta(minutes=10)))
    assert 595 <= int(found[Finding.CLOCK].detail) <= 605


def test_a_history_that_cannot_be_read_is_named(workspace: Workspace, tmp_path: Path) -> None:
    workspace.fail_next("conversations.history", "error", times=5, error="missing_scope")
    found = wrong(looked_at(configured(tmp_path, workspace)))
    assert found[Finding.IN_CHANNEL].detail == "not_read_back"


def test_a_database_that_cannot_be_made_is_named(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    config = configured(tmp_path, workspace, f'database = "sqlite:///{tmp_path}/file/svarsvakt.db"\n{CONFIG}')
    assert Finding.DATABASE in wrong(looked_at(config, post=False))


def test_a_damaged_database_is_named(workspace: Workspace, tmp_path: Path) -> None:
    config = configured(tmp_path, workspace)
    looked_at(config, post=False)
    file = tmp_path / "var" / "svarsvakt.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    assert {Finding.DATABASE, Finding.DATABASE_DAMAGED} & wrong(looked_at(config, post=False)).keys()
    shutil.rmtree(tmp_path / "var")


def test_a_mail_server_that_does_not_answer_is_named(workspace: Workspace, tmp_path: Path) -> None:
    smtp = '[smtp]\nhost = "127.0.0.1"\nport = {}\nsender = "bot@example.org"\nstarttls = false\n'
    with mail_server() as server:
        here = configured(tmp_path, workspace, CONFIG + smtp.format(server.port))
        assert wrong(looked_at(here, post=False)) == {}
        port = server.port
    gone = configured(tmp_path, workspace, CONFIG + smtp.format(port))
    assert Finding.MAIL in wrong(looked_at(gone, post=False))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("finding", Finding)
def test_every_finding_is_said_and_mended(finding: Finding, code: str) -> None:
    say = texts(code).doctor
    for detail in ("", "missing_scope", "channel_not_found"):
        found = Found(finding=finding, well=False, about="Kultur", detail=detail)
        assert say.line(found)
        assert say.mend(found)
