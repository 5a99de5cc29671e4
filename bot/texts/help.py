"""What the bot understands, in the order in which a day needs it."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import Language, mark
from handlers.content import HelpContent
from handlers.help_topics import HelpTopic

COMMANDS: Mapping[HelpTopic, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        HelpTopic.COMMENTS: (
            (mark("list [mine|late|all]"), mark("what waits")),
            (mark("show N"), mark("everything of a comment, to you alone")),
            (mark("take N"), mark("you answer it")),
            (mark("release N"), mark("somebody else can take it")),
            (mark("ack N [text]"), mark("you have told them that an answer will come")),
            (mark("answered N [text]"), mark("it is answered; with the text I see that your name is there")),
            (mark("no-reply N …"), mark("one or several need no reply")),
            (mark("referred N whom"), mark("somebody else answers")),
            (mark("reopen N"), mark("it was not done after all")),
            (mark("why N"), mark("why it is to be answered by that time")),
            (mark("new"), mark("add a comment that I have not seen")),
        ),
        HelpTopic.CASES: (
            (mark("urgent N [ground]"), mark("it cannot wait: a threat, somebody in need")),
            (
                mark("individual N [to whom]"),
                mark("it is about somebody’s own case: never in public, confirmed, handed over, followed up"),
            ),
            (mark("hidden N ground"), mark("you have hidden it on the platform")),
            (mark("removed N ground"), mark("you have removed it from the platform")),
            (
                mark("registrar N [diary number]"),
                mark("the registrar should have it, or has given its number"),
            ),
            (mark("attach N"), mark("keep a screenshot or another file with it")),
            (mark("hand-out"), mark("for supervisors: records that somebody asks to see")),
        ),
        HelpTopic.REPLIES: (
            (
                mark("reply N [words]"),
                mark("write a reply: ready replies, a look at the draft, a colleague’s eyes"),
            ),
            (mark("read N"), mark("read a colleague’s draft")),
            (mark("ready [words]"), mark("the unit’s ready replies")),
        ),
        HelpTopic.DUTY: (
            (mark("round"), mark("the round right now")),
            (mark("away [@colleague] FROM [TO]"), mark("you or a colleague are away")),
            (mark("back [@colleague] [DAY]"), mark("you or a colleague are back")),
            (mark("duty [week|day|gaps]"), mark("who is on duty, and where somebody is missing")),
            (mark("duty take DAY"), mark("you take a day on duty")),
            (mark("swap DAY [@colleague] [for DAY]"), mark("ask a colleague, or the unit, to take your day")),
            (
                mark("on-call [@colleague FROM TO]"),
                mark("who is called on outside hours when something is urgent"),
            ),
        ),
        HelpTopic.CRISIS: (
            (mark("crisis"), mark("more looks and earlier reminders for a time: started or asked for here")),
            (mark("crisis end"), mark("it ends now")),
        ),
        HelpTopic.UNIT: (
            (mark("status"), mark("how your unit stands")),
            (mark("week [47]"), mark("the week in short")),
            (
                mark("rules [rule value]"),
                mark("what holds for the unit, and where each value comes from; a supervisor sets a rule"),
            ),
            (mark("person @colleague editor First name"), mark("for supervisors: add a person to the unit")),
            (
                mark("person @colleague leaves"),
                mark("for supervisors: she leaves the unit; you see first what that means"),
            ),
            (mark("person @colleague moves to UNIT"), mark("for supervisors: to another unit that you run")),
            (
                mark("closed FROM [TO] [what day it is]"),
                mark("for supervisors: the unit is closed on these days"),
            ),
            (mark("changes"), mark("for supervisors: who changed what of how the unit is run")),
        ),
        HelpTopic.OWN: (
            (mark("settings"), mark("your name and the days you are on duty")),
            (
                mark("calendar [new|off]"),
                mark("a secret address for your own calendar, with your days on duty"),
            ),
            (mark("link [off]"), mark("you in Slack and in Teams are the same person")),
            (mark("practice"), mark("a comment to practise on, in a direct message")),
            (mark("help [topic]"), mark("what I understand")),
        ),
    }
)
"""Each topic's words, in the order in which a day needs them."""
FIRST: tuple[tuple[str, str], ...] = (
    (mark("list"), mark("what waits")),
    (mark("take N"), mark("you answer it")),
    (mark("answered N [text]"), mark("it is answered; with the text I see that your name is there")),
    (mark("no-reply N …"), mark("one or several need no reply")),
    (mark("urgent N [ground]"), mark("it cannot wait: a threat, somebody in need")),
)
"""What nearly every day needs."""
TOPICS: Mapping[HelpTopic, tuple[str, str]] = MappingProxyType(
    {
        HelpTopic.COMMENTS: (mark("help comments"), mark("take, answer, refer, open again")),
        HelpTopic.REPLIES: (mark("help replies"), mark("ready replies, a draft, a second reader")),
        HelpTopic.CASES: (mark("help cases"), mark("urgent, somebody’s own case, hidden, the registrar")),
        HelpTopic.DUTY: (mark("help duty"), mark("rounds, who is on duty, swaps, away")),
        HelpTopic.CRISIS: (mark("help crisis"), mark("more looks for a time")),
        HelpTopic.UNIT: (mark("help unit"), mark("status, the week, people, rules")),
        HelpTopic.OWN: (mark("help me"), mark("your name and days, your calendar, practice")),
        HelpTopic.ALL: (mark("help all"), mark("every word")),
    }
)
assert set(COMMANDS) == set(TOPICS) - {HelpTopic.ALL}


class HelpTexts:
    """`hjälp`."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def heading(self, content: HelpContent) -> str:
        """`Hej Anna! Så här kan jag hjälpa till.`"""
        return self._l.text("Hi {name}! This is what I can do.", name=content.first_name)

    def intro(self) -> str:
        """Where the words can be written."""
        return self._l.text(
            "Write the words after /svarsvakt, in a direct message to me, or after @Svarsvakt. N is a "
            "comment’s "
            "number. Short ways: /besvarad N, /kommentar, /veckan, /rundan."
        )

    def commands(self, topic: HelpTopic | None) -> tuple[tuple[str, str], ...]:
        """Each word and what it does: of a topic, of all, or what nearly every day needs."""
        if topic is None:
            chosen = FIRST
        elif topic is HelpTopic.ALL:
            chosen = tuple(each for words in COMMANDS.values() for each in words)
        else:
            chosen = COMMANDS[topic]
        return tuple((self._l.text(word), self._l.text(what)) for word, what in chosen)

    def topics(self) -> tuple[tuple[str, str], ...]:
        """How to ask for more, and what each is about."""
        return tuple((self._l.text(word), self._l.text(what)) for word, what in TOPICS.values())

    def topics_heading(self) -> str:
        """Above them."""
        return self._l.text("More")

    def more(self) -> str:
        """The other way in."""
        return self._l.text("Any message can be added with “Add to Svarsvakt” in its menu.")
