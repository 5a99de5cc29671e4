"""The rows of a CSV file as spreadsheets write them, each with the line it begins on."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from itertools import islice

from handlers.intake_presets import Reading
from handlers.intake_row import Fault, RowFault

Numbered = tuple[int, object]
"""A row with the line it begins on; a row that cannot be read is its fault."""
AS_OURS = Reading()
WHOLE_FILE = 2**31 - 1


def decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 as its mark says, else UTF-8, else what an older Windows program writes."""
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def first_names(raw: bytes) -> list[str]:
    """What the first line names, for saying what is wrong with it."""
    first = decoded(raw[:4_000]).split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return [name.strip().strip('"').lower() for name in first.split(delimiter)]


def csv_rows(raw: bytes, reading: Reading = AS_OURS) -> Iterator[Numbered] | None:
    """The rows, split at commas, semicolons or tabs; none when the needed columns are not there.

    The columns keep their names: `reading.row` calls them ours.
    """
    lines = list(io.StringIO(decoded(raw), newline=""))
    begun = 0
    delimiter = None
    if lines and lines[0].lower().startswith("sep="):  # Excel's own way to say it
        begun, delimiter = 1, lines[0].strip()[4:]
    first = lines[begun] if begun < len(lines) else ""
    if delimiter is None or len(delimiter) != 1:
        delimiter = max(",;\t", key=first.count)
    header = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if reading.lacking([reading.name(name) for name in header]):
        return None
    return _rows(lines, begun + 1, header, delimiter)


def _rows(lines: Sequence[str], begun: int, header: Sequence[str], delimiter: str) -> Iterator[Numbered]:
    csv.field_size_limit(WHOLE_FILE)  # a field too long is a fault of its own, named by its column
    at = begun
    while at < len(lines):
        # Strict, and begun anew on the line after a fault: a quotation mark that is never closed would
        # otherwise make one comment of all that follows.
        reader = csv.reader(islice(lines, at, None), delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield at + read + 1, _row(cells, header)
                read = reader.line_num
        except csv.Error as error:
            yield at + read + 1, RowFault(field="", fault=Fault.UNREADABLE, value=str(error))
            at += read + 1
        else:
            return


def _row(cells: Sequence[str], header: Sequence[str]) -> object:
    if len(cells) > len(header):
        return RowFault(field="", fault=Fault.TOO_MANY_CELLS, limit=len(header))
    return {name: cell for name, cell in zip(header, cells, strict=False) if cell != ""}
