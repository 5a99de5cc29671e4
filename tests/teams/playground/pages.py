"""The demo's story in the Playground's own page, in a real Chromium: pressed there, and pictures of it.

`make test-teams` runs it; with SVARSVAKT_PICTURES=docs/images it takes the pictures of docs/teams.md anew.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bot.sandbox.scratch import free_port
from bot.texts import Label
from db.words import CommentState
from tests.browser.conftest import browser, chromium
from tests.teams.playground.newsroom import Newsroom, button
from tests.teams.playground.office import CECILIA
from tests.teams.playground.playground import missing
from tests.workspace import SetClock

__all__ = ["browser", "chromium"]
pytestmark = [pytest.mark.real, pytest.mark.browser]
expect.set_options(timeout=20_000)  # a busy machine is slow; nothing waits longer than it must
SIZE = {"width": 1280, "height": 900}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that asks for nothing outside this machine (the Playground's own would fetch a font)."""
    context = browser.new_context(viewport=SIZE, locale="sv-SE")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.route("**/*", _on_this_machine)
    yield page
    context.close()


def _on_this_machine(route: Route) -> None:
    local = "//127.0.0.1" in route.request.url or "//localhost" in route.request.url
    route.continue_() if local else route.abort()


@pytest.fixture(autouse=True)
def playground_is_there() -> None:
    lacks = missing()
    if lacks is not None:
        if os.environ.get("SVARSVAKT_NOTHING_SKIPPED"):
            pytest.fail(lacks)
        pytest.skip(lacks)


def goes_to(page: Page, room: Newsroom, where: str) -> None:
    """Open the page at a conversation; the log beside it is closed."""
    if page.url == "about:blank":
        page.goto(room.playground.address)
        page.get_by_role("button", name="Hide log panel").click()
    page.get_by_role("treeitem").filter(has_text=where).first.click()


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("SVARSVAKT_PICTURES")
    if folder:
        page.wait_for_timeout(500)
        page.screenshot(path=Path(folder) / f"teams-{name}.png")


def test_the_story_is_told_on_the_playgrounds_page(browser: Browser, page: Page, tmp_path: Path) -> None:
    """M12, M14, M17."""
    clock = SetClock(datetime(2026, 11, 27, 13, 50, tzinfo=UTC))
    with Newsroom.at_work(tmp_path, clock) as room:
        goes_to(page, room, "Kulturskolan")
        number = room.hand_in("När börjar vårterminens pianolektioner? Åsa på Öland undrar")
        expect(page.get_by_text("Åsa på Öland undrar")).to_be_visible()
        picture(page, "1-card")
        page.get_by_role("button", name=button(Label.CLAIM)).click()
        expect(page.get_by_text("Anna har den")).to_be_visible()
        assert room.comment(number).state is CommentState.CLAIMED
        picture(page, "3-claimed")

        room.pass_to(datetime(2026, 11, 27, 14, 0, tzinfo=UTC))
        expect(page.get_by_text("Dags för sista kollen före helgen, Kulturskolan")).to_be_visible()
        picture(page, "2-round")
        page.get_by_role("button", name=button(Label.LOOKED_ALL)).click()
        expect(page.get_by_role("button", name=button(Label.LOOKED_ALL))).to_have_count(0)

        goes_to(page, room, "Personal Chat")
        box = page.get_by_role("textbox")
        box.fill(f"besvarad {number} De börjar den 12 januari, välkommen!")
        box.press("Enter")
        expect(page.get_by_text("De börjar den 12 januari, välkommen! /Anna")).to_be_visible()
        picture(page, "4-sign")
        page.get_by_role("button", name=button(Label.SIGN_MENDED)).click()

        box.fill("ny")
        box.press("Enter")
        expect(page.get_by_role("button", name=button(Label.SAVE))).to_be_visible()
        picture(page, "5-form")


def test_a_newcomer_who_opens_the_demo_later_misses_nothing(page: Page) -> None:
    """The page shows only what comes while it is open."""
    demo = [sys.executable, "-m", "tests.teams.playground.demo", "--port", str(free_port())]
    with subprocess.Popen(demo, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            page.goto(running.stdout.readline().strip())
            page.get_by_role("button", name="Hide log panel").click()
            expect(page.get_by_text("Hej Anna! Jag är Svarsvakt.")).to_be_visible()
            picture(page, "0-hello")
            page.get_by_role("treeitem").filter(has_text="Kulturskolan").first.click()
            expect(page.get_by_text("När börjar vårterminens pianolektioner?")).to_be_visible()
        finally:
            running.terminate()


def test_the_supervisor_reads_the_week_on_the_page(browser: Browser, page: Page, tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 11, 30, 7, 30, tzinfo=UTC))
    friday = datetime(2026, 11, 27, 14, 20, tzinfo=UTC).isoformat()
    with Newsroom.at_work(tmp_path, clock, at_the_page=CECILIA) as room:
        goes_to(page, room, "Personal Chat")
        for number in range(1, 7):
            room.hand_in(f"Fråga {number}: går det bra att komma lite senare på lördag?", written_at=friday)
        room.anna.writes("inget-svar 1 2 3")
        room.sees(room.anna, "inget svar")
        room.bo.writes("brådskande 4 hot")
        expect(page.get_by_text("Bo har markerat kommentar 4")).to_be_visible()
        picture(page, "6-urgent")
        room.pass_to(datetime(2026, 11, 30, 11, 0, tzinfo=UTC))
        expect(page.get_by_text("Veckan i korthet").last).to_be_visible()
        picture(page, "7-week")
