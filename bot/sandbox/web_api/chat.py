"""chat.*: messages posted, changed, deleted; ephemerals; permalinks."""

import json
from typing import Any

from bot.sandbox.conversations import Conversation, Post
from bot.sandbox.identities import BOT_ID, BOT_USER_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.validate import checked_blocks
from bot.sandbox.validate.problems import MOST_TEXT, blocks_too_long
from bot.sandbox.web_api.call import Call

METADATA_BYTES = 16_000


class RateLimited(Exception):  # noqa: N818 - an ordinary answer: wait and come back
    """Too much in too short a time: 429."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    conversation = _writable(call)
    text, blocks = _content(call)
    _pace(call, conversation)
    post = call.state.post(
        conversation,
        BOT_USER_ID,
        text,
        blocks=blocks,
        attachments=call.parsed("attachments") or [],
        thread_ts=call.text("thread_ts"),
        broadcast=call.flag("reply_broadcast"),
        metadata=_metadata(call),
    )
    return {"channel": conversation.id, "ts": post.ts, "message": post.slack(with_metadata=True)}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    conversation = _writable(call)
    user = call.state.user(call.required("user"))
    if user.id not in conversation.members:
        raise Refused("user_not_in_channel")
    text, blocks = _content(call)
    post = call.state.post(
        conversation,
        BOT_USER_ID,
        text,
        blocks=blocks,
        thread_ts=call.text("thread_ts"),
        only_for=user.id,
    )
    return {"message_ts": post.ts}


def update(call: Call) -> Json:
    """chat.update: what is not given stays as it was."""
    conversation, post = _own(call, "cant_update_message")
    text = call.text("text")
    blocks = post.blocks
    if "blocks" in call.args:
        blocks = checked_blocks(call.args["blocks"], call.state.files)
    if text is None and not blocks:
        raise Refused("no_text")
    _check_length(text or "", blocks)
    post.text = text if text is not None else ""
    post.blocks = blocks
    if "metadata" in call.args:
        post.metadata = _metadata(call)
    call.state.edit(conversation, post)
    return {
        "channel": conversation.id,
        "ts": post.ts,
        "text": post.text,
        "message": post.slack(with_metadata=True),
    }


def delete(call: Call) -> Json:
    """chat.delete."""
    conversation, post = _own(call, "cant_delete_message")
    call.state.delete(conversation, post)
    return {"channel": conversation.id, "ts": post.ts}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    conversation = call.state.conversation(call.required("channel"))
    post = conversation.message(call.required("message_ts"))
    address = f"{call.state.base_url}/archives/{conversation.id}/p{post.ts.replace('.', '')}"
    if post.is_reply:
        address += f"?thread_ts={post.thread_ts}&cid={conversation.id}"
    return {"channel": conversation.id, "permalink": address}


def _writable(call: Call) -> Conversation:
    conversation = call.state.conversation(call.required("channel"))
    if BOT_USER_ID not in conversation.members:
        raise Refused("channel_not_found" if conversation.is_private else "not_in_channel")
    if conversation.is_archived:
        raise Refused("is_archived")
    return conversation


def _own(call: Call, not_own: str) -> tuple[Conversation, Post]:
    conversation = call.state.conversation(call.required("channel"))
    post = conversation.message(call.required("ts"))
    if post.user != BOT_USER_ID:
        raise Refused(not_own)
    if conversation.is_archived:
        raise Refused("is_archived")
    return conversation, post


def _content(call: Call) -> tuple[str, list[Json]]:
    text = call.text("text") or ""
    blocks = checked_blocks(call.args.get("blocks"), call.state.files)
    if not text and not blocks and not call.parsed("attachments"):
        raise Refused("no_text")
    _check_length(text, blocks)
    return text, blocks


def _check_length(text: str, blocks: list[Json]) -> None:
    if len(text) > MOST_TEXT:
        raise Refused("msg_too_long")
    if blocks_too_long(blocks):
        raise Refused("msg_blocks_too_long")


def _metadata(call: Call) -> Json | None:
    given: Any = call.parsed("metadata", "invalid_metadata_format")
    if not given:
        return None
    if (
        not isinstance(given, dict)
        or not isinstance(given.get("event_type"), str)
        or not isinstance(given.get("event_payload"), dict)
    ):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(given).encode()) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    return {"event_type": given["event_type"], "event_payload": given["event_payload"]}


def _pace(call: Call, conversation: Conversation) -> None:
    """About one message a second a channel, when that switch is on (by the workspace's clock)."""
    if not call.state.faults.rate_limits:
        return
    now = call.state.clock().timestamp()
    if now - call.state.last_post.get(conversation.id, 0.0) < 1.0:
        raise RateLimited(1)
    call.state.last_post[conversation.id] = now


def bots_info(call: Call) -> Json:
    """bots.info."""
    if call.text("bot") not in (None, BOT_ID):
        raise Refused("bot_not_found")
    bot = call.state.users[BOT_USER_ID]
    return {
        "bot": {
            "id": BOT_ID,
            "deleted": False,
            "name": bot.real_name,
            "updated": call.state.started,
            "app_id": "A0SVARSVAKT",
            "user_id": BOT_USER_ID,
            "icons": {},
        }
    }
