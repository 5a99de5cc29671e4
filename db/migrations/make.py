"""Write the next migration from what the models and the migrations differ in.

`python -m db.migrations.make WHY` is a developer's tool; the program itself only runs what is written.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from db.store import Store
from db.upgrade import MIGRATIONS, head, settings_for, upgrade


def main(why: str, into: Path = MIGRATIONS / "versions") -> None:
    """Compare the models with what the migrations make of an empty SQLite, and write the difference."""
    newest = head()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/empty.db")
        if newest:
            upgrade(store)
        with store.write() as tx:
            settings = settings_for(tx)
            settings.attributes["batch"] = newest is not None  # new tables need no batches
            settings.set_main_option("path_separator", "newline")
            settings.set_main_option("version_locations", f"{MIGRATIONS / 'versions'}\n{into}")
            rev_id = f"{int(newest or 0) + 1:04}"
            command.revision(settings, why, autogenerate=True, rev_id=rev_id, version_path=str(into))
        store.close()


if __name__ == "__main__":
    main(sys.argv[1])
