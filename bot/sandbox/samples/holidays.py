"""When somebody has said that she is away, long before: what "jour luckor" then has to tell."""

from datetime import date

AWAY = (
    ("anna", date(2027, 1, 4), date(2027, 1, 8)),
    ("anna", date(2027, 5, 7), date(2027, 5, 7)),  # a klämdag
)
"""Who, from which day, until which."""
