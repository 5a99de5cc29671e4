"""Fetches what people attached in chat, one at a time: noted first, fetched after, so none is forgotten."""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.slack.chat_files import NotFetched
from db import attachments
from db.attachments import Attachment
from db.store import Store
from handlers import attaching

log = structlog.get_logger()

MOST_IN_ONE_GO = 10
Fetch = Callable[[str, int], bytes]
"""A file's bytes by the chat's id of it, at most so many. Raises NotFetched."""


def fetch_due(store: Store, fetch: Fetch, clock: Callable[[], datetime]) -> int:
    """Fetch what is to be fetched by now; how many came. No transaction is open meanwhile."""
    came = 0
    for _ in range(MOST_IN_ONE_GO):
        one, most = _next(store, clock())
        if one is None or one.chat_file is None:
            break
        try:
            data = fetch(one.chat_file, most << 20)
        except NotFetched as refusal:
            with store.write() as tx:
                attaching.failed(tx, one, refusal.code, clock(), passes=refusal.passes)
            log.warning(
                "attachment_not_fetched", attachment=one.id, comment=one.comment_id, code=refusal.code
            )
            continue
        with store.write() as tx:
            kept = attaching.fetched(tx, one, data, clock())
        if not kept:
            continue
        came += 1
        log.info("attachment_fetched", attachment=one.id, comment=one.comment_id, bytes=len(data))
    return came


def _next(store: Store, now: datetime) -> tuple[Attachment | None, int]:
    """The next, and how many megabytes it may have."""
    with store.read() as tx:
        if not attachments.waits(tx, now):
            return None, 0
    with store.write() as tx:
        return attachments.claim_due(tx, now), attachments.most_mb(tx)
