"""The faults, read from `planted.toml`."""

import tomllib
from pathlib import Path

from tests.mutants.mutant import Mutant

PLANTED = tuple(
    Mutant(**{**each, "tests": tuple(each["tests"])})
    for each in tomllib.loads((Path(__file__).parent / "planted.toml").read_text(encoding="utf-8"))["mutant"]
)
