"""`make mutants`: plants each fault in a copy of the tree and runs the tests that are meant to notice.

Prints a table; exits 1 if one survives or was noticed later than it may be.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.mutant import Mutant
from tests.mutants.planted import PLANTED

ROOT = Path(__file__).parents[2]
WITHIN = 10.0
"""Seconds in which each must be noticed."""
ROOMS = ("bot", "handlers", "scheduler", "db", "tests")


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """Which test failed first, and after how many seconds; no test: it survived."""

    test: str | None
    seconds: float


def main() -> int:
    """Every mutant, or those asked for."""
    parser = argparse.ArgumentParser(prog="tests.mutants")
    parser.add_argument("--name", default="", help="only those whose names hold this")
    parser.add_argument("--from", dest="first", type=int, default=1, help="from this one on")
    asked = parser.parse_args()
    chosen = [mutant for mutant in PLANTED[asked.first - 1 :] if asked.name in mutant.name]
    bad = 0
    print("| fault | noticed by | seconds |\n|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="svarsvakt-mutants-") as name:
        copy = Path(name)
        for room in ROOMS:
            shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
        for file in ("pyproject.toml", "config.toml"):
            shutil.copy(ROOT / file, copy)
        for mutant in chosen:
            found = notice(mutant, copy)
            late = found.seconds > WITHIN
            bad += found.test is None or late
            said = found.test or "NOBODY"
            print(f"| {mutant.name} | {said} | {found.seconds:.1f}{' LATE' if late else ''} |", flush=True)
    print(f"\n{len(chosen) - bad} of {len(chosen)} noticed within {WITHIN:.0f} s")
    return 1 if bad else 0


def notice(mutant: Mutant, copy: Path) -> Noticed:
    """Plant it, run its tests until the first fails, take it out again."""
    file = copy / mutant.file
    source = file.read_text(encoding="utf-8")
    file.write_text(planted(mutant, source), encoding="utf-8")
    began = time.monotonic()
    try:
        run = subprocess.run(
            [
                *(sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header"),
                *("-k", " and ".join(["not postgres", *([mutant.only] if mutant.only else [])])),
                *mutant.tests,
            ],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        file.write_text(source, encoding="utf-8")
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", run.stdout, re.MULTILINE)
    if run.returncode == 0 or failed is None:
        return Noticed(test=None, seconds=time.monotonic() - began)
    return Noticed(test=failed[1].split("/")[-1], seconds=time.monotonic() - began)


def planted(mutant: Mutant, source: str) -> str:
    """The source with the fault; raises ValueError when its place is not there exactly once."""
    if source.count(mutant.old) != 1:
        raise ValueError(f"{mutant.name}: {mutant.file} has its place {source.count(mutant.old)} times")
    return source.replace(mutant.old, mutant.new)


if __name__ == "__main__":
    sys.exit(main())
