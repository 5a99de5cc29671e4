"""What one does on the page reaches the app, and what the app answers is shown."""

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.server import Workspace
from tests.browser.gallery import CARD, CHANNEL, EVERYTHING, Gallery

pytestmark = pytest.mark.browser


def test_a_button_reaches_the_app_and_the_card_changes_in_place(kultur: Page, gallery: Gallery) -> None:
    gallery.post(CARD)
    kultur.get_by_role("button", name="Jag tar den").click()
    expect(kultur.get_by_role("article").filter(has_text="Anna Berg har den.")).to_contain_text("(redigerat)")
    assert gallery.body("take")["user"]["id"] == "U-ANNA"
    assert gallery.body("take")["actions"][0]["value"] == "118"
    # The focus stays on the button that was pressed although the card was drawn anew.
    expect(kultur.get_by_role("button", name="Jag tar den")).to_be_focused()


def test_a_question_is_asked_before_what_needs_one(kultur: Page, gallery: Gallery) -> None:
    gallery.post(CARD)
    button = kultur.get_by_role("button", name="Behöver inget svar")
    button.click()
    dialog = kultur.get_by_role("dialog", name="Är du säker?")
    dialog.get_by_role("button", name="Avbryt").click()
    expect(dialog).to_have_count(0)
    assert not gallery.has_heard("sure")
    button.click()
    dialog.get_by_role("button", name="Stäng den").click()
    gallery.workspace.wait_until(lambda: gallery.has_heard("sure"))


def test_the_menu_answers_privately(kultur: Page, gallery: Gallery) -> None:
    gallery.post(CARD)
    kultur.locator(".overflow").click()
    kultur.get_by_role("menuitem", name="Varför den tiden?").click()
    answer = kultur.get_by_role("article").filter(has_text="Bara du ser det här")
    expect(answer).to_contain_text("Ett dygn senare är det lördag")


def test_a_modal_shows_what_is_missing_keeps_what_is_written_and_goes_when_it_is_right(
    kultur: Page, gallery: Gallery
) -> None:
    gallery.post(CARD)
    kultur.locator(".overflow").click()
    kultur.get_by_role("menuitem", name="Jag har dolt den").click()
    modal = kultur.get_by_role("dialog", name="Jag har dolt den")
    ground = modal.get_by_role("combobox", name="Skäl")
    expect(ground).to_be_focused()

    modal.get_by_role("button", name="Spara").click()
    expect(ground).to_be_focused()
    expect(ground).to_have_attribute("aria-invalid", "true")
    expect(ground).to_have_accessible_description("Fyll i det här fältet.")

    ground.select_option("Skräppost")
    reason = modal.get_by_role("textbox", name="Varför")
    reason.fill("fel")
    modal.get_by_role("checkbox", name="Tisdag").check()
    modal.get_by_role("radio", name="Nej").check()
    modal.get_by_role("button", name="Spara").click()
    expect(reason).to_have_accessible_description("Skriv varför.")
    expect(reason).to_be_focused()
    expect(ground).to_have_value("spam")

    reason.fill("Reklam för skor")
    modal.get_by_role("button", name="Spara").click()
    expect(modal).to_have_count(0)
    values = gallery.body("form")["view"]["state"]["values"]
    assert values["ground"]["ground"]["selected_option"]["value"] == "spam"
    assert values["reason"]["reason"]["value"] == "Reklam för skor"
    assert [chosen["value"] for chosen in values["days"]["days"]["selected_options"]] == ["1"]
    assert values["told"]["told"]["selected_option"]["value"] == "no"
    assert values["day"]["day"]["selected_date"] == "2026-11-27"
    assert values["at"]["at"]["selected_date_time"] == 1795787400
    expect(kultur.locator(".overflow")).to_be_focused()


def test_pickers_and_ticks_reach_the_app(kultur: Page, gallery: Gallery) -> None:
    gallery.post(EVERYTHING)
    message = kultur.get_by_role("article").last
    message.get_by_role("button", name="Välj vecka").click()
    kultur.get_by_role("menuitemradio", name="Vecka 47").click()
    gallery.workspace.wait_until(lambda: gallery.has_heard("week"))
    message.locator("input[type=date]").fill("2026-12-01")
    gallery.workspace.wait_until(lambda: gallery.has_heard("day"))
    assert gallery.body("day")["actions"][0]["selected_date"] == "2026-12-01"
    message.get_by_role("button", name="Välj person").click()
    kultur.get_by_role("menuitemradio", name="Bo Ek").click()
    gallery.workspace.wait_until(lambda: gallery.has_heard("who"))
    message.get_by_role("checkbox", name="119").check()
    message.get_by_role("button", name="Stäng de markerade").click()
    gallery.workspace.wait_until(lambda: gallery.has_heard("close"))
    ticked = gallery.body("close")["state"]["values"]["ticks"]["tick"]["selected_options"]
    assert [chosen["value"] for chosen in ticked] == ["119"]


def test_commands_are_suggested_while_typing_and_answered_privately(kultur: Page, gallery: Gallery) -> None:
    field = kultur.get_by_role("textbox", name="Skriv till #kultur")
    field.press_sequentially("/sv")
    expect(kultur.get_by_role("option", name="/svarsvakt")).to_be_visible()
    kultur.keyboard.press("Tab")
    field.press_sequentially("var")
    expect(kultur.get_by_role("option")).to_have_count(1)
    kultur.keyboard.press("ArrowDown")
    kultur.keyboard.press("Enter")
    expect(field).to_have_value("/svarsvakt varför ")
    field.press_sequentially("118")
    kultur.keyboard.press("Enter")
    expect(kultur.get_by_role("article").filter(has_text="Bara du ser det här")).to_contain_text(
        "Du skrev varför 118"
    )
    expect(field).to_have_value("")


def test_a_colleague_is_suggested_by_name(kultur: Page) -> None:
    field = kultur.get_by_role("textbox", name="Skriv till #kultur")
    field.press_sequentially("Kan du se på den, @b")
    kultur.keyboard.press("Tab")
    expect(field).to_have_value("Kan du se på den, @bo ")
    kultur.keyboard.press("Enter")
    expect(kultur.get_by_role("article").last.locator(".mention")).to_have_text("@Bo Ek")


def test_a_command_that_does_not_exist_stays_in_the_field_with_a_reason(kultur: Page) -> None:
    field = kultur.get_by_role("textbox", name="Skriv till #kultur")
    field.fill("/finnsinte")
    kultur.keyboard.press("Enter")
    expect(kultur.get_by_text("Det kommandot finns inte.").first).to_be_visible()
    expect(field).to_have_value("/finnsinte")


def test_the_message_shortcut_opens_its_form(kultur: Page, gallery: Gallery) -> None:
    gallery.workspace.say("U-BO", CHANNEL, "På Facebook frågar någon om lovet")
    kultur.get_by_role("article").last.hover()
    kultur.get_by_role("button", name="Fler åtgärder").last.click()
    kultur.get_by_role("menuitem", name="Lägg till i Svarsvakt").click()
    expect(kultur.get_by_role("dialog", name="Jag har dolt den")).to_be_visible()
    assert gallery.body("shortcut")["message"]["text"] == "På Facebook frågar någon om lovet"


def test_a_thread_opens_beside_and_takes_replies(kultur: Page, gallery: Gallery) -> None:
    ts = gallery.post(CARD)
    gallery.client.chat_postMessage(channel=CHANNEL, thread_ts=ts, text="Den väntar fortfarande.")
    replies = kultur.get_by_role("button", name="1 svar")
    replies.click()
    thread = kultur.get_by_role("complementary", name="Tråd")
    expect(thread.get_by_role("heading", name="Tråd")).to_be_focused()
    expect(thread.get_by_role("article").last).to_contain_text("Den väntar fortfarande.")
    thread.get_by_role("textbox", name="Svara i tråden").fill("Jag tar den efter lunch")
    kultur.keyboard.press("Enter")
    expect(thread.get_by_role("article").last).to_contain_text("efter lunch")
    thread.get_by_role("textbox").fill("/svarsvakt status")
    kultur.keyboard.press("Enter")
    expect(thread.get_by_text("Kommandon fungerar inte i trådar").first).to_be_visible()
    kultur.keyboard.press("Escape")
    expect(thread).to_have_count(0)
    expect(kultur.get_by_role("button", name="2 svar")).to_be_focused()


def test_the_home_tab_and_the_direct_message_belong_to_the_bot(kultur: Page, gallery: Gallery) -> None:
    kultur.get_by_role("button", name="Hem, Svarsvakt").click()
    expect(kultur.get_by_role("heading", name="Allt som kan visas")).to_be_visible()
    kultur.get_by_role("button", name="Svarsvakt", exact=True).click()
    kultur.get_by_role("textbox", name="Skriv till Svarsvakt").fill("lista")
    kultur.keyboard.press("Enter")
    expect(kultur.get_by_role("article").last).to_contain_text("Ja?")


def test_when_the_bot_is_gone_the_page_says_so_and_keeps_what_was_written(
    kultur: Page, gallery: Gallery, workspace: Workspace
) -> None:
    gallery.post(CARD)
    kultur.get_by_role("button", name="Jag tar den").wait_for()
    gallery.stop()
    workspace.wait_until(lambda: workspace.state.outbound.connections() == 0)
    kultur.get_by_role("button", name="Har sagt att vi återkommer").click()
    expect(kultur.get_by_role("article").last).to_contain_text("Svarsvakt är inte igång just nu")
    field = kultur.get_by_role("textbox", name="Skriv till #kultur")
    field.fill("/besvarad 118 Hej")
    kultur.keyboard.press("Enter")
    expect(kultur.locator("#composer .failure")).to_contain_text("Svarsvakt är inte igång just nu")
    expect(field).to_have_value("/besvarad 118 Hej")


def test_an_open_menu_stays_open_when_a_message_comes(kultur: Page, gallery: Gallery) -> None:
    gallery.post(CARD)
    kultur.locator(".overflow").click()
    gallery.client.chat_postMessage(channel=CHANNEL, text="Något annat händer")
    expect(kultur.get_by_role("article").last).to_contain_text("Något annat händer")
    expect(kultur.get_by_role("menuitem", name="Jag har dolt den")).to_be_visible()
    kultur.keyboard.press("Escape")
    kultur.locator("#sidebar [aria-haspopup=menu]").click()
    gallery.client.chat_postMessage(channel="C-ALLMANT", text="Hej <@U-ANNA>")
    gallery.client.chat_postMessage(channel=CHANNEL, text="Och något mer")
    expect(kultur.get_by_role("article").last).to_contain_text("Och något mer")
    expect(kultur.get_by_role("menuitemradio").first).to_be_visible()
    kultur.keyboard.press("Escape")
    expect(kultur.locator("#sidebar")).to_contain_text("1 oläst")
