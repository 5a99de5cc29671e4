"""The store at its address: its folder made, its tables up to date; whatever prevents it in one sentence."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from db.store import Store
from db.upgrade import NewerStore, upgrade


class NoStore(Exception):  # noqa: N818 - what it is called to whoever reads it
    """The store cannot be opened. `where` is its address without password; `newer`: by a newer program."""

    def __init__(self, where: str, why: str, *, newer: bool = False) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why
        self.newer = newer


def shown(url: str) -> str:
    """The store's address as it may be told: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def open_store(url: str) -> Store:
    """Open the store and run the migrations that are missing. Raises NoStore."""
    parsed, where = make_url(url), shown(url)
    try:
        if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
            folder = Path(str(parsed.database)).parent
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it will hold personal data
        store = Store.open(url)
        upgrade(store)
    except NewerStore as newer:
        raise NoStore(where, str(newer), newer=True) from None
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()
        raise NoStore(where, why[0] if why else type(error).__name__) from None
    except OSError as error:
        raise NoStore(where, error.strerror or str(error)) from None
    return store
