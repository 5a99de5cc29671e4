"""Tips from the guidelines, one at a time where they help: each once, none for whom they bother."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from db import tips


class Tip(StrEnum):
    """What is worth thinking of while writing; `bot/texts` has the sentences."""

    COURTESY = "courtesy"
    """Be as courteous as at the counter (U15)."""
    LASTS = "lasts"
    """It stays, and may be read out of its place (U16)."""
    RESPECT = "respect"
    """Respect for whom you write to, and no personal data (U17)."""
    COLLEAGUES = "colleagues"
    """Colleagues are not written about without their leave (U19)."""
    STANDS_FOR = "stands_for"
    """Only what you and the institution stand for (U14)."""
    IMAGES = "images"
    """Pictures: rights, names, leave (U20)."""


NO_MORE = "no_more"
"""Kept like a tip by whom they bother."""


def next_tip(tx: Connection, person_id: int, now: datetime) -> Tip | None:
    """The next tip that she has not had; from now on she has had it."""
    had = tips.seen(tx, person_id)
    tip = next((tip for tip in Tip if tip.value not in had), None)
    if NO_MORE in had or tip is None:
        return None
    tips.note(tx, person_id, tip.value, now)
    return tip


def no_more(tx: Connection, person_id: int, now: datetime) -> None:
    """She wants none of them."""
    tips.note(tx, person_id, NO_MORE, now)
