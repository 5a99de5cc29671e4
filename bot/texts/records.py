"""What the commands that list, export and judge say to a person."""

import errno
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.texts.language import Language, mark
from db.words import SignatureResult

if TYPE_CHECKING:
    from handlers.signature import Judgement

JUDGED: Mapping[SignatureResult, str] = MappingProxyType(
    {
        SignatureResult.SIGNED: mark("Signed"),
        SignatureResult.UNSIGNED: mark("Unsigned"),
        SignatureResult.UNSURE: mark("Unsure"),
    }
)

WHY: Mapping[str, str] = MappingProxyType(
    {
        "marked": mark("the name stands after a mark, as in “/Anna”."),
        "greeting": mark("the name stands after a greeting."),
        "own_line": mark("the name stands alone on the last line."),
        "own_sentence": mark("the name alone is the last sentence."),
        "name_and_organisation": mark("the name and the organisation end the reply."),
        "address_or_sign_off": mark("the name at the end either signs or addresses somebody."),
        "lower_case": mark("the name is written without a capital, and may be another word."),
        "ordinary_word": mark("the name is an ordinary word too, and may be one here."),
        "text_follows": mark("the reply goes on after the sign-off."),
        "empty": mark("there is no text."),
        "no_sign_off": mark("nothing at the end is a sign-off."),
        "name_elsewhere": mark("the name is there, but it addresses or mentions somebody."),
        "initial_only": mark("an initial is not a first name."),
        "other_name": mark("somebody or something else signs."),
        "organisation_missing": mark("the sign-off lacks the organisation."),
    }
)
"""By the word of `handlers.signature.Why`."""


FILE_TROUBLE: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOENT: mark("there is no such file or folder"),
        errno.EACCES: mark("the rights to it are missing"),
        errno.EPERM: mark("the rights to it are missing"),
        errno.EISDIR: mark("it is a folder"),
        errno.ENOTDIR: mark("a part of the path is no folder"),
        errno.ENOSPC: mark("the disk is full"),
        errno.EROFS: mark("the disk can only be read"),
    }
)


class RecordTexts:
    """Headings and sentences of the command line's lists."""

    def __init__(self, spoken: Language) -> None:
        self._spoken = spoken

    def comment_headings(self) -> tuple[str, ...]:
        """Over the columns of a list of comments."""
        text = self._spoken.text
        return (text("No."), text("Account"), text("State"), text("Answer by"), text("Has it"), text("Text"))

    def notice_headings(self) -> tuple[str, ...]:
        """Over the columns of a list of notices."""
        text = self._spoken.text
        return (text("When"), text("What"), text("To"), text("About"), text("State"), text("Key"))

    def withheld(self) -> str:
        """In the place of the text of a flagged comment."""
        return self._spoken.text("(kept, shown only in an export that has been looked through)")

    def planned(self) -> str:
        """The state of what will be said if nothing happens."""
        return self._spoken.text("planned")

    def recipient(self, kind: str, name: str) -> str:
        """Whom a notice goes to."""
        if kind == "operator":
            return self._spoken.text("the operator")
        if kind == "place":
            return self._spoken.text("where I was put")
        return self._spoken.text("{name}, privately", name=name) if kind == "person" else name

    def comment_number(self, number: int) -> str:
        """What a notice is about."""
        return self._spoken.text("comment {number}", number=number)

    def no_comments(self) -> str:
        """An empty list of comments."""
        return self._spoken.text("There are no comments.")

    def no_notices(self) -> str:
        """An empty list of notices."""
        return self._spoken.text("Nothing was said, and nothing waits to be said.")

    def exported(self, count: int, path: str) -> str:
        """What was written."""
        return self._spoken.plural(
            "{count} comment written to {path}.", "{count} comments written to {path}.", count, path=path
        )

    def attached(self, number: int) -> str:
        """The file is kept."""
        return self._spoken.text("The file is kept with comment {number}.", number=number)

    def attached_already(self, number: int) -> str:
        """The same file of the same name is there."""
        return self._spoken.text("The same file is with comment {number} already.", number=number)

    def no_comment(self, number: int) -> str:
        """There is no such comment."""
        return self._spoken.text("There is no comment {number}.", number=number)

    def comment_purged(self, number: int) -> str:
        """Nothing more is kept of it."""
        return self._spoken.text(
            "Comment {number} went by a retention decision: nothing more is kept of it.", number=number
        )

    def file_too_large(self, path: str, most: int) -> str:
        """Larger than the configuration allows."""
        return self._spoken.text(
            "{path} is larger than {most} MB, which is the most that is kept of one file "
            "(records.attachment_mb in the configuration).",
            path=path,
            most=most,
        )

    def file_empty(self, path: str) -> str:
        """There is nothing in it."""
        return self._spoken.text("{path} is empty.", path=path)

    def why_not(self, error: OSError) -> str:
        """What the system says of a file, in the reader's language where it is a usual thing."""
        usual = FILE_TROUBLE.get(error.errno or 0)
        return self._spoken.text(usual) if usual else error.strerror or str(error)

    def cannot_read(self, path: str, why: str) -> str:
        """The file is not there, or not to be read."""
        return self._spoken.text("{path} cannot be read: {why}.", path=path, why=why)

    def no_comments_in(self, where: str) -> str:
        """Nothing to hand out, most likely because another database was meant."""
        return self._spoken.text(
            "There are no comments at all in the database {where}. Is it the right one? It is said by "
            "DATABASE_URL, or by “database” in the configuration. No file was written, and nothing noted.",
            where=where,
        )

    def searched(self, where: str) -> str:
        """Which database nothing was found in."""
        return self._spoken.text("Searched: the database {where}.", where=where)

    def unknown_account(self, slug: str, suggestion: str) -> str:
        """There is no such account."""
        return self._unknown(self._spoken.text("There is no account “{slug}”.", slug=slug), suggestion)

    def unknown_unit(self, slug: str, suggestion: str) -> str:
        """There is no such unit."""
        return self._unknown(self._spoken.text("There is no unit “{slug}”.", slug=slug), suggestion)

    def unknown_person(self, slug: str, suggestion: str) -> str:
        """There is no such person."""
        return self._unknown(self._spoken.text("There is no person “{slug}”.", slug=slug), suggestion)

    def not_a_day(self, found: str) -> str:
        """A day was expected."""
        return self._spoken.text("“{found}” is not a day. Write it like this: 2026-11-27.", found=found)

    def not_a_week(self, found: str) -> str:
        """A week was expected."""
        return self._spoken.text("“{found}” is not a week. Write it like this: 2026-W47.", found=found)

    def days_backwards(self) -> str:
        """The last day comes before the first."""
        return self._spoken.text("The last day comes before the first.")

    def cannot_write(self, path: str, why: str) -> str:
        """The file cannot be written."""
        return self._spoken.text("{path} cannot be written: {why}.", path=path, why=why)

    def no_database(self, where: str, why: str) -> str:
        """The database cannot be opened."""
        return self._spoken.text("The database {where} cannot be opened: {why}.", where=where, why=why)

    def newer_database(self, where: str, revision: str) -> str:
        """The program is older than the database."""
        return self._spoken.text(
            "The database {where} was made by a newer Svarsvakt (revision {revision}). Use that one.",
            where=where,
            revision=revision,
        )

    def up_to_date(self, revision: str) -> str:
        """The database is as it should be."""
        return self._spoken.text("The database is up to date (revision {revision}).", revision=revision)

    def name_missing(self) -> str:
        """The signature command needs a name."""
        return self._spoken.text("Whose signature? Say --name.")

    def judged(self, judgement: "Judgement") -> str:
        """What a reply was judged to be, and why."""
        return f"{self._spoken.text(JUDGED[judgement.result])}: {self._spoken.text(WHY[judgement.why.value])}"

    def _unknown(self, sentence: str, suggestion: str) -> str:
        if not suggestion:
            return sentence
        meant = self._spoken.text("Did you mean {suggestion}?", suggestion=suggestion)
        return f"{sentence} {meant}"
