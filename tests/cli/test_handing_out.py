"""A records request: what may be secret is judged by a named person before it leaves."""

import json
import resource
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from bot.config import Config
from db import attachments, conversations, events, identities, people, registrations
from db.conversations import Conversation
from db.models import handouts
from db.register import sync
from db.store import Store
from db.words import EventAction, Ground
from handlers.desk import Action, act
from handlers.receive import Incoming, receive
from tests.cli.conftest import Command
from tests.stores import migrated

FRIDAY = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)
THREAT = "Jag vet var ni bor <script>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def store(config: Config) -> Store:
    """Three comments: a question, a threat that was removed with a picture of it, spam that is registered."""
    path = migrated(config.path.parent / "var" / "svarsvakt.db")
    store = Store.open(f"sqlite:///{path}")
    book = config.rulebook()
    texts = ("När öppnar ni?", THREAT, "Köp nu!")
    with store.write() as tx:
        sync(tx, config.register, FRIDAY)
        came = [
            Incoming(
                account="kulturskolan-facebook",
                text=text,
                author="Kim Svensson",
                written_at=FRIDAY + timedelta(minutes=number),
                external_id=f"fb-{number}",
                url=f"https://www.facebook.com/example/{number}",
            )
            for number, text in enumerate(texts, 1)
        ]
        receive(tx, book, came, FRIDAY + timedelta(minutes=5))
        anna = people.by_slug(tx, "anna")
        for number, ground in ((2, Ground.THREAT), (3, Ground.SPAM)):
            act(
                tx,
                book,
                person=anna,
                action=Action.REMOVE,
                number=number,
                ground=ground,
                reason="hotade Eva" if number == 2 else "Reklam",
                now=FRIDAY + timedelta(minutes=9),
            )
        attachments.add(
            tx,
            comment_id=2,
            person_id=None,
            name="bild av hotet.png",
            media_type="image/png",
            data=PNG,
            now=FRIDAY,
        )
        registrations.ask(tx, 3, by=None, now=FRIDAY, remind_at=FRIDAY)
        registrations.give(tx, 3, "KS 2026/118", by=None, now=FRIDAY)
    return store


def lines(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_without_review_nothing_that_may_be_secret_leaves(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    """L05, U18: neither author nor text nor reason nor link of a flagged comment, in any format."""
    for name in ("ut.jsonl", "ut.csv", "ut.zip"):
        out = tmp_path / name
        said = svarsvakt("export", "--author", "Kim Svensson", "--out", str(out))
        assert "1 kommentar kan omfattas av sekretess (2)" in said.out
        whole = out.read_bytes()
        if name.endswith(".zip"):
            with ZipFile(out) as package:
                whole = b"".join(package.read(each) for each in package.namelist())
                assert not any(each.startswith("bilagor") for each in package.namelist())
        for secret in (b"var ni bor", b"hotade Eva", b"facebook.com/example/2", b"bild av hotet"):
            assert secret not in whole, name
        assert "När öppnar ni?".encode() in whole


def test_whoever_judges_gets_everything_and_the_file_says_what_it_is_for(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    out = tmp_path / "granska.zip"
    said = svarsvakt("export", "--for-review", "--out", str(out))
    assert "Filen är för sekretessprövning" in said.out
    with ZipFile(out) as package:
        page = package.read("index.html").decode()
        assert "För sekretessprövning, lämnas inte ut" in page
        assert "Jag vet var ni bor &lt;script&gt;" in page
        assert "<script" not in page
        (name,) = [each for each in package.namelist() if each.startswith("bilagor/")]
        assert (name, package.read(name)) == ("bilagor/2-1-bild_av_hotet.png", PNG)
        assert f'href="{name}"' in page
        about = json.loads(package.read("om.json"))
    assert (about["comments"], about["for_review"], len(about["head"])) == (3, True, 64)


def test_after_review_it_leaves_but_for_what_must_stay_and_who_judged_is_noted(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    """L01, L05: a named person judges."""
    out = tmp_path / "ut.jsonl"
    said = svarsvakt("export", "--reviewed-by", "Cecilia Lind", "--withhold", "3", "--out", str(out))
    assert "utelämnade i 3, enligt prövning av Cecilia Lind" in said.out
    first, threat, spam = lines(out)
    assert (first["withheld"], threat["text"], spam["text"]) == (False, THREAT, None)
    with store.read() as tx:
        noted = tx.execute(select(handouts)).one()
    assert (noted.reviewed_by, noted.withheld, noted.comments) == ("Cecilia Lind", [3], 3)
    assert len(noted.sha256) == 64


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (["--ground", "spam"], [3]),
        (["--ground", "hot"], [2]),
        (["--diary-number", "KS 2026/118"], [3]),
        (["--unit", "kulturskolan"], [1, 2, 3]),
        (["--unit", "gatukontoret"], []),
    ],
)
def test_records_are_found_by_ground_diary_number_and_unit(
    svarsvakt: Command, store: Store, tmp_path: Path, asked: list[str], numbers: list[int]
) -> None:
    """L01, U10: found by what people ask for."""
    out = tmp_path / "ut.jsonl"
    svarsvakt("export", *asked, "--out", str(out))
    assert [row["number"] for row in lines(out)] == numbers


def test_an_export_to_a_full_disk_leaves_nothing_half_and_is_not_noted(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    """B06: so."""
    out = tmp_path / "ut.jsonl"
    out.write_text("earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, hard))
    try:
        said = svarsvakt("export", "--out", str(out))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (said.code, "kan inte skrivas" in said.err) == (1, True)
    assert (out.read_text(), list(tmp_path.glob(".ut*"))) == ("earlier", [])
    with store.read() as tx:
        assert tx.execute(select(handouts)).all() == []


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        (["--ground", "dumt"], "Det finns inget skäl ”dumt”. Välj ett av: hot"),
        (["--withhold", "fem"], "”fem” är inte en kommentars nummer"),
        (["--to", "9999-12-31"], "”9999-12-31” är ingen dag"),
        (["--person", "ingen"], "Det finns ingen ”ingen” i registret"),
    ],
)
def test_what_cannot_be_understood_is_answered(
    svarsvakt: Command, store: Store, tmp_path: Path, wrong: list[str], answer: str
) -> None:
    said = svarsvakt("export", "--out", str(tmp_path / "ut.jsonl"), *wrong)
    assert (said.code, answer in said.err) == (2, True)


def test_a_person_of_our_own_gets_all_that_is_kept_about_her_and_nobodys_text(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    """U20, L07: her right to see it; the public's words are not her data."""
    out = tmp_path / "anna.jsonl"
    said = svarsvakt("export", "--person", "anna", "--out", str(out))
    assert "om personen skrivna till" in said.out
    rows = lines(out)
    assert {row["table"] for row in rows} >= {"people", "memberships", "events", "comments"}
    whole = out.read_text(encoding="utf-8")
    assert "Anna" in whole
    assert "var ni bor" not in whole
    assert "hotade Eva" not in whole  # her own words, about a comment that may be secret
    assert "Reklam" in whole
    assert "Kim" not in whole
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_who_she_is_in_teams_and_her_chat_there_are_among_it(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    """U20: what names her only by the chat's own id is hers too."""
    with store.write() as tx:
        anna = people.by_slug(tx, "anna")
        assert anna is not None
        identities.link(tx, person_id=anna.id, chat="teams", chat_id="her-id", how="code", now=FRIDAY)
        for number, key in (("a:anna", "her-id"), ("a:bo", "his-id")):
            there = Conversation(id=number, kind="personal", service_url="https://x", person_key=key)
            conversations.note(tx, there, FRIDAY)
    out = tmp_path / "anna.jsonl"
    svarsvakt("export", "--person", "anna", "--out", str(out))
    told = {(row["table"], row.get("id") or row.get("chat_id")) for row in lines(out)}
    assert ("identities", "her-id") in told
    assert {row for row in told if row[0] == "conversations"} == {("conversations", "a:anna")}


def test_that_somebody_got_what_is_kept_about_her_is_noted(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    out = tmp_path / "anna.jsonl"
    said = svarsvakt("export", "--person", "anna", "--out", str(out))
    with store.read() as tx:
        noted = tx.execute(select(handouts)).one()
    assert f"utlämnande {noted.id}" in said.out
    assert (noted.asked, noted.sha256) == ({"person": "anna"}, sha256(out.read_bytes()).hexdigest())


def test_an_export_of_an_empty_database_names_it_and_notes_nothing(
    svarsvakt: Command, config: Config, tmp_path: Path
) -> None:
    out = tmp_path / "ut.zip"
    said = svarsvakt("export", "--out", str(out))
    assert said.code == 1
    assert f"Det finns inga kommentarer alls i databasen sqlite:///{config.path.parent}" in said.err
    assert not out.exists()
    with Store.open(config.database_url).read() as tx:
        assert tx.execute(select(handouts)).all() == []


def test_that_nothing_was_found_says_where_it_was_looked_for(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    said = svarsvakt("export", "--author", "Ingen", "--out", str(tmp_path / "ut.zip"))
    assert said.code == 0
    assert "0 kommentarer" in said.out
    assert "Sökt i databasen sqlite:///" in said.out


def test_a_number_that_is_not_among_what_is_asked_for_stops_the_handing_out(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    """L05: a slip of the pen must not let out what was to stay: 20 for 2."""
    out = tmp_path / "ut.jsonl"
    for option in ("--withhold", "--leave-out"):
        said = svarsvakt("export", "--reviewed-by", "Cecilia Lind", option, "20", "--out", str(out))
        assert (said.code, "20: finns inte bland kommentarerna" in said.err) == (2, True)
    assert not out.exists()
    with store.read() as tx:
        assert tx.execute(select(handouts)).all() == []


def test_what_is_not_even_to_be_known_of_is_not_in_the_file_at_all(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    out = tmp_path / "ut.zip"
    said = svarsvakt("export", "--reviewed-by", "Cecilia Lind", "--leave-out", "2", "--out", str(out))
    assert "Finns inte alls i filen: 2." in said.out
    with ZipFile(out) as package:
        rows = [json.loads(line) for line in package.read("kommentarer.jsonl").splitlines()]
        about = json.loads(package.read("om.json"))
        assert b"k2" not in package.read("index.html")
    assert ([row["number"] for row in rows], about["left_out"], about["comments"]) == ([1, 3], [2], 2)
    with store.read() as tx:
        noted = tx.execute(select(handouts)).one()
    assert (noted.withheld, noted.asked) == ([2], {"left_out": [2]})


def test_a_file_is_kept_with_a_comment_from_the_machine_and_who_did_it_is_noted(
    svarsvakt: Command, store: Store, tmp_path: Path
) -> None:
    """M30: like the forms in chat; the same bytes once."""
    file = tmp_path / "bild.png"
    file.write_bytes(PNG)
    assert "Filen är sparad till kommentar 1" in svarsvakt("attach", "1", str(file)).out
    assert "finns redan" in svarsvakt("attach", "1", str(file)).out
    with store.read() as tx:
        (kept,) = attachments.of_comments(tx, [1])
        told = events.of_comment(tx, 1)[-1]
        assert attachments.content(tx, kept.sha256 or "") == PNG
    assert (kept.name, kept.media_type, told.action) == ("bild.png", "image/png", EventAction.ATTACHED)
    assert (told.facts or {})["sha256"] == kept.sha256
    assert (told.facts or {})["by"]


def test_how_large_a_file_may_be_is_a_setting(
    svarsvakt: Command, store: Store, config: Config, tmp_path: Path
) -> None:
    """B05: larger ones are told of and not read."""
    config.path.write_text(config.path.read_text() + "\n[records]\nattachment_mb = 1\n")
    file = tmp_path / "film.mov"
    file.write_bytes(bytes((1 << 20) + 1))
    said = svarsvakt("attach", "1", str(file))
    assert (said.code, "större än 1 MB" in said.err) == (1, True)
    file.write_bytes(bytes(1 << 20))
    assert svarsvakt("attach", "1", str(file)).code == 0


@pytest.mark.parametrize(
    ("given", "code", "answer"),
    [
        (("77", "bild.png"), 1, "Det finns ingen kommentar 77"),
        (("1", "finns-inte.png"), 2, "finns-inte.png"),
        (("1", "tom.png"), 2, "tom.png är tom"),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_file_that_cannot_be_kept_is_told_of(
    svarsvakt: Command, tmp_path: Path, given: tuple[str, str], code: int, answer: str
) -> None:
    (tmp_path / "bild.png").write_bytes(PNG)
    (tmp_path / "tom.png").touch()
    said = svarsvakt("attach", given[0], str(tmp_path / given[1]))
    assert (said.code, answer in said.err) == (code, True)
