"""Lists of comments that name their columns in their own way, read as if they had named them in ours. Pure.

For platforms without a way in of their own: somebody writes a list by hand, or a program exports one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

DATE = "written_on"
"""A column of days, where the time stands in another (or nowhere: then the day begins)."""
BY_HAND: Mapping[str, str] = MappingProxyType(
    {
        "konto": "account",
        "text": "text",
        "kommentar": "text",
        "meddelande": "text",
        "tidpunkt": "written_at",
        "skrevs": "written_at",
        "tid": "written_at",
        "klockslag": "written_at",
        "datum": DATE,
        "dag": DATE,
        "namn": "author",
        "vem": "author",
        "avsändare": "author",
        "användare": "author",
        "länk": "url",
        "adress": "url",
        "id": "external_id",
        "tråd": "thread_id",
        "svar på": "parent_id",
    }
)
PRESETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "svenska": BY_HAND,
        "myspace": {**BY_HAND, "profil": "author", "inlägg": "thread_id", "låt": "thread_id"},
        "bambuser": {**BY_HAND, "chatt": "text", "film": "thread_id", "sändning": "thread_id"},
        "wordpress": {
            "comment_id": "external_id",
            "comment_post_id": "thread_id",
            "comment_author": "author",
            "comment_date": "written_at",
            "comment_content": "text",
            "comment_parent": "parent_id",
        },
    }
)
"""By name: what each column (in small letters) is called here. Our own names are always understood too."""
TEMPLATES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "svenska": ("datum", "tid", "namn", "text", "länk"),
        "myspace": ("datum", "tid", "profil", "text", "inlägg", "länk"),
        "bambuser": ("datum", "tid", "namn", "chatt", "sändning", "länk"),
    }
)
"""The columns of an empty list, to be written by hand."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a list is read: whose columns it has, and whose comments they are."""

    preset: str | None = None
    account: str | None = None
    """Of every row that names none."""

    def name(self, column: str) -> str:
        """What a column is called here."""
        wanted = " ".join(column.casefold().split())
        return PRESETS[self.preset].get(wanted, wanted) if self.preset else column

    def lacking(self, names: Sequence[str]) -> list[str]:
        """Required columns that are not among these, which are called as here."""
        there = {*names} | ({"account"} if self.account else set())
        there |= {"written_at"} if self.preset and DATE in there else set()
        return [name for name in ("account", "written_at") if name not in there]

    def row(self, row: object) -> object:
        """A row as its columns are called here; whatever is no row stays as it is."""
        if not isinstance(row, Mapping) or (self.preset is None and self.account is None):
            return row
        read: dict[str, Any] = {}
        for column, value in row.items():
            name = self.name(str(column))
            if name not in read or column == name:  # our own name goes before another that means the same
                read[name] = value
        day = read.pop(DATE, None) if self.preset else None
        if day is not None:
            read["written_at"] = f"{day}T{_clock(read.get('written_at'))}"
        if self.preset and str(read.get("parent_id")) == "0":
            del read["parent_id"]  # WordPress's word for none
        if self.account and not read.get("account"):
            read["account"] = self.account
        return read


def _clock(said: Any) -> str:
    """`9.30` as `09:30`; nothing as the beginning of the day."""
    found = re.fullmatch(
        r"(?:kl\.? ?)?(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?", str(said or "0:00").strip(), re.I
    )
    return ":".join(part.zfill(2) for part in found.groups() if part) if found else str(said)
