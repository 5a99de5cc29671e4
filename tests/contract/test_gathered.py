"""Quiet evenings, digests, floods, rounds, warnings: what the bot says unprompted, as Slack takes it."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.validate import message_problems
from db.words import CommentState
from tests.contract.office import ANNA, BO, CECILIA, CHANNEL, Office, everything_of

FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
MONDAY_OPENING = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


def cards_of(office: Office) -> list[dict[str, object]]:
    return [m for m in office.workspace.messages(CHANNEL) if m["only_for"] is None]


def test_a_weekends_sixty_comments_are_one_message_on_monday(office: Office) -> None:
    office.clock.now = FRIDAY_EVENING
    office.hand_in(*[f"Fråga nummer {number}, när öppnar ni?" for number in range(60)])
    office.clock.now = MONDAY_OPENING - timedelta(minutes=1)
    office.tick()
    before = len(cards_of(office))
    office.clock.now = MONDAY_OPENING + timedelta(seconds=1)
    office.tick()
    digest = office.message("60 nya kommentarer")
    assert len(cards_of(office)) == before + 1
    assert message_problems(digest["text"], digest["blocks"]) == ()
    assert "till. Skriv ”lista”" in everything_of(digest)


def test_claiming_from_a_digest_gives_the_comment_a_card_of_its_own(office: Office) -> None:
    office.clock.now = FRIDAY_EVENING
    numbers = office.hand_in("När öppnar ni?", "Finns det hiss?", "Kostar det något?")
    office.clock.now = MONDAY_OPENING + timedelta(seconds=1)
    office.tick()
    digest = office.message("3 nya kommentarer")
    office.workspace.click(ANNA, digest, "svarsvakt.claim", str(numbers[1]))
    office.clock.move(timedelta(seconds=5))
    office.tick()
    card = office.card(numbers[1])
    assert "Finns det hiss?" in everything_of(card)
    assert "Anna har den" in everything_of(card)
    office.workspace.wait_until(lambda: "Anna har den" in everything_of(office.at(digest["ts"])))


def test_what_probably_needs_no_reply_is_closed_by_one_click(office: Office) -> None:
    office.clock.now = FRIDAY_EVENING
    numbers = office.hand_in("❤️❤️", "@lisa", "När öppnar ni?")
    office.clock.now = MONDAY_OPENING + timedelta(seconds=1)
    office.tick()
    digest = office.message("Troligen inget svar")
    office.workspace.click(BO, digest, "svarsvakt.close_no_reply")
    states = [office.comment(number).state for number in numbers]
    assert states == [CommentState.NO_REPLY_NEEDED, CommentState.NO_REPLY_NEEDED, CommentState.NEW]
    office.workspace.wait_until(lambda: "Klara (2)" in everything_of(office.at(digest["ts"])))


def test_a_warning_stands_in_the_cards_thread_and_names_who_is_on_duty(office: Office) -> None:
    number, card = office.shown()
    office.pass_to(MONDAY_OPENING + timedelta(seconds=5))  # four hours before it is due
    warning = office.reply_to(card, "väntar fortfarande")
    assert "<@U-ANNA>" in warning["text"]
    assert message_problems(warning["text"], warning["blocks"]) == ()
    office.workspace.click(BO, warning, "svarsvakt.claim", str(number))
    office.card_says(number, "Bo har den")


def test_an_overdue_comment_is_told_in_the_channel_without_a_name_and_to_the_supervisor(
    office: Office,
) -> None:
    _, card = office.shown()
    office.pass_to(datetime(2026, 11, 30, 11, 0, 5, tzinfo=UTC))
    office.said_directly(CECILIA, "skulle ha fått svar")
    overdue = office.reply_to(card, "skulle ha fått svar")
    assert "<@" not in overdue["text"]
    assert "Anna" not in everything_of(overdue)
    assert overdue["subtype"] == "thread_broadcast", "whom nobody names must see it in the channel"


def test_the_afternoons_round_is_confirmed_account_by_account(office: Office) -> None:
    office.pass_to(datetime(2026, 11, 27, 14, 0, 5, tzinfo=UTC))
    call = office.message("Dags för")
    assert message_problems(call["text"], call["blocks"]) == ()
    values = [block["accessory"]["value"] for block in call["blocks"] if "accessory" in block]
    assert len(values) == 2
    office.workspace.click(ANNA, call, "svarsvakt.round", values[0])
    assert "1 konto" in office.told(ANNA, holds="Tack")
    office.workspace.click(BO, office.at(call["ts"]), "svarsvakt.round", values[1])
    office.workspace.wait_until(lambda: "Klart: någon har tittat" in everything_of(office.at(call["ts"])))


def test_the_week_comes_on_monday_with_a_picture_in_words_too(office: Office) -> None:
    """L06: the picture's alternative text says what it shows."""
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.answer", str(number))
    office.pass_to(datetime(2026, 11, 30, 11, 0, 5, tzinfo=UTC))
    week = office.message("Veckan i korthet", channel=CECILIA)
    image = next(block for block in week["blocks"] if block["type"] == "image")
    assert image["alt_text"].startswith("Diagram för Kultur")
    assert message_problems(week["text"], week["blocks"]) == ()
    assert len(office.workspace.calls("files.completeUploadExternal")) == 1


def test_without_its_picture_the_week_is_told_all_the_same(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.answer", str(number))
    office.workspace.fail_next("files.getUploadURLExternal", "error", times=5)
    office.pass_to(datetime(2026, 11, 30, 11, 0, 5, tzinfo=UTC))
    week = office.message("Veckan i korthet", channel=CECILIA)
    assert [block for block in week["blocks"] if block["type"] == "image"] == []
