"""One planted fault: a piece of source, what stands there instead, and who must notice."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """`old` stands exactly once in `file`; with `new` in its place one of `tests` must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    only: str = ""
    """Of those tests, the ones whose names match (as `pytest -k`)."""
