"""Pictures of the story for the docs, in a real browser; none are taken unless somebody asks for them."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FOLDER = "SVARSVAKT_PICTURES"
"""The environment variable that says where pictures go."""
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


class Album:
    """No pictures."""

    def take(self, url: str, name: str, who: str, *, place: str, holds: str, press: Sequence[str]) -> None:
        """Keep nothing."""

    def read(self, file: Path, name: str) -> None:
        """Keep nothing."""


class _Browser(Album):
    def __init__(self, browser: object, folder: Path) -> None:
        self._browser, self._folder = browser, folder

    def take(self, url: str, name: str, who: str, *, place: str, holds: str, press: Sequence[str]) -> None:
        """What this person sees of this place, with the message that holds these words in view."""
        page = self._browser.new_page(viewport={"width": 1280, "height": 800}, locale="sv-SE")  # type: ignore[attr-defined]
        page.add_init_script(f"sessionStorage.setItem('svarsvakt.me', '{who}')")
        page.goto(url)
        # An open form lies over everything: what she has in front of her stays there.
        page.get_by_role("button", name=re.compile(f"^{place}"), include_hidden=True).dispatch_event("click")
        for face in press:
            page.get_by_role("button", name=face).first.click()
        page.wait_for_timeout(800)
        if holds:
            page.get_by_text(holds).last.scroll_into_view_if_needed()
        page.screenshot(path=self._folder / f"{name}.png")
        page.close()

    def read(self, file: Path, name: str) -> None:
        """A page that was made, as a browser shows it."""
        page = self._browser.new_page(viewport={"width": 1280, "height": 800}, locale="sv-SE")  # type: ignore[attr-defined]
        page.goto(file.as_uri())
        page.screenshot(path=self._folder / f"{name}.png")
        page.close()


@contextmanager
def album() -> Iterator[Album]:
    """An album; with a browser where pictures are wanted."""
    folder = os.environ.get(FOLDER)
    if not folder:
        yield Album()
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield _Browser(browser, Path(folder))
        browser.close()
