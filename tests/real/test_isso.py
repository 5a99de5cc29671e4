"""Real input: a comment written on a real comment server becomes a card, is answered and counted."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.config import load
from bot.sandbox.server import Workspace
from db import accounts
from handlers.summary import week
from handlers.weeks import iso_week
from scheduler.clock import system_clock
from tests.joined.conftest import QUICK
from tests.real import isso
from tests.real.server import free_port

CONFIG = """
organisation = "Exempelstad"
database = "sqlite:///svarsvakt.db"
[http]
port = {port}
[feeds]
private_hosts = ["127.0.0.1"]
[calendar]
hours = {{ monday = "00:00-23:59", tuesday = "00:00-23:59", wednesday = "00:00-23:59", \
thursday = "00:00-23:59", friday = "00:00-23:59", saturday = "00:00-23:59", sunday = "00:00-23:59" }}
holidays_off = false
short_days_close = false
[people.anna]
first_name = "Anna"
slack = "U-ANNA"
[people.cecilia]
first_name = "Cecilia"
slack = "U-CECILIA"
[units.kultur]
name = "Kultur"
channel = "C-KULTUR"
editors = ["anna"]
supervisors = ["cecilia"]
[accounts.museibloggen]
unit = "kultur"
name = "Museibloggen"
platform = "blog"
url = "https://blogg.example.org"
feed = "{feed}"
watch_from = {watch_from}
"""

pytestmark = pytest.mark.real


@pytest.fixture
def _isso_is_installed() -> None:
    if isso.ISSO.exists():
        return
    why = "Isso is not installed (.venv-isso): it needs a C compiler and Python's headers"
    if os.environ.get("SVARSVAKT_NOTHING_SKIPPED"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.mark.usefixtures("_isso_is_installed")
def test_a_comment_on_a_real_blog_becomes_a_card_and_is_answered_and_counted(tmp_path: Path) -> None:
    with isso.running(tmp_path) as blog, Workspace() as workspace:
        blog.write("Hej! När öppnar ni på lördag?", "Kim på Söder")
        path = tmp_path / "config.toml"
        yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
        path.write_text(
            CONFIG.format(port=free_port(), feed=blog.feed, watch_from=yesterday), encoding="utf-8"
        )
        program = build(load(path, dict(workspace.environment)), tempo=QUICK)
        program.start()
        try:
            workspace.wait_for_app()
            workspace.wait_until(lambda: workspace.messages("C-KULTUR"), seconds=30)
            card = next(one for one in workspace.messages("C-KULTUR") if "Museibloggen" in one["text"])
            assert "Hej! När öppnar ni på lördag?" in str(card["blocks"])
            assert "Kim på Söder" in str(card["blocks"])

            workspace.click("U-ANNA", card, "svarsvakt.claim")
            workspace.wait_until(lambda: "Anna har den" in str(workspace.messages("C-KULTUR")))
            workspace.slash("U-ANNA", "C-KULTUR", "/besvarad", "1 Vi öppnar klockan tio. Välkommen! /Anna")
            workspace.wait_until(lambda: "besvarad" in str(workspace.messages("C-KULTUR")).lower())

            now = system_clock()
            with program.store.read() as tx:
                (unit,) = accounts.units(tx)
                today = program.book.calendar(unit.slug).local_day(now)
                counted = week(tx, program.book, unit, iso_week(today), now)
            assert (counted.received, counted.answered, counted.in_time) == (1, 1, 1)
            assert counted.unsigned == 0
        finally:
            program.stop()
