"""Whoever does not use Teams reads nothing of it; whoever does is spared its library's own habits."""

import subprocess
import sys
from pathlib import Path

ONLY_SLACK = """
import sys
import bot.app, bot.cli.running
LIBRARY = {"microsoft_teams", "jwt", "msal", "fastapi"}
read = sorted(name for name in sys.modules if name.partition(".")[0] in LIBRARY)
ours = sorted(name for name in sys.modules if name.startswith("bot.teams"))
print(read, ours)
"""


def test_the_program_without_teams_reads_neither_the_library_nor_our_own_part() -> None:
    done = subprocess.run([sys.executable, "-c", ONLY_SLACK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"


WITH_TEAMS = """
import os
from bot.teams.authentication import MicrosoftToken
MicrosoftToken("0f8fad5b-d9cb-469f-a165-70867728950e")
print(os.environ.get("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"))
"""


def test_the_librarys_reading_of_an_env_file_does_not_reach_our_environment(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS=true\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITH_TEAMS],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.strip() == "None"
