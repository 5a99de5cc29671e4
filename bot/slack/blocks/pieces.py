"""The pieces that every message is made of, each within Slack's limits whatever it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.chat import names
from bot.slack import limits

Block = dict[str, Any]
PREFIX = "svarsvakt."
NOTHING = names.NOTHING
"""The value of a button that is about no comment: Slack refuses an empty one."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What Slack gets: the top-level text (for notifications, screen readers) and the blocks."""

    text: str  # markup, escaped; cut to what Slack takes
    blocks: tuple[Block, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:  # noqa: D105 - the class says it
        object.__setattr__(self, "text", limits.cut_markup(self.text, limits.TOP_TEXT))


def plain(text: str, most: int = limits.TEXT) -> dict[str, Any]:
    """Text in which nothing means anything: for what the public wrote. Slack refuses an empty one."""
    return {"type": "plain_text", "text": limits.cut(text, most) or "…", "emoji": False}


def marked(text: str) -> dict[str, Any]:
    """Text with markup, already escaped."""
    return {"type": "mrkdwn", "text": limits.cut_markup(text, limits.TEXT) or "…"}


def section(text: str, *, accessory: dict[str, Any] | None = None) -> Block:
    """A paragraph with markup."""
    block: Block = {"type": "section", "text": marked(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def quote(text: str, *, accessory: dict[str, Any] | None = None) -> Block:
    """A paragraph of plain text, such as what the public wrote."""
    block: Block = {"type": "section", "text": plain(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, limits.HEADER)}


def context(*texts: str) -> Block:
    """Small print; each text has markup, already escaped."""
    return {
        "type": "context",
        "elements": [marked(text) for text in texts[: limits.CONTEXT_ELEMENTS]] or [marked("…")],
    }


def small(*texts: str) -> Block:
    """Small print of plain text."""
    return {"type": "context", "elements": [plain(text) for text in texts[: limits.CONTEXT_ELEMENTS]]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def button(
    label: str, action: str, value: str, *, style: str | None = None, spoken: str | None = None
) -> dict[str, Any]:
    """A button that asks the bot for `action`; `spoken` is its name where it is heard out of its place."""
    element: dict[str, Any] = {
        "type": "button",
        "action_id": PREFIX + action,
        "text": plain(label, limits.BUTTON),
        "value": value,
    }
    if style:
        element["style"] = style
    if spoken:
        element["accessibility_label"] = limits.cut(spoken, limits.BUTTON)
    return element


def link_button(label: str, url: str, name: str) -> dict[str, Any]:
    """A button that opens an address; `url` has been judged by `mrkdwn.safe_url`."""
    return {
        "type": "button",
        "action_id": f"{PREFIX}open.{name}",
        "text": plain(label, limits.BUTTON),
        "url": url,
    }


def option(label: str, value: str, *, description: str | None = None) -> dict[str, Any]:
    """One thing to choose."""
    made: dict[str, Any] = {
        "text": plain(label, limits.OPTION),
        "value": limits.cut(value, limits.OPTION_VALUE),
    }
    if description:
        made["description"] = plain(description, limits.OPTION)
    return made


def overflow(action: str, choices: Mapping[str, str]) -> dict[str, Any]:
    """A menu behind three dots, at most five choices: value to label."""
    options = [option(label, value) for value, label in choices.items()]
    return {
        "type": "overflow",
        "action_id": PREFIX + action,
        "options": options[: limits.OPTIONS_IN_OVERFLOW],
    }


def select(action: str, placeholder: str, choices: Mapping[str, str]) -> dict[str, Any]:
    """A drop-down menu: value to label."""
    options = [option(label, value) for value, label in choices.items()]
    return {
        "type": "static_select",
        "action_id": PREFIX + action,
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "options": options[: limits.OPTIONS_IN_SELECT],
    }


def actions(elements: Sequence[dict[str, Any]]) -> Block:
    """A row of buttons and menus; action ids are told apart by the value when one comes twice."""
    seen: set[str] = set()
    kept = []
    for element in elements[: limits.ACTION_ELEMENTS]:
        name = element["action_id"]
        if name in seen:
            name = f"{name}#{len(seen)}"
        seen.add(name)
        kept.append({**element, "action_id": name})
    return {"type": "actions", "elements": kept}
