"""The short answers about duty."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark, mark_plural
from handlers.outcome import Said

DUTY_SAID: Mapping[Said, tuple[str | tuple[str, str], ...]] = MappingProxyType(
    {
        Said.SWAP_ASKED: (
            mark("Good, I’ll ask {person} about {day} {at}, and tell you the answer."),
            mark("Good, I have asked {person} about {day}, and will tell you the answer."),
            mark("Good, I’ll ask in the channel about {day} {at}. The first who presses the button has it."),
            mark("Good, I have asked in the channel about {day}. The first who presses the button has it."),
            mark("Good, I have asked."),
        ),
        Said.SWAP_NOBODY_FREE: (
            mark(
                "There is nobody to ask about {day}: everybody else in {text} is on duty then already, or "
                "away. If you can’t be there, say that you are away."
            ),
            mark("Everybody else is on duty that day already, or away."),
        ),
        Said.DUTY_WHEN_UNCLEAR: (
            mark(
                "I don’t understand “{text}”. Write a week or a day like this: “duty 47”, “duty next "
                "week” or “duty 30/11”."
            ),
            mark("Write a week or a day like this: “duty 47”, “duty next week” or “duty 30/11”."),
        ),
        Said.SWAP_ASKED_ALREADY: (
            mark("You have asked about {day} already, and the question still stands."),
            mark("You have asked already."),
        ),
        Said.SWAP_NOT_YOURS: (
            mark("You are not on duty {day}, so there is nothing to swap."),
            mark("You are not on duty that day, so there is nothing to swap."),
        ),
        Said.SWAP_NO_COLLEAGUE: (
            mark("Choose a colleague in {text}: {person} can’t be asked."),
            mark("Choose a colleague in your unit."),
        ),
        Said.SWAP_AWAY: (
            mark("{person} is marked as away {day}."),
            mark("That person is marked as away that day."),
        ),
        Said.SWAP_OVERLAP: (
            mark("{person} is on duty {day} already. These are free from it: {people}."),
            mark("{person} is on duty {day} already, and nobody else is free from it."),
            mark("That person is on duty that day already."),
        ),
        Said.SWAP_RETURN_FROM_WHOM: (
            mark("A day in return is a colleague’s: say whose, with @ and the name."),
        ),
        Said.SWAP_RETURN_NOT_THEIRS: (
            mark("{person} is not on duty {day}, so there is nothing to take in return."),
            mark("That person is not on duty that day, so there is nothing to take in return."),
        ),
        Said.SWAP_ACCEPTED: (
            mark("Thank you! You are on duty {day}, and free {back} in return."),
            mark("Thank you! You are on duty {day}."),
            mark("Thank you! The day is yours."),
        ),
        Said.SWAP_DECLINED: (
            mark("All right, I’ll say that you can’t take {day}."),
            mark("All right, I’ll say that you can’t."),
        ),
        Said.SWAP_WITHDRAWN: (
            mark("Your question about {day} is taken back."),
            mark("Your question is taken back."),
        ),
        Said.SWAP_TAKEN: (
            mark("{person} was ahead of you and has {day}. Thanks for wanting to help!"),
            mark("Somebody was ahead of you. Thanks for wanting to help!"),
        ),
        Said.SWAP_OVER: (mark("That question does not stand any more."),),
        Said.SWAP_CHANGED: (
            mark("The days have changed since the question was asked. Talk to each other and ask anew."),
        ),
        Said.DUTY_TAKEN: (
            mark("Thank you! You are on duty {day}."),
            mark("Thank you! The day is yours."),
        ),
        Said.DUTY_YOURS_ALREADY: (
            mark("You are on duty {day} already."),
            mark("You are on duty that day already."),
        ),
        Said.DUTY_DAY_PASSED: (
            mark("Choose a coming day, at most a year ahead: {day} can’t be chosen."),
            mark("Choose a coming day."),
        ),
        Said.DUTY_DAY_OFF: (
            mark("Nobody is on duty {day}: it is a day off."),
            mark("That is a day off, and nobody is on duty then."),
        ),
        Said.URGENT_ON_CALL: (
            mark(
                "Comment {number} is marked as urgent. Chat shows neither author nor text any more. {person} "
                "is on call and is told now, {people} {at}. {steps}"
            ),
            mark(
                "Comment {number} is marked as urgent. Chat shows neither author nor text any more. {person} "
                "is on call and is told now. {steps}"
            ),
            mark("It is marked as urgent. Chat shows neither author nor text any more."),
        ),
        Said.URGENT_NEXT: (
            mark(
                "Comment {number} is marked as urgent. Chat shows neither author nor text any more. "
                "{person}, who is on call, is not there, so {people} will be told now instead. {steps}"
            ),
            mark(
                "Comment {number} is marked as urgent. Chat shows neither author nor text any more. "
                "{person}, who is on call, is not there, nor is anybody else who could be told: whoever runs "
                "Svarsvakt will be told now instead. {steps}"
            ),
            mark("It is marked as urgent. Chat shows neither author nor text any more."),
        ),
        Said.ON_CALL_AWAY: (
            mark(
                "{person} is away {days}, and so can’t be on call then. Choose other days, or somebody else."
            ),
            mark("That colleague is away then. Choose other days, or somebody else."),
        ),
        Said.ON_CALL_SET: (
            mark("{person} is on call {days}, and hears at once when something is urgent outside hours."),
            mark("Noted."),
        ),
        Said.ON_CALL_OVERLAP: (
            mark(
                "{person} is on call {days} already, and only one can be. Choose other days, or write "
                "“{text}” first."
            ),
            mark("Somebody is on call on those days already."),
        ),
        Said.ON_CALL_LONG: (
            mark_plural("At most {count} day at a time.", "At most {count} days at a time."),
            mark("That is too long at a time."),
        ),
        Said.ON_CALL_NONE: (
            mark("Nobody is on call {day}, so there is nothing to end."),
            mark("Nobody is on call that day."),
        ),
        Said.ON_CALL_ENDED: (
            mark("{person} is not on call {days} any more."),
            mark("Noted."),
        ),
        Said.CALENDAR_MADE: (
            mark(
                "Here is your calendar’s own address: {text} Add it in your calendar as a subscription "
                "(“from the internet”). It is shown only this once, and whoever has it can read your days on "
                "duty: keep it to yourself. “calendar new” makes another."
            ),
            mark("Your calendar has an address now."),
        ),
        Said.CALENDAR_RENEWED: (
            mark(
                "Here is the new address: {text} The old one leads nowhere any more, so change it in your "
                "calendar. It is shown only this once."
            ),
            mark("Your calendar has a new address now."),
        ),
        Said.CALENDAR_THERE: (
            mark(
                "Your calendar has an address already, and I keep it nowhere that I could show it from. "
                "Write “{text}” for a new one; the old one then leads nowhere."
            ),
            mark("Your calendar has an address already."),
        ),
        Said.CALENDAR_REMOVED: (mark("Done: your calendar’s address leads nowhere any more."),),
        Said.CALENDAR_NONE: (mark("Your calendar has no address, so there is nothing to take away."),),
        Said.CALENDAR_NO_ADDRESS: (
            mark(
                "There is no place yet where your calendar could reach me. Ask whoever runs Svarsvakt to set "
                "http.address in its configuration."
            ),
        ),
        Said.DUTY_DAY_MISSING: (
            mark("Which day do you mean? Write it like this: “{text}”."),
            mark("Which day do you mean?"),
        ),
    }
)
