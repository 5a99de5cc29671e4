"""Whoever does not use Teams reads nothing of it, and needs none of it installed."""

import subprocess
import sys

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
