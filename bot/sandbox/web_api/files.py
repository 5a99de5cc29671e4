"""files.*: the three steps of an upload, and what is known of a file."""

from bot.sandbox.identities import BOT_USER_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.validate import checked_blocks
from bot.sandbox.web_api.call import Call


def get_upload_url_external(call: Call) -> Json:
    """files.getUploadURLExternal: where to post the bytes."""
    try:
        length = int(call.required("length"))
    except ValueError:
        raise Refused("invalid_arguments") from None
    file = call.state.files.expect(
        call.required("filename"), length, call.text("alt_txt") or "", int(call.state.clock().timestamp())
    )
    return {"upload_url": f"{call.state.base_url}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload_external(call: Call) -> Json:
    """files.completeUploadExternal: shared in a channel, or unshared for a later image block.

    Takes no metadata, as Slack's takes none.
    """
    wanted = call.parsed("files")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalid_arguments")
    conversation = None
    if channel := call.text("channel_id"):
        conversation = call.state.conversation(channel)
        if BOT_USER_ID not in conversation.members:
            raise Refused("not_in_channel")
    done = [call.state.files.complete(str(each.get("id")), str(each.get("title") or "")) for each in wanted]
    shown = [file.slack(call.state.base_url) for file in done]
    if conversation is not None:
        call.state.post(
            conversation,
            BOT_USER_ID,
            call.text("initial_comment") or "",
            blocks=checked_blocks(call.args.get("blocks"), call.state.files),
            thread_ts=call.text("thread_ts"),
            files=shown,
        )
    return {"files": shown}


def info(call: Call) -> Json:
    """files.info."""
    return {"file": call.state.files.get(call.required("file")).slack(call.state.base_url), "comments": []}


def delete(call: Call) -> Json:
    """files.delete."""
    file = call.state.files.get(call.required("file"))
    del call.state.files.by_id[file.id]
    return {}
