"""The small objects that blocks and elements are made of: texts, options, confirmations.

Limits: docs.slack.dev/reference/block-kit/composition-objects.
"""

from collections.abc import Collection
from typing import Any

from bot.sandbox.validate.findings import Findings

TEXT = 3000
OPTION_TEXT = 75
OPTION_VALUE = 150
URL = 3000
ACTION_ID = 255
BOTH = ("plain_text", "mrkdwn")
PLAIN = ("plain_text",)


def text(
    findings: Findings, where: str, value: Any, *, most: int = TEXT, kinds: Collection[str] = BOTH
) -> None:
    """A text object, never empty; absent is fine."""
    if value is None:
        return
    if not isinstance(value, dict):
        findings.add(where, "must provide an object")
        return
    kind = value.get("type")
    if kind not in kinds:
        findings.add(f"{where}/type", f"must be {' or '.join(kinds)}")
        return
    optional = ("emoji",) if kind == "plain_text" else ("verbatim",)
    if findings.fields(where, value, required=("type", "text"), optional=optional):
        findings.string(f"{where}/text", value["text"], most=most)
    findings.flag(f"{where}/emoji", value.get("emoji"))
    findings.flag(f"{where}/verbatim", value.get("verbatim"))


def plain(findings: Findings, where: str, value: Any, *, most: int = TEXT) -> None:
    """A text object that must be plain; absent is fine."""
    text(findings, where, value, most=most, kinds=PLAIN)


def confirm(findings: Findings, where: str, value: Any) -> None:
    """The dialog that asks "Are you sure?"; absent is fine."""
    if value is None:
        return
    findings.fields(where, value, required=("title", "text", "confirm", "deny"), optional=("style",))
    if isinstance(value, dict):
        plain(findings, f"{where}/title", value.get("title"), most=100)
        text(findings, f"{where}/text", value.get("text"), most=300)
        plain(findings, f"{where}/confirm", value.get("confirm"), most=30)
        plain(findings, f"{where}/deny", value.get("deny"), most=30)
        findings.one_of(f"{where}/style", value.get("style"), ("primary", "danger"))


def option(findings: Findings, where: str, value: Any, *, kinds: Collection[str], url: bool = False) -> None:
    """One thing to choose."""
    optional = ("description", "url") if url else ("description",)
    findings.fields(where, value, required=("text", "value"), optional=optional)
    if isinstance(value, dict):
        text(findings, f"{where}/text", value.get("text"), most=OPTION_TEXT, kinds=kinds)
        findings.string(f"{where}/value", value.get("value"), most=OPTION_VALUE)
        text(findings, f"{where}/description", value.get("description"), most=OPTION_TEXT, kinds=kinds)
        findings.string(f"{where}/url", value.get("url"), most=URL)


def options(
    findings: Findings,
    where: str,
    value: Any,
    *,
    most: int,
    kinds: Collection[str] = PLAIN,
    url: bool = False,
) -> None:
    """A list of things to choose, never empty, no value twice; absent is fine."""
    seen: set[str] = set()
    for index, each in enumerate(findings.items(where, value, most=most)):
        option(findings, f"{where}/{index}", each, kinds=kinds, url=url)
        held = each.get("value") if isinstance(each, dict) else None
        if isinstance(held, str):
            if held in seen:
                findings.add(f"{where}/{index}/value", f"duplicate option value: {held}")
            seen.add(held)


def option_groups(findings: Findings, where: str, value: Any) -> None:
    """Options under headings; absent is fine."""
    for index, group in enumerate(findings.items(where, value, most=100)):
        here = f"{where}/{index}"
        findings.fields(here, group, required=("label", "options"))
        if isinstance(group, dict):
            plain(findings, f"{here}/label", group.get("label"), most=75)
            options(findings, f"{here}/options", group.get("options"), most=100)
