"""Quiet evenings, digests, floods, rounds, warnings: what the bot says unprompted, as each chat takes it."""

from datetime import UTC, datetime, timedelta

from db.words import CommentState
from tests.contract.room import Room

FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
MONDAY_OPENING = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 11, 30, 11, 0, 5, tzinfo=UTC)


def on_monday_morning(room: Room, *texts: str) -> list[int]:
    """They came on Friday evening; their numbers."""
    room.bot.clock.now = FRIDAY_EVENING
    numbers = room.hand_in(*texts)
    room.bot.clock.now = MONDAY_OPENING + timedelta(seconds=1)
    room.bot.tick()
    return numbers


def test_a_weekends_sixty_comments_are_one_message_on_monday(room: Room) -> None:
    room.bot.clock.now = FRIDAY_EVENING
    room.hand_in(*[f"Fråga nummer {number}, när öppnar ni?" for number in range(60)])
    room.bot.clock.now = MONDAY_OPENING - timedelta(minutes=1)
    room.bot.tick()
    before = room.how_many()
    room.bot.clock.now = MONDAY_OPENING + timedelta(seconds=1)
    room.bot.tick()
    digest = room.message("60 nya kommentarer")
    assert room.how_many() == before + 1
    assert "till. Skriv ”lista”" in room.says(digest)


def test_claiming_from_a_digest_gives_the_comment_a_card_of_its_own(room: Room) -> None:
    numbers = on_monday_morning(room, "När öppnar ni?", "Finns det hiss?", "Kostar det något?")
    digest = room.message("3 nya kommentarer")
    room.press("anna", digest, "claim", numbers[1])
    room.bot.clock.move(timedelta(seconds=5))
    room.bot.tick()
    said = room.says(room.shows(numbers[1]))
    assert "Finns det hiss?" in said
    assert "Anna har den" in said
    room.wait_until(lambda: "Anna har den" in room.says(digest))


def test_what_probably_needs_no_reply_is_closed_by_one_click(room: Room) -> None:
    numbers = on_monday_morning(room, "❤️❤️", "@lisa", "När öppnar ni?")
    digest = room.message("Troligen inget svar")
    room.press("bo", digest, "close_no_reply")
    states = [room.comment(number).state for number in numbers]
    assert states == [CommentState.NO_REPLY_NEEDED, CommentState.NO_REPLY_NEEDED, CommentState.NEW]
    room.wait_until(lambda: "Klara (2)" in room.says(digest))


def test_a_warning_stands_in_the_cards_thread_and_names_who_is_on_duty(room: Room) -> None:
    number, card = room.comes()
    room.bot.pass_to(MONDAY_OPENING + timedelta(seconds=5))  # four hours before it is due
    warning = room.reply(card, "väntar fortfarande")
    assert "anna" in room.calls(warning)
    room.press("bo", warning, "claim", number)
    room.becomes(number, "Bo har den")


def test_an_overdue_comment_is_told_in_the_channel_without_a_name_and_to_the_supervisor(room: Room) -> None:
    _, card = room.comes()
    room.bot.pass_to(MONDAY_NOON)
    room.said_directly("cecilia", "skulle ha fått svar")
    overdue = room.reply(card, "skulle ha fått svar")
    assert room.calls(overdue) == set()
    assert "Anna" not in room.says(overdue)


def test_the_afternoons_round_is_confirmed_account_by_account(room: Room) -> None:
    room.bot.pass_to(datetime(2026, 11, 27, 14, 0, 5, tzinfo=UTC))
    call = room.message("Dags för")
    accounts = [about for about in room.offers(call, "round") if not about.endswith(":all")]
    assert len(accounts) == 2
    room.press("anna", call, "round", accounts[0])
    assert "1 konto" in room.told("anna", holds="Tack")
    room.press("bo", call, "round", accounts[1])
    room.wait_until(lambda: "Klart: någon har tittat" in room.says(call))


def test_the_week_comes_on_monday_with_a_picture_in_words_too(room: Room) -> None:
    """L06: the picture's alternative text says what it shows."""
    number, card = room.comes()
    room.press("anna", card, "answer", number)
    room.bot.pass_to(MONDAY_NOON)
    week = room.message("Veckan i korthet", "cecilia")
    assert room.picture(week).startswith("Diagram för Kultur")
