"""Text cut to what a chat takes, counted in UTF-16 code units: Slack and Teams both count so in places."""


def width(text: str) -> int:
    """How long the text is: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, or its beginning and "…" when it is longer than that."""
    return text if width(text) <= most else beginning(text, most - 1).rstrip() + "…"


def beginning(text: str, most: int) -> str:
    """So many code units, without half a letter at the end."""
    return text.encode("utf-16-le", "surrogatepass")[: most * 2].decode("utf-16-le", "ignore")
