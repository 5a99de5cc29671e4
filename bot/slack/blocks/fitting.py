"""Makes a message fit: what there are several of goes first, from the end, and is counted ("… och N till").

Slack also bounds all blocks of a message together (`msg_blocks_too_long`), without saying where: 10,000
characters of text and 16,000 of JSON were taken, 11,000 and 17,000 refused (bolt-js, issues 2509 and 2867).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.slack import limits
from bot.slack.blocks.pieces import Block, context
from bot.slack.mrkdwn import escape

MOST_TEXT = 9_400
MOST_JSON = 14_800
SHRINKS = (1_500, 700, 300, 120)
"""When nothing is left to leave out, every text is cut to this, then to the next."""
_ITEM, _LEFT = "_item", "_left"


def item(block: Block, count: int = 1) -> Block:
    """One of several things (or `count` of them together): it may be left out."""
    return {**block, _ITEM: count}


def left_out(say: Callable[[int], str], count: int = 0) -> Block:
    """Stands after several items: says how many did not fit, `count` of them from the start."""
    return {_LEFT: count, "say": say}


def fitted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks as a message takes them: within every bound, each with an id of its own."""
    kept = list(blocks)
    while not _fits(shown := _shown(kept)) and _without_last_item(kept):
        pass
    for most in SHRINKS:
        if _fits(shown):
            break
        shown = [_shrunk(block, most) for block in shown]
    return tuple(_numbered(shown[: limits.BLOCKS_IN_MESSAGE]))


def in_view(blocks: Sequence[Block]) -> list[Block]:
    """The blocks as a view takes them; it holds far more than a message."""
    shown = _shown(blocks)[: limits.BLOCKS_IN_VIEW]
    for most in SHRINKS:
        if len(json.dumps(shown)) <= limits.VIEW_JSON:
            break
        shown = [_shrunk(block, most) for block in shown]
    return list(_numbered(shown))


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    for place, block in enumerate(blocks):
        yield {**block, "block_id": block.get("block_id") or f"b{place}"}


def _shown(blocks: Sequence[Block]) -> list[Block]:
    shown: list[Block] = []
    for block in blocks:
        if _LEFT not in block:
            shown.append({name: value for name, value in block.items() if name != _ITEM})
        elif block[_LEFT] > 0:
            shown.append(context(escape(block["say"](block[_LEFT]))))
    return shown


def _without_last_item(blocks: list[Block]) -> bool:
    """Leave the last item out and count it at the next place that counts; False: there is none."""
    for place in range(len(blocks) - 1, -1, -1):
        if _ITEM not in blocks[place]:
            continue
        gone = blocks.pop(place)[_ITEM]
        for later in range(place, len(blocks)):
            if _LEFT in blocks[later]:
                blocks[later] = {**blocks[later], _LEFT: blocks[later][_LEFT] + gone}
                break
        return True
    return False


def _fits(blocks: Sequence[Block]) -> bool:
    if len(blocks) > limits.BLOCKS_IN_MESSAGE or sum(map(limits.width, _texts(blocks))) > MOST_TEXT:
        return False
    return limits.width(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) <= MOST_JSON


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, held in value.items():
            if name == "text" and isinstance(held, str):
                yield held
            else:
                yield from _texts(held)


def _shrunk(value: Any, most: int) -> Any:
    if isinstance(value, list):
        return [_shrunk(each, most) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "mrkdwn":
        return {**value, "text": limits.cut_markup(value["text"], most)}
    if value.get("type") == "plain_text":
        return {**value, "text": limits.cut(value["text"], most)}
    return {name: _shrunk(held, most) for name, held in value.items()}
