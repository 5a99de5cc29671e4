"""What the page is shown: the workspace, a person's sidebar, messages, home and modals."""

import copy
from typing import Any

from bot.sandbox.conversations import Conversation, Post
from bot.sandbox.identities import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.stamps import order
from bot.sandbox.state import State


def workspace(state: State) -> Json:
    """Who and what there is."""
    layout = state.layout
    bot = state.users[BOT_USER_ID]
    return {
        "team": {"id": TEAM_ID, "name": layout.team_name, "domain": layout.team_domain},
        "bot": {
            "user_id": BOT_USER_ID,
            "bot_id": BOT_ID,
            "app_id": APP_ID,
            "name": bot.name,
            "real_name": bot.real_name,
        },
        "app": state.app_status(),
        "users": [
            {
                "id": user.id,
                "name": user.name,
                "real_name": user.real_name,
                "first_name": user.given_name,
                "title": user.title,
                "is_bot": user.is_bot,
            }
            for user in state.users.values()
        ],
        "channels": [
            {
                "id": each.id,
                "name": each.name,
                "topic": each.topic,
                "members": sorted(each.members),
                "is_archived": each.is_archived,
                "is_private": each.is_private,
            }
            for each in state.conversations.values()
            if not each.is_im
        ],
        "commands": [
            {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
            for each in layout.app.commands or ()
        ],
        "shortcuts": [
            {
                "callback_id": each.callback_id,
                "name": each.name,
                "type": each.kind,
                "description": each.description,
            }
            for each in layout.app.shortcuts or ()
        ],
        "usergroups": [
            {"id": group.id, "handle": group.handle, "name": group.name, "users": list(group.users)}
            for group in layout.usergroups
        ],
    }


def conversations(state: State, user: str) -> list[Json]:
    """A person's sidebar: channels by name, then the direct message with the app."""
    state.direct(user)
    mine = [each for each in state.conversations.values() if user in each.members]
    mine.sort(key=lambda each: (each.is_im, each.name))
    return [_in_sidebar(state, each, user) for each in mine]


def _in_sidebar(state: State, conversation: Conversation, user: str) -> Json:
    unread = conversation.unread(user)
    top = [post for post in unread if not post.is_reply]
    lasting = list(conversation.lasting())
    return {
        "id": conversation.id,
        "kind": "dm" if conversation.is_im else "channel",
        "name": state.users[BOT_USER_ID].real_name if conversation.is_im else conversation.name,
        "with": BOT_USER_ID if conversation.is_im else None,
        "unread": len(top),
        "mentions": len(unread) if conversation.is_im else sum(_calls(post, user) for post in unread),
        "latest_ts": lasting[-1].ts if lasting else None,
    }


def _calls(post: Post, user: str) -> bool:
    """Does this message mention the person, in its text or its blocks?"""
    return any(mark in f"{post.text} {post.blocks}" for mark in (f"<@{user}>", "<!here>", "<!channel>"))


def messages(
    state: State, user: str, channel: str, *, thread_ts: str | None, before: str | None, limit: int
) -> Json:
    """What a person sees in a channel, or in one of its threads, oldest first."""
    conversation = entered(state, user, channel)
    seen = conversation.seen_by(user)
    if thread_ts is not None:
        found = [post for post in seen if thread_ts in (post.ts, post.thread_ts)]
    else:
        found = [post for post in seen if not post.is_reply or post.broadcast]
    if before is not None:
        upto = order(before)
        found = [post for post in found if post.at < upto]
    return {
        "messages": [message(state, conversation, post) for post in found[-limit:]],
        "has_more": len(found) > limit,
    }


def message(state: State, conversation: Conversation, post: Post) -> Json:
    """One message as the page shows it."""
    slack = conversation.with_thread(post)
    return {
        "ts": post.ts,
        "thread_ts": slack.get("thread_ts"),
        "user": post.user,
        "bot_id": slack.get("bot_id"),
        "text": post.text,
        "blocks": with_pictures(state, post.blocks),
        "edited": slack.get("edited"),
        "ephemeral": post.only_for is not None,
        "reply_count": slack.get("reply_count", 0),
        "latest_reply": slack.get("latest_reply"),
        "reply_users": slack.get("reply_users", []),
        "files": post.files,
        "broadcast": post.broadcast,
        "subtype": slack.get("subtype"),
    }


def with_pictures(state: State, blocks: list[Json]) -> list[Json]:
    """Blocks in which every Slack file has an address that a browser can fetch."""
    copied = copy.deepcopy(blocks)
    _fill_pictures(state, copied)
    return copied


def _fill_pictures(state: State, value: Any) -> None:
    if isinstance(value, list):
        for each in value:
            _fill_pictures(state, each)
    elif isinstance(value, dict):
        file = value.get("slack_file")
        if value.get("type") == "image" and isinstance(file, dict):
            known = state.files.by_id.get(str(file.get("id")))
            value["image_url"] = f"/sandbox/files/{known.id}/{known.name}" if known else file.get("url")
        for each in value.values():
            _fill_pictures(state, each)


def home(state: State, user: str) -> Json:
    """A person's App Home, or null."""
    view = state.surfaces.homes.get(state.user(user).id)
    if view is None:
        return {"view": None}
    return {"view": {**view.slack(), "blocks": with_pictures(state, view.body["blocks"])}}


def modals(state: State, user: str) -> Json:
    """A person's open modals, the one on top last."""
    stack = state.surfaces.stack(state.user(user).id)
    return {
        "modals": [{**view.slack(), "blocks": with_pictures(state, view.body["blocks"])} for view in stack]
    }


def calls(state: State, after: int) -> Json:
    """The app's Web API calls after this number, without what they said."""
    return {
        "calls": [
            {
                "number": call.number,
                "method": call.method,
                "channel": call.args.get("channel"),
                "ok": call.ok,
                "error": call.error,
                "status": call.status,
            }
            for call in state.calls[after:]
        ]
    }


def entered(state: State, user: str, channel: str) -> Conversation:
    """A conversation that this person is in; her own direct message by the app's id too."""
    state.user(user)
    conversation = state.direct(user) if channel == BOT_USER_ID else state.conversation(channel)
    if user not in conversation.members:
        raise Refused(
            "channel_not_found" if conversation.is_im or conversation.is_private else "not_in_channel"
        )
    return conversation
