"""Comments' numbers as people write them: `12`, `#12`, `nr 12`, "12, 13 och 15", `12-15`."""

import re

HIGHEST = 2_147_483_647
"""No database is asked for a number that it cannot hold."""
MOST_NUMBERS = 200
_NUMBER = re.compile(
    r"(?:kommentar|comment|nr\.?|no\.?|number|nummer)?\s*#?\s*(\d+)(?!\w|[/.]\d)[:,.;!]?\s*", re.I
)


def number_and_text(rest: str) -> tuple[int, str]:
    """A comment's number and what stands after it, as it was written; 0: there is no number."""
    found = _NUMBER.match(rest)
    if found is None or _bounded(found[1]) == 0:
        return 0, rest
    return _bounded(found[1]), rest[found.end() :].strip()


def read_numbers(rest: str) -> tuple[list[int], str]:
    """Every number that the text begins with ("12, 13 och 15", "12-15"), each once, and what is left."""
    numbers: dict[int, None] = {}
    left = re.sub(r"(?<=\d)\s*[-–]\s*(?=#?\d)", "-", rest.strip())
    while left:
        span = re.match(r"#?(\d{1,9})-#?(\d{1,9})(?!\w|[/.-]\d)[,;.]?\s*", left)
        found = _NUMBER.match(left)
        if span and 0 < int(span[1]) <= int(span[2]) < int(span[1]) + MOST_NUMBERS:
            numbers |= dict.fromkeys(range(int(span[1]), int(span[2]) + 1))
            left = left[span.end() :]
        elif found and _bounded(found[1]) > 0:
            numbers[_bounded(found[1])] = None
            left = left[found.end() :]
        else:
            break
        left = re.sub(r"^(?:och|and|&|\+)\s+(?=#?\d)", "", left, flags=re.IGNORECASE)
    return list(numbers)[:MOST_NUMBERS], left


def _bounded(digits: str) -> int:
    significant = digits.lstrip("0")
    return min(int(significant[:12] or "0"), HIGHEST)


def of_element(value: str) -> int:
    """The number in a button's or a tick's value. Raises ValueError for anything else."""
    if not (value.isascii() and value.isdecimal()):
        raise ValueError("not a number")
    return _bounded(value)


def only_number(text: str) -> int | None:
    """The number that a text is and nothing else."""
    found = _NUMBER.fullmatch(text)
    return _bounded(found[1]) or None if found else None
