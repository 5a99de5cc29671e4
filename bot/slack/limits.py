"""Slack's limits, and the trimming that keeps us inside them.

Slack counts UTF-16 code units in some places and characters in others; counting UTF-16 is never too generous.
Source: https://docs.slack.dev/reference/block-kit
"""

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
TEXT = 3_000
TOP_TEXT = 4_000
HEADER = 150
BUTTON = 75
BUTTON_VALUE = 2_000
URL = 3_000
OPTION = 75
OPTION_VALUE = 150
OPTIONS_IN_SELECT = 100
OPTIONS_IN_CHECKBOXES = 10
OPTIONS_IN_OVERFLOW = 5
CONTEXT_ELEMENTS = 10
ACTION_ELEMENTS = 25
VIEW_TITLE = 24
VIEW_JSON = 240_000
LABEL = 2_000
PLACEHOLDER = 150
INPUT_TEXT = 3_000
ALT_TEXT = 2_000
ID = 255
LINE = 300
"""Ours, not Slack's: a line of a list, and a name that the public chose."""
PRIVATE_METADATA = 3_000


def width(text: str) -> int:
    """How long Slack finds the text: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, or its beginning and "…" when it is longer than Slack takes."""
    return text if width(text) <= most else _beginning(text, most - 1).rstrip() + "…"


def cut_markup(text: str, most: int) -> str:
    """Like `cut`, for escaped text: never inside `&amp;` or `<...>`, whose halves would show or swallow."""
    if width(text) <= most:
        return text
    kept = _beginning(text, most - 1)
    for opening, closing in (("&", ";"), ("<", ">")):
        start = kept.rfind(opening)
        # What is ours is always escaped, so an opening without its close is one that was cut.
        if start > kept.rfind(closing):
            kept = kept[:start]
    return kept.rstrip() + "…"


def _beginning(text: str, most: int) -> str:
    """So many code units, without half a letter at the end."""
    return text.encode("utf-16-le", "surrogatepass")[: most * 2].decode("utf-16-le", "ignore")
