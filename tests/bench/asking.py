"""What a person asks for, in a store of years beside one of a fortnight: App Home, `lista`, a claim."""

import statistics
from collections.abc import Callable, Iterator
from time import perf_counter

from db import comments
from db.words import CommentState
from handlers import commands, desk
from handlers.desk import Action
from handlers.home import home
from handlers.turn import turn
from tests.bench.counted import statements
from tests.bench.filled import NOW, Filled, Stores
from tests.bench.measured import Measured, at_most

TURNS = 25
ASKED = 1.5


def measure(stores: Stores, turns: int = TURNS) -> Iterator[Measured]:
    """Each question to both stores by turns; beside, how many statements it takes."""
    few, many = stores.of(stores.sizes[0]), stores.of(stores.sizes[3])
    for one in (few, many):
        turn(one.store, one.book, NOW)  # the day's rounds are shown too
    for what, ask in QUESTIONS.items():
        of_few, of_many = ask(few), ask(many)
        found: list[list[float]] = [[], []]
        for _ in range(turns):
            for place, asked_now in enumerate((of_few, of_many)):
                begun = perf_counter()
                asked_now()
                found[place].append((perf_counter() - begun) * 1000)
        ours, theirs = statistics.median(found[1]), statistics.median(found[0])
        with statements(many.store) as made:
            of_many()
        asked, met = at_most(ASKED, ours, theirs)
        yield Measured(
            group="asked by a person",
            what=f"{what} at {many.stored:,} stored ({len(made)} statements)",
            beside=f"at {few.stored:,}",
            ours=ours,
            theirs=theirs,
            unit="ms",
            asked=asked,
            met=met,
        )


def _home(one: Filled, *, supervisor: bool) -> Callable[[], None]:
    person = one.supervisor if supervisor else one.editor

    def ask() -> None:
        with one.store.read() as tx:
            assert home(tx, one.book, person, NOW).units[0].waiting_total > 0

    return ask


def _command(one: Filled, text: str) -> Callable[[], None]:
    person = one.editor

    def ask() -> None:
        with one.store.read() as tx:
            told = commands.run(tx, one.book, person=person, command="svarsvakt", text=text, chat="slack",
                                channel="C-1", now=NOW)  # fmt: skip
        assert not told.refused

    return ask


def _claim(one: Filled) -> Callable[[], None]:
    """Takes the first unit's unclaimed comments one after the other, each with its commit."""
    person = one.editor
    with one.store.read() as tx:
        waiting, _ = comments.waiting(tx, [1], limit=one.opened)
    free = iter([comment.id for comment in waiting if comment.state is CommentState.NEW])

    def ask() -> None:
        number = next(free)
        with one.store.write() as tx:
            told = desk.act(tx, one.book, person=person, action=Action.CLAIM, number=number, now=NOW)
        assert told.changed, told

    return ask


QUESTIONS: dict[str, Callable[[Filled], Callable[[], None]]] = {
    "an editor's App Home": lambda one: _home(one, supervisor=False),
    "a supervisor's App Home": lambda one: _home(one, supervisor=True),
    "/svarsvakt lista": lambda one: _command(one, "lista"),
    "/svarsvakt lista alla": lambda one: _command(one, "lista alla"),
    "/svarsvakt lista mina": lambda one: _command(one, "lista mina"),
    "/svarsvakt status": lambda one: _command(one, "status"),
    "/svarsvakt visa": lambda one: _command(one, f"visa {one.stored - 500}"),
    "a claim, stored": _claim,
}
