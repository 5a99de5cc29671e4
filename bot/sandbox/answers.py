"""What the app's acknowledgement itself can say: a command's reply, what becomes of a submitted modal."""

from typing import Any

from bot.sandbox.conversations import Conversation
from bot.sandbox.identities import BOT_USER_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.socket_mode import Answer
from bot.sandbox.state import State
from bot.sandbox.surfaces import View
from bot.sandbox.validate import checked_blocks, checked_view

FAILED = Answer(failure="dispatch_failed")


def reply(
    state: State,
    conversation: Conversation,
    user: str,
    body: Json,
    *,
    thread_ts: str | None = None,
    in_channel: bool | None = None,
) -> None:
    """A message given in an acknowledgement or to a response URL; ephemeral unless it says otherwise.

    Refused as `chat.postMessage` refuses, except that the app need not be a member.
    """
    blocks = checked_blocks(body.get("blocks"), state.files)
    text = str(body.get("text") or "")
    if not text and not blocks:
        raise Refused("no_text")
    openly = body.get("response_type") == "in_channel" if in_channel is None else in_channel
    state.post(
        conversation,
        BOT_USER_ID,
        text,
        blocks=blocks,
        thread_ts=body.get("thread_ts") or thread_ts,
        only_for=None if openly else user,
        metadata=body.get("metadata") if openly else None,
    )


def after_command(state: State, user: str, conversation: Conversation, answer: Answer) -> Answer:
    """Show what a slash command's acknowledgement carries."""
    body = {"text": answer.body} if isinstance(answer.body, str) else answer.body
    if not body:
        return answer
    try:
        reply(state, conversation, user, body)
    except Refused:
        return FAILED
    return answer


def after_submit(state: State, view: View, answer: Answer) -> tuple[Answer, dict[str, str]]:
    """Do what a view_submission's acknowledgement says: errors, update, push, clear, or just close."""
    body: Any = answer.body if isinstance(answer.body, dict) else {}
    surfaces = state.surfaces
    errors: dict[str, str] = {}
    try:
        match body.get("response_action"):
            case None:
                surfaces.close_top(view)
            case "clear":
                surfaces.stacks[view.user] = []
            case "errors":
                errors = _errors(view, body.get("errors"))
            case "update":
                surfaces.update(view, checked_view(body.get("view"), "modal", state.files), None)
            case "push":
                surfaces.push(view.user, checked_view(body.get("view"), "modal", state.files))
            case _:
                return FAILED, {}
    except Refused:
        return FAILED, {}
    state.changes.tell("modals", only={view.user})
    return answer, errors


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused("invalid_errors")
    return {str(block_id): str(message) for block_id, message in errors.items()}
