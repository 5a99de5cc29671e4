"""Takes blocks and views in as Slack does: read, checked, and their missing ids filled in."""

import copy
import hashlib
import json
from typing import Any

from bot.sandbox.files import Files
from bot.sandbox.identities import Json
from bot.sandbox.inputs import elements
from bot.sandbox.refusal import Refused, refused_for
from bot.sandbox.validate.problems import problems, view_problems


def checked_blocks(given: Any, files: Files) -> list[Json]:
    """A message's blocks, ready to be stored; refused with `invalid_blocks` and the reasons."""
    blocks = _read(given, "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    found = problems(blocks)
    if found:
        raise refused_for("invalid_blocks", found)
    return _filled(blocks, files, "invalid_blocks")


def checked_view(given: Any, kind: str, files: Files) -> Json:
    """A view, ready to be shown; refused with `invalid_arguments` and the reasons."""
    view = _read(given, "invalid_arguments")
    found = view_problems(view, kind)
    if found:
        if found[0].startswith("view_too_large"):
            raise Refused("view_too_large")
        raise refused_for("invalid_arguments", found)
    return {**view, "blocks": _filled(view["blocks"], files, "invalid_arguments")}


def _read(given: Any, code: str) -> Any:
    """JSON in a string (as forms carry it) or the thing itself."""
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given) if given else None
    except ValueError:
        raise Refused(code) from None


def _filled(blocks: list[Json], files: Files, code: str) -> list[Json]:
    filled = copy.deepcopy(blocks)
    taken = {block.get("block_id") for block in filled}
    for index, block in enumerate(filled):
        if not block.get("block_id"):
            block["block_id"] = _free_id(f"b{index}", taken)
        for image in (block, block.get("accessory"), *(block.get("elements") or ())):
            if isinstance(image, dict) and image.get("type") == "image":
                _known_file(image, files, code)
    for index, (_, element) in enumerate(elements(filled)):
        if not element.get("action_id"):
            element["action_id"] = _free_id(f"a{index}", set())
    return filled


def _free_id(seed: str, taken: set[Any]) -> str:
    """A short id as Slack makes them, the same each time so that a test can rely on it."""
    candidate = seed
    while candidate in taken or candidate == seed:
        candidate = hashlib.sha256(candidate.encode()).hexdigest()[:5]
    taken.add(candidate)
    return candidate


def _known_file(image: Json, files: Files, code: str) -> None:
    wanted = image.get("slack_file")
    if wanted is None:
        return
    file_id = wanted.get("id") or str(wanted.get("url", "")).rpartition("/files/")[2].partition("/")[0]
    try:
        files.get(file_id)
    except Refused:
        raise refused_for(code, (f"invalid slack file [{file_id}]",)) from None
