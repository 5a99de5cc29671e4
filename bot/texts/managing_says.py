"""The short answers to whoever runs a unit: its people, accounts, hours, days and rules."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark, mark_plural
from handlers.outcome import Said

Message = str | tuple[str, str]
"""One sentence, or one that counts `{count}` in two forms."""

MANAGING_SAID: Mapping[Said, tuple[Message, ...]] = MappingProxyType(
    {
        Said.DAY_NOT_THERE: (
            mark("There is no special day {number}: somebody has taken it away, or the number is another."),
            mark("That day is as others already."),
        ),
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
        Said.ACCOUNT_ADDED: (
            mark("{text} is watched from now on: it stands in the unit’s next round."),
            mark("It is watched from now on."),
        ),
        Said.ACCOUNT_CHANGED: (mark("Saved: that is how it is for {text} from now on."), mark("Saved.")),
        Said.ACCOUNT_MOVED: (
            mark_plural(
                "{text} belongs to {suggestion} from now on. {count} open comment stays with the unit that "
                "has begun on it.",
                "{text} belongs to {suggestion} from now on. {count} open comments stay with the unit that "
                "has begun on them.",
            ),
            mark("{text} belongs to {suggestion} from now on."),
            mark("Moved."),
        ),
        Said.ACCOUNT_ENDED: (
            mark_plural(
                "{text} is no longer watched. {count} comment on it still waits for an answer. What was "
                "written there stays.",
                "{text} is no longer watched. {count} comments on it still wait for an answer. What was "
                "written there stays.",
            ),
            mark("{text} is no longer watched. What was written there stays."),
            mark("Noted."),
        ),
        Said.ACCOUNT_THERE_ALREADY: (
            mark("The unit has an account called {text} already. Give this one a name of its own."),
            mark("There is such an account already."),
        ),
        Said.ACCOUNT_NAME_MISSING: (mark("What do you call the account? “Kulturskolan’s Facebook”, say."),),
        Said.PLATFORM_UNCLEAR: (
            mark("I don’t know the platform “{text}”. Write it in small letters, like “facebook”."),
            mark("Which platform is it on?"),
        ),
        Said.RULE_SET: (
            mark("{rule}: {value} for {text} from now on."),
            mark("{rule}: {value} for everybody from now on."),
            mark("Saved."),
        ),
        Said.RULE_FOLLOWED: (
            mark("{rule}: {text} follows what holds above it again, and that is {value}."),
            mark("{rule}: {value} again."),
            mark("Saved."),
        ),
        Said.RULE_UNCLEAR: (
            mark("I don’t understand “{text}” here. {hint}"),
            mark("Something is missing here. {hint}"),
            mark("I don’t understand that."),
        ),
        Said.FEED_UNCLEAR: (
            mark(
                "That is not an address I can read: it starts with https:// (or http://), and has neither "
                "name nor password in it."
            ),
        ),
        Said.UNIT_ADDED: (
            mark(
                "{text} is there, run by {people}. Now invite Svarsvakt into its channel (/invite "
                "@Svarsvakt) and add accounts: svarsvakt account add --unit {suggestion}"
            ),
            mark(
                "{text} is there, and you run it. Now invite Svarsvakt into its channel (/invite @Svarsvakt) "
                "and add accounts under “Run {text}”."
            ),
            mark("The unit is there. Now invite Svarsvakt into its channel, and add accounts."),
        ),
        Said.UNIT_NAME_MISSING: (mark("What is the unit called? “The baths”, say."),),
        Said.UNIT_THERE_ALREADY: (
            mark("There is a unit called {text} already."),
            mark("There is such a unit already."),
        ),
        Said.CHANNEL_MISSING: (mark("In which channel does the unit work? Choose one in the list."),),
        Said.CHANNEL_TAKEN: (
            mark(
                "{text} works in that channel. Each unit needs one of its own, else nobody knows whose it is."
            ),
            mark("Another unit works in that channel."),
        ),
        Said.CHANNEL_OPERATORS: (
            mark(
                "In that channel whoever runs Svarsvakt hears what must be mended. Choose the unit’s own, "
                "where its editors are."
            ),
        ),
        Said.NOT_ALL_UNITS: (
            mark(
                "Only somebody who is a supervisor of all units can add one. Whoever runs Svarsvakt can too."
            ),
        ),
        Said.CHANNEL_ID_MISSING: (
            mark(
                "In which channel does the unit work? Give its id, like C0123456789: in Slack it stands last "
                "in the channel’s details."
            ),
        ),
        Said.UNIT_NEEDS_SUPERVISOR: (
            mark(
                "Somebody must hear when a comment is about to be forgotten: say who runs {text}, with "
                "--supervisor."
            ),
            mark("Somebody must run the unit: say who, with --supervisor."),
        ),
        Said.UNIT_CHANGED: (mark("Saved: that is how it is for {text} from now on."), mark("Saved.")),
        Said.UNIT_CHANNEL_CHANGED: (
            mark(
                "{text} works in the new channel from now on. Invite Svarsvakt there (/invite @Svarsvakt) if "
                "it is not there already. What stands in the old channel stays there."
            ),
            mark("The unit works in the new channel from now on. Invite Svarsvakt there."),
        ),
        Said.LANGUAGE_UNKNOWN: (
            mark("I don’t speak “{text}”. Choose sv (Swedish), en (English) or organisation."),
            mark("Choose sv (Swedish), en (English) or organisation."),
        ),
        Said.UNIT_ENDED: (
            mark(
                "{text} is no longer in Svarsvakt. What was written and done there stays, and can be shown."
            ),
            mark("The unit is no longer in Svarsvakt. What was written and done there stays."),
        ),
        Said.LAST_UNIT: (
            mark("{text} is the only unit there is. Add the one that comes after it first."),
            mark("It is the only unit there is. Add another one first."),
        ),
        Said.UNIT_HAS_OPEN: (
            mark_plural(
                "{count} comment in {text} still waits for an answer. When that is done, the unit can end.",
                "{count} comments in {text} still wait for an answer. When those are done, the unit can end.",
            ),
            mark("Comments still wait for an answer there. When they are done, the unit can end."),
        ),
        Said.UNIT_IN_CRISIS: (
            mark("A crisis watch runs in {text}. End it first (“crisis end”), then the unit can end."),
            mark("A crisis watch runs there. End it first, then the unit can end."),
        ),
        Said.SEASON_THERE_ALREADY: (
            mark("Those days of the year have hours of their own already. Change them instead."),
        ),
        Said.DAY_OF_YEAR_UNCLEAR: (
            mark("“{text}” is no day of the year. Write 15/5 or 15 May."),
            mark("Write a day of the year: 15/5 or 15 May."),
        ),
        Said.NEVER_OPEN: (
            mark(
                "Then nobody would be at work on any day, and nothing would ever be answered. Leave some "
                "hours, or write “closed” and the days for a time off."
            ),
        ),
        Said.RULE_UNKNOWN: (
            mark("There is no rule called “{text}”. “rules” lists them."),
            mark("Which rule? “rules” lists them."),
        ),
        Said.RULE_OF_UNIT: (
            mark("{rule} is the same for the whole unit. An account has none of its own."),
            mark("That is the same for the whole unit."),
        ),
        Said.ORGANISATION_MISSING: (
            mark("The sign-off is to carry one more name. Say first which, under “Name in the sign-off”."),
        ),
        Said.DAY_CLOSED: (
            mark("{text} is closed {days}. Answer times and rounds go by that from now on."),
            mark("Closed."),
        ),
        Said.DAY_OPEN: (
            mark("{text} is open {suggestion} on {days}. Answer times and rounds go by that from now on."),
            mark("Open."),
        ),
        Said.DAY_REMOVED: (
            mark("For {text}, {days} is as usual again."),
            mark("As usual again."),
        ),
        Said.SPAN_TOO_LONG: (
            mark_plural(
                "That is more than {count} day at once. Is the year right?",
                "That is more than {count} days at once. Is the year right?",
            ),
            mark("That is very many days at once. Is the year right?"),
        ),
        Said.PRACTICE_GIVEN: (mark("I have sent you a comment to practise on, in a direct message."),),
        Said.PRACTICE_CLAIMED: (
            mark("Good! So your colleagues see that you have it. Now answer it: press “Answered”."),
        ),
        Said.PRACTICE_UNSIGNED: (
            mark("Nearly! The public likes to know whom they talk to: end the reply with {sign_off}."),
            mark("Nearly! End the reply with your name."),
        ),
        Said.PRACTICE_DONE: (
            mark("Well done, {person}! That is all there is to it, and it is neither kept nor counted."),
            mark("Well done! Nothing of the practice is kept or counted."),
        ),
        Said.PRACTICE_OVER: (mark("This practice is over. For another one, write “practice” to me."),),
        Said.NO_OTHER_UNIT: (
            mark(
                "You run no unit called “{text}”. If it is somebody else’s, its supervisor can add the "
                "person there."
            ),
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
