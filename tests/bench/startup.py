"""How long the program takes to start and how much memory it holds, beside importing its libraries alone."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from time import perf_counter

from tests.bench.measured import Measured, at_most

TIMES = 7
THE_BOT = "import bot.app, bot.cli.running"
OURS = ("bot", "handlers", "scheduler", "db", "__main__")
NAMES = f"""
import sys
{THE_BOT}
for name in sys.modules:
    if name.partition(".")[0] not in {OURS!r}:
        print(name)
"""
HELP = "import sys; sys.argv = ['svarsvakt', '--help']; from bot.cli import main; main()"
TYPER_ALONE = "import typer, rich"


def measure() -> Iterator[Measured]:
    """Start-up and memory of the whole bot, and of the command line's help."""
    bot, libraries = started(THE_BOT, libraries_alone())
    asked, met = at_most(1.5, bot[0], libraries[0])
    yield Measured(
        group="start-up",
        what="the bot's modules imported",
        beside="its libraries alone",
        ours=bot[0],
        theirs=libraries[0],
        unit="ms",
        asked=asked,
        met=met,
    )
    asked, met = at_most(1.5, bot[1], libraries[1])
    yield Measured(
        group="start-up",
        what="memory when imported",
        beside="its libraries alone",
        ours=bot[1],
        theirs=libraries[1],
        unit="MB",
        asked=asked,
        met=met,
    )
    help_, typer = started(HELP, TYPER_ALONE)
    yield Measured(
        group="start-up",
        what="svarsvakt --help",
        beside="importing typer and rich",
        ours=help_[0],
        theirs=typer[0],
        unit="ms",
    )


def libraries_alone() -> str:
    """Importing every module that the bot imports and that is not ours, the standard library’s too."""
    listed = subprocess.run([sys.executable, "-c", NAMES], check=True, capture_output=True, text=True)
    names = [name for name in listed.stdout.split() if not name.startswith("_")]
    return f"""
import importlib
for name in {names!r}:
    try:
        importlib.import_module(name)
    except ImportError:
        pass  # a library's private corner that only its own parent can open
"""


def started(*codes: str) -> list[tuple[float, float]]:
    """Median milliseconds and megabytes of a fresh Python that runs each of these, by turns."""
    runs = [[_run([sys.executable, "-c", code]) for code in codes] for _ in range(TIMES)]
    return [
        (statistics.median(run[place][0] for run in runs), statistics.median(run[place][1] for run in runs))
        for place in range(len(codes))
    ]


def _run(command: Sequence[str]) -> tuple[float, float]:
    begun = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    took = perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[-1]!r} ended with {process.returncode}")
    return took * 1000, used.ru_maxrss / 1024
