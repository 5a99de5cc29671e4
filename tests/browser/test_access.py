"""Everyone can use the page: keyboard alone, screen reader, enlarged text, narrow screens."""

from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.sandbox.server import Workspace
from tests.browser.gallery import CARD, CHANNEL, EVERYTHING, Gallery

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


def faults(page: Page) -> list[str]:
    """What axe-core finds at fault, one line each."""
    found: Sequence[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def test_axe_finds_no_fault_in_channel_thread_menu_and_suggestions(kultur: Page, gallery: Gallery) -> None:
    gallery.post(EVERYTHING)
    ts = gallery.post(CARD)
    gallery.client.chat_postMessage(channel=CHANNEL, thread_ts=ts, text="Den väntar fortfarande.")
    gallery.client.chat_postEphemeral(channel=CHANNEL, user="U-ANNA", text="Bara *du*")
    gallery.client.chat_postMessage(channel="C-ALLMANT", text="Hej <@U-ANNA>")
    kultur.get_by_role("button", name="1 svar").click()
    expect(kultur.get_by_role("complementary", name="Tråd")).to_be_visible()
    assert faults(kultur) == []
    kultur.locator("#conversation .overflow").click()
    assert faults(kultur) == []
    kultur.keyboard.press("Escape")
    kultur.get_by_role("textbox", name="Skriv till #kultur").press_sequentially("/svarsvakt ")
    kultur.keyboard.press("ArrowDown")
    assert faults(kultur) == []


def test_axe_finds_no_fault_in_a_modal_with_errors_and_in_the_home_tab(
    kultur: Page, gallery: Gallery
) -> None:
    gallery.post(CARD)
    kultur.locator(".overflow").click()
    kultur.get_by_role("menuitem", name="Jag har dolt den").click()
    kultur.get_by_role("button", name="Spara").click()
    expect(kultur.get_by_text("Fyll i det här fältet.").first).to_be_visible()
    assert faults(kultur) == []
    kultur.keyboard.press("Escape")
    kultur.get_by_role("button", name="Hem, Svarsvakt").click()
    expect(kultur.get_by_role("heading", name="Allt som kan visas")).to_be_visible()
    assert faults(kultur) == []


def test_a_comment_is_taken_and_hidden_with_the_keyboard_alone(
    page: Page, workspace: Workspace, gallery: Gallery
) -> None:
    gallery.post(CARD)
    page.goto(workspace.url)
    page.get_by_role("heading", name="#allmant").wait_for()

    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()").startswith(name):
                return
        pytest.fail(f"Tab never reached {name}")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Till meddelandena")).to_be_focused()
    tab_to("kultur")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="#kultur").wait_for()
    tab_to("Jag tar den")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("article").filter(has_text="Anna Berg har den.")).to_be_visible()

    tab_to("···")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Jag har dolt den")).to_be_focused()
    page.keyboard.press("v")
    expect(page.get_by_role("menuitem", name="Varför den tiden?")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    modal = page.get_by_role("dialog", name="Jag har dolt den")
    expect(modal.get_by_role("combobox", name="Skäl")).to_be_focused()
    for _ in range(40):  # the focus goes round within the dialog
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(modal).to_have_count(0)
    expect(page.locator(".overflow")).to_be_focused()


def test_new_messages_are_said_without_moving_the_focus(kultur: Page, gallery: Gallery) -> None:
    field = kultur.get_by_role("textbox", name="Skriv till #kultur")
    field.fill("Jag skriver just nu")
    gallery.post(CARD, text="Kommentar 118 på Kulturskolans Facebook")
    live = kultur.locator("#live")
    expect(live).to_contain_text("Svarsvakt i #kultur: Kommentar 118 på Kulturskolans Facebook")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(field).to_be_focused()
    expect(field).to_have_value("Jag skriver just nu")


@pytest.mark.parametrize("width", [320, 640, 1000])
def test_nothing_is_cut_off_on_a_narrow_screen(kultur: Page, gallery: Gallery, width: int) -> None:
    gallery.post(EVERYTHING)
    gallery.post(CARD)
    kultur.get_by_role("button", name="Jag tar den").wait_for()
    kultur.set_viewport_size({"width": width, "height": 640})
    assert kultur.evaluate("document.documentElement.scrollWidth") <= width
    beyond = """(width) => [...document.querySelectorAll('#messages *')]
        .filter((node) => node.getClientRects().length && node.getBoundingClientRect().right > width + 1
            && !node.closest('.visually-hidden, [popover]'))
        .map((node) => node.outerHTML.slice(0, 80))"""
    assert kultur.evaluate(beyond, width) == []
    kultur.get_by_role("button", name="Jag tar den").click()
    expect(kultur.get_by_text("Anna Berg har den.").first).to_be_visible()


def test_a_narrow_screen_has_its_channels_in_a_drawer(kultur: Page) -> None:
    kultur.set_viewport_size({"width": 320, "height": 640})
    menu = kultur.locator("#menu-toggle")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    kultur.get_by_role("button", name="allmant").click()
    expect(kultur.get_by_role("heading", name="#allmant")).to_be_visible()
    expect(kultur.get_by_role("button", name="arkiv")).to_have_count(0)


def test_text_enlarged_to_double_size_still_reads_and_works(kultur: Page, gallery: Gallery) -> None:
    gallery.post(CARD)
    kultur.get_by_role("button", name="Jag tar den").wait_for()
    kultur.set_viewport_size({"width": 640, "height": 400})  # 1280 x 800 at 200 %
    assert kultur.evaluate("document.documentElement.scrollWidth") <= 640
    kultur.get_by_role("button", name="Jag tar den").click()
    expect(kultur.get_by_text("Anna Berg har den.").first).to_be_visible()


def test_whoever_wants_no_motion_gets_none(kultur: Page) -> None:
    kultur.emulate_media(reduced_motion="reduce")
    moving = """[...document.querySelectorAll('*')].filter((node) => {
        const style = getComputedStyle(node);
        return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
    }).length"""
    assert kultur.evaluate(moving) == 0
