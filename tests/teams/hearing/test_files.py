"""Files that somebody sends in her own chat, with the comment's number beside them."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bot.teams.chat_files import ChatFiles, TeamsFile, files_in, may_fetch, number_in
from bot.teams.shapes import Attachment
from bot.texts import texts
from db import attachments
from handlers.outcome import Said, Say
from scheduler.port import SendError
from tests.teams.hearing.conftest import House
from tests.teams.hearing.test_a_comments_day import words_of
from tests.teams.sending.conftest import ANNA

TEN = "2026-11-24 10:00"
SV = texts("sv", "teams")
PICTURE = b"\x89PNG picture"


class _Shelf(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        held = {"/bild.png": PICTURE, "/stor.mp4": b"x" * (2 << 20)}.get(self.path)
        self.send_response(200 if held is not None else 404)
        self.end_headers()
        self.wfile.write(held or b"")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def shelf() -> Iterator[str]:
    """Where people's files are kept."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Shelf)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def sends(house: House, text: str, *addresses: str) -> str:
    """Anna sends these files with these words; what she is told."""
    before = len(house.told(house.own_chat()))
    activity: dict[str, Any] = house.service._around(house.own_chat(), ANNA)
    told = [
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "contentUrl": "https://exempel-my.sharepoint.com/personal/anna/bild.png",
            "name": address.rpartition("/")[2],
            "content": {"downloadUrl": address, "uniqueId": "1150D938", "fileType": "png"},
        }
        for address in addresses
    ]
    told.append({"contentType": "text/html", "content": f"<p>{text}</p>"})
    made = activity | {"type": "message", "text": text, "attachments": told}
    assert house.http.post(house.url, json=made).status_code == 200
    (answer,) = house.told(house.own_chat())[before:]
    return words_of(answer)


def kept(house: House, number: int) -> list[attachments.Attachment]:
    with house.store.read() as tx:
        return attachments.of_comments(tx, [number])


def test_a_picture_sent_with_the_number_is_kept_with_the_comment(house: House, shelf: str) -> None:
    """M30: what it looked like is kept before it is removed."""
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    told = sends(house, f"bilaga {number}", f"{shelf}/bild.png")
    assert SV.say(Say(said=Said.FILES_KEPT, number=number, count=1)) in told
    (one,) = kept(house, number)
    assert (one.name, one.size, one.person_id) == ("bild.png", len(PICTURE), house.newsroom.anna.id)
    with house.store.read() as tx:
        assert attachments.content(tx, one.sha256 or "") == PICTURE


def test_the_same_picture_twice_is_kept_once(house: House, shelf: str) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    sends(house, str(number), f"{shelf}/bild.png")
    assert SV.say(Say(said=Said.FILES_KEPT, number=number, count=0)) in sends(
        house, str(number), f"{shelf}/bild.png"
    )
    assert len(kept(house, number)) == 1


def test_without_a_number_she_is_asked_for_it(house: House, shelf: str) -> None:
    house.at(TEN)
    assert SV.say(Say(said=Said.NUMBER_MISSING, text="bilaga 118")) in sends(house, "", f"{shelf}/bild.png")


def test_a_comment_that_is_not_there_is_told_before_anything_is_fetched(house: House) -> None:
    house.at(TEN)
    assert SV.say(Say(said=Said.NO_SUCH_COMMENT, number=999)) in sends(house, "999", "http://127.0.0.1:9/x")


def test_what_cannot_be_fetched_is_told_and_nothing_is_kept(house: House, shelf: str) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    told = sends(house, str(number), f"{shelf}/bild.png", f"{shelf}/borta.png")
    assert SV.say(Say(said=Said.FILES_NOT_FETCHED, number=number)) in told
    assert kept(house, number) == []


def test_what_is_too_large_is_told_and_nothing_is_kept(house: House, shelf: str) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    with house.store.write() as tx:
        attachments.note_limit(tx, 1, house.clock[0])
    told = sends(house, str(number), f"{shelf}/stor.mp4")
    assert SV.say(Say(said=Said.FILE_TOO_LARGE, text="stor.mp4", count=1)) in told
    assert kept(house, number) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://exempel.sharepoint.com/bild.png",
        "https://evil.example/bild.png",
        "https://sharepoint.com.evil.example/bild.png",
        "https://127.0.0.1/bild.png",
        "https://[::1/bild.png",
        "file:///etc/passwd",
    ],
)
def test_only_microsofts_stores_are_fetched_from(address: str) -> None:
    assert not may_fetch(TeamsFile(name="x", address=address), local=False)
    assert not may_fetch(TeamsFile(name="x", address=address, ours=True), local=False)


def test_a_colleagues_own_store_is_fetched_from_and_the_token_goes_to_teams_alone() -> None:
    theirs = "https://exempel-my.sharepoint.com/personal/anna/_layouts/15/download.aspx?x=1"
    teams = "https://smba.trafficmanager.net/emea/v3/attachments/1/views/original"
    assert may_fetch(TeamsFile(name="x", address=theirs), local=False)
    assert not may_fetch(TeamsFile(name="x", address=theirs, ours=True), local=False)
    assert may_fetch(TeamsFile(name="x", address=teams, ours=True), local=False)


def test_a_picture_in_the_message_itself_is_a_file_and_a_card_is_none() -> None:
    told = [
        Attachment(contentType="image/*", contentUrl="https://smba.trafficmanager.net/emea/v3/attachments/1/views/original"),
        Attachment(contentType="application/vnd.microsoft.card.adaptive", content={}),
        Attachment(contentType="text/html", content="<p>Hej</p>"),
        Attachment(contentType="application/vnd.microsoft.teams.file.download.info", content={"x": 1}),
    ]  # fmt: skip
    (one,) = files_in(told)
    assert (one.name, one.ours) == ("bild.png", True)
    assert files_in(None) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("118", 118), ("bilaga #118", 118), ("Till 118, tack", 118), ("bild-118.png", None), ("", None)],
)
def test_the_number_stands_in_the_words(text: str, number: int | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/\x7f", "http://127.0.0.1:99999/x", "http://127.0.0.1/" + "a" * 70_000]
)
def test_an_address_that_is_none_is_told_of_as_what_cannot_be_fetched(house: House, address: str) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    told = sends(house, str(number), address)
    assert SV.say(Say(said=Said.FILES_NOT_FETCHED, number=number)) in told


def test_a_pasted_picture_is_told_of_when_the_login_gives_no_token(house: House) -> None:
    """The picture lies with Teams' own service, which wants it."""

    def nobody_answers() -> str:
        raise SendError("unreachable")

    (number,) = house.desk.receive(TEN)
    taken = ChatFiles(house.reception, nobody_answers)(
        "one", ANNA.object_id, str(number),
        [TeamsFile(name="bild.png", address="https://smba.trafficmanager.net/x", ours=True)],
    )  # fmt: skip
    assert taken is not None
    assert taken.outcome.say == Say(said=Said.FILES_NOT_FETCHED, number=number)
