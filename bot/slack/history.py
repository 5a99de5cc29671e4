"""Looks for a message of ours by the key in its metadata, when nobody knows whether it was sent."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.slack.errors import judged
from db.rows import Notice
from scheduler.port import CannotTell, Ref, SendError, Unclear

EVENT_TYPE = "svarsvakt_notice"
PAGE = 200
MOST_PAGES = 50
MOST_NAMED = 7_000
"""Characters of keys in a message's metadata."""
CLOCKS_APART = timedelta(minutes=2)
"""Slack's clock stamps the messages, ours says since when: look a little further back."""


def metadata(batch: str, notices: Sequence[Notice] = ()) -> dict[str, Any]:
    """What a message of ours carries: its batch, to be found again by, and what it says, for whoever audits.

    Of very many notices the first are named and the others counted; nothing of the public's is among it.
    """
    named: list[str] = []
    room = MOST_NAMED
    for notice in notices:
        room -= len(notice.key) + 1
        if room < 0:
            named.append(f"+{len(notices) - len(named)}")
            break
        named.append(notice.key)
    return {"event_type": EVENT_TYPE, "event_payload": {"key": batch, "notices": " ".join(named)}}


def find(
    client: WebClient, *, channel: str, thread: str | None, batch: str, since: datetime | None
) -> Ref | CannotTell | None:
    """The message with this key in the channel (or the thread, which channel history leaves out).

    `since` none: as far back as can be read.
    """
    oldest = f"{(since - CLOCKS_APART).timestamp():.6f}" if since else "0"
    try:
        with judged():
            for number, page in enumerate(_pages(client, channel, thread, oldest)):
                for message in page:
                    if _key(message) == batch:
                        return Ref(channel=channel, reference=str(message["ts"]))
                if number + 1 >= MOST_PAGES:
                    return CannotTell()
    except SendError as refusal:
        # The thread's parent is gone, so its replies are: nothing of ours can be there.
        return None if thread and refusal.code == "thread_not_found" else CannotTell()
    except Unclear:
        return CannotTell()
    return None


def _pages(
    client: WebClient, channel: str, thread: str | None, oldest: str
) -> Iterator[list[dict[str, Any]]]:
    cursor = ""
    while True:
        asked: dict[str, Any] = {
            "channel": channel,
            "oldest": oldest,
            "limit": PAGE,
            "include_all_metadata": True,
        }
        if cursor:
            asked["cursor"] = cursor
        answer = (
            client.conversations_replies(ts=thread, **asked)
            if thread
            else client.conversations_history(**asked)
        )
        yield list(answer.get("messages") or [])
        cursor = ((answer.get("response_metadata") or {}).get("next_cursor")) or ""
        if not cursor:
            return


def _key(message: dict[str, Any]) -> str | None:
    carried = message.get("metadata") or {}
    if carried.get("event_type") != EVENT_TYPE:
        return None
    key = (carried.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None
