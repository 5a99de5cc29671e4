"""From the workspace to the app: sockets that come and go, signed requests, retries, answers in time."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.sandbox.server import Workspace
from tests.workspace import hang_up


class Endpoint:
    """An HTTP server that notes each request and answers as told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.answers: list[tuple[int, str, str]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                endpoint.requests.append(({k.lower(): v for k, v in self.headers.items()}, body))
                status, kind, answer = (
                    endpoint.answers.pop(0) if endpoint.answers else (200, "text/plain", "")
                )
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(answer.encode())

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/slack/events"


@pytest.fixture
def endpoint(workspace: Workspace) -> Iterator[Endpoint]:
    found = Endpoint()
    thread = threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    workspace.state.outbound.request_url = found.url
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


class TestSignedHttp:
    def test_every_kind_of_request_is_signed(self, workspace: Workspace, endpoint: Endpoint) -> None:
        workspace.tell_bot("U-ANNA", "åäö & <b>")
        workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt", "åäö & 1+1")
        workspace.shortcut("U-ANNA", "add_comment")
        verifier = SignatureVerifier(workspace.signing_secret)
        assert len(endpoint.requests) == 3
        assert all(verifier.is_valid_request(body, headers) for headers, body in endpoint.requests)

    def test_bodies_are_json_for_events_and_forms_for_the_rest(
        self, workspace: Workspace, endpoint: Endpoint
    ) -> None:
        workspace.tell_bot("U-ANNA", "hej")
        workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt", "lista & mer")
        workspace.shortcut("U-ANNA", "add_comment")
        event, command, shortcut = (body for _, body in endpoint.requests)
        assert json.loads(event)["event"]["text"] == "hej"
        assert parse_qs(command)["text"] == ["lista & mer"]
        assert json.loads(parse_qs(shortcut)["payload"][0])["callback_id"] == "add_comment"

    def test_an_event_that_is_refused_comes_again_and_says_so(
        self, workspace: Workspace, endpoint: Endpoint
    ) -> None:
        endpoint.answers = [(500, "text/plain", ""), (503, "text/plain", "")]
        assert workspace.tell_bot("U-ANNA", "hej").acknowledged
        numbers = [headers.get("x-slack-retry-num") for headers, _ in endpoint.requests]
        assert numbers == [None, "1", "2"]
        assert endpoint.requests[1][0]["x-slack-retry-reason"] == "http_error"
        assert len({body for _, body in endpoint.requests}) == 1

    def test_an_event_is_given_up_after_three_retries(self, workspace: Workspace, endpoint: Endpoint) -> None:
        endpoint.answers = [(500, "text/plain", "")] * 9
        seen = workspace.tell_bot("U-ANNA", "hej")
        assert (seen.acknowledged, seen.failure) == (False, "dispatch_failed")
        assert len(endpoint.requests) == 4

    def test_a_command_that_is_refused_is_not_sent_again(
        self, workspace: Workspace, endpoint: Endpoint
    ) -> None:
        endpoint.answers = [(500, "text/plain", "")]
        seen = workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt")
        assert (seen.failure, len(endpoint.requests)) == ("dispatch_failed", 1)

    def test_a_commands_answer_may_be_words_or_a_message(
        self, workspace: Workspace, endpoint: Endpoint
    ) -> None:
        message = json.dumps({"response_type": "in_channel", "text": "till alla"})
        endpoint.answers = [(200, "text/plain", "bara till dig"), (200, "application/json", message)]
        assert workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt").text == "bara till dig"
        workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt")
        assert [found["text"] for found in workspace.messages("C-KULTUR")] == ["till alla"]

    def test_an_answer_that_slack_would_not_show_is_a_failed_one(
        self, workspace: Workspace, endpoint: Endpoint
    ) -> None:
        blocks = json.dumps({"text": "x", "blocks": [{"type": "carrousel"}]})
        endpoint.answers = [(200, "application/json", blocks)]
        assert workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt").failure == "dispatch_failed"

    def test_nobody_at_the_address(self, workspace: Workspace) -> None:
        workspace.state.outbound.request_url = "http://127.0.0.1:9/slack/events"
        assert workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt").failure == "no_app"


class Listener:
    """A real Socket Mode client that acknowledges, or does not."""

    def __init__(self, workspace: Workspace, *, acknowledging: bool = True) -> None:
        self.heard: list[SocketModeRequest] = []
        self.acknowledging = acknowledging
        self.workspace = workspace
        self.client = SocketModeClient(
            app_token=workspace.app_token,
            web_client=WebClient(base_url=workspace.api_url),
            ping_interval=0.2,
        )
        self.client.socket_mode_request_listeners.append(self._hear)
        self.client.connect()

    def _hear(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        if self.acknowledging:
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))


@pytest.fixture
def listen(workspace: Workspace) -> Iterator[Callable[..., Listener]]:
    made: list[Listener] = []

    def make(of: Workspace = workspace, **options: bool) -> Listener:
        made.append(Listener(of, **options))
        of.wait_for_app(connections=len(made))
        return made[-1]

    yield make
    for listener in made:
        hang_up(listener.workspace, listener.client)


class TestSocketMode:
    def test_without_a_connection_there_is_no_app(self, workspace: Workspace) -> None:
        assert workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt").failure == "no_app"
        assert workspace.tell_bot("U-ANNA", "hej").failure == "no_app"

    def test_each_kind_has_its_envelope(self, workspace: Workspace, listen: Callable[..., Listener]) -> None:
        listener = listen()
        workspace.tell_bot("U-ANNA", "hej")
        workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt")
        workspace.shortcut("U-ANNA", "add_comment")
        kinds = [(request.type, request.accepts_response_payload) for request in listener.heard]
        assert kinds == [("events_api", False), ("slash_commands", True), ("interactive", True)]

    def test_envelopes_take_turns_between_connections(
        self, workspace: Workspace, listen: Callable[..., Listener]
    ) -> None:
        first, second = listen(), listen()
        for number in range(4):
            workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt", str(number))
        assert (len(first.heard), len(second.heard)) == (2, 2)

    def test_what_is_not_acknowledged_in_time_has_failed(
        self, workspaces: Callable[..., Workspace], listen: Callable[..., Listener]
    ) -> None:
        workspace = workspaces(ack_seconds=0.1)
        listen(workspace, acknowledging=False)
        assert workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt").failure == "timeout"

    def test_an_event_that_is_not_acknowledged_comes_again(
        self, workspaces: Callable[..., Workspace], listen: Callable[..., Listener]
    ) -> None:
        workspace = workspaces(ack_seconds=0.1)
        listener = listen(workspace, acknowledging=False)
        assert not workspace.tell_bot("U-ANNA", "hej").acknowledged
        tries = [(request.retry_attempt, request.retry_reason) for request in listener.heard]
        assert tries == [(0, ""), (1, "http_timeout"), (2, "http_timeout"), (3, "http_timeout")]

    @pytest.mark.parametrize("how", ["cut", "close", "refresh"])
    def test_a_client_whose_connection_is_lost_comes_back(
        self, workspace: Workspace, listen: Callable[..., Listener], how: str
    ) -> None:
        listener = listen()
        assert workspace.lose_sockets(how) == 1
        workspace.wait_for_app()
        assert workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt").acknowledged
        assert len(listener.heard) == 1

    def test_a_ticket_opens_one_connection(self, workspace: Workspace) -> None:
        client = WebClient(base_url=workspace.api_url)
        url = client.apps_connections_open(app_token=workspace.app_token)["url"]
        assert url.startswith(f"ws://127.0.0.1:{workspace.port}/link/?ticket=")


def test_the_apps_own_message_in_a_direct_message_comes_to_it_as_slack_sends_it(
    workspace: Workspace, listen: Callable[..., Listener]
) -> None:
    listener = listen()
    WebClient(workspace.bot_token, base_url=workspace.api_url).chat_postMessage(channel="U-ANNA", text="hej")
    workspace.wait_until(lambda: listener.heard)
    assert listener.heard[0].payload["event"]["bot_id"] == "B0SVARSVAKT"
