"""The two odd addresses that an app is given: response URLs and upload URLs."""

import json

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.answers import reply
from bot.sandbox.identities import Json
from bot.sandbox.refusal import Refused
from bot.sandbox.state import State
from bot.sandbox.triggers import ResponseUrl
from bot.sandbox.validate import checked_blocks


async def respond(state: State, request: Request) -> Response:
    """`POST /response/...`: a new message, or the clicked one replaced or deleted."""
    key = f"{request.path_params['number']}/{request.path_params['key']}"
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        return PlainTextResponse("invalid_payload", status_code=400)
    try:
        url = state.lent.respond(key)
    except Refused as refused:
        return PlainTextResponse(refused.code, status_code=404)
    try:
        _answer(state, url, body)
    except Refused as refused:
        return PlainTextResponse(refused.code, status_code=400)
    return PlainTextResponse("ok")


def _answer(state: State, url: ResponseUrl, body: Json) -> None:
    conversation = state.conversation(url.channel)
    original = conversation.posts.get(url.message_ts or "")
    if body.get("delete_original") and original is not None:
        state.delete(conversation, original)
    elif body.get("replace_original") and original is not None:
        blocks = checked_blocks(body.get("blocks"), state.files)
        text = str(body.get("text") or "")
        if not text and not blocks:
            raise Refused("no_text")
        original.text, original.blocks = text, blocks
        state.edit(conversation, original)
    else:
        reply(state, conversation, url.user, body, thread_ts=url.thread_ts)


async def upload(state: State, request: Request) -> Response:
    """`POST /upload/v1/<file>`: the bytes, as long as was announced."""
    file = state.files.by_id.get(request.path_params["file_id"])
    if file is None:
        return PlainTextResponse("file_not_found", status_code=404)
    content = await request.body()
    if len(content) != file.length:
        return PlainTextResponse("length_mismatch", status_code=400)
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")
