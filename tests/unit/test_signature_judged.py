"""Replies judged by hand beyond the worked cases, and the reply that is proposed for each."""

import pytest

from handlers.signature import corrected, judge
from scheduler.settings import SignatureRule, SignatureRules

S, U, Q = "signed", "unsigned", "unsure"
MUSEUM = SignatureRules(rule=SignatureRule.FIRST_NAME_AND_ORGANISATION, organisation="Malmö Museer")

JUDGED = [
    ("Anna", "Hej! Ja, det går bra. // Anna", S),
    ("Anna", "Hej! Ja, det går bra.//Anna", S),
    ("Anna", "Hej! Ja. —Anna", S),
    ("Anna", "Hej! Ja. —  Anna", S),
    ("Anna", "Hej! Ja.\n\n– Anna\n", S),
    ("Anna", "Hej! Ja. **Anna**", S),
    ("Anna", "Hej! Ja. _Anna_", S),
    ("Anna", "Hej! Ja.\n(Anna)", S),
    ("Anna", "Kontakta vår pedagog (Anna)", Q),
    ("Anna", "Hej! Ja. / Anna K.", S),
    ("Anna", "Hej! Ja. /Anna Berg", S),
    ("Anna", "Hej! Ja. /Anna B", S),
    ("Anna", "Hej! Ja. / Anna, bibliotekarie", S),
    ("Anna", "Hej! Ja. /Anna bibliotekarie", S),
    ("Anna", "Hej! Ja. /Anna (bibliotekarie)", S),
    ("Anna", "Hej! Ja. /Anna på stadsbiblioteket", S),
    ("Anna", "Hej! Ja. /Anna @ Malmö Museer", S),
    ("Anna", "Hej! Ja. /Anna | Malmö stad", S),
    ("Anna", "Hej! Ja. /Malmö stad, Anna", S),
    ("Anna", "Hej! Ja. /Anna från kommunikationsavdelningen", S),
    (
        "Anna",
        "Med vänliga hälsningar,\nAnna Berg\nBibliotekarie\nStadsbiblioteket\n040-660 85 00\nanna@malmo.se",
        S,
    ),
    ("Anna", "Bästa hälsningar Anna", S),
    ("Anna", "Varma hälsningar, Anna och Bo", S),
    ("Anna", "Hälsningar Bo och Anna", S),
    ("Anna", "Hälsningar Bo", U),
    ("Anna", "MVH ANNA", S),
    ("Anna", "M.v.h. Anna", S),
    ("Anna", "mvh, anna", S),
    ("Anna", "Mvh/Anna", S),
    ("Anna", "Mvh /Anna", S),
    ("Anna", "vh Anna", S),
    ("Anna", "Allt gott! Anna", S),
    ("Anna", "Allt gott!\n/Anna", S),
    ("Anna", "Best regards\nAnna", S),
    ("Anna", "Kind regards Anna", S),
    ("Anna", "Best, Anna", S),
    ("Anna", "God jul önskar Anna", S),
    ("Anna", "Välkommen hit, hälsar Anna och Bo!", S),
    ("Anna", "Vi hälsar Anna välkommen till oss", U),
    ("Anna", "Glad sommar önskar Anna på Malmö Museer", S),
    ("Anna", "Hälsningar från Anna", S),
    ("Anna", "Hälsa Anna så gott", U),
    ("Anna", "Tack Anna!", U),
    ("Anna", "Tack för din fråga Anna!", U),
    ("Anna", "Tack för hjälpen, Anna", Q),
    ("Anna", "Ha det gott! Anna 🌞", S),
    ("Anna", "Ha det gott 🌞 Anna", S),
    ("Anna", "Vi ses! ❤️ /Anna ❤️", S),
    ("Anna", "Vi ses! /Anna❤️", S),
    ("Anna", "Vi ses! /Anna :-)", S),
    ("Anna", "Vi ses! /Anna\n\n#malmö #kultur @malmostad", S),
    ("Anna", "/Anna https://malmo.se/museer", S),
    ("Anna", "Läs mer: malmo.se/museer. /Anna", S),
    ("Anna", "Läs mer på www.malmo.se /Anna", S),
    ("Anna", "Läs mer på malmo.se/Anna", U),
    ("Anna", "Mejla anna@malmo.se", U),
    ("Anna", "/Anna\nPS. Vi har stängt på måndag.", S),
    ("Anna", "/Anna P.S. Vi har stängt på måndag", S),
    ("Anna", "Mvh Anna. Vi har öppet 10-17.", Q),
    ("Anna", "/Anna\nVi har också öppet på söndag.", Q),
    ("Anna", "/Anna: Vi har öppet 10-17", U),
    ("Anna", "Anna: Vi har öppet 10-17", U),
    ("Anna", "Anna svarar: ja", U),
    ("Anna", "Vår kollega Anna hjälper dig", U),
    ("Anna", "Fråga efter Anna", U),
    ("Anna", "Prata med Anna", U),
    ("Anna", "Maila till Anna.", U),
    ("Anna", "Du kan fråga Bo eller Anna", U),
    ("Anna", "Fråga gärna Bo, Lisa och Anna", U),
    ("Anna", "Hej! Ja. /Annas", U),
    ("Anna", "Hej! Ja. /Anna:s kollega", U),
    ("Anna", "Hej! Ja. /Annika", U),
    ("Anna", "Hej! Ja. /Johanna", U),
    ("Anna", "Hej! Ja. /Anna-Lena", U),
    ("Anna", "Hej! Ja. /AB", U),
    ("Anna", "Hej! Ja. /a", U),
    ("Anna", "Hej! Ja. /Redaktionen", U),
    ("Anna", "Hej! Ja. Mvh Malmö stad", U),
    ("Karin", "Hej! Ja. /Anna-Karin", U),
    ("Anna-Karin", "Hej! Ja. /anna-karin", S),
    ("Anna-Karin", "Hej! Ja. /Annakarin", S),
    ("Anna-Karin", "Hej! Ja. /Karin", U),
    ("Anna", "An\u00adna har svarat", U),
    ("Anna", "Hej! /\u200bAnna", S),
    ("Anna", "Hej! /Anna\u200b", S),
    ("Anna", "Hej! /\u00a0Anna", S),
    ("Anna", "Hej! ／Anna", S),
    ("Åsa", "Hej! /ÅSA", S),
    ("Åsa", "Hej! /Asa", U),
    ("André", "Hej! /Andre", S),
    ("Zoë", "Hej! /Zoë", S),
    ("José", "Hej! /Jose\u0301", S),
    ("Per", "Kostnaden är 120 kr/per person", U),
    ("Per", "Kostar 20 kr – per", Q),
    ("Per", "Kostar 20 kr. Per", S),
    ("Per", "Vi hjälper dig. Per telefon", U),
    ("Per", "Inträde: 100 kr per.", U),
    ("Per", "Mvh per", S),
    ("Per", "/per", S),
    ("Per", "Vi hjälper dig.\nPer", S),
    ("Per", "Vi hjälper dig.\nper", Q),
    ("My", "Varsågod! My", S),
    ("My", "Oh my", U),
    ("My", "Oh my!", U),
    ("My", "Ha en fin dag, My", Q),
    ("My", "/My", S),
    ("Love", "Med mycket love", U),
    ("Love", "With love, Love", Q),
    ("Love", "Kramar, Love", S),
    ("Love", "All you need is Love", U),
    ("Stig", "Gå upp på stig.", U),
    ("Stig", "Välkommen. Stig på!", U),
    ("Stig", "Välkommen! Stig in", U),
    ("Stig", "Hör av dig! Stig", S),
    ("Stig", "/Stig Berg", S),
    ("Sten", "Kasta inte sten", U),
    ("Sten", "Hej! – Sten", S),
    ("Björn", "Se upp för björn!", U),
    ("Björn", "Vi såg en Björn", U),
    ("Björn", "Vänligen Björn", S),
    ("Bo", "Här får du bo", U),
    ("Bo", "Här kan du bo.", U),
    ("Bo", "Välkommen! Bo hos oss", Q),
    ("Bo", "Mvh Bo", S),
    ("Bo", "Tack! Bo", S),
    ("Bo", "Vi är inte så bra på att bo", U),
    ("Kim", "Vänliga hälsningar\nKim", S),
    ("Maj", "Vi ses i maj", U),
    ("Maj", "Vi ses i maj. Maj", S),
    ("Maj", "Öppet 1 maj", U),
    ("Maj", "Öppet t.o.m. 17 maj.", U),
    ("Maj", "Vi ses i maj! /Maj", S),
    ("Rosa", "Den är rosa", U),
    ("Rosa", "Välj rosa.", U),
    ("Rosa", "Hej! Rosa", S),
    ("Linnéa", "Hej! /Linnea", S),
    ("Linnéa", "Kolla på en linnea", U),
    ("Dag", "Ha en fin dag", U),
    ("Dag", "Ha en fin dag!", U),
    ("Dag", "Ha en fin dag! Dag", S),
    ("Dag", "Ha en fin dag! /Dag", S),
    ("Dag", "God dag", U),
    ("Dag", "Ha en fin Dag!", Q),
    ("Hans", "Det är hans", U),
    ("Hans", "Det är hans. Hans", S),
    ("Siv", "Hej, Siv här!", U),
    ("Anna", "Anna", S),
    ("Anna", "anna", Q),
    ("Anna", "Anna!", S),
    ("Anna", "Hej Anna", U),
    ("Anna", "😀", U),
    ("Anna", "😀 Anna", S),
    ("Anna", "Svar ja. Anna, Malmö Museer", S),
    ("Anna", "Svar ja. Anna, pedagog på Malmö Museer", S),
    ("Anna", "Svar ja. Anna på museet", S),
    ("Anna", "Svar ja. Anna på museet hjälper dig", U),
    ("Anna", "Svar ja. Anna kommer att ringa dig", U),
    ("Anna", "Svar ja. Anna, kan du kolla?", U),
    ("Anna", "Var god kontakta oss, Anna?", U),
    ("Anna", "Välkommen Anna!", Q),
    ("Anna", "Varmt välkommen Anna", Q),
    ("Anna", "Vi ses Anna", Q),
    ("Anna", "Lycka till Anna!", Q),
    ("Anna", "Hej! Vi har öppet. Hej då! Anna", S),
    ("Anna", "Tack för frågan! Jag kollar och återkommer. Hälsningar Anna, Malmö stad 👋", S),
    ("Anna", "Tack för frågan!\r\n\r\n/Anna\r\n", S),
    ("Anna", "Öppet 10–17 – Anna", S),
    ("Anna", "Öppet 10 - 17 /Anna", S),
    ("Anna", "Vi har en ny kollega – Anna", S),
    ("Anna", "Konsert med Bo/Anna", Q),
    ("Anna", "Vi ses på lördag/Anna", S),
    ("Anna", "och/eller Anna", U),
    ("Anna", "/Anna 2026-11-23", S),
    ("Anna", "/Anna kl. 10.15", S),
    ("Anna", "Hej! ^Anna", S),
    ("Anna", "Hej! ~ Anna", S),
    ("Anna", "Hej! * Anna", S),
    ("Anna", "Hej!\n* Anna hjälper dig\n* Bo hjälper dig", U),
    ("Anna", "Vi finns här:\n- Anna\n- Bo", S),
    ("Anna", "Tack till Anna", U),
    ("Anna", "Tack till: Anna", U),
    ("Anna", "Ansvarig: Anna", U),
    ("Anna", "Kontaktperson: Anna Berg, 040-341000", U),
    ("Anna", "Svarat av Anna", S),
    ("Anna", "Vid tangenterna: Anna", S),
    ("Anna", "Hej! Anna här igen. Vi har öppet.", U),
    ("Anna", "Hälsningar, Anna på Malmö Museer", S),
    ("Anna", "hälsn. Anna", S),
    ("Anna", "Hej! Vi har öppet 10-17.\n\nVänliga hälsningar\n\n\nAnna\n\n", S),
    ("Anna", "Vänliga hälsningar\nMalmö Museer\ngenom Anna", S),
    ("Anna", "Vänliga hälsningar Malmö Museer / Anna", S),
    ("Anna", "Hej! /anna k", S),
    ("Anna", "Hej! /Anna & co", S),
    ("Anna", "Hej! /Anna o Bo", S),
    ("Anna", "Hej! /Anna+Bo", S),
    ("Anna", "Hej! /Anna, Bo, Lisa", S),
    ("Anna", "Hej! /Lisa, Bo & Anna", S),
    ("Anna", "Hej! /@Anna", S),
    ("Anna", 'Hej! "/Anna"', S),
    ("Anna", "Hej! ”Anna”", U),
    ("Anna", "Boken heter ”Anna”", U),
    ("Anna", "Filmen Anna", U),
]


@pytest.mark.parametrize(("name", "reply", "expected"), JUDGED)
def test_a_reply_is_judged_as_a_person_would(name: str, reply: str, expected: str) -> None:
    assert judge(reply, first_name=name).result.value == expected


@pytest.mark.parametrize("rules", [SignatureRules(), MUSEUM], ids=["first name", "and organisation"])
@pytest.mark.parametrize(("name", "reply", "expected"), JUDGED)
def test_the_reply_that_is_proposed_is_signed(
    name: str, reply: str, expected: str, rules: SignatureRules
) -> None:
    proposed = corrected(reply, first_name=name, rules=rules)
    assert judge(proposed, first_name=name, rules=rules).result.value == S
    assert proposed.startswith(reply.rstrip())


def test_a_signed_reply_is_left_as_it_is() -> None:
    assert corrected("Hej! /Anna \n", first_name="Anna") == "Hej! /Anna \n"


def test_the_sign_off_is_set_as_the_reply_is_written() -> None:
    assert corrected("Kl. 10.", first_name="Anna") == "Kl. 10. /Anna"
    assert corrected("Hej!\n\nKl. 10.", first_name="Anna") == "Hej!\n\nKl. 10.\n\n/Anna"
    assert corrected("", first_name="Anna") == "/Anna"
    assert corrected("Kl. 10. /Anna", first_name="Anna", rules=MUSEUM) == "Kl. 10. /Anna, Malmö Museer"
    assert corrected("Kl. 10.", first_name="Anna", aliases=("Ankan",)) == "Kl. 10. /Ankan"


@pytest.mark.parametrize(
    "reply",
    [
        "a." * 50_000,
        "! " * 50_000 + "Anna",
        "mvh " * 20_000,
        "#a " * 30_000,
        "ha en " * 5_000,
        "Anna " * 9_000,
        "Anna, " * 3_000,
        "\n" * 9_000 + "Anna",
        "/ - " * 9_000,
        "(" * 9_000,
        "\u0301" * 9_000,
        "😀" * 9_000,
    ],
)
def test_no_reply_takes_long_to_judge(reply: str) -> None:
    from time import perf_counter

    began = perf_counter()
    judge(reply, first_name="Anna")
    assert perf_counter() - began < 1


@pytest.mark.parametrize("name", ["", " ", "(", "A.*", "Anna\n", "😀"])
def test_any_name_can_be_asked_for(name: str) -> None:
    assert judge("Hej! /Anna", first_name=name).result.value in {S, U, Q}
