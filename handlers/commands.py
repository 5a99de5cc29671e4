"""Words become actions: Swedish or English, upper or lower case, with or without diacritics, kindly read.

The chat gives the text as it was written, but for mentions: each becomes `@` and the chat's own id of that
person (`@U123`). A person may also be named (`@anna`, `Anna`).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from db.rows import Person
from db.words import Ground
from handlers import absences, adding, asking, crisis, desk, individual, linking, mentions, registrar
from handlers import duty as duty_desk
from handlers import rounds as rounds_desk
from handlers.access import refuse
from handlers.asked import Asked
from handlers.calendar_link import calendar
from handlers.command_words import WORDS, Word, find, nearest, plain
from handlers.content import HelpContent
from handlers.desk import Action
from handlers.grounds import read_ground
from handlers.help_topics import topic_of
from handlers.individual import LONGEST_WHOM, Told
from handlers.managing import words as running
from handlers.numbers import number_and_text, only_number, read_numbers
from handlers.on_call import on_call
from handlers.outcome import FormKind, Outcome, Said, Say
from handlers.reach import reach
from handlers.showing.crisis import content as shown_crisis
from handlers.showing.rounds import rounds as shown_rounds
from scheduler.rulebook import RuleBook

SHORT: Mapping[str, str] = {
    "svarsvakt": "",
    "besvarad": "answered ",
    "kommentar": "new ",
    "veckan": "week ",
    "rundan": "round ",
}
"""The slash commands, and which word each stands for."""

SIMPLE: Mapping[Word, Action] = {
    Word.SHOW: Action.SHOW,
    Word.WHY: Action.WHY,
    Word.TAKE: Action.CLAIM,
    Word.RELEASE: Action.RELEASE,
    Word.REOPEN: Action.REOPEN,
}
READS = frozenset(
    {
        Word.HELP,
        Word.LIST,
        Word.SHOW,
        Word.ATTACH,
        Word.HAND_OUT,
        Word.NEW,
        Word.READ,
        Word.READY,
        Word.ROUND,
        Word.WEEK,
        Word.WHY,
        Word.STATUS,
        Word.DUTY,
        Word.SETTINGS,
        Word.CHANGES,
    }
)
"""Words that change nothing: they show something, or open a form."""
WHICH: Mapping[str, str] = {
    "": "open",
    **dict.fromkeys(("oppna", "oppet", "open", "vantar"), "open"),
    **dict.fromkeys(("mina", "mine", "my", "mitt", "min"), "mine"),
    **dict.fromkeys(("sena", "sen", "late", "overdue", "forsenade"), "late"),
    **dict.fromkeys(("alla", "allt", "all", "everything"), "all"),
}
ENDS = frozenset({"slut", "avsluta", "stoppa", "over", "end", "stop"})
"""What ends a crisis, after its word."""
_GLUED = re.compile(r"^([^\W\d]+)#?(\d+)(?=\s|$|[:,])")


def run(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    command: str,
    text: str,
    chat: str,
    channel: str | None,
    now: datetime,
    user: str = "",
) -> Outcome:
    """Do what the words say. `command` is a slash command without its slash; other words: `svarsvakt`.

    `user`: the chat's own id of who says them, by which somebody may show that she is known elsewhere.
    """
    said, found = _found(command, text)
    if person is None:
        code = found[1] if found is not None and found[0] is Word.LINK and found[1] else None
        return linking.stranger(tx, chat=chat, user=user, code=code, now=now)
    if found is None:
        return _not_found(tx, book, person, said, now)
    word, rest = found
    asked = Asked(
        tx=tx,
        book=book,
        person=person,
        word=word,
        rest=rest,
        chat=chat,
        channel=channel,
        now=now,
    )
    return _DO[word](asked)


def only_reads(command: str, text: str) -> bool:
    """Whether these words only ask for something: then a reading transaction is enough."""
    _, found = _found(command, text)
    if found is None:
        return True
    word, rest = found
    return word in READS and not (word is Word.DUTY and duty_desk.takes(rest))


def _found(command: str, text: str) -> tuple[str, tuple[Word, str] | None]:
    said = SHORT.get(command, "") + _readable(text)
    return said, find(said) or find(_GLUED.sub(r"\1 \2", said))


def _readable(text: str) -> str:
    """One spelling of each letter, no control characters, no blank ends; a reply in it stays as written."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def _not_found(tx: Connection, book: RuleBook, person: Person, said: str, now: datetime) -> Outcome:
    if not said:
        return Outcome(content=HelpContent(first_name=person.first_name))
    number = only_number(said)
    if number is not None:
        return desk.act(tx, book, person=person, action=Action.SHOW, number=number, now=now)
    wrong = said.split(maxsplit=1)[0][:40]
    return refuse(Said.UNKNOWN_COMMAND, text=wrong, suggestion=nearest(said))


def _help(asked: Asked) -> Outcome:
    topic = topic_of(asked.rest)
    unknown = Say(said=Said.NO_SUCH_TOPIC, text=asked.rest[:40]) if asked.rest and topic is None else None
    return Outcome(say=unknown, content=HelpContent(first_name=asked.person.first_name, topic=topic))


def _list(asked: Asked) -> Outcome:
    argument = plain(asked.rest)
    first, _, unit_name = argument.partition(" ")
    which = WHICH.get(first)
    named = unit_name if which else asked.rest
    if which == "mine":
        return asking.listed(asked.tx, asked.book, [], "mine", person=asked.person, now=asked.now)
    unit = asked.unit(named)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    if which is None and plain(unit.name) != argument and unit.slug != argument:
        return refuse(Said.UNKNOWN_COMMAND, text=asked.rest[:40], suggestion="lista mina")
    return asking.listed(asked.tx, asked.book, [unit], which or "open", person=asked.person, now=asked.now)


def _simple(asked: Asked) -> Outcome:
    """One comment, or several after each other; the first refusal is told."""
    numbers, _ = read_numbers(asked.rest)
    if not numbers:
        return _number_missing(asked)
    several = numbers if asked.word in {Word.TAKE, Word.RELEASE} else numbers[:1]
    done = [asked.act(SIMPLE[asked.word], number) for number in several]
    told = next((outcome for outcome in done if outcome.refused), done[-1])
    return Outcome(
        say=told.say,
        content=told.content,
        refused=told.refused,
        changed=any(outcome.changed for outcome in done),
    )


def _acknowledge(asked: Asked) -> Outcome:
    numbers, text = number_and_text(asked.rest)
    return asked.act(Action.ACKNOWLEDGE, numbers, text=text or None) if numbers else _number_missing(asked)


def _answered(asked: Asked) -> Outcome:
    numbers, rest = read_numbers(asked.rest)
    if len(numbers) > 1 and not rest:
        return _together(asked, numbers, Action.ANSWER)
    number, text = number_and_text(asked.rest)
    return asked.act(Action.ANSWER, number, text=text or None) if number else _number_missing(asked)


def _no_reply(asked: Asked) -> Outcome:
    numbers, rest = read_numbers(asked.rest)
    if rest or not numbers:
        return _number_missing(asked, rest)
    return _together(asked, numbers, Action.NO_REPLY)


def _together(asked: Asked, numbers: list[int], action: Action) -> Outcome:
    return desk.close_together(
        asked.tx, asked.book, person=asked.person, numbers=numbers, action=action, now=asked.now
    )


def _referred(asked: Asked) -> Outcome:
    number, whom = number_and_text(asked.rest)
    if not number:
        return _number_missing(asked)
    whom = re.sub(r"^(?:till|to)\s+", "", mentions.named(asked.tx, asked.chat, whom), flags=re.IGNORECASE)
    if not whom:
        return asked.form(FormKind.REFER, number=number)
    return asked.act(Action.REFER, number, whom=whom)


def _withheld(asked: Asked) -> Outcome:
    """Hidden or removed: with its ground, else a form asks for it."""
    hidden = asked.word is Word.HIDDEN
    number, said = number_and_text(asked.rest)
    if not number:
        return _number_missing(asked)
    if not said:
        return asked.form(FormKind.HIDE if hidden else FormKind.REMOVE, number=number)
    read = read_ground(said)
    if read is None:
        return refuse(Said.UNKNOWN_GROUND, text=said[:40], grounds=tuple(Ground))
    ground, reason = read
    return asked.act(Action.HIDE if hidden else Action.REMOVE, number, ground=ground, reason=reason or None)


def _urgent(asked: Asked) -> Outcome:
    """At once, with or without a ground: what cannot wait is not asked about first."""
    number, said = number_and_text(asked.rest)
    if not number:
        return _number_missing(asked)
    ground, reason = read_ground(said) or (None, said)
    return asked.act(Action.URGENT, number, ground=ground, reason=reason or None)


def _individual(asked: Asked) -> Outcome:
    """At once, like what cannot wait: chat is blanked first, and the rest may be told later."""
    number, whom = number_and_text(asked.rest)
    if not number:
        return _number_missing(asked)
    whom = re.sub(r"^(?:till|to)\s+", "", mentions.named(asked.tx, asked.chat, whom), flags=re.IGNORECASE)
    case = reach(asked.tx, asked.book, person=asked.person, number=number, now=asked.now)
    if isinstance(case, Outcome):
        return case
    return individual.mark(asked.tx, case, Told(whom=whom[:LONGEST_WHOM] or None))


def _reply(asked: Asked) -> Outcome:
    """The form to write in; words after the number search the ready replies."""
    number, words = number_and_text(asked.rest)
    return asked.form(FormKind.REPLY, number=number, text=words) if number else _number_missing(asked)


def _read(asked: Asked) -> Outcome:
    numbers, _ = read_numbers(asked.rest)
    return asked.form(FormKind.READ, number=numbers[0]) if numbers else _number_missing(asked)


def _ready(asked: Asked) -> Outcome:
    return asked.form(FormKind.READY_REPLY, text=asked.rest)


def _registrar(asked: Asked) -> Outcome:
    """For the registrar; with its diary number, or "nej" if it is not needed after all."""
    number, said = number_and_text(asked.rest)
    if not number:
        return _number_missing(asked)
    case = reach(asked.tx, asked.book, person=asked.person, number=number, now=asked.now)
    return case if isinstance(case, Outcome) else registrar.told(asked.tx, case, said)


def _attach(asked: Asked) -> Outcome:
    number, _ = number_and_text(asked.rest)
    return asked.form(FormKind.ATTACH, number=number) if number else _number_missing(asked)


def _new(asked: Asked) -> Outcome:
    return asked.form(FormKind.NEW_COMMENT, text=asked.rest)


def _round(asked: Asked) -> Outcome:
    unit = asked.unit(asked.rest)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    running = rounds_desk.current(asked.tx, asked.book, unit, asked.now)
    if running is None:
        at = rounds_desk.next_round_at(asked.tx, asked.book, unit, asked.now)
        return Outcome(say=Say(said=Said.NO_ROUND, at=at, zone=rounds_desk.zone_of(asked.book, unit)))
    return Outcome(content=shown_rounds(asked.tx, asked.book, [running], asked.now)[0])


def _week(asked: Asked) -> Outcome:
    return asking.week(asked.tx, asked.book, asked.where, asked.rest, person=asked.person, now=asked.now)


def _status(asked: Asked) -> Outcome:
    unit = asked.unit(asked.rest)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    return asking.status(asked.tx, asked.book, unit, asked.person, asked.now)


def _crisis(asked: Asked) -> Outcome:
    """The one that runs, else a form for a new one; `kris slut` ends it."""
    ends = plain(asked.rest.partition(" ")[0]) in ENDS
    unit = asked.unit(asked.rest.partition(" ")[2] if ends else asked.rest)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    there = crisis.running(asked.tx, unit, asked.now)
    if ends:
        about = there.id if there is not None else 0
        return crisis.end_now(asked.tx, asked.book, person=asked.person, crisis_id=about, now=asked.now)
    if there is None:
        return asked.form(FormKind.CRISIS, number=unit.id)
    return Outcome(
        content=shown_crisis(asked.tx, asked.book, unit, there, reader=asked.person, now=asked.now)
    )


def _settings(asked: Asked) -> Outcome:
    return asked.form(FormKind.SETTINGS)


def _number_missing(asked: Asked, rest: str | None = None) -> Outcome:
    wrong = (asked.rest if rest is None else rest).split(maxsplit=1)
    if wrong:
        return refuse(Said.NOT_A_NUMBER, text=wrong[0][:40])
    return refuse(Said.NUMBER_MISSING, text=f"{WORDS[asked.word][0]} 118")


_DO: Mapping[Word, Callable[[Asked], Outcome]] = {
    Word.HELP: _help,
    Word.LIST: _list,
    **dict.fromkeys(SIMPLE, _simple),
    Word.ACK: _acknowledge,
    Word.ANSWERED: _answered,
    Word.NO_REPLY: _no_reply,
    Word.REFERRED: _referred,
    Word.HIDDEN: _withheld,
    Word.REMOVED: _withheld,
    Word.URGENT: _urgent,
    Word.INDIVIDUAL: _individual,
    Word.REPLY: _reply,
    Word.READ: _read,
    Word.READY: _ready,
    Word.REGISTRAR: _registrar,
    Word.ATTACH: _attach,
    Word.HAND_OUT: lambda asked: asked.form(FormKind.HAND_OUT),
    Word.NEW: _new,
    Word.ROUND: _round,
    Word.AWAY: absences.away,
    Word.BACK: absences.back,
    Word.DUTY: duty_desk.duty,
    Word.SWAP: duty_desk.swap,
    Word.CALENDAR: calendar,
    Word.LINK: linking.link,
    Word.ON_CALL: on_call,
    Word.WEEK: _week,
    Word.STATUS: _status,
    Word.CRISIS: _crisis,
    Word.SETTINGS: _settings,
    Word.PERSON: adding.add,
    Word.RULES: running.show_or_set_rules,
    Word.CHANGES: running.changes,
    Word.CLOSED: running.closed,
    Word.PRACTICE: running.practise,
}
