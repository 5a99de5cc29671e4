"""Which tests cite which rows, read from the tests' own docstrings."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
CITES = re.compile(r"\b([MULB])(\d{2})(?:-\1?(\d{2}))?\b")


@dataclass(frozen=True, kw_only=True, order=True)
class Citing:
    """A test that cites a row: its file below `tests/` and its name."""

    file: str
    name: str

    @property
    def sentence(self) -> str:
        """Its name as it reads."""
        return self.name.removeprefix("test_").replace("_", " ")


def cited(folder: Path = TESTS) -> Mapping[str, tuple[Citing, ...]]:
    """Every row that a test's docstring names, and those tests, in order."""
    found: dict[str, set[Citing]] = {}
    for path in folder.rglob("test_*.py"):
        for function in _tests(ast.parse(path.read_text(encoding="utf-8"))):
            test = Citing(file=path.relative_to(folder).as_posix(), name=function.name)
            for row in named(ast.get_docstring(function) or ""):
                found.setdefault(row, set()).add(test)
    return {row: tuple(sorted(tests)) for row, tests in found.items()}


def named(text: str) -> list[str]:
    """The rows that a text names: `U10`, and each of `U14-U17`."""
    return [
        f"{letter}{number:02}"
        for letter, first, last in CITES.findall(text)
        for number in range(int(first), int(last or first) + 1)
    ]


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node
