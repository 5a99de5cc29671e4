"""Brings the Swedish catalog up to date with the code and compiles it: `make texts`.

New messages come in untranslated, gone ones go out; a test holds that none is missing. The compiled catalog
is kept beside its source, so that a fresh clone needs no build step.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.texts.language import DOMAIN, LOCALE_DIR

PO_FILE = LOCALE_DIR / "sv" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO_FILE = PO_FILE.with_suffix(".mo")
KEYWORDS = {"text": None, "mark": None, "plural": (1, 2), "mark_plural": (1, 2)}


def extracted() -> Catalog:
    """Every message of the code, as an empty catalog."""
    catalog = Catalog(project="Svarsvakt", charset="utf-8")
    found = extract_from_dir(Path(__file__).parent, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, _context in found:
        catalog.add(message)
    return catalog


def swedish() -> Catalog:
    """The Swedish catalog as it is kept."""
    with PO_FILE.open("rb") as file:
        return read_po(file, locale="sv", domain=DOMAIN)


def compiled(catalog: Catalog) -> bytes:
    """What the machine reads of a catalog."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> tuple[str, ...]:
    """The messages without a Swedish sentence."""
    return tuple(
        str(message.id[0] if isinstance(message.id, tuple) else message.id)
        for message in catalog
        if message.id
        and not all(message.string if isinstance(message.string, (tuple, list)) else [message.string])
    )


def main() -> int:
    """Update, compile, and say what is missing."""
    catalog = swedish() if PO_FILE.exists() else Catalog(locale="sv", project="Svarsvakt", charset="utf-8")
    template = extracted()
    template.creation_date = catalog.creation_date
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with PO_FILE.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, omit_header=False)
    MO_FILE.write_bytes(compiled(catalog))
    missing = untranslated(catalog)
    for message in missing:
        sys.stderr.write(f"no Swedish sentence: {message}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
