"""The docs name every setting, command and file there is, and nothing that is not."""

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from bot.cli.program import ENTRIES, loaded
from bot.config.shape import ConfigShape
from bot.slack.manifest import SCOPES
from handlers.command_words import WORDS
from scheduler.answer_time import due
from scheduler.settings import AnswerRules, CalendarRules
from scheduler.working_calendar import WorkingCalendar

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
CODE = re.compile(r"`([^`]+)`")
MONTHS = {"March": 3, "April": 4, "November": 11, "December": 12}


def first_cells(file: str) -> list[str]:
    """The first `code` of each table row."""
    rows = (line for line in (DOCS / file).read_text(encoding="utf-8").splitlines() if line.startswith("| `"))
    return [CODE.findall(row)[0] for row in rows]


def keys(shape: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Every key of the configuration, dotted; a table by name is `<name>`."""
    for name, field in shape.model_fields.items():
        inner, by_name = _table(field.annotation)
        if inner is None:
            yield prefix + name
        else:
            yield from keys(inner, f"{prefix}{name}.{'<name>.' if by_name else ''}")


def _table(kind: Any) -> tuple[type[BaseModel] | None, bool]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind, False
    for each in get_args(kind):
        inner, _ = _table(each)
        if inner is not None:
            return inner, get_origin(kind) is dict
    return None, False


def documented_keys() -> set[str]:
    return {cell for cell in first_cells("configuration.md") if re.fullmatch(r"[a-z_<>.]+", cell)}


def test_every_setting_is_documented_and_no_other() -> None:
    rules = {"calendar", "answer", "ladder", "rounds", "signature", "chat", "replies", "guesses"}
    there = {
        key for key in keys(ConfigShape) if not key.startswith(tuple(f"units.<name>.{r}." for r in rules))
    }
    assert documented_keys() == there


def test_defaults_of_rules_are_as_documented() -> None:
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    for table, field in ConfigShape.model_fields.items():
        inner, by_name = _table(field.annotation)
        if inner is None or by_name:
            continue
        for name, key in inner.model_fields.items():
            row = re.search(rf"^\| `{table}\.{name}` \| (.+?) \|", text, re.MULTILINE)
            if row and isinstance(key.default, (bool, int)):
                assert row.group(1) == f"`{str(key.default).lower()}`", f"{table}.{name}"


def documented_commands() -> dict[str, set[str]]:
    text = (DOCS / "commands.md").read_text(encoding="utf-8").partition("## In Slack")[0]
    found = {}
    for line in text.splitlines():
        if line.startswith("| `"):
            name, options = line.split("|")[1:3]
            found[name.strip(" `")] = set(re.findall(r"--[a-z-]+", options))
    return found


def commands() -> dict[str, set[str]]:
    found = {}
    for entry in ENTRIES:
        command = loaded(entry)
        if hasattr(command, "commands"):
            for name, inner in command.commands.items():
                found[f"{entry.name} {name}"] = _options(inner)
        else:
            found[entry.name] = _options(command)
    return found


def _options(command: Any) -> set[str]:
    offs = {name for p in command.params for name in getattr(p, "secondary_opts", ())}
    ons = {p.opts[0] for p in command.params if getattr(p, "secondary_opts", ())}
    plain = {p.opts[0] for p in command.params if p.opts[0].startswith("--")} - ons
    return {name for name in plain | offs if name.startswith("--")} - {"--help"}


def test_every_command_is_documented_with_its_options_and_no_other() -> None:
    assert documented_commands() == commands()


def test_help_of_every_command_loads() -> None:
    for entry in ENTRIES:
        assert loaded(entry) is not None, entry.name


def test_every_word_in_slack_is_documented() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8").partition("## In Slack")[2]
    words = {
        cell.split()[0] for line in text.splitlines() if line.startswith("| `") for cell in CODE.findall(line)
    }
    for word, spellings in WORDS.items():
        assert {spellings[0], word.value} <= words


def test_every_scope_is_documented_and_no_other() -> None:
    text = (DOCS / "running.md").read_text(encoding="utf-8")
    table = text.partition("| scope | used to |")[2].partition("\n\n")[0]
    documented = {scope for line in table.splitlines() for scope in CODE.findall(line)}
    assert documented == set(SCOPES)


@pytest.mark.parametrize("file", [*sorted(path.name for path in DOCS.glob("*.md")), "../README.md"])
def test_links_lead_somewhere(file: str) -> None:
    page = DOCS / file
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_files_on_a_comments_path_are_there() -> None:
    for name in CODE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        if re.fullmatch(r"(bot|handlers|scheduler|db|tests|tools|docs)/[\w/.]+", name):
            assert (ROOT / name).exists(), name


def instants(cell: str) -> datetime:
    match = re.search(r"(\d+) (\w+)(?: (\d{4}))? (\d\d)\.(\d\d)", cell)
    assert match, cell
    day, month, year, hour, minute = match.groups()
    return datetime(int(year or 2026), MONTHS[month], int(day), int(hour), int(minute), tzinfo=STOCKHOLM)


def worked_examples() -> list[tuple[str, str]]:
    rows = (line.split("|") for line in (DOCS / "rules.md").read_text(encoding="utf-8").splitlines())
    return [
        (row[1].strip(), row[2].strip()) for row in rows if len(row) == 5 and re.search(r"\d\.\d\d", row[1])
    ]


@pytest.mark.parametrize(("written", "answer_by"), worked_examples())
def test_the_worked_examples_are_what_the_rules_say(written: str, answer_by: str) -> None:
    calendar = WorkingCalendar(CalendarRules())
    assert due(instants(written), AnswerRules(), calendar) == instants(answer_by)


def test_there_are_worked_examples() -> None:
    assert len(worked_examples()) >= 8


@pytest.mark.parametrize("page", ["editor.md", "supervisor.md"])
def test_the_pages_for_people_are_one_page(page: str) -> None:
    assert len((DOCS / page).read_text(encoding="utf-8").split()) < 450


def test_the_back_up_of_the_docs_restores(tmp_path: Path) -> None:
    """The line of running.md, as written there, on a database that is open."""
    text = (DOCS / "running.md").read_text(encoding="utf-8")
    script = re.search(r'python3 -c "(import sqlite3.+?)"', text)
    assert script
    live = sqlite3.connect(tmp_path / "live.db")
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE t (x)")
    live.execute("INSERT INTO t VALUES (1)")
    live.commit()
    copy = tmp_path / "copy.db"
    subprocess.run(["python3", "-c", script.group(1), str(tmp_path / "live.db"), str(copy)], check=True)
    live.close()
    restored = sqlite3.connect(copy)
    assert restored.execute("SELECT x FROM t").fetchall() == [(1,)]
    restored.close()
