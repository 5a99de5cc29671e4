"""The short answers about a crisis: started, asked for, changed, ended, and what a form lacks."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark, mark_plural
from bot.texts.managing_says import Message
from handlers.outcome import Said

CRISIS_SAID: Mapping[Said, tuple[Message, ...]] = MappingProxyType(
    {
        Said.GUESS_WRONG: (
            mark("Good that you looked. I no longer guess about comment {number}."),
            mark("Good that you looked. I no longer guess about it."),
        ),
        Said.CRISIS_STARTED: (
            mark("The crisis watch “{text}” runs until {at}. The channel is told."),
            mark("The crisis watch runs. The channel is told."),
        ),
        Said.CRISIS_ASKED: (
            mark("Thank you. {people} decide, and hear {at}. If it cannot wait, call them."),
            mark("Thank you. {people} decide, and hear now."),
            mark(
                "Thank you. Nobody who decides is at work then, so whoever runs Svarsvakt hears {at}. "
                "If it cannot wait, call somebody."
            ),
            mark(
                "Thank you. Nobody who decides is at work, so whoever runs Svarsvakt hears now. "
                "If it cannot wait, call somebody."
            ),
        ),
        Said.CRISIS_CHANGED: (
            mark("Changed: the crisis watch “{text}” runs until {at}."),
            mark("The crisis watch is changed."),
        ),
        Said.CRISIS_ENDED: (
            mark("The crisis watch “{text}” is over. Rounds and reminders are as usual again."),
            mark("The crisis watch is over."),
        ),
        Said.CRISIS_DECLINED: (mark("It is not started, and whoever asked for it hears that."),),
        Said.CRISIS_RUNS: (
            mark(
                "A crisis watch runs already: “{text}”, started by {person}, until {at}. "
                "A supervisor can change it."
            ),
            mark("A crisis watch runs already. A supervisor can change it."),
        ),
        Said.CRISIS_NOT_THERE: (
            mark("There is no crisis watch to change or end. Write “crisis” to start or ask for one."),
        ),
        Said.CRISIS_NO_ACCOUNTS: (
            mark("{text} has no accounts yet, so there is nothing to look at. A supervisor can add one."),
            mark("There are no accounts yet, so there is nothing to look at."),
        ),
        Said.CRISIS_ACCOUNTS_MISSING: (mark("Choose at least one account."),),
        Said.CRISIS_WHY_MISSING: (mark("Write a few words on what it is about: they stand on every round."),),
        Said.CRISIS_END_MISSING: (
            mark("A crisis watch needs an end. Choose a day and a time; it can always be prolonged."),
        ),
        Said.CRISIS_END_PASSED: (mark("That time has passed. Choose one that is yet to come."),),
        Said.CRISIS_TOO_LONG: (
            mark_plural(
                "At most {count} day at a time, so that nobody forgets it. It can be prolonged.",
                "At most {count} days at a time, so that nobody forgets it. It can be prolonged.",
            ),
            mark("That is too long at a time. It can be prolonged."),
        ),
    }
)
