"""What the page shows: blocks as they are meant, the public's words as words."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gallery import CARD, CHANNEL, EVERYTHING, Gallery

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    "<svg/onload=window.harmed=1>",
    "\"><iframe srcdoc='<script>parent.harmed=1</script>'></iframe>",
    "<a href='javascript:window.harmed=1'>klicka</a>",
    "</textarea><style>*{display:none}</style>",
    "{{constructor.constructor('window.harmed=1')()}}",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.harmed=1>",
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_card_reads_as_it_is_meant(kultur: Page, gallery: Gallery) -> None:
    gallery.post(CARD)
    card = kultur.get_by_role("article").filter(has_text="118")
    expect(card.get_by_role("link", name="Till kommentaren")).to_have_attribute(
        "href", "https://facebook.com/k.example/1"
    )
    expect(card.locator("blockquote")).to_contain_text("När öppnar anmälan")
    expect(card.locator("blockquote")).to_contain_text("<!channel>")
    expect(card.locator(".mention")).to_have_text("@Bo Ek")
    expect(card.get_by_role("img", name="hourglass")).to_have_text("⌛")
    expect(card.get_by_role("button", name="Jag tar den")).to_be_visible()


def test_every_block_and_every_mark_is_drawn(kultur: Page, gallery: Gallery) -> None:
    gallery.post(EVERYTHING)
    message = kultur.get_by_role("article").filter(has_text="Allt som kan visas")
    expect(message.get_by_role("heading", name="Allt som kan visas")).to_be_visible()
    section = message.locator(".section").first
    expect(section.locator("strong").first).to_have_text("Fet")
    expect(section.locator("em")).to_have_text("kursiv")
    expect(section.locator("s")).to_have_text("struken")
    expect(section.locator("code")).to_have_text("kod")
    expect(section).to_contain_text("5*3*2 snake_case")
    expect(section).to_contain_text("<b> &amp;")
    assert message.locator(".section").nth(1).inner_text() == "24 :tada:\n25 <b>"
    expect(message.locator(".rich li")).to_have_count(2)
    expect(message.locator(".rich pre")).to_have_text("a < b\n  c")
    expect(message.get_by_role("link", name="En katt på en annan webbplats")).to_be_visible()
    expect(message.locator("img")).to_have_count(0)  # nothing is fetched from elsewhere
    expect(message.get_by_role("checkbox", name="119 Tack så mycket!")).to_be_visible()
    expect(message.locator("input[type=date]")).to_have_value("2026-11-23")
    expect(message.locator("input[type=time]")).to_have_value("08:30")
    expect(message.locator(".unknown")).to_have_count(0)


def test_an_uploaded_picture_is_shown_with_its_text(kultur: Page, gallery: Gallery) -> None:
    dot = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    file = gallery.client.files_upload_v2(content=dot, filename="vecka.png", alt_txt="Veckans svar")["file"][
        "id"
    ]
    picture = {"type": "image", "block_id": "p", "slack_file": {"id": file}, "alt_text": "Nio av tio i tid"}
    gallery.post([picture])
    shown = kultur.get_by_role("img", name="Nio av tio i tid")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_the_public_writes_never_becomes_more_than_words(
    kultur: Page, gallery: Gallery, attack: str
) -> None:
    gallery.post(
        [
            {"type": "section", "block_id": "m", "text": {"type": "mrkdwn", "text": escaped(attack)}},
            {"type": "section", "block_id": "p", "text": {"type": "plain_text", "text": attack}},
            {"type": "context", "block_id": "c", "elements": [{"type": "plain_text", "text": attack}]},
            {
                "type": "actions",
                "block_id": "a",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "ack",
                        "text": {"type": "plain_text", "text": attack[:75]},
                        "accessibility_label": attack[:75],
                    }
                ],
            },
        ],
        text=escaped(attack),
    )
    message = kultur.get_by_role("article").last
    expect(message.locator(".section").first).to_have_text(attack)
    expect(message.locator(".section").last).to_have_text(attack)
    kultur.locator("#composer textarea").fill(attack)  # and what a colleague writes
    kultur.keyboard.press("Enter")
    expect(kultur.get_by_role("article").last).to_contain_text("Anna Berg")
    assert kultur.evaluate("window.harmed") is None
    assert kultur.locator("#messages :is(script, iframe, style, img, svg:not(.icon))").count() == 0
    assert kultur.locator("a[href^='javascript:']").count() == 0


def test_a_link_that_is_no_web_address_is_only_text(kultur: Page, gallery: Gallery) -> None:
    gallery.client.chat_postMessage(channel=CHANNEL, text="<javascript:window.harmed=1|Klicka här> nu")
    message = kultur.get_by_role("article").last
    expect(message).to_contain_text("Klicka här nu")
    expect(message.get_by_role("link")).to_have_count(0)


def test_an_edited_message_says_so_quietly_and_an_ephemeral_one_that_only_you_see_it(
    kultur: Page, gallery: Gallery
) -> None:
    ts = gallery.post([], text="Först")
    gallery.client.chat_update(channel=CHANNEL, ts=ts, text="Sedan")
    edited = kultur.get_by_role("article").filter(has_text="Sedan")
    expect(edited).to_contain_text("(redigerat)")
    gallery.client.chat_postEphemeral(channel=CHANNEL, user="U-ANNA", text="Avsluta med */Anna*")
    private = kultur.get_by_role("article").filter(has_text="Bara du ser det här")
    expect(private).to_contain_text("/Anna")
    private.get_by_role("button", name="Ta bort meddelandet").click()
    expect(private).to_have_count(0)


def test_unread_marks_stand_until_the_channel_is_opened(kultur: Page, gallery: Gallery) -> None:
    gallery.client.chat_postMessage(channel="C-ALLMANT", text="Hej <@U-ANNA>")
    place = kultur.get_by_role("button", name="allmant")
    expect(place).to_have_accessible_name("allmant 1 oläst, 1 som nämner dig")
    place.click()
    expect(kultur.get_by_text("Nya meddelanden")).to_be_visible()
    expect(kultur.get_by_role("button", name="allmant")).to_have_accessible_name("allmant")


def test_somebody_else_sees_with_her_own_eyes(kultur: Page, gallery: Gallery) -> None:
    gallery.client.chat_postEphemeral(channel=CHANNEL, user="U-ANNA", text="Bara för Anna")
    expect(kultur.get_by_text("Bara för Anna", exact=True)).to_be_visible()
    kultur.get_by_role("button", name="Du är Anna Berg").click()
    kultur.get_by_role("menuitemradio", name="Cecilia Dahl").click()
    expect(kultur.get_by_role("button", name="Du är Cecilia Dahl, Kommunikationsansvarig")).to_be_visible()
    expect(kultur.get_by_text("Bara för Anna", exact=True)).to_have_count(0)
