"""The demo's story, as the newcomer lives it in the page: the real bot, killed and started again."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.bot_process import BotState
from bot.sandbox.demo import Demo
from tests.browser.test_access import faults

pytestmark = pytest.mark.browser

CONFIG = Path(__file__).parents[2] / "config.toml"


@pytest.fixture
def demo(browser: object) -> Iterator[Demo]:
    """The demo, open at Friday 14:50."""
    with Demo(CONFIG) as running:
        yield running
        print(running.bot.last_words(80))  # shown when the story failed: what the bot saw


@pytest.fixture
def opened(page: Page, demo: Demo) -> Page:
    """The page as Anna finds it."""
    page.goto(demo.url)
    page.get_by_role("heading", name="#kulturskolan").wait_for()
    return page


def done(page: Page, title: str) -> Locator:
    """A step that the guide has noticed as done."""
    return page.locator(".step.done", has_text=title)


def pictured(page: Page, name: str) -> None:
    """Keep a picture of this moment for the docs; `make pictures` says where."""
    if folder := os.environ.get("SVARSVAKT_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def guide_of(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Två minuter med Svarsvakt")


def field_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Skriv till #kulturskolan")


def test_the_story_is_told_in_the_page(opened: Page, demo: Demo) -> None:
    page = opened
    expect(page.locator(".clock-day")).to_have_text("fre 27 nov.")
    expect(page.locator(".clock-time")).to_contain_text("14.5")
    assert faults(page) == []
    pictured(page, "story-1-friday")
    friday(page)
    monday(page)
    crash_and_week(page, demo)
    assert faults(page) == []
    assert demo.feed.refused == []


def friday(page: Page) -> None:
    guide, messages, field = guide_of(page), page.locator("#messages"), field_of(page)

    # One click on "Jag har tittat"
    guide.get_by_role("button", name="Till 15.00").click()
    called = messages.get_by_role("article").filter(has_text="Dags för sista kollen före helgen")
    called.get_by_role("button", name="Jag har tittat på alla").click()
    expect(done(page, "Dags för en koll")).to_be_visible()
    expect(messages.get_by_role("article").filter(has_text="Anna tittade kl. 15.00").last).to_be_visible()
    pictured(page, "story-2-round")

    # A comment claimed and answered, the missing "/Anna" gently mended
    guide.get_by_role("button", name="Visa kortet").click()
    page.locator("article:focus").get_by_role("button", name="Jag tar den").click()
    expect(messages.get_by_text("Avsluta svaret med /Anna").first).to_be_visible()
    pictured(page, "story-3-claimed")
    guide.get_by_role("button", name="Fyll i åt mig").click()
    expect(field).to_have_value(re.compile("^/besvarad "))
    field.press("Enter")
    expect(done(page, "Svara, och glöm namnet")).to_be_visible()
    guide.get_by_role("button", name="Visa påminnelsen").click()
    reminder = messages.get_by_role("article").filter(has_text="saknar ditt namn").last
    expect(reminder).to_contain_text("/Anna")
    pictured(page, "story-4-sign")
    reminder.get_by_role("button", name="namnet står där nu").click()
    expect(done(page, "En vänlig påminnelse")).to_be_visible()

    # Friday evening sixty comments arrive, and the phone stays silent
    guide.get_by_role("button", name="Spola till måndag 08.00").click()
    expect(guide).to_contain_text("60 kommentarer kom in. Ingen telefon plingade")
    pictured(page, "story-5-weekend")


def monday(page: Page) -> None:
    guide, messages, field = guide_of(page), page.locator("#messages"), field_of(page)

    # Monday one message: what to answer, what probably needs no reply
    guide.get_by_role("button", name="Visa kanalen").click()
    digest = messages.get_by_role("article").filter(has_text="61 nya kommentarer till Kulturskolan")
    expect(digest).to_contain_text("Att besvara (15)")
    expect(digest).to_contain_text("Troligen inget svar (46)")
    expect(messages.get_by_role("article").last).to_contain_text("61 nya kommentarer")
    pictured(page, "story-6-digest")
    digest.get_by_role("button", name="Ingen av de här behöver svar").click()
    expect(done(page, "Måndagens enda meddelande")).to_be_visible()

    # A colleague marked away, and her comments move
    guide.get_by_role("button", name="Fyll i åt mig").click()
    expect(field).to_have_value("/svarsvakt borta @bo idag")
    field.press("Enter")
    moved = messages.get_by_role("article").filter(has_text="Bo är borta, så 2 kommentarer väntar nu")
    expect(moved.get_by_role("button", name="Jag tar den")).to_have_count(2)
    pictured(page, "story-7-away")

    # "Varför den tiden?"
    expect(done(page, "Bo är sjuk")).to_be_visible()
    guide.get_by_role("button", name="Fyll i åt mig").click()
    expect(field).to_have_value(re.compile("^/svarsvakt varför "))
    field.press("Enter")
    expect(messages).to_contain_text("Ett dygn senare är det lördag, och då gäller nästa arbetsdag")
    pictured(page, "story-8-why")


def crash_and_week(page: Page, demo: Demo) -> None:
    guide, messages = guide_of(page), page.locator("#messages")

    # The bot killed and started again: nothing lost, nothing doubled
    guide.get_by_role("button", name="Krascha och starta").click()
    expect(page.locator(".bot-status", has_text="Boten är nere")).to_be_visible()
    expect(page.locator(".bot-status", has_text="Boten är igång")).to_be_visible()
    expect(guide).to_contain_text("Inlämnade kommentarer: 65. I lagret: 65. Dubbla meddelanden: 0.")
    expect(messages.get_by_role("article").filter(has_text="en kör för vuxna")).to_have_count(1)
    assert demo.bot.crashes == 1
    pictured(page, "story-9-crash")

    # Veckan i korthet
    guide.get_by_role("button", name="Till måndag 12.00").click()
    expect(page.get_by_role("button", name="Du är Cecilia Lindgren")).to_be_visible()
    week = messages.get_by_role("article").filter(has_text="Veckan i korthet").last
    expect(week).to_contain_text("Vecka 48, 23–29 november")
    expect(week.get_by_role("img").first).to_be_visible()
    expect(guide).to_contain_text("10 av 10 klara")
    pictured(page, "story-10-week")
    expect(guide).to_contain_text("Det var hela berättelsen.")

    # Her App Home shows both of her units
    page.get_by_role("button", name="Hem, Svarsvakt").click()
    expect(page.get_by_role("heading", name="Hej Cecilia!")).to_be_visible()


def test_the_clock_and_the_power_button_do_what_they_say(opened: Page, demo: Demo) -> None:
    page = opened
    page.get_by_role("button", name="Pausa klockan").click()
    expect(page.get_by_role("button", name="Låt klockan gå")).to_be_visible()
    assert demo.clock.pace().speed == 0
    page.get_by_role("radio", name="600 gånger").click()
    expect(page.get_by_role("radio", name="600 gånger")).to_have_attribute("aria-checked", "true")
    assert demo.clock.pace().speed == 600
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="60 gånger", exact=True)).to_be_focused()
    page.get_by_role("radio", name="Vanlig fart").click()

    clock = page.get_by_role("region", name="Klockan")
    clock.get_by_role("button", name="Krascha boten").click()
    expect(page.locator("#live-alert")).to_contain_text("Boten kraschade")
    field = page.get_by_role("textbox", name="Skriv till #kulturskolan")
    field.fill("/svarsvakt status")
    field.press("Enter")
    expect(page.locator("#composer .failure")).to_contain_text("Svarsvakt är inte igång just nu")
    clock.get_by_role("button", name="Starta boten").click()
    expect(page.locator(".bot-status", has_text="Boten är igång")).to_be_visible()
    assert demo.bot.state is BotState.RUNNING
    field.press("Enter")
    expect(page.locator("#messages").get_by_text("Bara du ser det här").last).to_be_visible()
