"""Secrets: from the environment or from files named there, never from the configuration file."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.config.faults import Fault, FaultKind
from bot.config.model import Secrets

INTAKE_PREFIX = "SVARSVAKT_INTAKE_TOKEN_"
SOURCE_PREFIX = "SVARSVAKT_SOURCE_"

_BELONGS = {
    "bot_token": "SLACK_BOT_TOKEN",
    "app_token": "SLACK_APP_TOKEN",
    "signing": "SLACK_SIGNING_SECRET",
    "teams": "TEAMS_CLIENT_SECRET",
    "smtp": "SMTP_PASSWORD",
    "intake": INTAKE_PREFIX + "...",
    "source_settings": SOURCE_PREFIX + "...",
    "database": "DATABASE_URL",
}
_SECRET_NAME = re.compile(r"token|secret|password|passwd|losenord|lösenord|api_?key", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"xox[a-z]-|xapp-")


def read_secrets(env: Mapping[str, str]) -> tuple[Secrets, str | None, list[Fault]]:
    """The secrets, the database's address if the environment gives one, and what is wrong with them."""
    faults: list[Fault] = []

    def read(name: str) -> str | None:
        value, path = env.get(name), env.get(f"{name}_FILE")
        if value and path:
            faults.append(Fault(kind=FaultKind.BOTH_SECRETS, key=name, facts={"file": f"{name}_FILE"}))
        if not path:
            return value or None
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "not UTF-8"
            faults.append(
                Fault(kind=FaultKind.SECRET_FILE, key=f"{name}_FILE", value=path, facts={"why": why})
            )
            return None

    def named(prefix: str) -> list[str]:
        there = {name.removeprefix(prefix).removesuffix("_FILE") for name in env if name.startswith(prefix)}
        return sorted(there)

    secrets = Secrets(
        slack_bot_token=read("SLACK_BOT_TOKEN"),
        slack_app_token=read("SLACK_APP_TOKEN"),
        slack_signing_secret=read("SLACK_SIGNING_SECRET"),
        teams_client_secret=read("TEAMS_CLIENT_SECRET"),
        smtp_password=read("SMTP_PASSWORD"),
        intake_tokens={
            source.lower().replace("_", "-"): token
            for source in named(INTAKE_PREFIX)
            if (token := read(INTAKE_PREFIX + source))
        },
        source_keys={
            name.lower(): key for name in named(SOURCE_PREFIX) if (key := read(SOURCE_PREFIX + name))
        },
    )
    return secrets, read("DATABASE_URL"), faults


def misplaced(tree: Mapping[str, Any], path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of what looks like a secret in the configuration file."""
    for name, value in tree.items():
        here = (*path, name)
        if isinstance(value, Mapping):
            yield from misplaced(value, here)
        elif isinstance(value, str) and _looks_secret(name, value):
            yield here


def belongs_in(path: tuple[str | int, ...]) -> str:
    """The environment variable that such a secret belongs in."""
    dotted = ".".join(str(part) for part in path).lower()
    return next((name for word, name in _BELONGS.items() if word in dotted), "SLACK_BOT_TOKEN")


def _looks_secret(name: str, value: str) -> bool:
    return bool(_SECRET_NAME.search(name) or _SECRET_VALUE.match(value)) or _has_password(value)


def _has_password(value: str) -> bool:
    try:
        return "://" in value and urlsplit(value).password is not None
    except ValueError:
        return False
