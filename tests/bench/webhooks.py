"""What a platform delivers: judged and stored before it is answered, beside judging and parsing it alone.

Over HTTP, as a platform calls: the bot's own pages in a process of their own, and the same server whose door
checks the signature over the raw bytes, parses and answers, and stores nothing. In one process, without HTTP:
the two functions alone, then all the way into the store of comments.
"""

import asyncio
import json
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.sandbox.server import Workspace
from bot.source_door import DoorAnswer, SourceDoor
from db import accounts
from db.store import Store
from handlers.sources.base import Accepted, Delivery
from handlers.sources.facebook import Facebook
from handlers.sources.places import Places
from handlers.sources.together import Together
from handlers.sources.webhooks import take_delivery, work_due
from scheduler.rulebook import RuleBook
from tests.bench.client import one
from tests.bench.filled import NOW
from tests.bench.measured import Measured
from tests.bench.polling import office
from tests.bench.served import Served, serve_until_told
from tests.sources.facebook import PAGE, FacebookSite
from tests.sources.graph_server import signed

TURNS = 8
SINGLE, BATCH = 1, 1_000
"""Updates in a payload: one comment; Meta's largest batch."""
AT_ONCE = 20
GOAL = 0.3
_numbers = count(1)


def measure(turns: int = TURNS, single: int = 200, batches: int = 4) -> Iterator[Measured]:
    """Each beside its floor, by turns."""
    yield from _over_http(turns, single)
    yield from in_process(turns, single, batches)


def delivery(updates: int) -> Delivery:
    """So many new comments in one payload, signed."""
    entries = [_entry(next(_numbers)) for _ in range(updates)]
    return signed(json.dumps({"object": "page", "entry": entries}).encode())


def _entry(number: int) -> Mapping[str, object]:
    at = int(NOW.timestamp()) - 60
    value = {
        "from": {"id": f"77{number}", "name": f"Besökare {number}"},
        "item": "comment",
        "post_id": f"{PAGE}_1",
        "comment_id": f"1_{number}",
        "parent_id": f"{PAGE}_1",
        "verb": "add",
        "created_time": at,
        "message": f"Hej! Nummer {number} undrar när ni öppnar på lördag, och om man behöver anmäla sig.",
        "post": {"permalink_url": f"https://www.facebook.com/{PAGE}_1", "id": f"{PAGE}_1"},
    }
    return {"id": PAGE, "time": at, "changes": [{"field": "feed", "value": value}]}


class Floor:
    """A door that judges and parses, and keeps nothing."""

    def __init__(self, store: Store, places: Places) -> None:
        with store.read() as tx:
            watched = places.of(accounts.by_slug(tx, {"konto0"})["konto0"])
        assert watched is not None
        self._place = watched.place
        self._source = Facebook()

    def __call__(
        self, door: str, method: str, body: bytes, headers: Mapping[str, str], query: Mapping[str, str]
    ) -> DoorAnswer:
        """As SourceDoor answers."""
        del door
        known = {name.lower(): value for name, value in headers.items()}
        return self.take(Delivery(method=method, body=body, headers=known, query=query))

    def take(self, said: Delivery) -> DoorAnswer:
        """Judge and parse."""
        verdict = self._source.verify(said, self._place.keys)
        assert isinstance(verdict, Accepted)
        assert self._source.parse(said.body, verdict.about, self._place, NOW).changes
        return DoorAnswer(status=200)


# -- over HTTP --


def _over_http(turns: int, many: int) -> Iterator[Measured]:
    with TemporaryDirectory(prefix="svarsvakt-bench-") as name, Workspace() as workspace:
        folder = Path(name)
        with (
            Served("tests.bench.webhooks", "ours", folder, workspace) as ours,
            Served("tests.bench.webhooks", "floor", folder, workspace) as floor,
        ):
            for at_once in (1, AT_ONCE):
                found: list[list[float]] = [[], []]
                for turn in range(turns + 1):
                    for place, served in enumerate((ours, floor)):
                        rate = _a_second(served.port, many // 2, at_once)
                        if turn:  # the first makes everything warm
                            found[place].append(rate)
                what = "one at a time" if at_once == 1 else f"{at_once} at once"
                yield _row(f"over HTTP, one comment a payload, {what}", "judged and parsed", *found, GOAL)


def _a_second(port: int, many: int, at_once: int) -> float:
    requests = [_request(port, delivery(SINGLE)) for _ in range(many // at_once * at_once)]

    async def all_of_them() -> float:
        begun = perf_counter()
        for start in range(0, len(requests), at_once):
            await asyncio.gather(*(one(port, each) for each in requests[start : start + at_once]))
        return len(requests) / (perf_counter() - begun)

    return asyncio.run(all_of_them())


def _request(port: int, said: Delivery) -> bytes:
    head = (
        "POST /sources/konto0 HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(said.body)}\r\n"
        f"X-Hub-Signature-256: {said.headers['x-hub-signature-256']}\r\n\r\n"
    )
    return head.encode() + said.body


def _start(kind: str, folder: Path) -> int:
    from bot.intake_door import IntakeDoor
    from bot.serving import WebServer
    from bot.web import Health, web_app

    (folder / kind).mkdir()
    store, _, places = _newsroom(folder / kind)
    door = SourceDoor(store, places, lambda: NOW) if kind == "ours" else Floor(store, places)
    pages = web_app(
        intake=IntakeDoor({}, lambda *_: {}),
        health=lambda: Health(well=True, checks={}),
        metrics=lambda: (b"", "text/plain"),
        sources=door,  # type: ignore[arg-type]  # the floor's has the same shape
    )
    server = WebServer(pages, host="127.0.0.1", port=0)
    server.start()
    return server.port


# -- in one process --


def in_process(turns: int, single: int, batches: int) -> Iterator[Measured]:
    """The functions themselves."""
    with TemporaryDirectory(prefix="svarsvakt-bench-") as name:
        store, book, places = _newsroom(Path(name))
        floor = Floor(store, places)

        together = Together(store)

        def kept(said: Sequence[Delivery]) -> None:
            for each in said:
                assert isinstance(
                    take_delivery(store, places, "konto0", each, NOW, together=together), Accepted
                )

        def judged(said: Sequence[Delivery]) -> None:
            for each in said:
                floor.take(each)

        def worked() -> None:
            while work_due(store, book, places, lambda: NOW + timedelta(seconds=1)):
                pass

        for updates, many in ((SINGLE, single), (BATCH, batches)):
            found: list[list[float]] = [[], [], []]
            for turn in range(turns + 1):
                said = [delivery(updates) for _ in range(many)]
                alone = _rate(lambda said=said: judged(said), many)  # type: ignore[misc]
                begun = perf_counter()
                stored = _rate(lambda said=said: kept(said), many)  # type: ignore[misc]
                worked()
                through = many / (perf_counter() - begun)
                if turn:
                    for place, rate in enumerate((stored, alone, through)):
                        found[place].append(rate)
            what = "one comment a payload" if updates == SINGLE else f"{updates:,} comments a payload"
            yield _row(f"in one process, stored, {what}", "judged and parsed", *found[:2],
                       GOAL if updates == BATCH else None)  # fmt: skip
            yield _row(f"in one process, stored and in the store of comments, {what}", "judged and parsed",
                       found[2], found[1], None)  # fmt: skip
        store.close()


def _rate(work: Callable[[], None], many: int) -> float:
    begun = perf_counter()
    work()
    return many / (perf_counter() - begun)


def _newsroom(folder: Path) -> tuple[Store, RuleBook, Places]:
    store, book = office(folder, 1)
    keys = {f"konto0_{name}": value for name, value in FacebookSite.keys.items()}
    return store, book, Places(settings={"konto0": dict(FacebookSite.settings)}, keys=keys)


def _row(
    what: str, beside: str, ours: Sequence[float], theirs: Sequence[float], times: float | None
) -> Measured:
    our, their = statistics.median(ours), statistics.median(theirs)
    return Measured(
        group="webhooks",
        what=what,
        beside=beside,
        ours=our,
        theirs=their,
        unit="payloads/s",
        asked=f">= {times:g}x" if times is not None else "",
        met=our >= times * their if times is not None else None,
    )


if __name__ == "__main__":
    serve_until_told(lambda: _start(sys.argv[1], Path(sys.argv[2])))
