"""The rule that lets an old machine run on while a new one starts: a migration only ever adds.

`python -m db.migrations.make` writes a migration; a test reads each with this. What an old program may meet
without noticing: a new table, a new column that may be empty or fills itself, an index that forbids nothing.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ADDS = frozenset({"create_table", "create_index", "add_column", "batch_alter_table", "execute", "f"})
"""What a migration may call; `execute` to fill what it added."""
STOPS_OLD = "STOPS_OLD_MACHINES"
"""A migration that cannot but break the rule says so by this name, and why: then all machines stop first."""


def breaches(path: Path) -> list[str]:
    """What in a migration an old program could stumble over, by line; nothing for one that stops it first."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    if STOPS_OLD in names:
        return []
    upgrade = next(
        (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade"), None
    )
    return [] if upgrade is None else sorted(_in(upgrade))


def _in(upgrade: ast.FunctionDef) -> Iterator[str]:
    made = {_first(node) for node in ast.walk(upgrade) if _called(node) == "create_table"}
    for node in ast.walk(upgrade):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id not in {"op", "batch_op"}:
            continue
        called = node.func.attr
        if called not in ADDS:
            yield f"{node.lineno}: {called} changes what is there"
        elif called == "create_index" and _is(node, "unique", value=True) and not _on_one_of(made, node):
            yield f"{node.lineno}: a unique index refuses what an old program writes"
        elif called == "add_column" and not _may_be_left_out(node):
            yield f"{node.lineno}: an old program does not fill this column"


def _called(node: ast.AST) -> str:
    """What of `op` is called; empty: nothing is."""
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _first(node: ast.AST) -> object:
    """The first word that a call is given."""
    given = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return given.value if isinstance(given, ast.Constant) else None


def _on_one_of(made: set[object], index: ast.Call) -> bool:
    """It is about a table that this migration makes: no old program writes there."""
    about = index.args[1] if len(index.args) > 1 else None
    return isinstance(about, ast.Constant) and about.value in made


def _may_be_left_out(added: ast.Call) -> bool:
    """The column in it may be empty, or has a default of the database's own."""
    for node in ast.walk(added):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "Column":
            given = {keyword.arg for keyword in node.keywords}
            return "server_default" in given or not _is(node, "nullable", value=False)
    return False


def _is(call: ast.Call, name: str, *, value: bool) -> bool:
    return any(
        keyword.arg == name and isinstance(keyword.value, ast.Constant) and keyword.value.value is value
        for keyword in call.keywords
    )
