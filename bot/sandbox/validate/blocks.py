"""Blocks. Limits: docs.slack.dev/reference/block-kit/blocks."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.validate import composition
from bot.sandbox.validate.elements import ELEMENTS, element, image_source
from bot.sandbox.validate.findings import Findings
from bot.sandbox.validate.rich_text import rich_text

BLOCK_ID = 255
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}

_INPUTS = frozenset(ELEMENTS) - {"button", "overflow", "image"}
_ACTIONS = frozenset(ELEMENTS) - {
    "image",
    "file_input",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
}
_ACCESSORIES = _ACTIONS | {"image"}
_CONTEXT = ("image", "mrkdwn", "plain_text")


def _section(findings: Findings, where: str, block: Json) -> None:
    optional = ("block_id", "text", "fields", "accessory", "expand")
    findings.fields(where, block, required=("type",), optional=optional)
    if block.get("text") is None and block.get("fields") is None:
        findings.add(where, "missing required field: text or fields")
    composition.text(findings, f"{where}/text", block.get("text"))
    for index, field in enumerate(findings.items(f"{where}/fields", block.get("fields"), most=10)):
        composition.text(findings, f"{where}/fields/{index}", field, most=2000)
        if field is None:
            findings.add(f"{where}/fields/{index}", "must be an object")
    if block.get("accessory") is not None:
        element(findings, f"{where}/accessory", block["accessory"], _ACCESSORIES)


def _actions(findings: Findings, where: str, block: Json) -> None:
    findings.fields(where, block, required=("type", "elements"), optional=("block_id",))
    for index, each in enumerate(findings.items(f"{where}/elements", block.get("elements"), most=25)):
        element(findings, f"{where}/elements/{index}", each, _ACTIONS)


def _context(findings: Findings, where: str, block: Json) -> None:
    findings.fields(where, block, required=("type", "elements"), optional=("block_id",))
    for index, each in enumerate(findings.items(f"{where}/elements", block.get("elements"), most=10)):
        here = f"{where}/elements/{index}"
        kind = each.get("type") if isinstance(each, dict) else None
        if kind == "image":
            element(findings, here, each, frozenset({"image"}))
        elif kind in _CONTEXT:
            composition.text(findings, here, each)
        else:
            findings.add(f"{here}/type", f"unsupported type: {kind}")


def _header(findings: Findings, where: str, block: Json) -> None:
    findings.fields(where, block, required=("type", "text"), optional=("block_id", "level"))
    composition.plain(findings, f"{where}/text", block.get("text"), most=150)


def _divider(findings: Findings, where: str, block: Json) -> None:
    findings.fields(where, block, required=("type",), optional=("block_id",))


def _image(findings: Findings, where: str, block: Json) -> None:
    optional = ("block_id", "image_url", "slack_file", "title")
    findings.fields(where, block, required=("type", "alt_text"), optional=optional)
    image_source(findings, where, block)
    composition.plain(findings, f"{where}/title", block.get("title"), most=2000)


def _input(findings: Findings, where: str, block: Json) -> None:
    optional = ("block_id", "dispatch_action", "hint", "optional")
    findings.fields(where, block, required=("type", "label", "element"), optional=optional)
    composition.plain(findings, f"{where}/label", block.get("label"), most=2000)
    composition.plain(findings, f"{where}/hint", block.get("hint"), most=2000)
    findings.flag(f"{where}/optional", block.get("optional"))
    findings.flag(f"{where}/dispatch_action", block.get("dispatch_action"))
    if block.get("element") is not None:
        element(findings, f"{where}/element", block["element"], _INPUTS)


def _markdown(findings: Findings, where: str, block: Json) -> None:
    findings.fields(where, block, required=("type", "text"), optional=("block_id",))
    findings.string(f"{where}/text", block.get("text"), most=12_000)


_BLOCKS: dict[str, Callable[[Findings, str, Json], None]] = {
    "section": _section,
    "actions": _actions,
    "context": _context,
    "header": _header,
    "divider": _divider,
    "image": _image,
    "input": _input,
    "rich_text": rich_text,
    "markdown": _markdown,
}
_ONLY_IN_MESSAGES = {"markdown"}


def blocks(findings: Findings, where: str, value: Any, surface: str) -> None:
    """All blocks of a message, modal or home: each by itself, and their ids together."""
    given = findings.items(where, value, most=MOST_BLOCKS[surface], least=0)
    for index, block in enumerate(given):
        here = f"{where}/{index}"
        kind = block.get("type") if isinstance(block, dict) else None
        if kind not in _BLOCKS or (surface != "message" and kind in _ONLY_IN_MESSAGES):
            findings.add(f"{here}/type", f"unsupported type: {kind}")
            continue
        _BLOCKS[kind](findings, here, block)
        findings.string(f"{here}/block_id", block.get("block_id"), most=BLOCK_ID)
        _unique_actions(findings, here, block)
    ids = Counter(block.get("block_id") for block in given if isinstance(block, dict))
    for block_id, times in ids.items():
        if block_id is not None and times > 1:
            findings.add(where, f"block_id {block_id} already exists")


def _unique_actions(findings: Findings, where: str, block: Json) -> None:
    """An action_id must be unique within its block (not within the message)."""
    within = block.get("elements")
    if not isinstance(within, list):
        return
    ids = Counter(each.get("action_id") for each in within if isinstance(each, dict))
    for action_id, times in ids.items():
        if action_id is not None and times > 1:
            findings.add(f"{where}/elements", f"action_id {action_id} already exists")
