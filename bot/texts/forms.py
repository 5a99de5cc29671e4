"""Forms: titles of at most 24 characters, each field's label and hint, and what a faulty field says."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import Language, mark
from bot.texts.says import Says
from db.words import WasDone
from handlers.outcome import FieldError, FormKind

TITLES: Mapping[FormKind, str] = MappingProxyType(
    {
        FormKind.NEW_COMMENT: mark("Add a comment"),
        FormKind.HIDE: mark("I have hidden it"),
        FormKind.REMOVE: mark("I have removed it"),
        FormKind.REFER: mark("Referred to …"),
        FormKind.ANSWER: mark("Answered"),
        FormKind.URGENT: mark("Urgent"),
        FormKind.INDIVIDUAL: mark("Individual case"),
        FormKind.CRISIS: mark("Crisis watch"),
        FormKind.CRISIS_CHANGE: mark("Crisis watch"),
        FormKind.REPLY: mark("Write a reply"),
        FormKind.READ: mark("Second reader"),
        FormKind.READY_REPLY: mark("Ready replies"),
        FormKind.ATTACH: mark("Attach files"),
        FormKind.HAND_OUT: mark("Records request"),
        FormKind.HAND_OUT_REVIEW: mark("Secrecy review"),
        FormKind.AWAY: mark("I’ll be away …"),
        FormKind.SWAP: mark("Swap a day"),
        FormKind.SETTINGS: mark("My settings"),
    }
)

INTROS: Mapping[FormKind, str] = MappingProxyType(
    {
        FormKind.NEW_COMMENT: mark("For a comment that Svarsvakt has not seen by itself."),
        FormKind.HIDE: mark(
            "The text is kept here with its ground, also after it is hidden on the platform."
        ),
        FormKind.REMOVE: mark(
            "The text is kept here with its ground, also after it is removed from the platform."
        ),
        FormKind.REFER: mark(
            "For a comment that somebody else answers, or that should not be handled in public."
        ),
        FormKind.ANSWER: mark("You may leave the text out."),
        FormKind.URGENT: mark(
            "For a threat, or somebody who needs help now. It will stand first until it is handled, chat "
            "shows neither author nor text any more, and the supervisor and deputy are told as soon as they "
            "are at work. In acute danger, call 112."
        ),
        FormKind.INDIVIDUAL: mark(
            "Somebody’s own case is never handled in public. Copy the reply below to the comment, hand the "
            "matter over to whoever can help, and I’ll remind you to follow up. From now on chat shows "
            "neither author nor text of it."
        ),
        FormKind.CRISIS: mark(
            "When something has happened, or a big event draws many comments: more looks than usual, and "
            "earlier reminders, until a time that you set."
        ),
        FormKind.CRISIS_CHANGE: mark(
            "When something has happened, or a big event draws many comments: more looks than usual, and "
            "earlier reminders, until a time that you set."
        ),
        FormKind.REPLY: mark(
            "Write here, copy it to the comment when it is ready, and say below what has become of it. "
            "Nothing is put out from here."
        ),
        FormKind.READ: mark(
            "A colleague would like a second pair of eyes. You may change the text; nothing is put out from "
            "here."
        ),
        FormKind.READY_REPLY: mark(
            "What you answer again and again, for everybody in the unit. {{name}}, {{account}}, {{unit}} "
            "and {{signature}} are filled in for each reply."
        ),
        FormKind.ATTACH: mark(
            "They are kept with the comment, outside the chat, and go with it when it is handed out or "
            "purged."
        ),
        FormKind.HAND_OUT: mark(
            "What somebody asks to see of your units’ comments, with everything that was done about them. "
            "Leave empty what does not matter. Next you see how many there are, and what may be secret. The "
            "file comes to you alone, and that it was made is noted."
        ),
        FormKind.HAND_OUT_REVIEW: mark(
            "Read what may be secret before you let it out: choose it under “Read one of them”, and it is "
            "shown here to you alone. What you do not choose stays behind."
        ),
        FormKind.AWAY: mark("What the person has taken goes back to those on duty."),
        FormKind.SWAP: mark(
            "A colleague takes your day with one click. You need not say why. Without a name the whole unit "
            "is asked in its channel."
        ),
        FormKind.SETTINGS: mark("These are yours; nobody else needs to change them."),
    }
)

FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "account": (mark("Account"), mark("Where was it written?")),
        "url": (mark("Link"), mark("The comment’s own address, if there is one.")),
        "text": (mark("Text"), mark("What they wrote, word for word.")),
        "reply": (mark("Your reply"), mark("Then I can see that your name is there. Not required.")),
        "written_time": (mark("Time of day"), ""),
        "written_at": (mark("Written"), mark("When the public wrote it, not when you saw it.")),
        "ground": (mark("Ground"), mark("The one that fits best.")),
        "reason": (
            mark("Reason"),
            mark("A few words for those who ask later. Needed with “another ground”."),
        ),
        "whom": (mark("To whom"), mark("A name, a unit or an address.")),
        "search": (
            mark("Search the ready replies"),
            mark("Words from the title or the text; press Enter."),
        ),
        "ready": (mark("Ready replies"), ""),
        "draft": (mark("Your draft"), mark("Everybody can read it, and it stays. End with your name.")),
        "then": (mark("And then?"), ""),
        "reader": (mark("Who reads it?"), mark("Leave it empty to ask whoever is on duty.")),
        "verdict": (mark("Is it ready?"), ""),
        "note": (mark("To whoever wrote it"), mark("A few friendly words about what you would change.")),
        "title": (mark("Name"), mark("What you will find it by.")),
        "ready_text": (mark("Text"), ""),
        "individual": (mark("For individual cases?"), ""),
        "remove": (mark("Take it away?"), ""),
        "unit": (mark("Unit"), ""),
        "confirmation": (
            mark("What you answer in public"),
            mark("Copy it and put it out under the comment. No personal data: everybody can read it."),
        ),
        "out": (mark("Is it out?"), ""),
        "handed_to": (
            mark("Handed over to"),
            mark("The unit or function that helps. Leave it empty until you have handed it over."),
        ),
        "registrar": (mark("Should the registrar have it?"), ""),
        "crisis_accounts": (mark("Accounts"), mark("Those that need more looks.")),
        "crisis_why": (
            mark("What it is about"),
            mark(
                "A few words that can stand on every round: “The fire at the school”. No names of the public."
            ),
        ),
        "crisis_every": (mark("How often somebody looks, at least"), ""),
        "crisis_hours": (mark("When people may be called"), ""),
        "crisis_end": (mark("Last day"), mark("It ends by itself, and can be prolonged.")),
        "crisis_end_time": (mark("Until"), ""),
        "decided_by": (mark("Decided by"), ""),
        "author_told": (mark("Was the author told?"), ""),
        "police_report": (mark("Reported to the police?"), ""),
        "picture": (
            mark("Screenshot or other file"),
            mark("What it looked like on the platform, with address and time. No long films."),
        ),
        "there": (
            mark("On the platform too?"),
            mark("It is noted here first. I’ll tell you what the platform answered."),
        ),
        "asked_account": (mark("Unit or account"), ""),
        "asked_from": (mark("Written from"), ""),
        "asked_to": (mark("Written until"), mark("That day too.")),
        "asked_author": (mark("Author"), mark("The name as the platform shows it.")),
        "asked_ground": (mark("Hidden or removed on the ground"), ""),
        "diary_number": (mark("Diary number"), ""),
        "asked_person": (
            mark("Or: all that is kept about one of us"),
            mark("The person’s own right to see it. Then nothing else is asked for."),
        ),
        "read_one": (
            mark("Read one of them"),
            mark("It is shown here and nowhere else, and it is noted that you have read it."),
        ),
        "withhold": (
            mark("Keep back author and text also in"),
            mark("Numbers of other comments: “118, 120”."),
        ),
        "reviewed_by": (mark("Judged by"), mark("Whoever has read and judged; noted with the handing out.")),
        "first_day": (mark("First day away"), ""),
        "day": (mark("Your day"), mark("The day on duty that somebody else is to take.")),
        "back_day": (mark("In return"), mark("A day of your colleague’s that you take. Not required.")),
        "colleague": (mark("Ask"), mark("Leave it empty to ask whoever can.")),
        "last_day": (mark("Last day away"), mark("Leave it empty if you don’t know yet.")),
        "person": (mark("Who"), mark("Yourself, or a colleague.")),
        "first_name": (mark("First name"), mark("What you end your replies with.")),
        "alias": (mark("Other name"), mark("An agreed other name that you sign with. Not required.")),
        "duty_weekdays": (mark("On duty"), mark("The weekdays on which you answer comments.")),
    }
)


WAS_DONE: Mapping[WasDone, str] = MappingProxyType(
    {
        WasDone.YES: mark("Yes"),
        WasDone.NO: mark("No"),
        WasDone.NOT_NEEDED: mark("Not needed, or not possible"),
    }
)


class FormTexts:
    """Every form's words."""

    def __init__(self, language: Language, says: Says) -> None:
        self._l, self._says = language, says

    def title(self, kind: FormKind, *, publishes: bool = False) -> str:
        """The form's title; `publishes`: the reply can go out from here."""
        return self._l.text("Answer here") if publishes else self._l.text(TITLES[kind])

    def intro(self, kind: FormKind, *, publishes: bool = False) -> str:
        """A sentence above the fields."""
        if publishes:
            return self._l.text(
                "Write the reply here. “Put it on the platform now” sends it out as the account, for "
                "everybody to read; the other choices put out nothing."
            )
        return self._l.text(INTROS[kind])

    def field(self, name: str) -> str:
        """A field's label. The answer form's `text` is labelled as `reply`."""
        return self._l.text(FIELDS[name][0])

    def hint(self, name: str) -> str:
        """A field's hint, or nothing."""
        hint = FIELDS[name][1]
        return self._l.text(hint) if hint else ""

    def there(self, kind: FormKind) -> str:
        """The box that also does it on the platform."""
        if kind is FormKind.HIDE:
            return self._l.text("Hide it on the platform now")
        return self._l.text("Remove it on the platform now")

    def was_done(self, answer: WasDone) -> str:
        """An answer to whether something was done."""
        return self._l.text(WAS_DONE[answer])

    def error(self, error: FieldError) -> str:
        """What is wrong in a field, and how it should be."""
        return self._says(error.say)

    # Where a form is a card: what a card lacks is said in words

    def required(self) -> str:
        """Under a field that was left empty."""
        return self._l.text("Please fill this in.")

    def about(self, number: int) -> str:
        """Which comment a form is about, where it does not stand beside its card."""
        return self._l.text("Comment {number}.", number=number)

    def files_in_chat(self, number: int) -> str:
        """How files are sent where a form takes none."""
        return self._l.text(
            "A screenshot or another file? Send it to me in our chat with the number {number}, and I’ll keep "
            "it with the comment.",
            number=number,
        )

    def nobody_to_choose(self) -> str:
        """How somebody is added where there is no menu of people."""
        return self._l.text(
            "Write to me in the unit’s channel instead: “person @Bo editor Bo”. Choose the colleague in the "
            "list that comes up."
        )

    def no_channel_to_choose(self) -> str:
        """The bot is in no team yet."""
        return self._l.text("Add me to the team first; then its channels can be chosen here.")

    def put_away(self) -> str:
        """The form was closed."""
        return self._l.text("All right, nothing was changed.")

    def had_written(self) -> str:
        """Above what stood in a form that can be taken in no more."""
        return self._l.text("This is what you had written:")
