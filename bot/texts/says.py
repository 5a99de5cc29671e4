"""The short answers to a person's own action: a sentence for each `Said`."""

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.texts.answer_says import ANSWER_SAID
from bot.texts.crisis_says import CRISIS_SAID
from bot.texts.dates import Dates
from bot.texts.duty_says import DUTY_SAID
from bot.texts.handouts import HANDOUT_SAID
from bot.texts.language import Language, mark, mark_plural
from bot.texts.linking_says import LINKING_SAID
from bot.texts.managing_says import MANAGING_SAID, Message
from bot.texts.rules import RuleTexts
from bot.texts.source_says import SOURCE_SAID
from bot.texts.words import Words
from handlers.outcome import Said, Say

URGENT_STEPS = mark(
    "This is what to do:\n"
    "1. Save it, with a picture that shows address and time.\n"
    "2. Hide it on the platform, and note it here: press “I have hidden it”, "
    "or write “hidden {number} threat”.\n"
    "3. Judge it by the list of what is unlawful or unsuitable.\n"
    "4. Report a crime to the police, 114 14; in acute danger 112."
)

SAID: Mapping[Said, tuple[Message, ...]] = MappingProxyType(
    {
        Said.CLAIMED: (
            mark("Comment {number} is yours. End the reply with {sign_off}."),
            mark("Comment {number} is yours."),
            mark("It is yours."),
        ),
        Said.ALREADY_YOURS: (
            mark("You have comment {number} already. End the reply with {sign_off}."),
            mark("You have it already."),
        ),
        Said.CLAIMED_BY_OTHER: (
            mark("{person} was ahead of you and has comment {number}. Thanks for wanting to help!"),
            mark("{person} has it already. Thanks for wanting to help!"),
            mark("A colleague has it already. Thanks for wanting to help!"),
        ),
        Said.RELEASED: (
            mark("You have released comment {number}. Somebody else can take it now."),
            mark("Released. Somebody else can take it now."),
        ),
        Said.NOT_YOURS: (
            mark("{person} has comment {number}. Only {person} or a supervisor can release it."),
            mark("Only the one who has it, or a supervisor, can release it."),
        ),
        Said.ACKNOWLEDGED: (
            mark(
                "Good, now they know that an answer will come. I’ll remind you {at} if comment {number} "
                "is still "
                "waiting for it."
            ),
            mark("Good, now they know that an answer will come."),
        ),
        Said.ANSWERED: (
            mark_plural(
                "Noted: {count} comment is answered. I find no {text} among your comments.",
                "Noted: {count} comments are answered. I find no {text} among your comments.",
            ),
            mark("Thanks, comment {number} is noted as answered."),
            mark("Thanks, noted as answered."),
        ),
        Said.ANSWERED_SIGNED: (
            mark("Thanks, comment {number} is noted as answered, and your name is there."),
            mark("Thanks, noted as answered, and your name is there."),
        ),
        Said.ANSWERED_UNSIGNED: (
            mark(
                "Thanks, comment {number} is noted as answered. The reply lacks your name: I have sent you "
                "a suggestion in a direct message."
            ),
            mark(
                "Thanks, noted as answered. The reply lacks your name: I have sent you a suggestion in a "
                "direct message."
            ),
        ),
        Said.NO_REPLY_NEEDED: (
            mark_plural(
                "Noted: {count} comment needs no reply. I find no {text} among your comments.",
                "Noted: {count} comments need no reply. I find no {text} among your comments.",
            ),
            mark_plural("Noted: {count} comment needs no reply.", "Noted: {count} comments need no reply."),
            mark("Noted: it needs no reply."),
        ),
        Said.REFERRED: (
            mark("Noted: comment {number} is referred to {text}."),
            mark("Noted as referred."),
        ),
        Said.HIDDEN: (
            mark("Noted: comment {number} is hidden. The text is kept here, as it should be."),
            mark("Noted as hidden. The text is kept here, as it should be."),
        ),
        Said.REMOVED: (
            mark("Noted: comment {number} is removed. The text is kept here, as it should be."),
            mark("Noted as removed. The text is kept here, as it should be."),
        ),
        Said.URGENT: (
            mark(
                "Comment {number} is marked as urgent. Chat shows neither author nor text any more. {people} "
                "will be told {at}. {steps}"
            ),
            mark(
                "Comment {number} is marked as urgent. Chat shows neither author nor text any more. {people} "
                "will be told now. {steps}"
            ),
            mark(
                "Comment {number} is marked as urgent. Chat shows neither author nor text any more. {steps}"
            ),
            mark("It is marked as urgent. Chat shows neither author nor text any more."),
        ),
        Said.TO_REGISTRAR: (
            mark(
                "Comment {number} is noted for the registrar. Write “registrar {number}” and the diary "
                "number when you have it; I’ll remind you {at}."
            ),
            mark("It is noted for the registrar."),
        ),
        Said.TO_REGISTRAR_ALREADY: (
            mark("Comment {number} is registered already, as {text}."),
            mark("Comment {number} is noted for the registrar already, and waits for its diary number."),
            mark("It is noted for the registrar already."),
        ),
        Said.REGISTERED: (
            mark("Noted: comment {number} has the diary number {text}."),
            mark("Noted: it has its diary number."),
        ),
        Said.NOT_REGISTERED: (
            mark("Noted: the registrar need not have comment {number}."),
            mark("Noted: the registrar need not have it."),
        ),
        Said.NOT_TO_REGISTRAR: (
            mark("Comment {number} does not wait for a diary number."),
            mark("It does not wait for a diary number."),
        ),
        Said.FILES_NOTED: (
            mark_plural(
                "Thanks, I’ll fetch {count} file and keep it with the comment.",
                "Thanks, I’ll fetch {count} files and keep them with the comment.",
            ),
            mark("They are there already."),
        ),
        Said.FILES_KEPT: (
            mark_plural(
                "Thanks, {count} file is kept with comment {number}.",
                "Thanks, {count} files are kept with comment {number}.",
            ),
            mark("They are there already."),
        ),
        Said.FILES_NOT_FETCHED: (
            mark("I could not fetch the file for comment {number}. Send it once more."),
            mark("I could not fetch the file. Send it once more."),
        ),
        Said.FILE_MISSING: (mark("Choose a file."),),
        Said.FILE_TOO_LARGE: (
            mark_plural(
                "“{text}” is larger than {count} MB. Take a smaller picture, or keep it elsewhere and give "
                "its place as the reason.",
                "“{text}” is larger than {count} MB. Take a smaller picture, or keep it elsewhere and give "
                "its place as the reason.",
            ),
            mark("The file is too large."),
        ),
        Said.URGENT_ALREADY: (
            mark("Comment {number} is marked as urgent already."),
            mark("It is marked as urgent already."),
        ),
        Said.REOPENED: (
            mark("Comment {number} is open again, counted from now. Answer by {at}."),
            mark("It is open again, counted from now."),
        ),
        Said.ALREADY_CLOSED: (
            mark("Comment {number} is done already: {state}, by {person}."),
            mark("Comment {number} is done already: {state}."),
            mark("It is done already."),
        ),
        Said.NOT_CLOSED: (
            mark("Comment {number} is still open, so there is nothing to open again."),
            mark("It is still open, so there is nothing to open again."),
        ),
        Said.ROUND_CONFIRMED: (
            mark_plural(
                "Thanks for looking! {count} account is left in this round.",
                "Thanks for looking! {count} accounts are left in this round.",
            ),
            mark("Thanks for looking! The round is done."),
        ),
        Said.ROUND_OVER: (
            mark("That round has passed. The next one is {at}."),
            mark("That round has passed. A new one comes on the next working day."),
        ),
        Said.NO_ROUND: (
            mark("There is no round right now. The next one is {at}."),
            mark("There is no round right now."),
        ),
        Said.NOTHING_WAITS: (mark("Nothing waits. Well done!"),),
        Said.AWAY_SET: (
            mark_plural(
                "{person} is marked as away {days}. {count} comment now waits for somebody else.",
                "{person} is marked as away {days}. {count} comments now wait for somebody else.",
            ),
            mark("{person} is marked as away {days}."),
            mark("Marked as away."),
        ),
        Said.BACK: (
            mark("Welcome back, {person}!"),
            mark("Welcome back!"),
        ),
        Said.NOT_AWAY: (
            mark("{person} is not marked as away."),
            mark("You are not marked as away."),
        ),
        Said.BACK_THAT_DAY: (
            mark("Noted: {person} is back {days}."),
            mark("Noted."),
        ),
        Said.AWAY_LATER: (
            mark("{person} is not away now, but will be {days}. If that is not so any more, write “{text}”."),
            mark("The absence has not begun yet."),
        ),
        Said.AWAY_BACKWARDS: (mark("The last day comes before the first. Have another look at the dates."),),
        Said.SETTINGS_SAVED: (mark("Saved."),),
        **DUTY_SAID,
        **LINKING_SAID,
        **HANDOUT_SAID,
        Said.COMMENT_ADDED: (
            mark("Thanks! It is comment {number}. Answer by {at}."),
            mark("Thanks! It is comment {number}."),
            mark("Thanks, it is in Svarsvakt."),
        ),
        Said.COMMENT_THERE_ALREADY: (
            mark("It is here already, as comment {number}."),
            mark("It is here already."),
        ),
        Said.SIGN_MENDED: (mark("Thanks, noted as signed."),),
        Said.SIGN_KEPT: (mark("All right, it stays as it is."),),
        Said.UNKNOWN_COMMAND: (
            mark("I don’t know “{text}”. Did you mean “{suggestion}”?"),
            mark("I don’t know “{text}”. Write “help” to see what I understand."),
            mark("I didn’t catch that. Write “help” to see what I understand."),
        ),
        Said.NO_SUCH_TOPIC: (
            mark("I have no help on “{text}”. Here is what there is."),
            mark("I have no help on that. Here is what there is."),
        ),
        Said.NO_SUCH_COMMENT: (
            mark("There is no comment {number}. Write “list” to see those that wait."),
            mark("There is no such comment. Write “list” to see those that wait."),
        ),
        Said.OTHER_UNITS_COMMENT: (
            mark("Comment {number} belongs to a unit that you are not in."),
            mark("It belongs to a unit that you are not in."),
        ),
        Said.NUMBER_MISSING: (
            mark("Which comment do you mean? Write its number, for example “{text}”."),
            mark("Which comment do you mean? Write its number."),
        ),
        Said.NOTHING_TICKED: (mark("First tick those that you mean in the list, then press the button."),),
        Said.NOT_A_NUMBER: (
            mark("“{text}” is not a comment’s number. Numbers look like this: 118."),
            mark("That is not a comment’s number. Numbers look like this: 118."),
        ),
        Said.WHOM_MISSING: (mark("To whom is it referred? Write a name, a unit or an address."),),
        Said.GROUND_MISSING: (
            mark("On what ground? Choose one of: {grounds}."),
            mark("On what ground?"),
        ),
        Said.UNKNOWN_GROUND: (
            mark("“{text}” is not a ground. Choose one of: {grounds}."),
            mark("“{text}” is not a ground."),
            mark("That is not a ground."),
        ),
        Said.REASON_MISSING: (mark("With “another ground” a reason is needed. A few words are enough."),),
        Said.DATE_UNCLEAR: (
            mark("I don’t understand the day “{text}”. Write it like this: 2026-11-30, 30/11 or “tomorrow”."),
            mark("I don’t understand the day. Write it like this: 2026-11-30, 30/11 or “tomorrow”."),
        ),
        Said.WEEK_UNCLEAR: (
            mark("I don’t understand the week “{text}”. Write it like this: 47 or 2026-W47."),
            mark("I don’t understand the week. Write it like this: 47 or 2026-W47."),
        ),
        Said.WEEK_IN_FUTURE: (
            mark("Week {text} has not been yet."),
            mark("That week has not been yet."),
        ),
        Said.PERSON_UNKNOWN: (
            mark("I don’t know anybody here called “{text}”. Try with @ and the name."),
            mark("I don’t know who that is. Try with @ and the name."),
        ),
        Said.PERSON_ADDED: (
            mark(
                "{person} is in {text} now, as {role}, and can change first name and duty days in the Home "
                "tab."
            ),
            mark("Added."),
        ),
        Said.PERSON_THERE_ALREADY: (
            mark("{person} is {role} in {text} already."),
            mark("The person is there already."),
        ),
        Said.PERSON_MISSING: (
            mark("Whom do you want to add? Write it like this: “{text}”."),
            mark("Whom do you want to add?"),
        ),
        Said.MENTION_MISSING: (
            mark("I don’t know who “{text}” is. Write @ and choose the person in the list that comes up."),
            mark("I don’t know who that is. Write @ and choose the person in the list that comes up."),
        ),
        Said.ROLE_MISSING: (
            mark("As editor or as supervisor? Write it like this: “{text}”."),
            mark("As editor or as supervisor?"),
        ),
        Said.NAME_MISSING: (
            mark("Which first name does the person sign with? Write it last, like this: “{text}”."),
            mark("Which first name does the person sign with?"),
        ),
        Said.NOT_KNOWN: (
            mark("You are not in Svarsvakt yet. Ask a supervisor to add you, it takes a minute."),
        ),
        Said.NOT_ALLOWED: (mark("That is something for a supervisor. Ask one to help you."),),
        Said.NO_UNIT: (mark("You are in no unit yet. Ask a supervisor to add you."),),
        Said.WHICH_UNIT: (
            mark("You are in several units: {text}. Write the command in the channel of the one you mean."),
            mark("You are in several units. Write the command in the channel of the one you mean."),
        ),
        Said.ACCOUNT_UNKNOWN: (
            mark("There is no account called “{text}”."),
            mark("Choose an account."),
        ),
        Said.TEXT_MISSING: (mark("What did they write? Paste the text here."),),
        Said.TEXT_TOO_LONG: (
            mark_plural(
                "The text is too long: at most {count} character fits.",
                "The text is too long: at most {count} characters fit.",
            ),
            mark("The text is too long."),
        ),
        Said.TIME_UNCLEAR: (
            mark("I don’t understand the time “{text}”. Write it like this: 2026-11-30 14.50."),
            mark("I don’t understand the time. Write it like this: 2026-11-30 14.50."),
        ),
        Said.TIME_IN_FUTURE: (
            mark("It cannot have been written in the future. Have another look at the time."),
        ),
        Said.LINK_UNCLEAR: (mark("A link starts with http:// or https://."),),
        Said.TRY_AGAIN: (mark("Somebody changed it at the same moment. Have another look and try again."),),
        **MANAGING_SAID,
        **CRISIS_SAID,
        **ANSWER_SAID,
        **SOURCE_SAID,
    }
)


class Says:
    """The sentence of a `Say`: the richest one whose facts are all known, never one with a hole."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words
        self._rules = RuleTexts(language, dates)

    def __call__(self, say: Say) -> str:
        """`Kommentar 118 är din. Avsluta svaret med /Anna.`"""
        facts = self._facts(say)
        messages = SAID[say.said]
        if say.count == 0:  # "0 accounts are left" is what the plainer sentence says better
            messages = tuple(message for message in messages if "count" not in needs(message))
        message = next(message for message in messages if needs(message) <= facts.keys())
        if isinstance(message, tuple):
            count = facts.pop("count")
            assert isinstance(count, int)
            return self._l.plural(*message, count, **facts)
        return self._l.text(message, **facts)

    def _facts(self, say: Say) -> dict[str, object]:
        zone = ZoneInfo(say.zone or "Europe/Stockholm")
        known: dict[str, object | None] = {
            "number": say.number,
            "count": say.count,
            "person": say.person,
            "people": self._l.all_of(say.people) if say.people else None,
            "steps": self._steps(say),
            "text": say.text or None,
            "suggestion": say.suggestion,
            "sign_off": say.sign_off,
            "at": self._dates.at(say.at, zone) if say.at else None,
            "days": self._dates.days(say.first_day, say.last_day) if say.first_day else None,
            "day": self._dates.day(say.first_day) if say.first_day else None,
            "back": self._dates.day(say.last_day) if say.last_day else None,
            "state": self._words.state(say.state) if say.state else None,
            "role": self._words.role(say.role) if say.role else None,
            "rule": self._rules.name(say.rule) if say.rule else None,
            "value": self._rules.value(say.rule, say.suggestion) if say.rule and say.suggestion else None,
            "hint": self._rules.hint(say.rule) if say.rule else None,
            "grounds": ", ".join(self._words.ground(ground) for ground in say.grounds) or None,
        }
        return {name: fact for name, fact in known.items() if fact is not None}

    def _steps(self, say: Say) -> str | None:
        """What to do about what cannot wait."""
        if say.said not in {Said.URGENT, Said.URGENT_ON_CALL, Said.URGENT_NEXT} or say.number is None:
            return None
        return self._l.text(URGENT_STEPS, number=say.number)


def needs(message: Message) -> set[str]:
    """The facts that a message asks for."""
    texts = message if isinstance(message, tuple) else (message,)
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
