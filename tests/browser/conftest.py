"""A real Chromium for the page's tests. Without one, each test that could not run is named at the end."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from bot.sandbox.clock import SharedClock
from bot.sandbox.example import EXAMPLE
from bot.sandbox.identities import AppSpec, Shortcut, SlashCommand
from bot.sandbox.server import Workspace
from tests.browser.gallery import Gallery
from tests.workspace import FRIDAY

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
APP = AppSpec(
    commands=(
        SlashCommand(command="/svarsvakt", description="Fråga eller säg något", usage_hint="[hjälp]"),
        SlashCommand(command="/besvarad", description="Besvarad", usage_hint="N [text]"),
    ),
    shortcuts=(Shortcut(callback_id="add_comment", name="Lägg till i Svarsvakt"),),
)
PATIENCE = 60_000  # milliseconds: what is waited for comes, however busy the machine
_could_not_run: list[str] = []


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser | None]:
    """The browser, one for a file's tests; none where Debian's Chromium is not installed.

    Not for longer: while it runs, its driver's event loop is this thread's, and no other can be started.
    """
    if not Path(CHROMIUM).exists():
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Browser | None, request: pytest.FixtureRequest) -> Browser:
    """The browser, or the test is named as one that could not run."""
    if chromium is None:
        _could_not_run.append(request.node.nodeid)
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium")
    return chromium


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what could not run."""
    if _could_not_run:
        terminalreporter.section("could not run: no Chromium (apt-get install chromium)", yellow=True)
        for name in _could_not_run:
            terminalreporter.line(name)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window, 1280 x 800. Whatever the page complains of in its console fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # The browser itself logs every 4xx answer (the workspace's refusals, shown to the person) and a
        # workspace that stops; neither is the page's fault.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The example workspace, standing at Friday 14:50, with the gallery's commands and shortcut."""
    clock = SharedClock.start(tmp_path / "clock.json", FRIDAY, speed=0)
    with Workspace(replace(EXAMPLE, app=APP), clock=clock, retry_after=(0.0, 0.0, 0.0)) as running:
        yield running


@pytest.fixture
def gallery(workspace: Workspace) -> Iterator[Gallery]:
    """The app of every block, connected."""
    gallery = Gallery(workspace).start()
    yield gallery
    gallery.stop()


@pytest.fixture
def kultur(page: Page, workspace: Workspace, gallery: Gallery) -> Page:
    """The page as Anna sees it, in #kultur."""
    page.goto(workspace.url)
    page.get_by_role("button", name="kultur", exact=True).click()
    page.get_by_role("heading", name="#kultur").wait_for()
    return page
