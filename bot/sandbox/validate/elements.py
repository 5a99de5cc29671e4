"""Block elements: buttons, menus, inputs. Limits: docs.slack.dev/reference/block-kit/block-elements."""

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.inputs import options_of
from bot.sandbox.validate import composition
from bot.sandbox.validate.composition import ACTION_ID, BOTH, URL
from bot.sandbox.validate.findings import Findings

_Check = Callable[[Findings, str, Json], None]
_COMMON = ("type", "action_id", "confirm", "focus_on_load", "placeholder")


def _button(findings: Findings, where: str, element: Json) -> None:
    findings.fields(
        where,
        element,
        required=("type", "text"),
        optional=("action_id", "url", "value", "style", "confirm", "accessibility_label"),
    )
    composition.plain(findings, f"{where}/text", element.get("text"), most=75)
    findings.string(f"{where}/value", element.get("value"), most=2000)
    findings.string(f"{where}/url", element.get("url"), most=URL)
    findings.string(f"{where}/accessibility_label", element.get("accessibility_label"), most=75)
    findings.one_of(f"{where}/style", element.get("style"), ("primary", "danger"))


def _overflow(findings: Findings, where: str, element: Json) -> None:
    findings.fields(where, element, required=("type", "options"), optional=("action_id", "confirm"))
    composition.options(findings, f"{where}/options", element.get("options"), most=5, url=True)


def _few_options(findings: Findings, where: str, element: Json) -> None:
    """Checkboxes and radio buttons: at most ten, and their texts may be mrkdwn."""
    initial = "initial_options" if element["type"] == "checkboxes" else "initial_option"
    findings.fields(
        where,
        element,
        required=("type", "options"),
        optional=("action_id", initial, "confirm", "focus_on_load"),
    )
    composition.options(findings, f"{where}/options", element.get("options"), most=10, kinds=BOTH)
    _initial_options(findings, where, element, initial)


def _static_select(findings: Findings, where: str, element: Json) -> None:
    many = element["type"].startswith("multi_")
    initial = "initial_options" if many else "initial_option"
    more = ("max_selected_items",) if many else ()
    findings.fields(
        where, element, required=("type",), optional=(*_COMMON, "options", "option_groups", initial, *more)
    )
    if (element.get("options") is None) == (element.get("option_groups") is None):
        findings.add(where, "must provide exactly one of options and option_groups")
    composition.options(findings, f"{where}/options", element.get("options"), most=100)
    composition.option_groups(findings, f"{where}/option_groups", element.get("option_groups"))
    _initial_options(findings, where, element, initial)


def _initial_options(findings: Findings, where: str, element: Json, initial: str) -> None:
    """What is chosen from the start must be exactly one of the options."""
    given = element.get(initial)
    if given is None:
        return
    chosen = given if initial == "initial_options" else [given]
    if not isinstance(chosen, list) or not chosen:
        findings.add(f"{where}/{initial}", "no fewer than 1 items allowed")
    elif not all(each in options_of(element) for each in chosen):
        findings.add(f"{where}/{initial}", "must be among the options")


def _list_select(*extra: str) -> _Check:
    """Menus of users, conversations, channels or an outside source."""

    def check(findings: Findings, where: str, element: Json) -> None:
        findings.fields(where, element, required=("type",), optional=(*_COMMON, "max_selected_items", *extra))

    return check


def _text_input(*extra: str) -> _Check:
    def check(findings: Findings, where: str, element: Json) -> None:
        optional = (*_COMMON, "initial_value", "dispatch_action_config", *extra)
        required = ("type", "is_decimal_allowed") if element["type"] == "number_input" else ("type",)
        findings.fields(where, element, required=required, optional=optional)
        if element["type"] == "plain_text_input":
            findings.number(f"{where}/min_length", element.get("min_length"), least=0, most=3000)
            findings.number(f"{where}/max_length", element.get("max_length"), least=1, most=3000)
            findings.flag(f"{where}/multiline", element.get("multiline"))
            most = element.get("max_length")
            longest = most if isinstance(most, int) else 3000
            findings.string(f"{where}/initial_value", element.get("initial_value"), most=longest, least=0)

    return check


def _pattern(field: str, pattern: str) -> _Check:
    def check(findings: Findings, where: str, element: Json) -> None:
        findings.fields(where, element, required=("type",), optional=(*_COMMON, field, "timezone"))
        value = element.get(field)
        if value is not None and not (isinstance(value, str) and re.fullmatch(pattern, value)):
            findings.add(f"{where}/{field}", "invalid format")

    return check


def _datetimepicker(findings: Findings, where: str, element: Json) -> None:
    optional = ("action_id", "confirm", "focus_on_load", "initial_date_time")
    findings.fields(where, element, required=("type",), optional=optional)
    value = element.get("initial_date_time")
    if value is not None and not (isinstance(value, int) and 10**9 <= value < 10**10):
        findings.add(f"{where}/initial_date_time", "must be a UNIX timestamp of ten digits")


def _image(findings: Findings, where: str, element: Json) -> None:
    findings.fields(where, element, required=("type", "alt_text"), optional=("image_url", "slack_file"))
    image_source(findings, where, element)


def _file_input(findings: Findings, where: str, element: Json) -> None:
    findings.fields(where, element, required=("type",), optional=("action_id", "filetypes", "max_files"))
    findings.number(f"{where}/max_files", element.get("max_files"), least=1, most=10)


def image_source(findings: Findings, where: str, image: Json) -> None:
    """An image has one address or one Slack file, and always an alternative text."""
    findings.string(f"{where}/alt_text", image.get("alt_text"), most=2000)
    findings.string(f"{where}/image_url", image.get("image_url"), most=URL)
    if (image.get("image_url") is None) == (image.get("slack_file") is None):
        findings.add(where, "must provide exactly one of image_url and slack_file")
    file = image.get("slack_file")
    if file is not None and not (isinstance(file, dict) and ("id" in file) != ("url" in file)):
        findings.add(f"{where}/slack_file", "must provide exactly one of id and url")


_FILTER = ("filter", "default_to_current_conversation", "response_url_enabled")
ELEMENTS: dict[str, _Check] = {
    "button": _button,
    "overflow": _overflow,
    "checkboxes": _few_options,
    "radio_buttons": _few_options,
    "static_select": _static_select,
    "multi_static_select": _static_select,
    "external_select": _list_select("initial_option", "min_query_length"),
    "multi_external_select": _list_select("initial_options", "min_query_length"),
    "users_select": _list_select("initial_user"),
    "multi_users_select": _list_select("initial_users"),
    "conversations_select": _list_select("initial_conversation", *_FILTER),
    "multi_conversations_select": _list_select("initial_conversations", *_FILTER),
    "channels_select": _list_select("initial_channel", "response_url_enabled"),
    "multi_channels_select": _list_select("initial_channels"),
    "plain_text_input": _text_input("multiline", "min_length", "max_length"),
    "email_text_input": _text_input(),
    "url_text_input": _text_input(),
    "number_input": _text_input("is_decimal_allowed", "min_value", "max_value"),
    "datepicker": _pattern("initial_date", r"\d{4}-\d{2}-\d{2}"),
    "timepicker": _pattern("initial_time", r"([01]\d|2[0-3]):[0-5]\d"),
    "datetimepicker": _datetimepicker,
    "image": _image,
    "file_input": _file_input,
}


def element(findings: Findings, where: str, value: Any, allowed: frozenset[str]) -> None:
    """One element, of a type that may stand here."""
    if not isinstance(value, dict):
        findings.add(where, "must be an object")
        return
    kind = value.get("type")
    if kind not in ELEMENTS or kind not in allowed:
        findings.add(f"{where}/type", f"unsupported type: {kind}")
        return
    ELEMENTS[kind](findings, where, value)
    findings.string(f"{where}/action_id", value.get("action_id"), most=ACTION_ID)
    findings.flag(f"{where}/focus_on_load", value.get("focus_on_load"))
    composition.plain(findings, f"{where}/placeholder", value.get("placeholder"), most=150)
    composition.confirm(findings, f"{where}/confirm", value.get("confirm"))
