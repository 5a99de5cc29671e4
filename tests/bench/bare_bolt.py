"""Bolt apps that only acknowledge, with a given reply: what `acknowledge.py` measures beside."""

import os
import sys

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def bare(*, fast: bool) -> App:
    """An app whose one listener acknowledges with the reply."""
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(
        client=client,
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=fast,
    )
    reply = os.environ["REPLY"]

    def acknowledge(ack: Ack) -> None:
        ack(text=reply, response_type="ephemeral")

    app.command("/svarsvakt")(acknowledge)
    return app


def main(kind: str, port: int) -> None:
    """Serve on loopback: `floor` as we do, `documented` as Bolt's own development server."""
    app = bare(fast=kind == "floor")
    if kind == "documented":
        app.start(port=port, http_server_logger_enabled=False)
        return

    async def events(request: Request) -> Response:
        asked = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(app.dispatch, asked))

    served = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    uvicorn.run(served, host="127.0.0.1", port=port, log_level="critical", access_log=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
