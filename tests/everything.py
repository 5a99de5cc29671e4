"""Everything that a message or view says: what a reader sees, and what its fields are filled in with."""

from typing import Any

from bot.sandbox.identities import Json

SAYING = frozenset({"text", "alt_text", "initial_value"})


def everything_of(message: Json) -> str:
    """All its words, a line each; the top-level text first."""
    words: list[str] = [str(message.get("text") or "")]

    def read(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                read(each)
        elif isinstance(value, dict):
            for name, held in value.items():
                if name in SAYING and isinstance(held, str):
                    words.append(held)
                else:
                    read(held)

    read(message.get("blocks") or [])
    return "\n".join(words)
