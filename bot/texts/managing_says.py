"""The short answers to whoever runs a unit: its people, accounts, hours, days and rules."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark, mark_plural
from handlers.outcome import Said

Message = str | tuple[str, str]
"""One sentence, or one that counts `{count}` in two forms."""

MANAGING_SAID: Mapping[Said, tuple[Message, ...]] = MappingProxyType(
    {
        Said.PERSON_CHANGED: (mark("Saved: that is how it is for {person} from now on."), mark("Saved.")),
        Said.PERSON_MOVED: (
            mark_plural(
                "{person} works in {text} from now on. {count} comment now waits for somebody else, and I "
                "have asked in the channel. These accounts need a new deputy: {people}.",
                "{person} works in {text} from now on. {count} comments now wait for somebody else, and I "
                "have asked in the channel. These accounts need a new deputy: {people}.",
            ),
            mark_plural(
                "{person} works in {text} from now on. {count} comment now waits for somebody else, and I "
                "have asked in the channel.",
                "{person} works in {text} from now on. {count} comments now wait for somebody else, and I "
                "have asked in the channel.",
            ),
            mark("{person} works in {text} from now on. These accounts need a new deputy: {people}."),
            mark("{person} works in {text} from now on."),
            mark("Moved."),
        ),
        Said.PERSON_ENDED: (
            mark_plural(
                "{person} is no longer in {text}. {count} comment now waits for somebody else, and I have "
                "asked in the channel. These accounts need a new deputy: {people}.",
                "{person} is no longer in {text}. {count} comments now wait for somebody else, and I have "
                "asked in the channel. These accounts need a new deputy: {people}.",
            ),
            mark_plural(
                "{person} is no longer in {text}. {count} comment now waits for somebody else, and I have "
                "asked in the channel.",
                "{person} is no longer in {text}. {count} comments now wait for somebody else, and I have "
                "asked in the channel.",
            ),
            mark("{person} is no longer in {text}. These accounts need a new deputy: {people}."),
            mark("{person} is no longer in {text}."),
            mark("Noted."),
        ),
        Said.NO_OTHER_UNIT: (
            mark("You run only this unit. The other unit’s supervisor can add the person there."),
        ),
        Said.LAST_SUPERVISOR: (
            mark(
                "{person} is the only supervisor of {text}, and somebody must hear when a comment is about "
                "to be forgotten. Make somebody else a supervisor first, then this will work."
            ),
            mark("A unit needs a supervisor. Make somebody else one first, then this will work."),
        ),
    }
)
