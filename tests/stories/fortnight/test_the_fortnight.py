"""A fortnight as one story: the real program in the local workspace, by the words and buttons people have.

Monday 26 April to Monday 10 May 2027: Valborg on the first Friday, Kristi himmelsfärdsdag and a klämdag in
the second week. Time stands still but for what the story moves.
"""

import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.cli import main
from bot.sandbox.story import doubled
from db.seals import seal_new
from db.store import Store
from db.upgrade import upgrade
from db.words import CommentState, Ground
from scheduler.audit import audit
from tests.everything import everything_of as words
from tests.stories.fortnight.album import album
from tests.stories.fortnight.stage import ANNA, BO, CECILIA, DORA, Stage, at, stage

CASE = "Min son Elis i slagverksgruppen blir retad varje vecka, vem kan hjälpa oss?"
ASKED = (
    "Vilken fin kör! Var och när sjunger ni nästa gång?",
    "Kan man vara med fast man aldrig har sjungit?",
    "Vad heter den andra låten?",
    "Får man använda filmen i en skoluppgift?",
    "Min mamma är med! Säljer ni inspelningen?",
    "Är det samma kör som sjunger i parken den 6 juni?",
)
THREAT = "Jag vet var ni bor och när ni slutar"
Command = Callable[..., str]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    address = f"sqlite:///{tmp_path / 'svarsvakt.db'}"
    store = Store.open(address)
    upgrade(store)
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("SVARSVAKT_CONFIG", str(tmp_path / "config.toml"))
    with album() as pictures, stage(tmp_path, store, pictures) as standing:
        yield standing


@pytest.fixture
def svarsvakt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line, on the story's own database."""

    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["svarsvakt", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert not ended.value.code, said.err
        return said.out

    return run


def test_a_fortnight(told: Stage, svarsvakt: Command, tmp_path: Path) -> None:
    """M17, M18, M30, U10, U14, U18, U21, L01, L02, L03: all of it in one story, by the words people have."""
    an_ordinary_monday(told)
    a_new_colleague(told)
    an_individual_case(told)
    a_day_changes_hands(told)
    nobody_on_the_bridge_day(told)
    the_case_is_followed_up(told)
    a_flood_on_valborg_and_one_message_on_monday(told)
    bo_is_ill(told)
    a_crisis_with_a_named_start_and_a_sure_end(told)
    a_threat_at_ten_in_the_evening(told)
    a_long_weekend(told)
    the_fortnight_in_short(told)
    a_records_request_answered_in_two_minutes(told, svarsvakt, tmp_path)


def an_ordinary_monday(it: Stage) -> None:
    name = it.writes("2027-04-26 09:10", "Gun-Britt Ås", "Hej! När öppnar anmälan till sommarens körkurs?")
    it.looks("2027-04-27", "2027-05-10", ANNA, BO)
    it.until("2027-04-26 08:31")
    called = it.message("Dags för en koll")
    it.press(ANNA, called, "Jag har tittat på alla")
    it.until("2027-04-26 09:15")
    card = it.message(f"Kommentar {it.number(name)} på")
    it.press(ANNA, card, "Jag tar den")
    assert "Avsluta svaret med /Anna" in it.private(ANNA)
    it.picture("fortnight-01-monday", ANNA, holds="Anna har den")
    it.slash(ANNA, f"{it.number(name)} Hej! Den 10 maj öppnar den. /Anna", command="/besvarad")
    assert it.comment(name).state is CommentState.ANSWERED


def a_new_colleague(it: Stage) -> None:
    it.until("2027-04-27 10:00")
    it.press(CECILIA, it.home(CECILIA), "Sköt Kulturskolan")
    it.press(CECILIA, it.page(CECILIA, "Kulturskolan: människor"), "Lägg till någon …")
    it.send(CECILIA, user=DORA, first_name="Dora", role="editor")
    it.page(CECILIA, "Dora är med i Kulturskolan nu, som redaktör")
    it.picture("fortnight-02-colleague", CECILIA, "Hem", press=("Sköt Kulturskolan",))
    welcome = it.message("Välkommen till Svarsvakt, Dora!", channel=DORA)
    it.press(DORA, welcome, "Jag tar den")
    it.press(DORA, it.message("Välkommen till Svarsvakt, Dora!", channel=DORA), "Besvarad")
    it.send(DORA, reply="Hej! På lördag är det prova på för de yngsta. /Dora")
    it.message("Övat och klart", channel=DORA)
    it.picture("fortnight-03-welcome", DORA, "Svarsvakt")


def an_individual_case(it: Stage) -> None:
    name = it.writes("2027-04-28 09:30", "Förtvivlad Förälder", CASE)
    it.until("2027-04-28 09:40")
    number = it.number(name)
    it.press(ANNA, it.message(f"Kommentar {number} på"), "Enskilt ärende …")
    it.picture("fortnight-04-case", ANNA, holds="Enskilt ärende")
    it.send(ANNA, out=["out"], whom="rektor Ek", registrar="yes")
    card = words(it.message(f"Kommentar {number} på"))
    assert "Elis" not in card
    assert "Förtvivlad" not in card
    follow_up = it.comment(name).follow_up_at
    assert follow_up is not None
    assert at("2027-04-30 09:40") <= follow_up < at("2027-04-30 09:45")  # two working days


def a_day_changes_hands(it: Stage) -> None:
    it.until("2027-04-28 11:00")
    it.slash(ANNA, "byt 3 maj @bo")
    asked = it.message("Anna undrar om du kan ta måndag 3 maj", channel=BO)
    it.picture("fortnight-05-swap", BO, "Svarsvakt")
    it.press(BO, asked, "Ja, jag tar den")
    it.message("Bo tar måndag 3 maj", channel=ANNA)


def nobody_on_the_bridge_day(it: Stage) -> None:
    it.until("2027-04-28 13:00")
    for who in (ANNA, BO, DORA):
        it.slash(who, "borta 2027-05-07 2027-05-07")
    it.until("2027-04-29 09:00")
    gap = words(it.message("fredag 7 maj", channel=CECILIA))
    assert "Ingen har jour fredag 7 maj (klämdag vid Kristi himmelsfärdsdag)" in gap
    it.picture("fortnight-06-gap", CECILIA, "Svarsvakt")
    it.press(CECILIA, it.home(CECILIA), "Sköt Kulturskolan")
    it.press(CECILIA, it.page(CECILIA, "Kulturskolan: människor"), "Tider och dagar")
    it.press(CECILIA, it.page(CECILIA, "Kulturskolan: tider och dagar"), "Stängt eller öppet vissa dagar …")
    it.send(CECILIA, first_day="2027-05-07", day_name="Klämdagen")
    it.picture("fortnight-07-closed", CECILIA, "Hem", press=("Sköt Kulturskolan", "Tider och dagar"))


def the_case_is_followed_up(it: Stage) -> None:
    it.until("2027-04-29 10:00")
    number = it.number("facebook-28-0930")
    it.slash(ANNA, f"hänvisad {number} rektor Ek")
    assert it.comment("facebook-28-0930").state is CommentState.REFERRED


def a_flood_on_valborg_and_one_message_on_monday(it: Stage) -> None:
    for number in range(24):
        minute = f"2027-04-30 {17 + number // 6}:{number % 6 * 9:02}"
        text = "🎶❤️" if number % 4 else ASKED[number // 4]
        it.writes(minute, f"Lyssnare {number}", text, account="instagram", name=f"valborg-{number}")
    it.until("2027-05-02 23:00")
    assert it.said_since("2027-04-30 12:01") == []  # Valborg closes at noon, and the phones are silent
    it.until("2027-05-03 08:01")
    (digest,) = it.said_since("2027-05-03 08:00")
    assert "24 nya kommentarer till Kulturskolan" in digest
    assert "Att besvara (6)" in digest
    it.picture("fortnight-08-valborg", ANNA, holds="24 nya kommentarer")
    it.press(ANNA, it.message("24 nya kommentarer"), "Ingen av de här behöver svar")


def bo_is_ill(it: Stage) -> None:
    it.until("2027-05-03 08:40")
    for name in ("valborg-0", "valborg-4"):
        it.slash(BO, f"ta {it.number(name)}")
    it.until("2027-05-03 09:00")
    it.slash(ANNA, "borta @bo idag")
    assert "Bo är borta, så 2 kommentarer väntar nu" in words(it.message("Bo är borta"))
    assert it.comment("valborg-0").claimed_by is None
    it.picture("fortnight-09-ill", ANNA, holds="Bo är borta")
    for each in range(0, 24, 4):
        it.slash(
            ANNA,
            f"{it.number(f'valborg-{each}')} Tack! Vi sjunger i parken den 6 juni. /Anna",
            command="/besvarad",
        )


def a_crisis_with_a_named_start_and_a_sure_end(it: Stage) -> None:
    it.until("2027-05-04 09:10")
    it.slash(ANNA, "kris")
    it.send(ANNA, why="Rykten om nedläggning av slagverket", ends_at="2027-05-05")
    asked = it.message("Rykten om nedläggning", channel=CECILIA)
    it.press(CECILIA, asked, "Starta det …")
    it.send(CECILIA)
    it.looks_often("2027-05-04 09:30", "2027-05-05 11:50", BO)
    it.until("2027-05-04 11:00")
    extra = [each for each in it.said_since("2027-05-04 09:10") if "Extra koll" in each]
    assert len(extra) == 3
    assert all("Krisläge till onsdag 5 maj kl. 12.00, startat av Cecilia" in each for each in extra)
    it.picture("fortnight-10-crisis", ANNA)


def a_threat_at_ten_in_the_evening(it: Stage) -> None:
    name = it.writes("2027-05-04 21:40", "Arg Person", THREAT)
    it.until("2027-05-04 22:00")
    number = it.number(name)
    it.slash(ANNA, f"brådskande {number} hot")
    it.until("2027-05-05 08:01")
    told = it.message("rådskande", channel=CECILIA)
    assert THREAT not in words(told)
    it.picture("fortnight-11-urgent", CECILIA, "Svarsvakt")
    it.press(ANNA, it.message(f"Kommentar {number} på"), "Jag har dolt den")
    it.send(
        ANNA,
        ground="threat",
        reason="Hot mot personalen",
        decided_by="Cecilia Lindgren",
        author_told="no",
        police_report="yes",
        registrar="yes",
    )
    assert it.comment(name).state is CommentState.HIDDEN
    assert it.comment(name).ground is Ground.THREAT
    assert it.comment(name).text == THREAT
    posted = [words(each) for each in it.workspace.posted()]
    assert not [each for each in posted if THREAT in each or "Arg Person" in each]


def a_long_weekend(it: Stage) -> None:
    """Ascension Day, and the bridge day that Cecilia has closed: nobody's phone until Monday."""
    it.writes("2027-05-06 14:00", "Peter i Vik", "Får man ta med hund till parken?", name="hund")
    it.until("2027-05-10 07:59")
    assert it.said_since("2027-05-05 12:01") == []
    assert it.comment("hund").due_at == at("2027-05-10 12:00")
    it.until("2027-05-10 08:05")
    assert "9 av 9 extra kollar gjorda" in words(it.message("krisläget är slut", channel=CECILIA))
    number = it.number("hund")
    it.slash(DORA, f"ta {number}")
    it.press(DORA, it.message(f"Kommentar {number} på"), "Skriv svar …")
    it.send(DORA, text="Ja, i koppel! /Dora", then="read")
    it.press(ANNA, it.message("läser ett utkast", channel=ANNA), "Läs utkastet …")
    it.picture("fortnight-12-draft", ANNA, "Svarsvakt")
    it.send(ANNA, verdict="approved")
    it.message("klart att lägga ut", channel=DORA)
    it.slash(DORA, f"{number} Ja, i koppel! /Dora", command="/besvarad")
    assert it.comment("hund").state is CommentState.ANSWERED


def the_fortnight_in_short(it: Stage) -> None:
    it.until("2027-05-10 12:01")
    week = words(it.message("Veckan i korthet", channel=CECILIA))
    assert "Vecka 18, 3–9 maj" in week
    it.picture("fortnight-13-week", CECILIA, "Svarsvakt", holds="9 av 9 extra kollar gjorda,")
    with it.store.read() as tx:
        assert audit(tx, it.program.book, it.clock()) == ()
    assert doubled(it.workspace.posted()) == 0


def a_records_request_answered_in_two_minutes(it: Stage, svarsvakt: Command, folder: Path) -> None:
    """A journalist asks on Monday for everything that was hidden or removed on the ground of threat."""
    begun = time.monotonic()
    seal_new(it.store, it.clock())
    number = it.number("facebook-04-2140")
    it.press(CECILIA, it.home(CECILIA), "Lämna ut handlingar …")
    it.send(CECILIA, ground="threat", first_day="2027-04-26", last_day="2027-05-10")
    judged = it.form(CECILIA, holds="1 kommentar")
    assert f"Kommentar {number}, " in words(judged)
    assert THREAT not in words(judged)
    it.picture("fortnight-14-judged", CECILIA, "Hem")
    it.send(CECILIA, **{f"judge.{number}": "out", "reviewed_by": "Cecilia Lindgren"})
    package = folder / "utlämnande"
    with ZipFile(BytesIO(it.file("Utlämnande 1, antecknat", channel=CECILIA))) as file:
        file.extractall(package)
    it.album.read(package / "index.html", "fortnight-15-records")
    page = (package / "index.html").read_text(encoding="utf-8")
    for kept in (THREAT, "Arg Person", "Hot mot personalen", "beslutat av Cecilia Lindgren", "polisanmält"):
        assert kept in page
    assert time.monotonic() - begun < 120
    svarsvakt("verify")
