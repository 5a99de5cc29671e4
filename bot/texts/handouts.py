"""A records request in chat: what was found, what is to be judged, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language, mark, mark_plural
from bot.texts.managing_says import Message
from bot.texts.words import Words
from handlers.handout_content import HandoutForm, Judgement, ReadToJudge, ToJudge
from handlers.outcome import Said

HANDOUT_SAID: Mapping[Said, tuple[Message, ...]] = MappingProxyType(
    {
        Said.HANDOUT_COMING: (
            mark("I am making the file. It comes in our own conversation in a moment, and to nobody else."),
        ),
        Said.HANDOUT_NOTHING: (
            mark("Nothing in your units is as you ask for. Leave something empty, or ask for more days."),
        ),
        Said.HANDOUT_NOT_AMONG: (
            mark("{text}: not among the comments that you ask for. Have another look at the number."),
            mark("One of the numbers is not among the comments that you ask for. Have another look at it."),
        ),
    }
)

JUDGEMENTS: Mapping[Judgement, str] = MappingProxyType(
    {
        Judgement.BLANKED: mark("Keep back author and text"),
        Judgement.OUT: mark("Hand out as it is"),
        Judgement.LEFT_OUT: mark("Leave out altogether"),
    }
)

FAILED: Mapping[str, str] = MappingProxyType(
    {
        "full": mark(
            "The file could not be written: the machine’s disk may be full. Nothing was handed out. Whoever "
            "runs Svarsvakt can help; then ask again."
        ),
        "not_allowed": mark(
            "Slack does not let me upload files. Nothing was handed out. Whoever runs Svarsvakt gives the "
            "app the permission “files:write”; then ask again."
        ),
        "other": mark("Slack did not take the file. Nothing was handed out. Ask again in a while."),
        "store": mark(
            "The records could not be read right now. Nothing was handed out. Ask again in a while."
        ),
    }
)


class HandoutTexts:
    """A supervisor hands out records from chat."""

    def __init__(self, spoken: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = spoken, dates, words

    def found(self, form: HandoutForm) -> str:
        """`12 kommentarer. 3 av dem kan omfattas av sekretess:`, `1 kommentar, som kan ...`"""
        if form.count == 1:
            return (
                self._l.text("1 comment, which may be secret:")
                if form.flagged
                else self._l.text("1 comment. It is not marked as something that may be secret.")
            )
        count = self._l.plural("{count} comment.", "{count} comments.", form.count)
        if not form.flagged:
            none = self._l.text("None of them is marked as something that may be secret.")
            return f"{count} {none}"
        secret = self._l.plural(
            "{count} of them may be secret:", "{count} of them may be secret:", form.flagged
        )
        return f"{count} {secret}"

    def too_many(self, flagged: int) -> str:
        """They cannot be judged one by one here."""
        return self._l.text(
            "{count} are too many to judge one by one here. Ask for fewer days at a time, or keep them all "
            "back now.",
            count=flagged,
        )

    def reading(self, one: ReadToJudge) -> str:
        """`Kommentar 118, av Kim Svensson (2 filer):` above what it says."""
        if not one.text:
            return self._l.text("Comment {number} has no text.", number=one.number)
        said = self._l.text(
            "Comment {number}, by {author}:",
            number=one.number,
            author=one.author or self._l.text("an unknown author"),
        )
        if not one.files:
            return said
        files = self._l.plural(
            "{count} file is kept with it: see it in a file made with --for-review.",
            "{count} files are kept with it: see them in a file made with --for-review.",
            one.files,
        )
        return f"{said} {files}"

    def to_judge(self, one: ToJudge, zone: ZoneInfo) -> str:
        """`Kommentar 118, Kulturskolans Facebook, fredag 27 november: dold, hot`"""
        why = [self._words.state(one.state)]
        if one.ground is not None:
            why.append(self._words.ground(one.ground))
        if one.urgent:
            why.append(self._l.text("urgent"))
        if one.individual:
            why.append(self._l.text("individual case"))
        return self._l.text(
            "Comment {number}, {account}, {day}: {why}",
            number=one.number,
            account=one.account,
            day=self._dates.day(one.written_at.astimezone(zone).date()),
            why=", ".join(why),
        )

    def all_alike(self) -> str:
        """Over the one choice for all that may be secret."""
        return self._l.text("All that may be secret")

    def judgement(self, one: Judgement) -> str:
        """What may be said of one."""
        return self._l.text(JUDGEMENTS[one])

    def file_name(self, made_at: datetime) -> str:
        """What the file is called, without its ending: `utlamnande-2026-11-27-1450`."""
        return self._l.text("handing-out-{when}", when=f"{made_at:%Y-%m-%d-%H%M}")

    def done(self, number: int, count: int, withheld: Sequence[int], left_out: Sequence[int]) -> str:
        """With the file: what it is, and what is not in it."""
        said = [
            self._l.text("Handing out {number}, noted.", number=number),
            self._l.plural("{count} comment.", "{count} comments.", count),
        ]
        if withheld:
            said.append(
                self._l.text("Author and text are kept back in number {numbers}.", numbers=_shown(withheld))
            )
        if left_out:
            said.append(self._l.text("Not in the file at all: {numbers}.", numbers=_shown(left_out)))
        return " ".join([*said, self._copy()])

    def since(self, numbers: Sequence[int]) -> str:
        """Some became something that may be secret while she judged the others."""
        return self._l.text(
            "{numbers} was marked as something that may be secret after you had judged, and is kept back.",
            numbers=_shown(numbers),
        )

    def own_data(self, number: int, rows: int) -> str:
        """With the file about one of our own."""
        said = self._l.plural(*OWN_ROWS, rows)
        return " ".join([self._l.text("Handing out {number}, noted.", number=number), said, self._copy()])

    def failed(self, code: str) -> str:
        """Why nothing came."""
        return self._l.text(FAILED.get(code, FAILED["other"]))

    def not_there(self, number: int) -> str:
        """It is noted, but nobody can tell whether the file came."""
        return self._l.text(
            "Handing out {number} is noted, but Slack did not say whether it took the file. Do you see it "
            "here? Else ask again; it is noted anew.",
            number=number,
        )

    def _copy(self) -> str:
        return self._l.text("Save the file where it belongs: what lies in Slack is a copy.")


OWN_ROWS = mark_plural("{count} row about the person.", "{count} rows about the person.")


def _shown(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers[:20]) + (" …" if len(numbers) > 20 else "")
