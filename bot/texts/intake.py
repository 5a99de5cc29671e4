"""What is wrong with a row that somebody handed in, and how it should be."""

from collections.abc import Iterable, Mapping

from bot.texts.language import Language, mark
from handlers.intake_row import Fault, RowFault

SENTENCES = {
    Fault.NOT_AN_OBJECT: mark('A comment is an object with named fields, like {{"account": …}}.'),
    Fault.MISSING: mark("The field {field} is missing."),
    Fault.UNKNOWN_ACCOUNT: mark(
        "There is no account “{value}”. Use the account’s short name from the configuration."
    ),
    Fault.NOT_TEXT: mark("The field {field} must be text."),
    Fault.TOO_LONG: mark("The field {field} is longer than {limit} characters."),
    Fault.NOT_A_TIME: mark("“{value}” is not a time. Write it like 2026-11-27T15:02:00+01:00."),
    Fault.NO_OFFSET: mark("“{value}” lacks its offset. Write it like 2026-11-27T15:02:00+01:00."),
    Fault.NO_SUCH_TIME: mark("There was no {value}: the clocks went forward that night."),
    Fault.IN_FUTURE: mark("{value} is in the future. When was the comment written?"),
    Fault.TOO_OLD: mark("{value} is before the year 2000. Is the year right?"),
    Fault.NOT_A_LINK: mark("The link must start with http:// or https://."),
    Fault.TOO_MANY_CELLS: mark(
        "The line has more cells than the {limit} columns: put quotes around the text."
    ),
    Fault.UNREADABLE: mark("The line cannot be read: {value}"),
}


class IntakeTexts:
    """One language's sentences about rows."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def fault(self, fault: RowFault) -> str:
        """What to do about it."""
        if fault.fault is Fault.MISSING and fault.value:
            return self.misspelt(fault.value, fault.field)
        return self._l.text(
            SENTENCES[fault.fault], field=fault.field, value=fault.value[:120], limit=fault.limit or 0
        )

    def misspelt(self, name: str, field: str) -> str:
        """A required field that seems to stand there under another name."""
        return self._l.text(
            "The field {field} is missing. Is it “{name}” that should be called {field}?",
            field=field,
            name=name,
        )

    def not_read(self, names: Mapping[str, str | None]) -> str:
        """Columns that mean nothing here, with what was probably meant."""
        meant = [f"{name} ({field}?)" if field else name for name, field in names.items()]
        return self._l.text(
            "Note: these columns are not known and were not read: {names}.", names=", ".join(meant)
        )

    def line(self, number: int, sentence: str) -> str:
        """The same, with the line of the file."""
        return self._l.text("Line {number}: {sentence}", number=number, sentence=sentence)

    def imported(self, accepted: int, duplicates: int, refused: int) -> str:
        """How an import went."""
        return self._l.text(
            "{accepted} new, {duplicates} already there, {refused} refused.",
            accepted=accepted,
            duplicates=duplicates,
            refused=refused,
        )

    def no_file(self, path: str) -> str:
        """No such file."""
        return self._l.text("There is no file {path}.", path=path)

    def not_a_format(self, path: str) -> str:
        """Neither CSV nor JSON lines."""
        return self._l.text("{path} is neither .csv nor .jsonl.", path=path)

    def no_preset(self, name: str, known: Iterable[str]) -> str:
        """No such way to name the columns."""
        return self._l.text(
            "There is no preset “{name}”. There are: {known}.", name=name[:80], known=", ".join(known)
        )

    def try_preset(self, name: str) -> str:
        """The columns are those of a preset."""
        return self._l.text(
            "The columns are called as in the preset {name}: add --preset {name} --account ACCOUNT.",
            name=name,
        )

    def there_already(self, path: str) -> str:
        """It is not written over."""
        return self._l.text("There is already a file {path}. Give another name.", path=path)

    def template_written(self, path: str, preset: str) -> str:
        """An empty list to fill in, and what to do with it then."""
        return self._l.text(
            "{path} is an empty list. One comment a line, then: "
            "svarsvakt import {path} --preset {preset} --account ACCOUNT",
            path=path,
            preset=preset,
        )

    def no_header(self) -> str:
        """A CSV file without the needed columns."""
        return self._l.text("The first line must name the columns: at least account and written_at.")
