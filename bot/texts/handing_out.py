"""What a handing out of records says: on the page to read, and to the one who makes it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from bot.texts.words import Words
from db.words import CommentState, EventAction, Ground, WasDone

DONE: Mapping[str, Mapping[WasDone, str]] = {
    "author_told": {
        WasDone.YES: mark("the author was told"),
        WasDone.NO: mark("the author was not told"),
        WasDone.NOT_NEEDED: mark("the author did not need to be told, or could not be"),
    },
    "police_report": {
        WasDone.YES: mark("reported to the police"),
        WasDone.NO: mark("not reported to the police"),
        WasDone.NOT_NEEDED: mark("a report to the police was not needed"),
    },
}
"""What somebody said when it was hidden or removed, by its name among an event's facts."""


class HandingOutTexts:
    """Sentences about records that are handed out."""

    def __init__(self, spoken: Language, dates: Dates, words: Words) -> None:
        self._spoken, self._dates, self._words = spoken, dates, words

    def title(self, *, to_judge: bool) -> str:
        """Over the page."""
        if to_judge:
            return self._spoken.text("For secrecy review, not to be handed out")
        return self._spoken.text("Comments and what was done about them")

    def heading(self, number: int) -> str:
        """Over one comment."""
        return self._spoken.text("Comment {number}", number=number)

    def facts(self, row: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
        """What is known of a comment, each with its label."""
        text = self._spoken.text
        yield text("Account"), row.get("account_name") or row["account"]
        yield text("Written"), self._at(row["written_at"])
        yield text("By"), row["author"]
        yield text("Link"), row["url"]
        yield text("State"), self._words.state(CommentState(row["state"]))
        yield text("Ground"), self._words.ground(Ground(row["ground"])) if row["ground"] else None
        yield text("Handled"), self._at(row["closed_at"])
        yield text("Handled by"), row["closed_by"]
        yield text("Referred to"), row["referred_to"]
        yield text("Diary number"), row["diary_number"]

    def withheld(self) -> str:
        """In place of what is left out."""
        return self._spoken.text("Left out: it may be secret.")

    def no_text(self) -> str:
        """There is none: purged, or there never was one."""
        return self._spoken.text("No text.")

    def happened(self) -> str:
        """Over the events."""
        return self._spoken.text("What happened")

    def event(self, event: Mapping[str, Any]) -> str:
        """One thing that happened."""
        parts = [
            self._at(event["at"]),
            self._words.event(EventAction(event["action"])),
            self._words.state(CommentState(event["to_state"])) if event["to_state"] else None,
            event["person"],
            event["reason"],
            *self._decided(event.get("facts") or {}),
        ]
        return ", ".join(part for part in parts if part)

    def _decided(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """Who decided to hide or remove it, and whether its author and the police were told (M30)."""
        if facts.get("decided_by"):
            yield self._spoken.text("decided by {person}", person=facts["decided_by"])
        for about, sentences in DONE.items():
            if facts.get(about) in set(WasDone):
                yield self._spoken.text(sentences[WasDone(facts[about])])

    def reply(self, reply: Mapping[str, Any]) -> str:
        """Over a reply."""
        who = reply["person"]
        at = self._at(reply["at"])
        if who:
            return self._spoken.text("Reply by {person}, {at}", person=who, at=at)
        return self._spoken.text("Reply, {at}", at=at)

    def attachment(self) -> str:
        """Before a file's name."""
        return self._spoken.text("File:")

    def unknown_format(self, path: str) -> str:
        """What is written follows from the file's name."""
        return self._spoken.text(
            "{path}: end the file’s name with .zip (everything, with a page to read), .jsonl (JSON lines) or "
            ".csv.",
            path=path,
        )

    def to_be_judged(self, numbers: Sequence[int]) -> list[str]:
        """Some were left out for want of a review, and how to go on."""
        shown = ", ".join(str(number) for number in numbers[:20]) + (" …" if len(numbers) > 20 else "")
        return [
            self._spoken.plural(
                "{count} comment may be secret ({numbers}): author and text are left out.",
                "{count} comments may be secret ({numbers}): authors and texts are left out.",
                len(numbers),
                numbers=shown,
            ),
            self._spoken.text(
                "To judge them, write a file for yourself with --for-review. Then write the one to hand out "
                "with --reviewed-by NAME, and name what must stay secret with --withhold NUMBER."
            ),
        ]

    def for_review(self) -> str:
        """This file must not be handed out."""
        return self._spoken.text("The file is for secrecy review: it holds what may be secret.")

    def left_out(self, numbers: Sequence[int], by: str) -> str:
        """What somebody judged to be secret."""
        shown = ", ".join(str(number) for number in numbers)
        return self._spoken.text(
            "Author and text are left out of {numbers}, as {by} judged.", numbers=shown, by=by
        )

    def not_there(self, numbers: Sequence[int]) -> str:
        """What is not in the file at all."""
        shown = ", ".join(str(number) for number in numbers)
        return self._spoken.text("Not in the file at all: {numbers}.", numbers=shown)

    def not_among(self, numbers: Sequence[int]) -> str:
        """Numbers to withhold that nobody would have got anyhow: most likely slips of the pen."""
        shown = ", ".join(str(number) for number in numbers)
        return self._spoken.text(
            "{numbers}: not among the comments that you ask for. Nothing was handed out; have another look "
            "at the numbers.",
            numbers=shown,
        )

    def noted(self, handout: int) -> str:
        """It is in the log."""
        return self._spoken.text("Noted as handing out {number}.", number=handout)

    def unknown_ground(self, word: str, grounds: Sequence[str]) -> str:
        """There is no such ground."""
        return self._spoken.text(
            "There is no ground “{word}”. Choose one of: {grounds}.", word=word, grounds=", ".join(grounds)
        )

    def not_numbers(self, found: str) -> str:
        """Numbers were expected."""
        return self._spoken.text(
            "“{found}” is not a comment’s number. Write it like this: --withhold 118 --withhold 120.",
            found=found,
        )

    def own_data(self, count: int, path: str) -> str:
        """What the bot keeps about one of its own people."""
        return self._spoken.plural(
            "{count} row about the person written to {path}.",
            "{count} rows about the person written to {path}.",
            count,
            path=path,
        )

    def unknown_person(self, slug: str) -> str:
        """There is no such person."""
        return self._spoken.text("There is nobody called “{slug}” in the register.", slug=slug)

    def _at(self, told: str | None) -> str | None:
        """A time of a row (ISO 8601, with its offset) as people read it."""
        if told is None:
            return None
        at = datetime.fromisoformat(told)
        return f"{at:%Y-%m-%d %H:%M}"
