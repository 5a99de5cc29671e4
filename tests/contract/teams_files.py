"""Somebody's own OneDrive, on this machine: where a file that she sends lies, and one that she gets lands."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

from bot.sandbox.identities import Json
from bot.sandbox.teams.world import Posted
from bot.teams.answers import CONSENT as CONSENT  # noqa: PLC0414 - handed on to the room
from bot.teams.chat_files import FILE
from bot.teams.handing_out import INFO as INFO  # noqa: PLC0414 - handed on to the room


class _Asked(BaseHTTPRequestHandler):
    server: "Shelf"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.holds)

    def do_PUT(self) -> None:
        self.server.came += self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Shelf(ThreadingHTTPServer):
    """Serves one file, and keeps another."""

    def __init__(self, holds: bytes = b"") -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.holds, self.came = holds, bytearray()
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/file"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


def download(name: str, shelf: Shelf) -> Json:
    """How Teams tells a bot of a file that somebody has sent it."""
    return {
        "contentType": FILE,
        "contentUrl": f"https://exempel-my.sharepoint.com/{name}",
        "name": name,
        "content": {
            "downloadUrl": shelf.address,
            "uniqueId": "1150D938",
            "fileType": name.rpartition(".")[2],
        },
    }


def upload(asked: Posted, shelf: Shelf) -> Json:
    """How Teams tells a bot that she wants the file which it has offered, and where to put it."""
    (offer,) = asked.now["attachments"]
    return {
        "type": "fileUpload",
        "action": "accept",
        "context": offer["content"]["acceptContext"],
        "uploadInfo": {
            "uploadUrl": shelf.address,
            "contentUrl": f"https://exempel-my.sharepoint.com/{offer['name']}",
            "name": offer["name"],
            "uniqueId": "1150D938",
            "fileType": offer["name"].rpartition(".")[2],
        },
    }
