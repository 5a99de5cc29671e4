"""What help is about: `hjälp` alone is a first screen, `hjälp jour` one of these."""

from collections.abc import Mapping
from enum import StrEnum

from handlers.command_words import Word, find, plain


class HelpTopic(StrEnum):
    """A part of what the bot understands."""

    COMMENTS = "comments"
    """From "ta" to "besvarad"."""
    CASES = "cases"
    """What cannot wait, what is somebody's own, what is hidden, kept and registered."""
    REPLIES = "replies"
    """Writing: ready replies, a second reader."""
    DUTY = "duty"
    """Rounds, who is on duty, who is away."""
    CRISIS = "crisis"
    """A crisis watch."""
    UNIT = "unit"
    """How it goes, and how the unit is run."""
    OWN = "own"
    """Her own name, days, calendar, practice."""
    ALL = "all"
    """Everything."""


NAMES: Mapping[HelpTopic, tuple[str, ...]] = {
    HelpTopic.COMMENTS: ("kommentarer", "comments"),
    HelpTopic.CASES: ("brådskande", "cases", "hot", "threat", "ärenden"),
    HelpTopic.REPLIES: ("svar", "replies"),
    HelpTopic.DUTY: ("jour", "duty", "rundor", "rounds"),
    HelpTopic.CRISIS: ("kris", "crisis"),
    HelpTopic.UNIT: ("enheten", "unit", "enhet", "sköta enheten"),
    HelpTopic.OWN: ("jag", "me", "mig", "mitt"),
    HelpTopic.ALL: ("allt", "all", "alla"),
}
"""The Swedish and the English word of each; the rest is tolerance."""
_NAMED = {plain(name): topic for topic, names in NAMES.items() for name in names}
TOPIC_OF: Mapping[Word, HelpTopic] = {
    **dict.fromkeys(
        (
            Word.LIST, Word.SHOW, Word.TAKE, Word.RELEASE, Word.ACK, Word.ANSWERED, Word.NO_REPLY,
            Word.REFERRED, Word.REOPEN, Word.NEW, Word.WHY,
        ),
        HelpTopic.COMMENTS,
    ),
    **dict.fromkeys(
        (
            Word.URGENT, Word.INDIVIDUAL, Word.HIDDEN, Word.REMOVED, Word.REGISTRAR, Word.ATTACH,
            Word.HAND_OUT,
        ),
        HelpTopic.CASES,
    ),
    **dict.fromkeys((Word.REPLY, Word.READ, Word.READY), HelpTopic.REPLIES),
    **dict.fromkeys(
        (Word.ROUND, Word.AWAY, Word.BACK, Word.DUTY, Word.SWAP, Word.ON_CALL), HelpTopic.DUTY
    ),
    Word.CRISIS: HelpTopic.CRISIS,
    **dict.fromkeys(
        (Word.STATUS, Word.WEEK, Word.PERSON, Word.RULES, Word.CLOSED, Word.CHANGES), HelpTopic.UNIT
    ),
    **dict.fromkeys((Word.SETTINGS, Word.CALENDAR, Word.LINK, Word.PRACTICE, Word.HELP), HelpTopic.OWN),
}  # fmt: skip
"""Where each word is told of: `hjälp byt` is help on duty."""


def topic_of(text: str) -> HelpTopic | None:
    """The topic that is meant, by its name or by any word that belongs to it; none: the first screen."""
    if not text.strip():
        return None
    found = find(text)
    return _NAMED.get(plain(text)) or (TOPIC_OF.get(found[0]) if found else None)
