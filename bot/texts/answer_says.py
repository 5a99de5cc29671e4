"""The short answers around an answer: an individual case, a draft and its reader, ready replies."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark
from handlers.outcome import Said

ANSWER_SAID: Mapping[Said, tuple[str, ...]] = MappingProxyType(
    {
        Said.INDIVIDUAL: (
            mark(
                "Comment {number} is an individual case now. Chat shows neither author nor text any more. "
                "Answer in public that it is dealt with elsewhere, for example like this: “{text}” When it "
                "is out, press “Individual case …” on the card, and I’ll help you to follow up."
            ),
            mark(
                "Comment {number} is an individual case now. Chat shows neither author nor text any more. "
                "Press “Individual case …” on the card for what to answer in public, and to note whom you "
                "hand it over to."
            ),
            mark("It is an individual case now. Chat shows neither author nor text any more."),
        ),
        Said.INDIVIDUAL_OUT: (
            mark(
                "Good, comment {number} is confirmed and handed over to {text}. I’ll remind you {at} to ask "
                "whether the person has been helped."
            ),
            mark(
                "Good, comment {number} is confirmed. Now hand it over to whoever can help: press "
                "“Individual case …” again and say to whom. I’ll remind you {at}."
            ),
            mark("Good, it is confirmed."),
        ),
        Said.NO_PERSONNUMMER: (
            mark("“{text}” looks like a personal identity number, and everybody can read this. Take it out."),
            mark("Everybody can read this: no personal identity numbers."),
        ),
        Said.REPLY_MISSING: (mark("There is no text yet. Write it, or choose a ready reply."),),
        Said.DRAFT_SENT: (
            mark(
                "{person} is asked to read your draft for comment {number}, and gets the message {at}. The "
                "answer time runs on meanwhile."
            ),
            mark(
                "{person} is asked to read your draft for comment {number}. The answer time runs on "
                "meanwhile."
            ),
            mark("A colleague is asked to read your draft."),
        ),
        Said.NO_READER: (
            mark(
                "Nobody else who could read it is at work right now. The supervisor can note comment "
                "{number} as answered if it has to go out."
            ),
            mark("Nobody else who could read it is at work right now."),
        ),
        Said.READER_FIRST: (
            mark(
                "In this unit a colleague reads an answer before it counts as ready. Write “reply {number}” "
                "and choose “A colleague reads it first”. If it is out already, a supervisor can note it as "
                "answered."
            ),
            mark("In this unit a colleague reads an answer before it counts as ready."),
        ),
        Said.HIDE_ASKED: (
            mark(
                "Noted: comment {number} is being hidden on the platform now. I’ll tell you when it is done. "
                "The text is kept here, as it should be."
            ),
            mark(
                "Noted: it is being hidden on the platform now. I’ll tell you when it is done. "
                "The text is kept here, as it should be."
            ),
        ),
        Said.REMOVE_ASKED: (
            mark(
                "Noted: comment {number} is being removed from the platform now. I’ll tell you when it is "
                "done. The text is kept here, as it should be."
            ),
            mark(
                "Noted: it is being removed from the platform now. I’ll tell you when it is done. "
                "The text is kept here, as it should be."
            ),
        ),
        Said.PUBLISH_ASKED: (
            mark(
                "Your reply to comment {number} goes out on the platform now. I’ll tell you when it is there."
            ),
            mark("Your reply goes out on the platform now. I’ll tell you when it is there."),
        ),
        Said.PUBLISH_ALREADY: (
            mark("A reply to comment {number} is on its way to the platform already, or out."),
            mark("A reply is on its way to the platform already, or out."),
        ),
        Said.PUBLISH_UNSURE: (
            mark(
                "I can’t tell whether an earlier reply to comment {number} went out, so I send no other. "
                "Look on the platform; when it is out, note the comment as answered."
            ),
            mark("I can’t tell whether an earlier reply went out. Look on the platform."),
        ),
        Said.PUBLISH_NOT_HERE: (
            mark("No reply to comment {number} can be put out from here. Answer on the platform."),
            mark("No reply can be put out from here. Answer on the platform."),
        ),
        Said.NO_DRAFT: (
            mark("There is no draft to read for comment {number}."),
            mark("There is no draft to read."),
        ),
        Said.OWN_DRAFT: (
            mark("The draft for comment {number} is your own: somebody else reads it."),
            mark("It is your own draft: somebody else reads it."),
        ),
        Said.DRAFT_READ_ALREADY: (
            mark("A colleague has read the draft for comment {number} already. Thanks for wanting to help!"),
            mark("A colleague has read it already. Thanks for wanting to help!"),
        ),
        Said.DRAFT_CHANGED: (
            mark("There is a newer draft for comment {number}. Close this window and open it again."),
            mark("There is a newer draft. Close this window and open it again."),
        ),
        Said.VERDICT_MISSING: (mark("Is it ready, or would you change something?"),),
        Said.DRAFT_APPROVED: (
            mark("Thanks for reading! {person} hears that the draft for comment {number} is ready."),
            mark("Thanks for reading!"),
        ),
        Said.DRAFT_RETURNED: (
            mark("Thanks for reading! {person} hears that you would change something in comment {number}."),
            mark("Thanks for reading!"),
        ),
        Said.READY_KEPT: (mark("“{text}” is kept among the ready replies."), mark("It is kept.")),
        Said.READY_GONE: (mark("“{text}” is no longer among the ready replies."), mark("It is taken away.")),
        Said.READY_NOT_THERE: (mark("That ready reply is not there any more, or belongs to another unit."),),
        Said.READY_TITLE_TAKEN: (
            mark("There is a ready reply called “{text}”. Choose it above to change it."),
            mark("There is one with that name already."),
        ),
        Said.TITLE_MISSING: (mark("Give it a name that you will find it by."),),
        Said.PLACEHOLDER_UNKNOWN: (
            mark("I don’t know what “{text}” in braces should become. These I know: {people}."),
            mark("I don’t know what should become of that in braces."),
        ),
        Said.INDIVIDUAL_NOTED: (mark("Noted for comment {number}."), mark("Noted.")),
    }
)
