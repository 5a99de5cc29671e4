"""The page of a handing out, in a browser: anybody can read it, and nothing in it acts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.handing_out.page import page as written
from bot.texts import texts
from tests.browser.test_access import faults

pytestmark = pytest.mark.browser

HOSTILE = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
ROW = {
    "number": 118,
    "account": "kulturskolan-facebook",
    "written_at": "2027-05-04T21:40:00+02:00",
    "author": HOSTILE,
    "url": "https://www.facebook.com/kulturskolan.example/118",
    "state": "removed",
    "ground": "threat",
    "closed_at": "2027-05-05T08:01:00+02:00",
    "closed_by": "Cecilia Lindgren",
    "referred_to": None,
    "diary_number": "KS 2027/118",
    "withheld": False,
    "text": HOSTILE,
    "edited_text": None,
    "events": [
        {
            "at": "2027-05-05T08:01:00+02:00",
            "action": "closed",
            "to_state": "removed",
            "person": "Cecilia Lindgren",
            "reason": "polisanmält",
            "facts": None,
        }
    ],
    "replies": [],
    "attachments": [],
}


def test_everybody_can_read_what_is_handed_out_and_nothing_in_it_acts(page: Page, tmp_path: Path) -> None:
    """L06: axe-core finds no fault; what the public wrote stands there as words."""
    out = tmp_path / "index.html"
    out.write_text("".join(written([ROW], texts("sv"), heading="Utlämnande", about=["2027-05-10"])), "utf-8")
    page.goto(out.as_uri())
    expect(page.get_by_role("main").get_by_role("heading", name="Kommentar 118")).to_be_visible()
    expect(page.locator("blockquote")).to_have_text(HOSTILE)
    assert page.evaluate("window.harmed") is None
    assert faults(page) == []
