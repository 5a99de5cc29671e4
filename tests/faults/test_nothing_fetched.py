"""What the bot connects to: its chat and the configured feeds, never what somebody's comment names."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from db.rows import Account
from handlers.sources.base import FetchFailed, Place, Question, judged
from handlers.sources.feed import read_feed
from handlers.sources.fetching import HttpFetch
from handlers.sources.hosts import is_public
from tests.faults.doors.house import House, bearer, by_slack
from tests.faults.doors.requests import GOOD, SLACK, WEBB
from tests.faults.fuzz.watch import worked

PUBLIC, OTHER_PUBLIC = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
FEED = "https://blogg.example.org/feed"
LURE = "https://lockbete.example/bild.png"
PRIVATE = (
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "no address",
)  # fmt: skip

_reached: list[tuple[str, object]] = []
_listening = threading.Event()


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if _listening.is_set() and event in {"socket.connect", "socket.getaddrinfo"}:
        _reached.append((event, args[1] if event == "socket.connect" else args[0]))


@contextmanager
def reached() -> Iterator[list[tuple[str, object]]]:
    """Every name that is looked up and every address that is connected to meanwhile, by anything here."""
    if not hasattr(sys, "_svarsvakt_hears"):
        sys.addaudithook(_hear)  # there is no way to take it off again
        sys._svarsvakt_hears = True  # type: ignore[attr-defined]
    _reached.clear()
    _listening.set()
    try:
        yield _reached
    finally:
        _listening.clear()


def test_no_address_in_a_comment_is_ever_looked_up_or_fetched(tmp_path: Path) -> None:
    row = {**GOOD, "text": f"Se {LURE} <{LURE}> [x]({LURE})", "url": LURE, "author": LURE, "thread_id": LURE}
    with House(tmp_path) as house, reached() as there:
        assert house.ask("POST", WEBB, json.dumps(row).encode(), bearer()).status == 200
        worked(house)
        for number, text in enumerate(
            ("visa 1", "varför 1", "ta 1", "lista", f"besvarad 1 Se {LURE}", "veckan")
        ):
            fields = {"command": "/svarsvakt", "text": text, "user_id": "U-ANNA", "channel_id": "C-KULTUR"}
            body = urlencode({**fields, "trigger_id": str(number)}).encode()
            assert house.ask("POST", SLACK, body, by_slack(body)).status == 200
            worked(house)
    workspace = urlsplit(house.workspace.environment["SLACK_API_URL"])
    addresses = [address for event, address in there if event == "socket.connect"]
    assert {address for address in addresses if isinstance(address, tuple)} == {
        (workspace.hostname, workspace.port)
    }
    assert {name for event, name in there if event == "socket.getaddrinfo"} <= {workspace.hostname}
    posted = [call.args for call in house.workspace.state.calls if call.method == "chat.postMessage"]
    assert LURE in json.dumps(posted)  # it was shown,
    for name in ("unfurl_links", "unfurl_media"):  # and Slack was asked not to fetch it either
        assert {str(args[name]).lower() for args in posted} <= {"false", "0"}


class Network:
    """Answers in place of the network, and keeps what was asked of whom."""

    def __init__(self, *found: str, **answers: httpx.Response) -> None:
        self.found, self.answers = found, answers
        self.looked_up: list[str] = []
        self.asked: list[httpx.Request] = []

    def resolve(self, host: str, _port: int) -> list[str]:
        self.looked_up.append(host)
        return list(self.found)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answers.get(request.url.path.strip("/"), httpx.Response(200, content=b"x"))

    def fetch(self, url: str = FEED, **how: Any) -> bytes:
        client = httpx.Client(transport=httpx.MockTransport(self.answer))
        fetch = HttpFetch(client, resolve=self.resolve, proxy=lambda *_: None, **how)
        return judged(fetch(Question(url=url))).body


@pytest.mark.parametrize("address", PRIVATE)
def test_a_host_with_a_private_address_is_never_asked(address: str) -> None:
    for found in ((address,), (PUBLIC, address)):
        network = Network(*found)
        with pytest.raises(FetchFailed, match="private_address"):
            network.fetch()
        assert network.asked == []


def test_a_host_that_the_configuration_allows_may_be_within_our_own_network() -> None:
    network = Network("10.1.2.3")
    assert network.fetch(private=["Blogg.example.org"]) == b"x"
    with pytest.raises(FetchFailed, match="private_address"):
        network.fetch("https://annan.example.org/feed", private=["blogg.example.org"])


@pytest.mark.parametrize("address", [PUBLIC, OTHER_PUBLIC])
def test_the_address_that_was_judged_is_the_one_that_is_asked(address: str) -> None:
    """A name that means another machine a moment later does not help."""
    network = Network(address)
    network.fetch("https://blogg.example.org:8443/feed?uri=%2Fa")
    (asked,) = network.asked
    assert asked.url.host == address
    assert asked.url.raw_path == b"/feed?uri=%2Fa"
    assert asked.headers["host"] == "blogg.example.org:8443"
    assert asked.extensions["sni_hostname"] == "blogg.example.org"  # its certificate must be that name's
    assert network.looked_up == ["blogg.example.org"]


def test_an_address_that_cannot_be_reached_is_passed_over_for_the_next() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == OTHER_PUBLIC:
            raise httpx.ConnectError("no route", request=request)
        return httpx.Response(200, content=b"y")

    client = httpx.Client(transport=httpx.MockTransport(answer))
    fetch = HttpFetch(client, resolve=lambda *_: [OTHER_PUBLIC, PUBLIC], proxy=lambda *_: None)
    assert fetch(Question(url=FEED)).body == b"y"


def test_a_redirect_within_the_host_is_judged_anew() -> None:
    network = Network(PUBLIC, feed=httpx.Response(301, headers={"Location": "/ny"}))
    assert network.fetch() == b"x"
    assert network.looked_up == ["blogg.example.org"] * 2
    assert [request.url.path for request in network.asked] == ["/feed", "/ny"]


@pytest.mark.parametrize(
    "elsewhere",
    ["https://annan.example/feed", "//annan.example/", "https://blogg.example.org:444/", "http://[::1]/",
     "https://blogg.example.org@annan.example/", "http://blogg.example.org/feed", "file:///etc/passwd"],
)  # fmt: skip
def test_a_redirect_out_of_the_host_is_not_followed(elsewhere: str) -> None:
    network = Network(PUBLIC, feed=httpx.Response(302, headers={"Location": elsewhere}))
    with pytest.raises(FetchFailed, match="redirected_elsewhere"):
        network.fetch()
    assert network.looked_up == ["blogg.example.org"]
    assert len(network.asked) == 1


def test_reading_a_feed_fetches_nothing_that_stands_in_it(blog: Account) -> None:
    body = (
        '<?xml version="1.0"?><?xml-stylesheet href="https://lockbete.example/a.xsl"?>'
        '<!DOCTYPE feed SYSTEM "https://lockbete.example/feed.dtd" ['
        '<!ENTITY % a SYSTEM "https://lockbete.example/b.dtd"> %a;'
        '<!ENTITY fil SYSTEM "file:///etc/passwd"><!ENTITY ute SYSTEM "https://lockbete.example/c">]>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<link rel="self" href="{LURE}"/><entry><id>1</id><link href="{LURE}"/>'
        f'<link rel="enclosure" href="{LURE}"/>'
        f'<xi:include href="{LURE}"/><content type="html" src="{LURE}">'
        f'&lt;img src="{LURE}"&gt;&fil;&ute;</content>'
        "</entry></feed>"
    ).encode()
    with reached() as there:
        try:
            found = read_feed(body, Place(account=blog), datetime(2026, 11, 27, 12, 0, tzinfo=UTC))
        except FetchFailed:
            found = ()
    assert there == []
    assert not any("root:" in (comment.text or "") for comment in found)


@pytest.fixture
def blog() -> Account:
    return Account(
        id=1, slug="blogg", unit_id=1, name="Blogg", platform="blog", url=None, comments_url=None,
        deputy_id=None, watch_from=datetime(2026, 11, 1, tzinfo=UTC), source="feed", source_url=FEED,
        paused=False, active=True,
    )  # fmt: skip


class _Server(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hej")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A real server on this machine: its address, and the paths it was asked for."""
    kind = type("Asked", (_Server,), {"asked": []})
    running = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}", kind.asked
    running.shutdown()
    thread.join()
    running.server_close()


def test_a_real_server_on_this_machine_is_asked_only_when_that_is_allowed(
    server: tuple[str, list[str]],
) -> None:
    address, asked = server
    for host in (address, address.replace("127.0.0.1", "localhost")):
        fetch = HttpFetch(proxy=lambda *_: None)
        with reached() as there, pytest.raises(FetchFailed, match="private_address"):
            fetch(Question(url=f"{host}/feed"))
        assert [event for event, _ in there if event == "socket.connect"] == []
    fetch = HttpFetch(private=["127.0.0.1"], proxy=lambda *_: None)
    assert fetch(Question(url=f"{address}/feed")).body == b"hej"
    fetch.close()
    assert asked == ["/feed"]


def test_a_forced_proxy_is_asked_by_name_and_judges_the_host_itself(server: tuple[str, list[str]]) -> None:
    address, asked = server
    fetch = HttpFetch(proxy=lambda *_: address)
    with reached() as there:
        assert fetch(Question(url="http://blogg.example.org/feed")).body == b"hej"
        with pytest.raises(FetchFailed, match="private_address"):
            fetch(Question(url="http://169.254.169.254/latest/"))
    fetch.close()
    assert asked == ["http://blogg.example.org/feed"]
    assert ("socket.getaddrinfo", "blogg.example.org") not in there


def test_the_open_internet_is_public() -> None:
    assert is_public(PUBLIC)
    assert is_public(OTHER_PUBLIC)
    assert is_public("::ffff:93.184.215.14")
