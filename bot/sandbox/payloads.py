"""What the app is sent: events, slash commands and interactions, in the shapes Slack's documentation has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.sandbox.conversations import Conversation, Post
from bot.sandbox.identities import APP_ID, BOT_USER_ID, TEAM_ID, Json
from bot.sandbox.surfaces import View

if TYPE_CHECKING:
    from bot.sandbox.state import State

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105 - it guards nothing: the workspace is a toy


def event_callback(state: "State", event: Json) -> Json:
    """The outer envelope of the Events API."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": state.stamps.id("Ev"),
        "event_time": int(state.clock().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event['type']}",
    }


def message_events(state: "State", conversation: Conversation, post: Post) -> Iterator[Json]:
    """The events of a new message: `message` where subscribed, and `app_mention`.

    The app's own messages come too, as Slack sends them.
    """
    if BOT_USER_ID not in conversation.members:
        return
    kind = "im" if conversation.is_im else "group" if conversation.is_private else "channel"
    subscription = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}[kind]
    base = {**post.slack(), "channel": conversation.id, "event_ts": post.ts}
    if subscription in state.layout.app.events:
        yield {**base, "channel_type": kind}
    mentioned = f"<@{BOT_USER_ID}>" in post.text or f"<@{BOT_USER_ID}|" in post.text
    if (
        mentioned
        and post.user != BOT_USER_ID
        and not conversation.is_im
        and "app_mention" in state.layout.app.events
    ):
        yield {**base, "type": "app_mention"}


def app_home_opened(state: "State", user: str, tab: str) -> Json:
    """A person looks at the app's home or messages."""
    home = state.surfaces.homes.get(user)
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": state.direct(user).id,
        "tab": tab,
        "event_ts": state.stamps.ts(),
    }
    if home is not None and tab == "home":
        event["view"] = home.slack()
    return event


def slash_command(
    state: "State", *, user: str, conversation: Conversation, command: str, text: str, response_url: str
) -> Json:
    """The form fields of a slash command."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": state.layout.team_domain,
        "channel_id": conversation.id,
        "channel_name": conversation.name,
        "user_id": user,
        "user_name": state.user(user).name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": state.lent.trigger(user),
    }


def _interaction(state: "State", kind: str, user: str) -> Json:
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": state.layout.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": user,
            "username": state.user(user).name,
            "name": state.user(user).name,
            "team_id": TEAM_ID,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
    }


def _channel(conversation: Conversation) -> Json:
    return {"id": conversation.id, "name": conversation.name}


def message_actions(
    state: "State",
    *,
    user: str,
    conversation: Conversation,
    post: Post,
    action: Json,
    values: Json,
    response_url: str,
) -> Json:
    """`block_actions` from a message. Of an ephemeral message Slack sends the container only."""
    container: Json = {
        "type": "message",
        "message_ts": post.ts,
        "channel_id": conversation.id,
        "is_ephemeral": post.only_for is not None,
    }
    if post.thread_ts is not None:
        container["thread_ts"] = post.thread_ts
    payload = _interaction(state, "block_actions", user) | {
        "container": container,
        "trigger_id": state.lent.trigger(user),
        "channel": _channel(conversation),
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action | {"action_ts": state.stamps.ts()}],
    }
    if post.only_for is None:
        payload["message"] = conversation.with_thread(post)
    return payload


def view_actions(state: "State", *, view: View, action: Json) -> Json:
    """`block_actions` from a modal or the home."""
    return _interaction(state, "block_actions", view.user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": state.lent.trigger(view.user, view.id),
        "view": view.slack(),
        "actions": [action | {"action_ts": state.stamps.ts()}],
    }


def view_submission(state: "State", view: View) -> Json:
    """Somebody sends a modal."""
    return _interaction(state, "view_submission", view.user) | {
        "trigger_id": state.lent.trigger(view.user, view.id),
        "view": view.slack(),
        "response_urls": [],
    }


def view_closed(state: "State", view: View, *, cleared: bool) -> Json:
    """Somebody closes a modal that asked to hear of it."""
    return _interaction(state, "view_closed", view.user) | {"view": view.slack(), "is_cleared": cleared}


def message_shortcut(
    state: "State", *, user: str, conversation: Conversation, post: Post, callback_id: str, response_url: str
) -> Json:
    """A shortcut on a message."""
    return _interaction(state, "message_action", user) | {
        "action_ts": state.stamps.ts(),
        "callback_id": callback_id,
        "trigger_id": state.lent.trigger(user),
        "response_url": response_url,
        "message_ts": post.ts,
        "channel": _channel(conversation),
        "message": conversation.with_thread(post),
    }


def global_shortcut(state: "State", *, user: str, callback_id: str) -> Json:
    """A shortcut from the lightning bolt or the search."""
    return _interaction(state, "shortcut", user) | {
        "action_ts": state.stamps.ts(),
        "callback_id": callback_id,
        "trigger_id": state.lent.trigger(user),
    }
