"""Views: modals and the home. Limits: docs.slack.dev/reference/views."""

from typing import Any

from bot.sandbox.validate import composition
from bot.sandbox.validate.blocks import blocks
from bot.sandbox.validate.findings import Findings

_COMMON = ("private_metadata", "callback_id", "external_id")
_MODAL = (*_COMMON, "close", "submit", "clear_on_close", "notify_on_close", "submit_disabled")


def view(findings: Findings, where: str, value: Any, kind: str) -> None:
    """A whole modal or home."""
    if not isinstance(value, dict):
        findings.add(where, "must be an object")
        return
    if value.get("type") != kind:
        findings.add(f"{where}/type", f"must be {kind}")
        return
    required = ("type", "title", "blocks") if kind == "modal" else ("type", "blocks")
    findings.fields(where, value, required=required, optional=_MODAL if kind == "modal" else _COMMON)
    for name in ("title", "submit", "close"):
        composition.plain(findings, f"{where}/{name}", value.get(name), most=24)
    findings.string(f"{where}/private_metadata", value.get("private_metadata"), most=3000, least=0)
    findings.string(f"{where}/callback_id", value.get("callback_id"), most=255, least=0)
    findings.string(f"{where}/external_id", value.get("external_id"), most=255, least=0)
    blocks(findings, f"{where}/blocks", value.get("blocks"), kind)
    inside = value.get("blocks")
    has_input = isinstance(inside, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in inside
    )
    if kind == "modal" and has_input and value.get("submit") is None:
        findings.add(where, "submit is required when there is an input block")
