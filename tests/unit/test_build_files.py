"""What a fresh machine is set up from: pinned by hash, no address of anybody's, everywhere the same."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==(\S+)", re.MULTILINE)
NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name: str) -> dict[str, str]:
    return {plain(pin): version for pin, version in PIN.findall((REQUIREMENTS / f"{name}.txt").read_text())}


def names(needed: list[str]) -> set[str]:
    return {plain(match.group(1)) for each in needed if (match := NAME.match(each))}


@pytest.mark.parametrize("name", ["run", "teams", "dev", "isso", "audit"])
def test_every_requirement_is_pinned_by_hash(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("name", ["run", "teams", "dev", "isso", "audit"])
def test_requirement_files_carry_no_address_and_no_path(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    assert not re.search(r"https?://|file:|--index|--find-links|(?<![\w./-])/\w", text)
    assert "make lock" in text.splitlines()[1]


def test_running_and_working_on_it_use_the_same_versions() -> None:
    run, teams, dev = pins("run"), pins("teams"), pins("dev")
    assert {name: teams.get(name) for name in run} == run
    assert {name: dev.get(name) for name in teams} == teams


def test_what_the_package_says_it_needs_is_what_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = dict(project["optional-dependencies"])
    for_teams = extras.pop("teams")
    needed = [*project["dependencies"], *(each for extra in extras.values() for each in extra)]
    assert names(needed) <= pins("run").keys()
    assert names(for_teams) <= pins("teams").keys() - pins("run").keys()


def test_every_requirement_says_why() -> None:
    for name in ("run", "teams", "dev", "audit"):
        for line in (REQUIREMENTS / f"{name}.in").read_text().splitlines():
            if NAME.match(line) and not line.startswith("-"):
                assert "#" in line, line


@pytest.mark.parametrize(
    "script", [".ci/run", "tools/set-up", "tools/debian-packages", "tools/lock", "tools/audit"]
)
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    shell = (ROOT / script).read_text().splitlines()[0].rpartition(" ")[2].rpartition("/")[2]
    subprocess.run([shell, "-n", str(ROOT / script)], check=True)


def fresh(folder: Path, *programs: str) -> dict[str, str]:
    """A copy of what set-up needs, and a path with only these programs on it."""
    shutil.copytree(ROOT / "tools", folder / "tools")
    shutil.copytree(REQUIREMENTS, folder / "requirements")
    shutil.copy(ROOT / "pyproject.toml", folder)
    programs_folder = folder / "programs"
    programs_folder.mkdir()
    for program in ("dirname", "cat", "cksum", "rm", *programs):
        (programs_folder / program).symlink_to(shutil.which(program) or "/bin/false")
    return {"PATH": str(programs_folder)}


def set_up(folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("sh") or "sh", "tools/set-up", "run"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_without_a_python_it_says_what_is_needed(tmp_path: Path) -> None:
    answer = set_up(tmp_path, fresh(tmp_path))
    assert answer.returncode == 1
    assert "Python 3.11 or newer" in answer.stderr
    assert not (tmp_path / ".venv").exists()


def a_python(folder: Path, script: str) -> None:
    python = folder / "programs" / "python3"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)


def test_an_old_python_is_not_taken(tmp_path: Path) -> None:
    env = fresh(tmp_path)
    a_python(tmp_path, "exit 1")
    assert "none was found" in set_up(tmp_path, env).stderr


def test_a_python_without_ensurepip_is_said_with_what_to_install(tmp_path: Path) -> None:
    env = fresh(tmp_path)
    a_python(tmp_path, 'case "$1" in -c) exit 0 ;; --version) echo Python 3.11.2 ;; *) exit 1 ;; esac')
    answer = set_up(tmp_path, env)
    assert answer.returncode == 1
    assert "apt-get install python3-venv" in answer.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("code", [0, 1])
def test_an_audit_fails_when_anything_is_unclean_or_cannot_be_asked_about(tmp_path: Path, code: int) -> None:
    """What asks says so by its exit status; it is asked to be strict, about every pinned file."""
    env = fresh(tmp_path)
    a_python(tmp_path, f'echo "$@" >>asked; case "$*" in *isso.txt) exit {code} ;; esac')
    command = [shutil.which("sh") or "sh", "tools/audit", "programs/python3"]
    answer = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    asked = (tmp_path / "asked").read_text().splitlines()
    assert answer.returncode == code
    assert {line.rpartition("/")[2] for line in asked} == {path.name for path in REQUIREMENTS.glob("*.txt")}
    assert all("--strict" in line and "--require-hashes" in line for line in asked)


def test_the_container_takes_every_room_and_runs_as_nobody_special() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text()
    for room in ("bot", "handlers", "scheduler", "db"):
        assert f"COPY {room} {room}" in text
    assert "\nUSER svarsvakt\n" in text
    assert "HEALTHCHECK" in text


def test_the_service_stops_within_the_bots_own_ten_seconds() -> None:
    text = (ROOT / "deploy" / "svarsvakt.service").read_text()
    match = re.search(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
    assert match
    assert int(match.group(1)) > 10
