"""A Bot Connector, or something before it, that answers what none should: what that means for a message."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta

import pytest

from bot.teams.connector import NO_ID, Connector
from bot.teams.errors import AFTER_TOO_MANY, LONGEST_WAIT
from db.conversations import CHANNEL, Conversation
from scheduler.port import SendError, Unclear
from tests.teams.sending.conftest import CHANNEL_ID

SECOND = timedelta(seconds=1)


@contextmanager
def answering(said: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A service that reads each request and answers these bytes, whatever it is asked."""
    heard: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with closing(line):
                    heard.append(_request(line))
                    line.sendall(said)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(60)


def _request(line: socket.socket) -> bytes:
    said = b""
    while b"\r\n\r\n" not in said:
        said += line.recv(65_536)
    head, _, body = said.partition(b"\r\n\r\n")
    length = next(
        int(each.split(b":")[1]) for each in head.lower().split(b"\r\n") if b"content-length" in each
    )
    while len(body) < length:
        body += line.recv(65_536)
    return head + body


def answer(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*head, "Connection: close", "", ""]).encode() + body


def posted(url: str) -> str:
    """What comes of a message sent there."""
    there = Conversation(id=CHANNEL_ID, kind=CHANNEL, service_url=url)
    connector = Connector(token=None, timeout=60)
    with closing(connector):
        return connector.post(there, CHANNEL_ID, {"type": "message", "text": "Hej"})


WAITS = {
    "inf": AFTER_TOO_MANY,
    "nan": AFTER_TOO_MANY,
    "1e400": AFTER_TOO_MANY,
    "-7": SECOND,
    "0": SECOND,
    " 17 ": 17 * SECOND,
    "2.5": 2.5 * SECOND,
    "99999999999": LONGEST_WAIT,
    "1e300": LONGEST_WAIT,
    "": AFTER_TOO_MANY,
    "soon": AFTER_TOO_MANY,
    "Wed, 21 Oct 2065 07:28:00 GMT": AFTER_TOO_MANY,
    "٣": 3 * SECOND,
}


@pytest.mark.parametrize("said", WAITS)
def test_however_long_too_many_says_it_waits_between_a_second_and_an_hour(said: str) -> None:
    busy = answer("429 Too Many Requests", b"", f"Retry-After: {said}")
    with answering(busy) as (url, _), pytest.raises(SendError, match="ratelimited") as refused:
        posted(url)
    assert refused.value.retry_after == WAITS[said]
    assert not refused.value.permanent


TAKEN = {
    "no JSON": answer("201 Created", b"{"),
    "nothing": answer("204 No Content"),
    "a page": answer("200 OK", b"<html>", "Content-Type: text/html"),
    "letters in no encoding that there is": answer(
        "200 OK", b"\xff\xfe", "Content-Type: text/html; charset=hex"
    ),
    "a list": answer("201 Created", b'["1"]'),
    "nested without end": answer("201 Created", b"[" * 200_000),
    "an object for an id": answer("201 Created", b'{"id": {"a": 1}}'),
    "an id without end": answer("201 Created", b'{"id": "' + b"1" * 5_000 + b'"}'),
    "an id that no store can hold": answer("201 Created", b'{"id": "1\\u0000"}'),
    "half a character for an id": answer("201 Created", b'{"id": "\\ud800"}'),
}


@pytest.mark.parametrize("how", TAKEN)
def test_a_yes_is_a_yes_whatever_its_words(how: str) -> None:
    """Told again it would stand there twice; without its id it is only not brought up to date."""
    with answering(TAKEN[how]) as (url, heard):
        assert posted(url) == NO_ID
    assert len(heard) == 1


IN_DOUBT = {
    "cut in its middle": answer("201 Created", b'{"id": "1', length=400),
    "no HTTP": b"220 mail.example ESMTP\r\n",
    "nothing at all": b"",
    "packed and broken": answer("201 Created", b"no gzip", "Content-Encoding: gzip"),
    "a number that is no status": answer("999 ?"),
    "its own fault": answer("500 Internal Server Error"),
    "a gateway's": answer("502 Bad Gateway"),
    "too late": answer("504 Gateway Timeout"),
}


@pytest.mark.parametrize("how", IN_DOUBT)
def test_an_answer_that_says_neither_yes_nor_no_leaves_it_in_doubt(how: str) -> None:
    with answering(IN_DOUBT[how]) as (url, heard), pytest.raises(Unclear):
        posted(url)
    assert len(heard) == 1, "nothing is sent again by itself"


REFUSED = {
    "precondition": (answer("412 Precondition Failed"), "status_412", False),
    "blocked, in a strange encoding": (
        answer(
            "403 Forbidden", b'{"subCode": "MessageWritesBlocked"}', "Content-Type: text/html; charset=zlib"
        ),
        "teams_blocked",
        True,
    ),
    "forbidden by a proxy": (answer("403 Forbidden", b"\xff\xfe\x00"), "teams_forbidden", True),
    "gone": (answer("404 Not Found"), "teams_no_conversation", True),
    "too large": (answer("413 Payload Too Large"), "teams_too_large", False),
    "not changed": (answer("304 Not Modified"), "status_304", False),
}


@pytest.mark.parametrize("how", REFUSED)
def test_a_no_is_a_no_in_whatever_letters(how: str) -> None:
    said, code, permanent = REFUSED[how]
    with answering(said) as (url, _), pytest.raises(SendError) as refused:
        posted(url)
    assert (refused.value.code, refused.value.permanent) == (code, permanent)


def test_nobody_is_followed_elsewhere_with_the_bots_words() -> None:
    with ExitStack() as opened:
        elsewhere, heard = opened.enter_context(answering(answer("201 Created")))
        redirect = answer("307 Temporary Redirect", b"", f"Location: {elsewhere}/v3")
        url, _ = opened.enter_context(answering(redirect))
        with pytest.raises(SendError, match="status_307"):
            posted(url)
    assert heard == []


def test_words_that_cannot_be_sent_were_not_sent() -> None:
    """A message in doubt would be told again and again; this one never left."""
    with answering(answer("201 Created")) as (url, heard):
        there = Conversation(id=CHANNEL_ID, kind=CHANNEL, service_url=url)
        with closing(Connector(token=None, timeout=60)) as connector, pytest.raises(SendError):
            connector.post(there, CHANNEL_ID, {"type": "message", "text": "\ud800"})
    assert heard == []
