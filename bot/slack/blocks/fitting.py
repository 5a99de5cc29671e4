"""Makes a message fit: what there are several of goes first, from the end, and is counted ("… och N till").

Slack also bounds all blocks of a message together (`msg_blocks_too_long`), without saying where: 10,000
characters of text and 16,000 of JSON were taken, 11,000 and 17,000 refused (bolt-js, issues 2509 and 2867).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack import limits
from bot.slack.blocks.pieces import Block, context
from bot.slack.mrkdwn import escape

MOST_TEXT = 9_600
MOST_JSON = 15_500
A_LINE_THAT_COUNTS = 250
"""What "… och N till" adds."""
SHRINKS = (1_500, 700, 300, 120)
"""When nothing is left to leave out, every text is cut to this, then to the next."""
BLOCK_ID = 20
"""What a block's id adds to its JSON."""
LINES_THAT_COUNT = 3
"""So many lists a message has at most; each that leaves something out takes a line to say so."""
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
    size = _size(_shown(kept))
    while not size.fits(room=LINES_THAT_COUNT):
        gone = _without_last_item(kept)
        if gone is None:
            break
        size = size.less(_size(_shown([gone])))
    shown = _shown(kept)
    for most in SHRINKS:
        if _size(shown).fits():
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


def _without_last_item(blocks: list[Block]) -> Block | None:
    """Leave the last item out and count it at the next place that counts; none: there is no item."""
    for place in range(len(blocks) - 1, -1, -1):
        if _ITEM not in blocks[place]:
            continue
        gone = blocks.pop(place)
        for later in range(place, len(blocks)):
            if _LEFT in blocks[later]:
                blocks[later] = {**blocks[later], _LEFT: blocks[later][_LEFT] + gone[_ITEM]}
                break
        return gone
    return None


@dataclass(frozen=True, kw_only=True)
class _Size:
    """How much of a message some blocks fill."""

    blocks: int
    text: int
    json: int

    def fits(self, room: int = 0) -> bool:
        return (
            self.blocks + room <= limits.BLOCKS_IN_MESSAGE
            and self.text + room * A_LINE_THAT_COUNTS <= MOST_TEXT
            and self.json + room * A_LINE_THAT_COUNTS <= MOST_JSON
        )

    def less(self, other: "_Size") -> "_Size":
        return _Size(
            blocks=self.blocks - other.blocks, text=self.text - other.text, json=self.json - other.json
        )


def _size(blocks: Sequence[Block]) -> _Size:
    return _Size(
        blocks=len(blocks),
        text=sum(map(limits.width, _texts(blocks))),
        json=sum(limits.width(json.dumps(block, ensure_ascii=False)) + BLOCK_ID for block in blocks),
    )


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
