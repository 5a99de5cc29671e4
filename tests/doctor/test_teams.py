"""The doctor looks at Teams: a local service that answers as Microsoft's does, and what the bot was told."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.doctor.findings import Finding, Found
from bot.doctor.teams import secret, teams
from bot.sandbox.faults import Fault
from bot.sandbox.scratch import free_port
from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import TeamsUser
from bot.teams.tokens import BotToken
from bot.texts import LANGUAGES, texts
from db import conversations
from db.conversations import CHANNEL, PERSONAL, Conversation
from db.store import Store
from db.upgrade import upgrade
from scheduler.clock import system_clock

TEAM, KULTUR = "19:team@thread.tacv2", "19:kultur@thread.tacv2"
ANNA = TeamsUser(
    id="29:anna", object_id="aaaaaaaa-0000-4000-8000-000000000001", name="Anna Berg", email="anna@example.org"
)
CONFIG = f"""
organisation = "Exempelstad"
[teams]
unauthenticated = true
[people.anna]
first_name = "Anna"
teams = "{ANNA.object_id}"
[people.cecilia]
first_name = "Cecilia"
[units.kultur]
name = "Kultur"
channel = "{KULTUR}"
editors = ["anna"]
supervisors = ["cecilia"]
"""
APP = "6f1c2f53-3c57-4a6e-9a27-5f60b1a6b9d1"


@pytest.fixture
def service() -> Iterator[TeamsService]:
    with TeamsService() as running:
        running.world.add_channel(KULTUR, team=TEAM, name="Kultur")
        running.world.add_user(ANNA)
        yield running


@pytest.fixture
def config(tmp_path: Path) -> Config:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG, encoding="utf-8")
    config = load(file, {"DATABASE_URL": f"sqlite:///{tmp_path / 'doctor.db'}"})
    store = Store.open(config.database_url)
    upgrade(store)
    store.close()
    return config


def told(config: Config, service: TeamsService, *places: Conversation) -> None:
    """What Teams has told the bot."""
    where = {"service_url": service.url, "tenant_id": service.world.tenant_id, "bot_id": "28:svarsvakt"}
    store = Store.open(config.database_url)
    with store.write() as tx:
        for place in places:
            conversations.note(tx, replace(place, **where), system_clock())
    store.close()


def channel(**changes: object) -> Conversation:
    return replace(Conversation(id=KULTUR, kind=CHANNEL, service_url=""), **changes)  # type: ignore[arg-type]


def looked_at(config: Config) -> dict[tuple[Finding, str], Found]:
    return {(found.finding, found.about): found for found in teams(config, system_clock)}


def test_where_the_app_was_added_the_channel_is_well(config: Config, service: TeamsService) -> None:
    told(config, service, channel())
    found = looked_at(config)
    assert found[Finding.TEAMS_CHANNEL, "Kultur"].well
    assert found[Finding.TEAMS_PERSON, "anna"].well
    assert found[Finding.TEAMS_LIBRARY, ""].well
    assert found[Finding.TEAMS_OPEN, ""].well is None
    assert service.posted() == []


def test_before_anybody_has_added_the_app_that_is_what_is_wrong(config: Config) -> None:
    found = looked_at(config)
    assert found[Finding.TEAMS_PLACE, ""].well is False
    assert not any(finding is Finding.TEAMS_CHANNEL for finding, _ in found)


def test_a_channel_that_the_app_was_taken_out_of_is_named(config: Config, service: TeamsService) -> None:
    told(config, service, channel(), channel(id="19:annan@thread.tacv2"))
    service.world.chats[KULTUR].installed = False
    assert looked_at(config)[Finding.TEAMS_CHANNEL, "Kultur"].detail == "teams_not_there"


def test_a_channel_that_teams_never_told_of_is_named(config: Config, service: TeamsService) -> None:
    told(config, service, channel(id="19:annan@thread.tacv2"))
    assert looked_at(config)[Finding.TEAMS_CHANNEL, "Kultur"].detail == "teams_not_there"


def test_who_is_not_known_there_and_who_has_removed_the_bot_are_named(
    config: Config, service: TeamsService
) -> None:
    hers = Conversation(
        id="a:anna", kind=PERSONAL, service_url="", person_key=ANNA.object_id, installed=False
    )
    told(config, service, channel(), hers)
    found = looked_at(config)
    assert found[Finding.TEAMS_PERSON, "anna"].detail == "teams_not_there"
    assert found[Finding.TEAMS_PERSON, "cecilia"].detail == "not_known"


def test_a_service_that_does_not_answer_is_no_crash(config: Config, service: TeamsService) -> None:
    told(config, service, channel())
    service.fail_next("members", Fault.SERVER_ERROR)
    assert looked_at(config)[Finding.TEAMS_CHANNEL, "Kultur"].well is False


def test_the_secret_is_tried_and_a_missing_or_wrong_one_named(config: Config) -> None:
    with TeamsService(token="one-that-is-taken") as login, TeamsService() as refusing:
        with_one = replace(config, secrets=replace(config.secrets, teams_client_secret="hemligt"))
        assert tried(with_one, login).well
        assert tried(with_one, refusing).detail == "teams_unauthorized"
        assert tried(config, login).detail == "not_set"


def test_a_login_that_cannot_be_reached_is_not_taken_for_a_wrong_secret(config: Config) -> None:
    with_one = replace(config, secrets=replace(config.secrets, teams_client_secret="hemligt"))
    nowhere = f"http://127.0.0.1:{free_port()}"
    with closing(BotToken(client_id=APP, secret="hemligt", tenant=APP, login=nowhere)) as token:
        found = secret(with_one, token)
    assert (found.finding, found.well) == (Finding.TEAMS_LOGIN, False)


def tried(config: Config, login: TeamsService) -> Found:
    with closing(BotToken(client_id=APP, secret="hemligt", tenant=APP, login=login.url)) as token:
        return secret(config, token)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_that_can_be_wrong_says_how_to_mend_it(language: str) -> None:
    say = texts(language).doctor
    for finding in Finding:
        if finding.value.startswith("teams_"):
            found = Found(finding=finding, well=False, about="Kultur", detail="okänt")
            assert "{" not in say.line(found) + say.mend(found)
            assert len(say.mend(found)) > 20
