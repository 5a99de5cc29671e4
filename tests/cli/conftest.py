"""The command line as a person meets it: arguments in, lines and an exit code out."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.config import Config, load

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its lines of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Said]


@pytest.fixture
def config_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's own configuration, in a folder of its own."""
    path = tmp_path / "config.toml"
    shutil.copyfile(ROOT / "config.toml", path)
    monkeypatch.setenv("SVARSVAKT_CONFIG", str(path))
    for name in ("DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def config(config_path: Path) -> Config:
    return load(config_path, {})


@pytest.fixture
def svarsvakt(
    config_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """`svarsvakt("comments", "--json")`."""

    def run(*arguments: str, stdin: str | bytes = "") -> Said:
        monkeypatch.setattr(sys, "argv", ["svarsvakt", *arguments])
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(raw), encoding="utf-8", errors="strict"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Said(code=int(ended.value.code or 0), out=said.out, err=said.err)

    return run
