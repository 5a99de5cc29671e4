"""Slack's limits, and the trimming that keeps us inside them.

Slack counts UTF-16 code units in some places and characters in others; counting UTF-16 is never too generous.
Source: https://docs.slack.dev/reference/block-kit
"""

from bot.cutting import beginning, cut, width

__all__ = ["cut", "width"]  # beside everything that is defined here

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


def cut_markup(text: str, most: int) -> str:
    """Like `cut`, for escaped text: never inside `&amp;` or `<...>`, whose halves would show or swallow."""
    if width(text) <= most:
        return text
    kept = beginning(text, most - 1)
    for opening, closing in (("&", ";"), ("<", ">")):
        start = kept.rfind(opening)
        # What is ours is always escaped, so an opening without its close is one that was cut.
        if start > kept.rfind(closing):
            kept = kept[:start]
    return kept.rstrip() + "…"
