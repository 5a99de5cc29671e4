"""On which line of a TOML file a key stands; the standard parser does not tell."""

import re
import tomllib
from collections import Counter

Path = tuple[str | int, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"^\s*\[\s*({_DOTTED})\s*\]")
_ARRAY = re.compile(rf"^\s*\[\[\s*({_DOTTED})\s*\]\]")
_PAIR = re.compile(rf"^\s*({_DOTTED})\s*=\s*")
_INLINE = re.compile(rf"[{{,]\s*({_DOTTED})\s*=")


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every key of a valid TOML text; `("seasons", 0, "close")` for arrays of tables."""
    found: dict[Path, int] = {}
    arrays: Counter[Path] = Counter()
    table: Path = ()
    pending = ""  # a value that goes on over several lines
    start = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if pending:
            pending += "\n" + line
            if _complete(pending):
                pending = ""
            continue
        if match := _ARRAY.match(line):
            name = _numbered(_parts(match[1]), arrays)
            table = (*name, arrays[name])
            arrays[name] += 1
            found.setdefault(name, number)
            found[table] = number
        elif match := _TABLE.match(line):
            table = _numbered(_parts(match[1]), arrays)
            _note(found, table, number)
        elif match := _PAIR.match(line):
            start = number
            key = (*table, *_parts(match[1]))
            _note(found, key, number)
            for inner in _INLINE.finditer(line, match.end()):
                found.setdefault((*key, *_parts(inner[1])), start)
            pending = "" if _complete(line) else line
    return found


def line_of(lines: dict[Path, int], key: Path) -> int | None:
    """The key's line, or that of the nearest table around it."""
    for length in range(len(key), 0, -1):
        if (line := lines.get(key[:length])) is not None:
            return line
    return None


def _note(found: dict[Path, int], key: Path, number: int) -> None:
    for length in range(1, len(key) + 1):
        found.setdefault(key[:length], number)


def _numbered(name: Path, arrays: Counter[Path]) -> Path:
    """A table's path with the numbers of the arrays of tables that it stands in."""
    path: Path = ()
    for part in name[:-1]:
        path = (*path, part)
        if arrays[path]:
            path = (*path, arrays[path] - 1)
    return (*path, name[-1])


def _parts(dotted: str) -> Path:
    return tuple(_leaf_path(tomllib.loads(f"{dotted} = 0")))


def _leaf_path(tree: object) -> list[str]:
    path: list[str] = []
    while isinstance(tree, dict):
        ((name, tree),) = tree.items()
        path.append(name)
    return path


def _complete(pair: str) -> bool:
    """Whether this `key = value` ends here; the parser itself is asked."""
    try:
        tomllib.loads(pair)
    except tomllib.TOMLDecodeError:
        return False
    return True
