"""The fields of a form: each with its label and hint, within Slack's limits whatever it is given."""

from collections.abc import Sequence
from typing import Any

from bot.slack import limits
from bot.slack.blocks.pieces import PREFIX, Block, option, plain
from bot.texts import Texts
from handlers.outcome import Choice

VALUE = PREFIX + "value"
ANEW = "~"
"""After a field's name: filled in anew, so that Slack does not keep what was typed in it before."""
MOST_GROUPS = 3
"""More choices make the view larger than Slack takes; a command names an account without choosing."""


def field(
    name: str,
    element: dict[str, Any],
    texts: Texts,
    *,
    optional: bool = False,
    named: str | None = None,
    block_id: str | None = None,
    hint: bool = True,
    dispatch: bool = False,
) -> Block:
    """An input with its label and hint. `dispatch`: the bot hears of it at once, and may change the form."""
    block: Block = {
        "type": "input",
        "block_id": block_id or name,
        "label": plain(texts.form.field(named or name), limits.LABEL),
        "optional": optional,
        "element": element,
    }
    said = texts.form.hint(named or name) if hint else ""
    if dispatch:
        block["dispatch_action"] = True
    return {**block, "hint": plain(said, limits.LABEL)} if said else block


def text_input(known: str, *, multiline: bool = False, most: int = limits.INPUT_TEXT) -> dict[str, Any]:
    """A text to write, with what is known of it."""
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": VALUE,
        "multiline": multiline,
        "max_length": most,
    }
    return {**element, "initial_value": limits.cut(known, most)} if known else element


def choice(choices: Sequence[Choice], *, chosen: str | None) -> dict[str, Any]:
    """One of several; a hundred a group where there are more."""
    options = [option(one.label, one.value) for one in choices]
    element: dict[str, Any] = {"type": "static_select", "action_id": VALUE}
    if len(options) <= limits.OPTIONS_IN_SELECT:
        element["options"] = options
    else:  # a hundred a group
        element["option_groups"] = [
            {"label": plain(_span(group), limits.OPTION), "options": group} for group in _hundreds(options)
        ]
    initial = next((made for made in options if made["value"] == chosen), None)
    if initial is None and len(options) == 1:
        initial = options[0]
    return {**element, "initial_option": initial} if initial else element


def _hundreds(options: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    most = limits.OPTIONS_IN_SELECT
    return [list(options[start : start + most]) for start in range(0, len(options), most)][:MOST_GROUPS]


def _span(group: list[dict[str, Any]]) -> str:
    return f"{group[0]['text']['text'][:30]} – {group[-1]['text']['text'][:30]}"
