"""A records request judged in Teams: asked whether she wants the file, which lands in her own OneDrive."""

import io
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select

from bot.teams.cards import forms
from bot.texts import texts
from db.models import handouts, memberships
from db.words import Role
from tests.teams.hearing.conftest import House
from tests.teams.hearing.test_a_comments_day import words_of
from tests.teams.sending.conftest import ANNA

TEN = "2026-11-24 10:00"
SV = texts("sv", "teams")


class _OneDrive(BaseHTTPRequestHandler):
    def do_PUT(self) -> None:
        said = self.rfile.read(int(self.headers["Content-Length"]))
        refused = self.path == "/full"
        if not refused:
            self.server.came += said  # type: ignore[attr-defined]
        self.send_response(507 if refused else 201)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def onedrive() -> Iterator[ThreadingHTTPServer]:
    """Where her files are kept."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _OneDrive)
    server.came = bytearray()  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def asked(house: House) -> dict[str, Any]:
    """Anna, who answers for the unit here, has judged a request; what Teams is to ask her."""
    house.desk.receive(TEN)
    house.at(TEN)
    with house.store.write() as tx:
        unit, anna = house.newsroom.unit.id, house.newsroom.anna.id
        tx.execute(memberships.insert().values(unit_id=unit, person_id=anna, role=Role.SUPERVISOR))
    data = {"act": forms.SEND, "form": "hand_out_review", "kept": {}, "f_withhold": ""}
    house.service.says(ANNA, "mitt", house.own_chat())
    house.service.presses(ANNA, house.told(house.own_chat())[-1], data)
    offer = house.told(house.own_chat())[-1]
    (attachment,) = offer.now["attachments"]
    assert attachment["contentType"].endswith("file.consent")
    return {"posted": offer, **attachment}


def answers(house: House, asked: dict[str, Any], action: str, where: str = "") -> None:
    content = asked["content"]
    value = {"type": "fileUpload", "action": action, "context": content[f"{action}Context"]}
    if where:
        value["uploadInfo"] = {
            "uploadUrl": where, "contentUrl": "https://exempel-my.sharepoint.com/x.zip",
            "name": asked["name"], "uniqueId": "1150D938", "fileType": "zip",
        }  # fmt: skip
    made = house.service._around(house.own_chat(), ANNA) | {
        "type": "invoke", "name": "fileConsent/invoke", "replyToId": asked["posted"].id, "value": value,
    }  # fmt: skip
    assert house.http.post(house.url, json=made).status_code == 200


def noted(house: House) -> int:
    with house.store.read() as tx:
        return len(tx.execute(select(handouts.c.id)).all())


def test_the_file_lands_in_her_onedrive_when_she_has_said_yes(
    house: House, asked: dict[str, Any], onedrive: Any
) -> None:
    """U10: that it was handed out is noted."""
    assert noted(house) == 0
    answers(house, asked, "accept", f"http://127.0.0.1:{onedrive.server_address[1]}/up")
    assert noted(house) == 1
    with zipfile.ZipFile(io.BytesIO(bytes(onedrive.came))) as package:
        assert package.testzip() is None
        assert package.namelist()
    told = house.told(house.own_chat())
    assert told[-1].now["attachments"][0]["contentType"].endswith("file.info")
    assert "1" in words_of(asked["posted"])
    assert "file.consent" not in words_of(asked["posted"])


def test_a_no_leaves_everything_as_it_was(house: House, asked: dict[str, Any]) -> None:
    answers(house, asked, "decline")
    assert noted(house) == 0
    assert SV.teams.file_declined() in words_of(asked["posted"])


def test_a_file_that_did_not_arrive_is_told_with_its_number(
    house: House, asked: dict[str, Any], onedrive: Any
) -> None:
    answers(house, asked, "accept", f"http://127.0.0.1:{onedrive.server_address[1]}/full")
    assert SV.handout.not_there(1) in words_of(asked["posted"])


def test_whoever_may_no_more_gets_nothing(house: House, asked: dict[str, Any], onedrive: Any) -> None:
    with house.store.write() as tx:
        tx.execute(memberships.delete().where(memberships.c.role == Role.SUPERVISOR))
    answers(house, asked, "accept", f"http://127.0.0.1:{onedrive.server_address[1]}/up")
    assert noted(house) == 0
    assert onedrive.came == b""


def test_her_yes_to_something_else_is_no_request(house: House, asked: dict[str, Any]) -> None:
    other = {**asked, "content": {"acceptContext": {"form": "settings", "fields": {"first_name": "Ny"}}}}
    answers(house, other, "accept", "http://127.0.0.1:9/up")
    assert noted(house) == 0


@pytest.mark.parametrize("where", ["http://127.0.0.1/\x7f", "http://127.0.0.1:99999/up"])
def test_a_place_that_is_none_is_told_of_as_a_file_that_did_not_arrive(
    house: House, asked: dict[str, Any], where: str
) -> None:
    answers(house, asked, "accept", where)
    assert SV.handout.not_there(1) in words_of(asked["posted"])
