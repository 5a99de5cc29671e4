"""What is wrong with blocks, a message or a view: nothing, or each thing and where."""

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.validate.blocks import blocks as check_blocks
from bot.sandbox.validate.findings import Findings
from bot.sandbox.validate.views import view as check_view

MOST_TEXT = 40_000
"""A message's top-level text."""

MOST_TEXT_IN_BLOCKS = 10_000
MOST_JSON_OF_BLOCKS = 16_000
"""All blocks of a message together: then Slack says `msg_blocks_too_long`, and does not document when.

Measured by others (slackapi/bolt-js, issues 2509 and 2867): 9,597 characters of text in 15,561 of JSON were
taken, 11,341 in 17,694 refused. In doubt, no.
"""


def problems(blocks: Any, surface: str = "message") -> tuple[str, ...]:
    """Why Slack would refuse these blocks in a message, modal or home; empty if it would not."""
    findings = Findings()
    check_blocks(findings, "/blocks", blocks, surface)
    return tuple(findings.found)


def view_problems(view: Any, kind: str | None = None) -> tuple[str, ...]:
    """Why Slack would refuse this view; empty if it would not."""
    findings = Findings()
    given = view.get("type") if isinstance(view, dict) else None
    check_view(findings, "/view", view, kind or ("home" if given == "home" else "modal"))
    if not findings.found and len(json.dumps(view)) > 250_000:
        findings.add("/view", "view_too_large")
    return tuple(findings.found)


def message_problems(text: str | None, blocks: Any = ()) -> tuple[str, ...]:
    """Why Slack would refuse this message, or why it should not be sent (no fallback text)."""
    found = list(problems(list(blocks)))
    if not text or not text.strip():
        found.append("no_text: every message needs a top-level text, for notifications and screen readers")
    elif len(text) > MOST_TEXT:
        found.append("msg_too_long")
    if blocks_too_long(list(blocks)):
        found.append("msg_blocks_too_long")
    return tuple(found)


def blocks_too_long(blocks: list[Any]) -> bool:
    """Do the blocks together hold more than Slack takes in one message?"""
    written = sum(map(len, _texts(blocks)))
    encoded = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    return written > MOST_TEXT_IN_BLOCKS or len(encoded) > MOST_JSON_OF_BLOCKS


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, held in value.items():
            if name == "text" and isinstance(held, str):
                yield held
            else:
                yield from _texts(held)
