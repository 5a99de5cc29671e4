"""The rules that held when something was counted: each version of the settings is stored and can be asked."""

from collections.abc import Callable

from sqlalchemy import Connection

from db import settings_versions
from scheduler.rulebook import RuleBook
from scheduler.settings_json import book_from_json

Books = Callable[[int | None], RuleBook]


def books(tx: Connection, book: RuleBook) -> Books:
    """The rule book of each stored version, read once; the present one where the version is not known."""
    read: dict[int, RuleBook] = {}

    def of(version: int | None) -> RuleBook:
        if version is None or version == book.version:
            return book
        if version not in read:
            stored = settings_versions.load(tx, version)
            read[version] = book if stored is None else book_from_json(stored, version)
        return read[version]

    return of
