"""The client of the servers that are measured: signed slash commands, each timed from its last byte sent."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

SECRET = "bench-signing-secret"


@dataclass
class _Numbers:
    """Every request is another command: a number of its own, and comments to claim."""

    trigger: int = 0


_numbers = _Numbers()


def request(port: int, text: str) -> bytes:
    """A slash command as Slack sends and signs it; `{n}` in it is its number."""
    _numbers.trigger += 1
    fields = {
        "command": "/svarsvakt",
        "text": text.format(n=_numbers.trigger),
        "user_id": "U-ANNA",
        "channel_id": "C-KULTUR",
        "team_id": "T0SVARSVAKT",
        "trigger_id": f"{_numbers.trigger}.{time.time()}",
        "response_url": "http://127.0.0.1:9/",
    }
    body = urlencode(fields).encode()
    stamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\n"
        f"X-Slack-Signature: v0={signature}\r\n\r\n"
    )
    return head.encode() + body


async def one(port: int, asked: bytes) -> tuple[float, bytes]:
    """How many milliseconds the answer took, and its body. RuntimeError: it was not 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    begun = time.perf_counter()
    writer.write(asked)
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.split("content-length:")[1].split("\r\n")[0])
    body = await reader.readexactly(length)
    took = (time.perf_counter() - begun) * 1000
    writer.close()
    if " 200 " not in head.split("\r\n")[0]:
        raise RuntimeError(head.split("\r\n")[0])
    return took, body


def latencies(port: int, text: str, at_once: int, count: int) -> list[float]:
    """So many commands, so many at once: the milliseconds of each."""

    async def all_of_them() -> list[float]:
        found: list[float] = []
        for _ in range(count // at_once):
            requests = [request(port, text) for _ in range(at_once)]
            found += [took for took, _ in await asyncio.gather(*(one(port, each) for each in requests))]
        return found

    return asyncio.run(all_of_them())


def answer(port: int, text: str) -> str:
    """What is answered, in one order."""
    _, body = asyncio.run(one(port, request(port, text)))
    return json.dumps(json.loads(body), sort_keys=True)
