"""The demo's own copy of the configuration: your units, people and rules, nothing that reaches the outside.

Left out are mail servers and comment feeds: a rehearsal writes to nobody and reads nobody's site. The port is
a free one, the chat is Socket Mode, the database comes from the environment.
"""

import json
import socket
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

Tree = dict[str, Any]


def scratch_copy(original: Path, to: Path, port: int) -> None:
    """Write the demo's copy of a configuration that has been found valid."""
    tree = tomllib.loads(original.read_text(encoding="utf-8-sig"))
    to.write_text("\n".join(toml(harmless(tree, port))) + "\n", encoding="utf-8")


def harmless(tree: Mapping[str, Any], port: int) -> Tree:
    """The tree without mail and feeds, everybody in the chat, every account watched from the start."""
    copy = {name: value for name, value in tree.items() if name not in {"smtp", "feeds", "database"}}
    copy["slack"] = {"mode": "socket"}
    copy["http"] = {"host": "127.0.0.1", "port": port}
    copy["people"] = {
        slug: {**person, "slack": person.get("slack") or f"U0{_bare(slug)}"}
        for slug, person in tree.get("people", {}).items()
    }
    copy["units"] = {
        slug: {**unit, "channel": unit.get("channel") or f"#{slug}"}
        for slug, unit in tree.get("units", {}).items()
    }
    copy["accounts"] = {
        slug: {name: value for name, value in account.items() if name not in {"feed", "watch_from", "paused"}}
        | {"pushed": True}
        for slug, account in tree.get("accounts", {}).items()
    }
    return copy


def toml(tree: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    """A tree as TOML's lines: its values first, then its tables."""
    tables = {name: value for name, value in tree.items() if isinstance(value, dict)}
    if path:
        yield f"[{'.'.join(map(_key, path))}]"
    for name, value in tree.items():
        if name not in tables:
            yield f"{_key(name)} = {_value(value)}"
    for name, value in tables.items():
        yield from toml(value, (*path, name))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(name)} = {_value(inner)}' for name, inner in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)  # text and numbers are written alike in both


def _key(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _bare(slug: str) -> str:
    return "".join(letter for letter in slug.upper() if letter.isascii() and letter.isalnum())
