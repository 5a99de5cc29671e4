"""An hour of polling on a simulated clock: what it costs one bot, and how that grows with the accounts.

The platforms are the contract servers of the tests, in a process of their own; the bot asks them over HTTP,
as it asks any, and stores what is new. Beside it the same requests alone: sent, answered and read as JSON,
with nothing else done. TLS is in neither.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import httpx

from db import settings_versions
from db.models import metadata
from db.register import Register, RegisteredAccount, RegisteredPerson, RegisteredUnit, sync
from db.store import Store
from handlers.sources.fetching import HttpFetch
from handlers.sources.places import Places
from handlers.sources.polling import Polled, poll_all
from handlers.sources.trouble import look_ahead
from handlers.sources.turn import Turn
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from scheduler.settings_json import book_to_json
from tests.bench.counted import statements
from tests.bench.filled import NOW
from tests.bench.measured import Measured, at_most
from tests.bench.platforms import AN_HOUR, BEFORE, MIX, Through, platforms

MANY = 60
SIZES = (6, 60, 600)
GROWS = 1.25
"""An account among six hundred costs at most so much more than one among six."""
MINUTES = 60
A_UNIT = 6
"""Accounts of one unit."""


@dataclass(frozen=True, kw_only=True)
class Hour:
    """What an hour took, first readings apart."""

    requests: int
    cpu: float
    """Seconds of the bot's process."""
    bare_cpu: float
    """The same requests alone, the first thousand."""
    statements: int
    new: int
    before: float
    """Megabytes that the process held when the hour began."""
    after: float


def measure(sizes: tuple[int, ...] = SIZES, minutes: int = MINUTES) -> Iterator[Measured]:
    """Each size in a fresh process."""
    hours = {size: _apart(size, minutes) for size in sizes}
    for size, hour in hours.items():
        expected = size * AN_HOUR * minutes // MINUTES
        assert hour.new == expected, f"{hour.new} of {expected} comments came in"
    many = min(sizes, key=lambda size: abs(size - MANY))
    some = hours[many]
    what = f"{minutes} minutes of polling, {many} accounts ({some.requests:,} requests)"
    yield _row(what, "the clock's own seconds", some.cpu, minutes * 60.0, "CPU s")
    yield _row(what, "the same requests alone", some.cpu, some.bare_cpu, "CPU s")
    yield _row(f"memory after it, {many} accounts", "before it", some.after, some.before, "MB")
    first = sizes[0]
    for size in sizes[1:]:
        for name, unit in (("requests", "requests"), ("statements", "statements"), ("cpu", "CPU s")):
            ours, theirs = (getattr(hours[one], name) / one for one in (size, first))
            asked, met = at_most(GROWS, ours, theirs)
            yield Measured(
                group="polling",
                what=f"one account's {minutes} minutes among {size}",
                beside=f"among {first}",
                ours=ours,
                theirs=theirs,
                unit=unit,
                asked=asked,
                met=met,
            )
        yield _row(
            f"memory, {size} accounts", f"{first} accounts", hours[size].after, hours[first].after, "MB"
        )


def _row(what: str, beside: str, ours: float, theirs: float, unit: str) -> Measured:
    return Measured(group="polling", what=what, beside=beside, ours=ours, theirs=theirs, unit=unit)


def _apart(size: int, minutes: int) -> Hour:
    with platforms(size) as port:
        said = subprocess.run(
            [sys.executable, "-m", "tests.bench.polling", str(port), str(size), str(minutes)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return Hour(**json.loads(said.stdout))


def an_hour(port: int, size: int, minutes: int, folder: Path) -> Hour:
    """First everything that is there already; then the hour, as the bot's own jobs ask: once a minute."""
    store, book = office(folder, size)
    through = Through(port)
    found: list[Polled] = []
    ask = HttpFetch(
        httpx.Client(transport=through), resolve=lambda *_: ["93.184.215.14"], proxy=lambda *_: None
    )
    places = Places(
        settings={_slug(number): dict(MIX[number % len(MIX)].settings) for number in range(size)},
        keys={
            f"{_slug(number)}_{name}": value
            for number in range(size)
            for name, value in MIX[number % len(MIX)].keys.items()
        },
    )

    def in_turn(do: Callable[[Turn], Polled], turns: Iterable[Turn]) -> Iterator[Polled]:
        for turn in turns:
            through.site = int(turn.account.slug.removeprefix("konto"))
            yield do(turn)

    def minute(number: int) -> None:
        through.now = now = NOW + timedelta(minutes=number)
        poll_all(store, book, places, ask, lambda: now, told=found.append, many=in_turn)
        look_ahead(store, book, places, now)

    minute(0)
    faults = [one for one in found if one.error]
    assert not faults, faults[0]
    assert sum(one.new for one in found) == size * BEFORE
    found.clear()
    through.requests.clear()
    through.count = 0
    before = _megabytes()
    with statements(store) as made:
        begun = process_time()
        for number in range(1, minutes + 1):
            minute(number)
        cpu = process_time() - begun
    after, asked, again = _megabytes(), through.count, [*through.requests]
    for number in range(minutes + 1, minutes + 20):  # what was written last is seen at the next reading
        minute(number)
    store.close()
    return Hour(
        requests=asked,
        cpu=cpu,
        bare_cpu=_bare(again),
        statements=len(made),
        new=sum(one.new for one in found),
        before=before,
        after=after,
    )


def _bare(asked: list[httpx.Request]) -> float:
    """The same requests once more, answered and read, and nothing done with it."""
    with httpx.Client(trust_env=False) as client:
        begun = process_time()
        for one in asked:
            again = client.build_request(one.method, one.url, headers=one.headers, content=one.content)
            json.loads(client.send(again).content or b"null")
        return process_time() - begun


def office(folder: Path, size: int) -> tuple[Store, RuleBook]:
    """A new store with so many accounts, six a unit."""
    store = Store.open(f"sqlite:///{folder / 'polling.db'}")
    metadata.create_all(store.engine)
    with store.write() as tx:
        sync(tx, _register(size), NOW - timedelta(days=BEFORE + 1))
        rules = RuleBook(organisation=UnitRules())
        version = settings_versions.current(tx, book_to_json(rules), NOW)
    return store, RuleBook(organisation=UnitRules(), version=version)


def _register(size: int) -> Register:
    units = range(-(-size // A_UNIT))
    return Register(
        people=tuple(
            RegisteredPerson(slug=f"anna{unit}", first_name="Anna", chat_id=f"U-{unit}") for unit in units
        ),
        units=tuple(
            RegisteredUnit(
                slug=f"unit{unit}",
                name=f"Enhet {unit}",
                channel=f"C-{unit}",
                editors=(f"anna{unit}",),
                supervisors=(f"anna{unit}",),
            )
            for unit in units
        ),
        accounts=tuple(
            RegisteredAccount(
                slug=_slug(number),
                unit=f"unit{number // A_UNIT}",
                name=f"Konto {number}",
                platform=MIX[number % len(MIX)].kind,
                source=MIX[number % len(MIX)].kind,
                url=MIX[number % len(MIX)].url,
            )
            for number in range(size)
        ),
    )


def _slug(number: int) -> str:
    return f"konto{number}"


def _megabytes() -> float:
    said = Path("/proc/self/status").read_text(encoding="ascii")
    return int(said.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    with TemporaryDirectory(prefix="svarsvakt-bench-") as name:
        hour = an_hour(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(name))
    sys.stdout.write(json.dumps(asdict(hour)))
