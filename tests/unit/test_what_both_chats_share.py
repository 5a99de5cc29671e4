"""What docs/teams.md says of the stories that both chats pass, and of the code that they share, is so."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8").partition("## What both chats share")[2]
# As tools/shared-share counts.
SHARED = ("db", "handlers", "scheduler", "bot/chat", "bot/chats.py", "bot/texts", "bot/handing_out")
SAID = re.search(
    r"about (\d\d),000 in the shared core, (\d,\d)00 for Slack alone, (\d,\d)00 for Teams\s+alone: "
    r"(\d\d) of 100",
    PAGE.replace("\n", " "),
)


def lines(*places: str) -> int:
    """Lines of Python there, migrations not."""
    found = [
        file
        for place in places
        for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
        if "migrations" not in file.parts
    ]
    return sum(file.read_bytes().count(b"\n") for file in found)


def test_so_many_stories_are_told_in_both_chats() -> None:
    told = [
        node.name
        for file in (ROOT / "tests" / "contract").glob("test_*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for asked in node.args.args
        if asked.annotation is not None and ast.unparse(asked.annotation) == "Room"
    ]
    assert f"{len(told)} stories" in PAGE


def test_so_much_of_the_code_is_shared() -> None:
    """Within a twentieth, so that the page is written anew when the picture changes, not with each commit."""
    assert SAID is not None
    core, slack, teams = lines(*SHARED), lines("bot/slack"), lines("bot/teams")
    assert int(SAID[1]) * 1000 == pytest.approx(core, rel=0.05)
    assert int(SAID[2].replace(",", "")) * 100 == pytest.approx(slack, rel=0.05)
    assert int(SAID[3].replace(",", "")) * 100 == pytest.approx(teams, rel=0.05)
    assert int(SAID[4]) == pytest.approx(100 * core / (core + slack + teams), abs=1.5)
