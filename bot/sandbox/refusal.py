"""How the workspace says no: with Slack's own error codes."""

from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is an ordinary answer of a Web API method, not a fault of ours
    """A Web API call is refused: `{"ok": false, "error": code, ...}`."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


def refused_for(code: str, problems: tuple[str, ...]) -> Refused:
    """A refusal that lists what is wrong, as Slack does for blocks and views."""
    return Refused(
        code,
        errors=list(problems),
        response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]},
    )
