"""Microsoft's keys: kept while they cannot be fetched, new ones found; a broken answer is nobody's fault."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.teams.authentication import FETCH_APART, FRESH, KEPT, KeysNotThere, MicrosoftToken, NotAuthentic
from tests.teams.hearing.tokens import APP_ID, KEY, KID, SERVICE, token

NEXT_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class KeyServer:
    """Where the keys are; `said` stands for its whole answer's body, `cut`: the line breaks in its middle."""

    url: str = ""
    keys: dict[str, Any] = field(default_factory=lambda: {KID: KEY})
    status: int = 200
    said: bytes | None = None
    cut: bool = False
    asked: int = 0

    @property
    def body(self) -> bytes:
        if self.said is not None:
            return self.said
        public = {
            kid: json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
            for kid, key in self.keys.items()
        }
        return json.dumps(
            {"keys": [{**key, "kid": kid, "use": "sig"} for kid, key in public.items()]}
        ).encode()


@contextmanager
def serving() -> Iterator[KeyServer]:
    keys = KeyServer()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.asked += 1
            body = keys.body
            self.send_response(keys.status)
            self.send_header("Content-Length", str(len(body) + (400 if keys.cut else 0)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the test's output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    keys.url = f"http://127.0.0.1:{server.server_port}/keys"
    try:
        yield keys
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Judged:
    """A judge, its keys, and its clock (seconds)."""

    keys: KeyServer
    now: float = 1_000.0

    def __post_init__(self) -> None:
        self.judge = MicrosoftToken(APP_ID, keys_url=self.keys.url, monotonic=lambda: self.now)

    def __call__(self, said: str) -> str | None:
        return self.judge(f"Bearer {said}")


@pytest.fixture
def judged() -> Iterator[Judged]:
    with serving() as keys:
        yield Judged(keys)


def fails(keys: KeyServer, how: str) -> None:
    """It answers no keys from now on."""
    match how:
        case "an error":
            keys.status = 503
        case "cut":
            keys.cut = True
        case "a page":
            keys.said = b"<html>Log in to the network</html>"
        case "a list":
            keys.said = b"[]"
        case "no keys":
            keys.said = b'{"keys": []}'
        case "nested without end":
            keys.said = b"[" * 200_000
        case "a redirect":
            keys.status = 302


BROKEN = ("an error", "cut", "a page", "a list", "no keys", "nested without end", "a redirect")


@pytest.mark.parametrize("how", BROKEN)
def test_without_keys_nothing_is_judged_and_soon_after_they_are_there_it_is(judged: Judged, how: str) -> None:
    """503 and not 401: the token may be good."""
    fails(judged.keys, how)
    with pytest.raises(KeysNotThere):
        judged(token())
    judged.keys.status, judged.keys.said, judged.keys.cut = 200, None, False
    judged.now += FETCH_APART
    assert judged(token()) == SERVICE


@pytest.mark.parametrize("how", BROKEN)
def test_keys_that_were_fetched_last_for_a_day_when_no_new_ones_can_be(judged: Judged, how: str) -> None:
    assert judged(token()) == SERVICE
    fails(judged.keys, how)
    judged.now += KEPT - 1
    assert judged(token()) == SERVICE
    judged.now += 1
    with pytest.raises(KeysNotThere):
        judged(token())


def test_while_they_cannot_be_fetched_nobody_can_make_us_try_each_time(judged: Judged) -> None:
    """Each try may take seconds, and needs no more than a token that anybody can make."""
    fails(judged.keys, "an error")
    for _ in range(20):
        with pytest.raises(KeysNotThere):
            judged(token())
    assert judged.keys.asked == 1


def test_a_new_key_is_found_with_the_first_token_that_it_signed(judged: Judged) -> None:
    judged(token())
    judged.keys.keys = {"next": NEXT_KEY, KID: KEY}
    judged.now += FETCH_APART
    assert judged(token(key=NEXT_KEY, kid="next")) == SERVICE


def test_a_key_that_microsoft_has_taken_back_signs_for_nobody_once_the_keys_are_old(judged: Judged) -> None:
    judged(token())
    judged.keys.keys = {"next": NEXT_KEY}
    judged.now += FRESH
    with pytest.raises(NotAuthentic):
        judged(token())
    assert judged(token(key=NEXT_KEY, kid="next")) == SERVICE


def test_a_known_key_does_not_open_for_what_another_signed(judged: Judged) -> None:
    judged(token())
    with pytest.raises(NotAuthentic):
        judged(token(key=NEXT_KEY))
