"""Every version of the settings that was ever in force, so that what was done can be judged by it."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from db.models import settings_versions
from db.store import insert_new


def current(tx: Connection, settings: Mapping[str, Any], now: datetime) -> int:
    """The number of the version with exactly these settings; a new one if they are new."""
    digest = sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
    insert_new(tx, settings_versions, [{"digest": digest, "settings": dict(settings), "created_at": now}])
    found = select(settings_versions.c.id).where(settings_versions.c.digest == digest)
    version: int = tx.execute(found).scalar_one()
    return version


def load(tx: Connection, version: int) -> Mapping[str, Any] | None:
    """The settings of a version."""
    settings: Mapping[str, Any] | None = tx.execute(
        select(settings_versions.c.settings).where(settings_versions.c.id == version)
    ).scalar_one_or_none()
    return settings
