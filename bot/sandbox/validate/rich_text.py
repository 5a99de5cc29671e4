"""Rich text blocks: sections, lists, quotes and preformatted text, down to each piece of text."""

from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.validate.findings import Findings

_PIECES = {
    "text": ("text",),
    "link": ("url",),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "channel": ("channel_id",),
    "emoji": ("name",),
    "broadcast": ("range",),
    "color": ("value",),
    "date": ("timestamp", "format"),
}
_MORE = ("type", "style", "text", "unsafe", "unicode", "skin_tone", "url", "fallback")


def rich_text(findings: Findings, where: str, block: Json) -> None:
    """The whole block."""
    findings.fields(where, block, required=("type", "elements"), optional=("block_id",))
    for index, part in enumerate(findings.items(f"{where}/elements", block.get("elements"), most=1000)):
        _part(findings, f"{where}/elements/{index}", part)


def _part(findings: Findings, where: str, part: Any) -> None:
    kind = part.get("type") if isinstance(part, dict) else None
    if kind == "rich_text_list":
        optional = ("indent", "offset", "border")
        findings.fields(where, part, required=("type", "style", "elements"), optional=optional)
        findings.one_of(f"{where}/style", part.get("style"), ("bullet", "ordered"))
        for index, each in enumerate(findings.items(f"{where}/elements", part.get("elements"), most=1000)):
            _part(findings, f"{where}/elements/{index}", each)
    elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        findings.fields(where, part, required=("type", "elements"), optional=("border", "language"))
        for index, each in enumerate(
            findings.items(f"{where}/elements", part.get("elements"), most=1000, least=0)
        ):
            _piece(findings, f"{where}/elements/{index}", each)
    else:
        findings.add(f"{where}/type", f"unsupported type: {kind}")


def _piece(findings: Findings, where: str, piece: Any) -> None:
    kind = piece.get("type") if isinstance(piece, dict) else None
    if kind not in _PIECES:
        findings.add(f"{where}/type", f"unsupported type: {kind}")
        return
    findings.fields(where, piece, required=("type", *_PIECES[kind]), optional=_MORE)
    if kind == "text":
        findings.string(f"{where}/text", piece.get("text"), most=100_000)
