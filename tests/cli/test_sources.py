"""`svarsvakt sources`: every account, and how it is seen into."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import load
from bot.opening import open_store
from db import accounts, sources
from tests.cli.conftest import Command

WATCHED = """
[accounts.bloggen-rest]
unit = "museerna"
name = "Bloggen"
platform = "blog"
url = "https://blogg.example.org"
source = "wordpress"
"""


@pytest.fixture
def watched(config_path: Path) -> Path:
    config_path.write_text(config_path.read_text(encoding="utf-8") + WATCHED, encoding="utf-8")
    return config_path


def test_each_account_is_listed_with_its_way_in(watched: Path, svarsvakt: Command) -> None:
    rows = [json.loads(line) for line in svarsvakt("sources", "--json").out.splitlines()]
    mine = next(row for row in rows if row["account"] == "bloggen-rest")
    assert (mine["source"], mine["ways"], mine["health"]) == ("wordpress", ["poll"], "not_yet")
    assert {row["health"] for row in rows if row["source"] is None} == {"blind"}


def test_a_paused_account_is_named_with_its_reason_and_asked_again_when_told(
    watched: Path, svarsvakt: Command
) -> None:
    svarsvakt("sources")  # the register goes in
    store = open_store(load(watched, {}).database_url)
    with store.write() as tx:
        number = accounts.by_slug(tx, {"bloggen-rest"})["bloggen-rest"].id
        sources.lock(tx, number)
        sources.store(tx, number, paused_at=datetime(2026, 11, 24, 11, 0, tzinfo=UTC), paused_code="http_401")
    store.close()
    said = svarsvakt("sources")
    assert (said.code, "pausad: http_401" in said.out) == (1, True)
    assert "frågas igen" in svarsvakt("sources", "--resume", "bloggen-rest").out
    assert svarsvakt("sources").code == 0
    assert svarsvakt("sources", "--resume", "bloggen-rest").code == 1
    assert svarsvakt("sources", "--resume", "okänt").code == 2
