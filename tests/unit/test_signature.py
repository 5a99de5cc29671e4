"""Does a reply carry its sign-off? Rows judged by hand; more in `tests/cases/signatures.csv`."""

import csv
from pathlib import Path

import pytest

from db.words import SignatureResult
from handlers.signature import corrected, judge, sign_off
from scheduler.settings import SignatureRule, SignatureRules

MUSEUM = SignatureRules(rule=SignatureRule.FIRST_NAME_AND_ORGANISATION, organisation="Malmö Museer")
CASES = Path(__file__).parent.parent / "cases" / "signatures.csv"

FIRST_NAME = [
    ("Anna", "Välkomna! – Anna hjälper dig gärna", "unsigned"),
    ("Anna", "Vi har öppet 10-17./Anna", "signed"),
    ("Anna", "Vi har öppet i dag/Anna", "signed"),
    ("Anna", "Läs mer på malmo.se/anna", "unsigned"),
    ("Anna", "Läs mer på https://malmo.se/Anna", "unsigned"),
    ("Anna", "Tack! Anna", "signed"),
    ("Anna", "Tack!\nAnna", "signed"),
    ("Anna", "Tack!\nanna", "unsure"),
    ("Anna", "Vi ses! 😊 Anna", "signed"),
    ("Anna", "Vi ses!\n\nAnna Berg\nKommunikatör\nMalmö Museer", "signed"),
    ("Anna", "Vänliga hälsningar, Anna Berg, kommunikatör", "signed"),
    ("Anna", "Med vänlig hälsning\nAnna", "signed"),
    ("Anna", "Hej! Ring t.ex. Anna", "unsigned"),
    ("Anna", "Fråga efter Anna.", "unsigned"),
    ("Anna", "Kontakta Anna", "unsigned"),
    ("Anna", "Hej Anna!", "unsigned"),
    ("Anna", "Hej Anna", "unsigned"),
    ("Anna", "Anna, vi har öppet 10-17", "unsigned"),
    ("Anna", "Tack, Anna!", "unsure"),
    ("Anna", "Välkommen, Anna", "unsure"),
    ("Anna", "Trevlig helg Anna!", "unsure"),
    ("Anna", "Bra fråga! /Anna K", "signed"),
    ("Anna", "Bra fråga! / Anna", "signed"),
    ("Anna", "Bra fråga! (Anna)", "signed"),
    ("Anna", "Bra fråga! *Anna*", "signed"),
    ("Anna", "Bra fråga! ~Anna", "signed"),
    ("Anna", "Bra fråga! -Anna", "signed"),
    ("Anna", "Bra fråga! - Anna", "signed"),
    ("Anna", "Bra fråga! //Anna, Malmö stad", "signed"),
    ("Anna", "Bra fråga! /Per & Anna", "signed"),
    ("Anna", "Bra fråga! /Per, Anna", "signed"),
    ("Anna", "Bra fråga! /Per/Anna", "signed"),
    ("Anna", "Bra fråga! /Per", "unsigned"),
    ("Anna", "Bra fråga! Hälsningar Anna på Malmö Museer", "signed"),
    ("Anna", "Bra fråga! Hälsningar från Malmö stad", "unsigned"),
    ("Anna", "Bra fråga! Mvh Malmö stad/Anna", "signed"),
    ("Anna", "Bra fråga! /ANNA", "signed"),
    ("Anna", "Bra fråga! /An\u200bna", "signed"),
    ("Åsa", "Va\u030al! /A\u030asa", "signed"),
    ("Anna-Karin", "Hej! /Anna Karin", "signed"),
    ("Anna-Karin", "Hej! /Anna", "unsigned"),
    ("Anna Karin", "Hej! /Anna Karin", "signed"),
    ("Bo", "Här kan man inte bo", "unsigned"),
    ("Stig", "Var försiktig på vår stig", "unsigned"),
    ("My", "Det är inte så my", "unsigned"),
    ("Per", "Kostar 100 kr per", "unsigned"),
    ("Per", "Vi kollar. Per", "signed"),
    ("Kim", "Hej! Mvh Kim", "signed"),
    ("Anna", "Tack för tipset @Anna", "unsigned"),
    ("Anna", "Hej! Vi kollar.\n/Anna\n#malmö #museum", "signed"),
    ("Anna", "Hej! Vi kollar. /Anna ❤️", "signed"),
    ("Anna", "Hej! Vi kollar. /Anna https://malmo.se", "signed"),
    ("Anna", "Hej! Vi kollar. /Anna.", "signed"),
    ("Anna", "Hej! Vi kollar. /Anna :)", "signed"),
    ("Anna", "Hej Bo! Vi kollar. Allt gott, Anna", "signed"),
    ("Anna", "Vi kollar på det. Anna, pedagog", "signed"),
    ("Anna", "Vi kollar på det. Anna, Malmö Museer", "signed"),
    ("Anna", "Vår pedagog heter Anna", "unsigned"),
    ("Anna", "Utställningen Anna visas till 17 maj", "unsigned"),
    ("Anna", "Anna", "signed"),
    ("Anna", "/Anna", "signed"),
    ("Anna", "   ", "unsigned"),
    ("Anna", "Kind regards, Anna", "signed"),
    ("Anna", "Hej då Anna!", "unsure"),
    ("Love", "We have lots of love", "unsigned"),
    ("Anna", "Jag heter Anna och jobbar här. Vi har öppet 10-17.", "unsigned"),
    ("Anna", "Anna här! Vi har öppet 10-17.", "unsigned"),
    ("Anna", "Bra fråga! /Annas", "unsigned"),
    ("Anna", "Bra fråga! /Anna & Malmö Museer", "signed"),
    ("Anna", "Öppet mån - fre, lör - sön. Anna", "signed"),
    ("Anna", "Bra fråga! Hälsar Anna", "signed"),
    ("Anna", "Bra fråga! Hälsa Anna", "unsigned"),
    ("Anna", "Hälsningar till Anna", "unsigned"),
    ("Anna", "Bra fråga! /A.", "unsigned"),
    ("Anna", "Vill du veta mer? Fråga Anna eller Bo", "unsigned"),
    ("Anna", "Tack för din kommentar! /Malmö stad genom Anna", "signed"),
    ("Anna", "Vi hjälper dig! /Kundtjänst, Anna", "signed"),
    ("Björn", "Akta dig för vår björn", "unsigned"),
    ("Björn", "Vi kollar! Björn", "signed"),
    ("Anna", "Hej! Se svar ovan /Bo. Vi kollar. /Anna", "signed"),
    ("Anna", "Tack för att du hör av dig! Bra synpunkt, tar med den. Anna/Malmö stad", "signed"),
    ("Anna", "Ha det fint! | Anna", "signed"),
    ("Anna", "Hoppas vi ses på lördag Anna", "unsure"),
    ("Anna", "Mvh\n\nAnna\nMalmö stad\n040-34 10 00", "signed"),
]

AND_ORGANISATION = [
    ("Anna", "Välkommen! Vänliga hälsningar\nAnna\nMalmö Museer", "signed"),
    ("Anna", "Välkommen! Mvh Anna på Malmö Museer", "signed"),
    ("Anna", "Välkommen! /Malmö Museer", "unsigned"),
    ("Anna", "Välkommen! /anna, malmö museer", "signed"),
    ("Anna", "Välkommen! Anna, Malmö Museer", "signed"),
    ("Anna", "Välkommen! /Malmö Museer, Anna", "signed"),
    ("Anna", "Välkommen! /Anna #MalmöMuseer", "unsigned"),
    ("Anna", "Malmö Museer har öppet.\nAnna", "unsigned"),
]


@pytest.mark.parametrize(
    "row",
    list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines(keepends=True))),
    ids=lambda row: row["note"],
)
def test_a_worked_case_is_judged_as_by_hand(row: dict[str, str]) -> None:
    rules = SignatureRules(rule=SignatureRule(row["rule"]), organisation=row["organisation"])
    assert judge(row["reply"], first_name=row["first_name"], rules=rules).result == row["expected"]


@pytest.mark.parametrize(("name", "reply", "expected"), FIRST_NAME)
def test_a_first_name_is_found_where_it_signs(name: str, reply: str, expected: str) -> None:
    assert judge(reply, first_name=name, rules=SignatureRules()).result == expected


@pytest.mark.parametrize(("name", "reply", "expected"), AND_ORGANISATION)
def test_the_organisation_belongs_in_the_sign_off(name: str, reply: str, expected: str) -> None:
    assert judge(reply, first_name=name, rules=MUSEUM).result == expected


def test_an_agreed_alias_signs_as_well_as_the_name() -> None:
    judged = judge("Välkommen! /Ankan", first_name="Anna", aliases=("Ankan",), rules=SignatureRules())
    assert judged.result is SignatureResult.SIGNED


@pytest.mark.parametrize("rules", [SignatureRules(), MUSEUM])
@pytest.mark.parametrize(
    "reply", ["Vi har öppet 10-17.", "Vi har öppet 10-17. ", "Välkommen! /Anna", "Välkommen! /anna"]
)
def test_the_corrected_reply_is_signed(reply: str, rules: SignatureRules) -> None:
    fixed = corrected(reply, first_name="Anna", rules=rules)
    assert judge(fixed, first_name="Anna", rules=rules).result is SignatureResult.SIGNED


def test_the_sign_off_names_the_organisation_where_the_rule_asks() -> None:
    assert (sign_off("Anna", rules=SignatureRules()), sign_off("Anna", rules=MUSEUM)) == (
        "/Anna",
        "/Anna, Malmö Museer",
    )


@pytest.mark.parametrize("size", [10_000, 100_000])
def test_a_huge_reply_is_judged_without_hanging(size: int) -> None:
    reply = "/ - " * size + "Anna " * size
    assert judge(reply, first_name="Anna", rules=SignatureRules()).result in SignatureResult
