"""What a draft is held up for: a look, never a refusal (U15-U19)."""

import pytest

from handlers.draft_check import FindingKind, check, personnummer


def kinds(text: str, **facts: object) -> list[FindingKind]:
    given = {"first_name": "Anna", **facts}
    return [found.kind for found in check(text, **given)]  # type: ignore[arg-type]  # check's own facts


@pytest.mark.parametrize(
    "number",
    [
        "811228-9874",
        "19811228-9874",
        "8112289874",
        "198112289874",
        "811228 - 9874",
        "670919+9530",
        "811288-9878",
    ],
)
def test_a_personnummer_is_found_however_it_is_written(number: str) -> None:
    """U17, U18: the number of the tax agency's own examples, a centenarian's, a coordination number."""
    assert personnummer(f"Hej! Ditt nummer {number} finns hos oss.") == (number,)


@pytest.mark.parametrize(
    "text",
    [
        "Diarienummer 2026-004512",
        "811328-9874",  # no thirteenth month
        "8112289875",  # no hyphen, and the check digit is wrong
        "Ring 010-123 45 67",
        "ISBN 9789113071234",
        "Vi öppnar 2026-11-30",
        "12345678901234",
    ],
)
def test_what_only_looks_like_one_is_let_be(text: str) -> None:
    assert personnummer(text) == ()


@pytest.mark.parametrize(
    "number", ["070-123 45 67", "+46 70 123 45 67", "0701234567", "040-34 10 00", "0046701234567"]
)
def test_a_phone_number_is_found(number: str) -> None:
    """U17."""
    assert kinds(f"Ring {number} så ordnar vi det. /Anna") == [FindingKind.PHONE]


@pytest.mark.parametrize(
    "text", ["Öppet 0800-1630. /Anna", "Sal 0123. /Anna", "Kom 2026-11-30 kl. 08.30. /Anna"]
)
def test_times_and_dates_are_no_phone_numbers(text: str) -> None:
    assert kinds(text) == []


def test_an_address_and_a_colleague_are_found_and_her_own_name_is_not() -> None:
    """U17, U19: colleagues are not named without their leave."""
    text = "Skriv till bo.ek@example.se eller fråga Bo. /Anna"
    found = check(text, first_name="Anna", colleagues=["Bo", "Cecilia"])
    assert [(each.kind, each.found) for each in found] == [
        (FindingKind.EMAIL, "bo.ek@example.se"),
        (FindingKind.COLLEAGUE, "Bo"),
    ]


def test_what_stands_in_a_ready_reply_is_public_already() -> None:
    known = ["Ring kontaktcenter, 040-34 10 00, eller skriv till malmostad@example.se. {signatur}"]
    assert kinds("Ring +46 40 34 10 00 eller MalmoStad@example.se /Anna", known=known) == []


def test_a_missing_name_is_found() -> None:
    """M14."""
    assert kinds("Vi öppnar klockan tio.") == [FindingKind.NO_SIGNATURE]


def test_a_good_reply_has_nothing_to_look_at() -> None:
    assert kinds("Hej! Vi öppnar klockan tio på lördag. /Anna", colleagues=["Bo"]) == []


def test_an_endless_text_is_read_in_no_time() -> None:
    kinds("0 " * 200_000)
    kinds("a@" * 200_000)
