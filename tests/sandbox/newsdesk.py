"""A small Bolt app of every kind of listener, run in both modes: what real apps see of the workspace."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from bot.sandbox.server import Workspace
from tests.workspace import hang_up

FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Ny kommentar"},
    "submit": {"type": "plain_text", "text": "Spara"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "text",
            "label": {"type": "plain_text", "text": "Text"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}
CARD = [
    {
        "type": "actions",
        "block_id": "card",
        "elements": [
            {
                "type": "button",
                "action_id": "take",
                "text": {"type": "plain_text", "text": "Jag tar den"},
                "value": "118",
            },
            {
                "type": "overflow",
                "action_id": "more",
                "options": [{"text": {"type": "plain_text", "text": "Visa hela"}, "value": "show:118"}],
            },
        ],
    }
]


class Newsdesk:
    """The app, what it heard, and the client it answers with."""

    def __init__(self, workspace: Workspace, mode: str) -> None:
        self.workspace = workspace
        self.mode = mode
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.client = WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])
        self.app = App(
            client=self.client,
            signing_secret=workspace.signing_secret,
            process_before_response=True,
        )
        self._listen()

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.heard]

    def body(self, kind: str) -> dict[str, Any]:
        return next(body for heard, body in reversed(self.heard) if heard == kind)

    def _listen(self) -> None:
        app = self.app

        @app.event("message")
        def message(body: dict[str, Any], say: Any) -> None:
            self.heard.append(("message", body))
            say(f"Du skrev: {body['event']['text']}")

        @app.event("app_mention")
        def mention(body: dict[str, Any], say: Any) -> None:
            self.heard.append(("mention", body))
            say("Ja?", thread_ts=body["event"]["ts"])

        @app.event("app_home_opened")
        def home(body: dict[str, Any], event: dict[str, Any]) -> None:
            self.heard.append(("home", body))
            header = {"type": "header", "text": {"type": "plain_text", "text": "Vad som väntar"}}
            self.client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [header]})

        @app.command("/svarsvakt")
        def command(ack: Any, body: dict[str, Any], respond: Any) -> None:
            self.heard.append(("command", body))
            match body["text"]:
                case "ny":
                    self.client.views_open(trigger_id=body["trigger_id"], view=FORM)
                    ack()
                case "svara":
                    ack()
                    respond("Svar på svarsadressen")
                case _:
                    ack("Inget väntar.")

        @app.action("take")
        def take(ack: Any, body: dict[str, Any]) -> None:
            self.heard.append(("take", body))
            self.client.chat_update(
                channel=body["channel"]["id"], ts=body["message"]["ts"], text="Anna har den", blocks=[]
            )
            ack()

        @app.action("more")
        def more(ack: Any, body: dict[str, Any], respond: Any) -> None:
            self.heard.append(("more", body))
            respond("Hela texten")
            ack()

        @app.shortcut("add_comment")
        def shortcut(ack: Any, body: dict[str, Any]) -> None:
            self.heard.append(("shortcut", body))
            self.client.views_open(trigger_id=body["trigger_id"], view=FORM)
            ack()

        @app.view("form")
        def submitted(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
            self.heard.append(("submitted", body))
            match view["state"]["values"]["text"]["text"]["value"]:
                case "fel":
                    ack(response_action="errors", errors={"text": "Skriv vad allmänheten skrev."})
                case "byt":
                    ack(
                        response_action="update",
                        view={**FORM, "title": {"type": "plain_text", "text": "Bytt"}},
                    )
                case "mer":
                    ack(response_action="push", view=FORM)
                case "rensa":
                    ack(response_action="clear")
                case _:
                    ack()

        @app.view_closed("form")
        def closed(ack: Any, body: dict[str, Any]) -> None:
            self.heard.append(("closed", body))
            ack()


def _http_server(desk: Newsdesk) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name: [value] for name, value in self.headers.items()}
            response = desk.app.dispatch(BoltRequest(body=body, headers=headers))
            self.send_response(response.status)
            for name, value in response.first_headers().items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(response.body.encode())

        def log_message(self, *args: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture(params=["socket", "http"])
def desk(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[Newsdesk]:
    """The app, listening by Socket Mode or by signed HTTP."""
    desk = Newsdesk(workspace, request.param)
    if request.param == "socket":
        handler = SocketModeHandler(desk.app, workspace.app_token)
        handler.connect()
        workspace.wait_for_app()
        yield desk
        hang_up(workspace, handler.client)
        return
    server = _http_server(desk)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    workspace.state.outbound.request_url = f"http://127.0.0.1:{server.server_address[1]}/slack/events"
    yield desk
    server.shutdown()
    thread.join()
    server.server_close()
