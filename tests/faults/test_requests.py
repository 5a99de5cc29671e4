"""Nobody let in: the table of `doors/requests.py` against the whole bot, and what takes several requests."""

from collections.abc import Iterator

import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy import delete, select

from bot.intake_door import IntakeDoor
from bot.slack.http import HttpAnswer
from bot.web import MOST_INTAKE_BYTES, Health, web_app
from db.models import comments, events, metadata
from tests.faults.doors.house import SIGNING, TOKEN, House, bearer, by_slack, call, hub
from tests.faults.doors.requests import BODY, COMMAND, REQUESTS, SLACK, WEBB

SECRETS = (TOKEN, SIGNING)
NEVER = 3600.0
"""So many seconds later the rest would come."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(autouse=True)
def empty(house: House) -> None:
    """No comment of the test before."""
    with house.program.store.write() as tx:
        for table in reversed(metadata.sorted_tables):
            if table in {comments, events} or any(key.column.table is comments for key in table.foreign_keys):
                tx.execute(delete(table))


@pytest.mark.parametrize("kind", REQUESTS)
def test_each_request_gets_its_answer_and_stores_what_it_may(kind: str, house: House) -> None:
    asked = REQUESTS[kind]
    answer = house.ask(asked.method, asked.path, asked.body, asked.headers(asked.body))
    assert answer.status == asked.status, answer.body[:200]
    assert house.stored()[0] == asked.stored
    assert not any(secret.encode() in answer.body for secret in SECRETS)


def test_the_table_has_at_least_sixty_requests() -> None:
    assert len(REQUESTS) >= 60


@pytest.mark.parametrize("headers", [bearer(), hub(BODY)])
def test_a_comment_replayed_a_hundred_times_is_one_comment(
    house: House, headers: list[tuple[str, bytes]]
) -> None:
    for _ in range(100):
        assert house.ask("POST", WEBB, BODY, headers).status == 200
    assert house.stored() == (1, 1)


def test_a_signed_command_replayed_is_done_once(house: House) -> None:
    house.ask("POST", WEBB, BODY, bearer())
    with house.program.store.read() as tx:
        number = tx.execute(select(comments.c.id)).scalar_one()
    body = COMMAND.replace(b"status", b"besvarad+%d" % number).replace(b"1.2", b"1.3")
    signed = by_slack(body)
    first = house.ask("POST", SLACK, body, signed)
    done = house.stored()
    assert b"besvarad" in first.body
    assert house.ask("POST", SLACK, body, signed).body == b""
    assert house.stored() == done == (1, 2)


def test_a_body_that_grows_too_large_is_not_read_to_its_end(house: House) -> None:
    pieces: list[bytes | float] = [b" " * 1024] * (MOST_INTAKE_BYTES // 1024 + 1000)
    answer = house.ask("POST", WEBB, pieces, bearer())
    assert (answer.status, answer.headers["connection"]) == (413, "close")


def test_a_body_that_says_it_is_too_large_is_not_read_at_all(house: House) -> None:
    headers = [*bearer(), ("Content-Length", b"99999999999999999999")]
    assert house.ask("POST", WEBB, [NEVER], headers).status == 413


def test_a_length_that_is_none_is_no_way_past_the_limit(house: House) -> None:
    for length in (b"-1", b"0x10", "١".encode(), b""):
        headers = [*bearer(), ("Content-Length", length)]
        assert house.ask("POST", WEBB, b" " * (MOST_INTAKE_BYTES + 1), headers).status == 413


@pytest.mark.parametrize("path", [WEBB, SLACK])
def test_a_body_that_does_not_come_is_not_waited_for(path: str) -> None:
    app = web_app(
        intake=IntakeDoor({"webb": TOKEN}, lambda *_: {}),
        health=lambda: Health(well=True, checks={}),
        metrics=lambda: (b"", "text/plain"),
        slack=lambda *_: HttpAnswer(status=200),
        body_seconds=0.05,
    )
    with start_blocking_portal() as portal:
        assert portal.call(call, app, "POST", path, [b"{", NEVER, b"}"], bearer()).status == 408


def test_a_body_cut_off_by_its_sender_is_no_comment(house: House) -> None:
    """The server says `disconnect` before the last piece."""
    assert house.ask("POST", WEBB, [BODY[:40], 0.0], bearer()).status == 400
    assert house.stored() == (0, 0)
