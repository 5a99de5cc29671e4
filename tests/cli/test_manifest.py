"""`svarsvakt manifest teams` writes what is uploaded to Teams."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.teams.manifest_rules import MANIFEST
from tests.teams.test_manifest import BOT, PAGE, faults


def test_the_command_writes_the_package(svarsvakt: Command, tmp_path: Path) -> None:
    out = tmp_path / "app.zip"
    said = svarsvakt("manifest", "teams", "--app-id", str(BOT), "--website", PAGE, "--out", str(out))
    assert (said.code, said.out.strip()) == (0, str(out))
    content = json.loads(zipfile.ZipFile(out).read("manifest.json"))
    assert content["bots"][0]["botId"] == str(BOT)
    assert content["developer"]["name"] == "Exempelstads kommun"
    assert faults(MANIFEST, content) == []


def test_the_bots_id_is_the_configurations(svarsvakt: Command, config_path: Path, tmp_path: Path) -> None:
    teams = f'\n[teams]\napp_id = "{BOT}"\ntenant = "{BOT}"\n'
    config_path.write_text(config_path.read_text(encoding="utf-8") + teams, encoding="utf-8")
    out = tmp_path / "app.zip"
    assert svarsvakt("manifest", "teams", "--website", PAGE, "--out", str(out)).code == 0
    content = json.loads(zipfile.ZipFile(out).read("manifest.json"))
    assert content["bots"][0]["botId"] == str(BOT)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--app-id", "not-an-id", "--website", PAGE),
        ("--app-id", str(BOT), "--website", "http://exempelstad.example"),
        ("--app-id", str(BOT), "--website", PAGE, "--language", "fi"),
        ("--app-id", str(BOT)),
        ("--website", PAGE),
    ],
)
def test_what_teams_would_not_take_is_refused_before_anything_is_written(
    svarsvakt: Command, tmp_path: Path, wrong: tuple[str, ...]
) -> None:
    out = tmp_path / "app.zip"
    assert svarsvakt("manifest", "teams", *wrong, "--out", str(out)).code == 2
    assert not out.exists()
