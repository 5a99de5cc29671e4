"""A form's parts as Slack draws them: each within Slack's limits whatever it is given."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.chat.forms.parts import Ask, How, Part, Told, Tone
from bot.slack import limits, mrkdwn
from bot.slack.blocks.pieces import NOTHING, PREFIX, Block, button, context, option, plain, quote, section
from bot.texts import Texts
from handlers.attaching import MOST_FILES

VALUE = PREFIX + "value"
ANEW = "~"
"""After a field's name: filled in anew, so that Slack does not keep what was typed in it before."""
MOST_GROUPS = 3
"""More choices make the view larger than Slack takes; a command names an account without choosing."""


def drawn(part: Part, texts: Texts) -> Block:
    """A field, or a sentence between the fields."""
    return _told(part, texts) if isinstance(part, Told) else _asked(part)


def _told(told: Told, texts: Texts) -> Block:
    match told.tone:
        case Tone.QUOTE:
            return quote(told.text)
        case Tone.SMALL:
            return context(mrkdwn.escape(told.text))
        case Tone.BOLD:
            return section(mrkdwn.bold(told.text))
        case Tone.PLAIN:
            pressed = button(texts.labels(told.press[0]), told.press[1], NOTHING) if told.press else None
            return section(mrkdwn.escape(told.text), accessory=pressed)


def _asked(ask: Ask) -> Block:
    made: Block = {
        "type": "input",
        "block_id": f"{ask.name}{ANEW}{ask.anew}" if ask.anew else ask.name,
        "label": plain(ask.label, limits.LABEL),
        "optional": ask.optional,
        "element": {"action_id": VALUE, **_ELEMENTS[ask.how](ask)},
    }
    if ask.at_once:
        made["dispatch_action"] = True
    return {**made, "hint": plain(ask.hint, limits.LABEL)} if ask.hint else made


def _text(ask: Ask) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "multiline": ask.how is How.TEXT,
        "max_length": ask.most,
    }
    if ask.at_once:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_enter_pressed"]}
    return {**element, "initial_value": limits.cut(ask.known, ask.most)} if ask.known else element


def _one(ask: Ask) -> dict[str, Any]:
    """One of several; a hundred a group where there are more."""
    options = _options(ask)
    element: dict[str, Any] = {"type": "static_select"}
    if len(options) <= limits.OPTIONS_IN_SELECT:
        element["options"] = options
    else:  # a hundred a group
        element["option_groups"] = [
            {"label": plain(_span(group), limits.OPTION), "options": group} for group in _hundreds(options)
        ]
    return _with_initial(element, options, ask.known)


def _radio(ask: Ask) -> dict[str, Any]:
    options = _options(ask)
    return _with_initial({"type": "radio_buttons", "options": options}, options, ask.known)


def _several(ask: Ask) -> dict[str, Any]:
    few = ask.how is How.SEVERAL and len(ask.options) <= limits.OPTIONS_IN_CHECKBOXES
    options = _options(ask)[: limits.OPTIONS_IN_SELECT]
    element: dict[str, Any] = {"type": "checkboxes" if few else "multi_static_select", "options": options}
    known = ask.known.split(",")
    chosen = [made for made in options if made["value"] in known]
    return {**element, "initial_options": chosen} if chosen else element


def _day(ask: Ask) -> dict[str, Any]:
    return {"type": "datepicker", **({"initial_date": ask.known} if ask.known else {})}


def _clock(ask: Ask) -> dict[str, Any]:
    return {"type": "timepicker", **({"initial_time": ask.known} if ask.known else {})}


def _files(_ask: Ask) -> dict[str, Any]:
    return {"type": "file_input", "max_files": MOST_FILES}


def _user(ask: Ask) -> dict[str, Any]:
    return {"type": "users_select", **({"initial_user": ask.known} if ask.known else {})}


def _channel(_ask: Ask) -> dict[str, Any]:
    only = {"include": ["public", "private"], "exclude_external_shared_channels": True}
    return {"type": "conversations_select", "filter": only}


_ELEMENTS: Mapping[How, Callable[[Ask], dict[str, Any]]] = {
    How.LINE: _text,
    How.TEXT: _text,
    How.ONE: _one,
    How.RADIO: _radio,
    How.SEVERAL: _several,
    How.MANY: _several,
    How.DAY: _day,
    How.CLOCK: _clock,
    How.FILES: _files,
    How.USER: _user,
    How.CHANNEL: _channel,
}
assert set(_ELEMENTS) == set(How)


def _options(ask: Ask) -> list[dict[str, Any]]:
    return [option(one.label, one.value) for one in ask.options]


def _with_initial(element: dict[str, Any], options: list[dict[str, Any]], chosen: str) -> dict[str, Any]:
    initial = next((made for made in options if made["value"] == chosen), None)
    return {**element, "initial_option": initial} if initial else element


def _hundreds(options: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    most = limits.OPTIONS_IN_SELECT
    return [list(options[start : start + most]) for start in range(0, len(options), most)][:MOST_GROUPS]


def _span(group: list[dict[str, Any]]) -> str:
    return f"{group[0]['text']['text'][:30]} – {group[-1]['text']['text'][:30]}"
