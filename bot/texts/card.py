"""A comment's card, a digest's lines, lists, and everything of one comment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.guesses import GuessTexts
from bot.texts.language import Language
from bot.texts.words import Words
from db.source_words import Gone, GoneBy
from db.words import CommentState, DraftState, EventAction, Ground
from handlers.content import CardContent, CommentLine, CommentList, DigestContent, EventLine


class CardTexts:
    """What stands on a card and in lists of comments."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words
        self._guess = GuessTexts(language)

    def heading(self, line: CommentLine) -> str:
        """`Kommentar 118 på Kulturskolans Facebook`."""
        return self._l.text("Comment {number} on {account}", number=line.number, account=self.account(line))

    def account(self, line: CommentLine) -> str:
        """`Kulturskolans Facebook`."""
        return self._words.account(line.account, line.platform)

    def summary(self, content: CardContent) -> str:
        """The message's top-level text: what a phone's notification and a screen reader say first."""
        line = content.line
        if line.state in (CommentState.NEW, CommentState.CLAIMED):
            return self._l.text("{heading}. {due}", heading=self.heading(line), due=self.due(content))
        return self._l.text(
            "{heading}: {state}", heading=self.heading(line), state=self._words.state(line.state)
        )

    def written(self, line: CommentLine, zone: ZoneInfo) -> str:
        """`Kim Svensson skrev fredag 27 november kl. 15.02`."""
        at = self._dates.at(line.written_at, zone)
        if line.author:
            return self._l.text("{author} wrote {at}", author=line.author, at=at)
        return self._l.text("Written {at}", at=at)

    def urgent(self) -> str:
        """`Brådskande`, first on a card."""
        return self._l.text("Urgent")

    def individual(self) -> str:
        """`Enskilt ärende`, first on a card."""
        return self._l.text("Individual case")

    def edited(self, line: CommentLine, zone: ZoneInfo) -> str | None:
        """`Ändrad tisdag 24 november kl. 11.00`."""
        if line.edited_at is None:
            return None
        return self._l.text("Edited {at}", at=self._dates.at(line.edited_at, zone))

    def first_text(self) -> str:
        """Above the text as it first came in."""
        return self._l.text("Before it was edited:")

    def uncertain(self) -> str:
        """The platform does not say what the reply is about."""
        return self._l.text(
            "The reply may be about another comment in the thread: the platform does not say which."
        )

    def gone(self, line: CommentLine) -> str | None:
        """What was answered, or is handled otherwise, and is not there any more."""
        if line.gone is None or line.state in (CommentState.HIDDEN, CommentState.REMOVED):
            return None
        return self._l.text("{done}.", done=self._gone(line))

    def _gone(self, line: CommentLine) -> str:
        removed = line.gone is Gone.REMOVED or line.state is CommentState.REMOVED
        match line.gone_by:
            case GoneBy.AUTHOR:
                return self._l.text("Removed by whoever wrote it")
            case GoneBy.PLATFORM if removed:
                return self._l.text("Removed by the platform")
            case GoneBy.PLATFORM:
                return self._l.text("Hidden by the platform")
            case _ if removed:
                return self._l.text("Removed on the platform")
            case _:
                return self._l.text("Hidden on the platform")

    def text_withheld(self, line: CommentLine) -> str:
        """Why the public's text does not stand here."""
        if line.flagged:
            return self._l.text("Neither author nor text is shown in chat. Both are kept in Svarsvakt.")
        return self._l.text("The text is not shown here. “Show all” shows it to you alone.")

    def due(self, content: CardContent) -> str:
        """`Svara senast måndag 30 november kl. 12.00.`"""
        return self.due_line(content.line, content.zone)

    def due_line(self, line: CommentLine, zone: ZoneInfo) -> str:
        """The same, for a line; also when the time has passed."""
        at = self._dates.at(line.due_at, zone)
        if line.late_seen and line.late:
            return self._l.text(
                "Its answer time had passed ({at}) when I first saw it. Answer when you can.", at=at
            )
        if line.late:
            return self._l.text("It was to be answered by {at} and still waits.", at=at)
        return self._l.text("Answer by {at}.", at=at)

    def answer_before(self, line: CommentLine, zone: ZoneInfo) -> str | None:
        """Where the time runs out outside working hours: the last moment at work before it."""
        if line.last_working_moment == line.due_at or line.late:
            return None
        return self._l.text(
            "The last moment at work before that is {at}.", at=self._dates.at(line.last_working_moment, zone)
        )

    def who(self, line: CommentLine) -> str:
        """Who has it."""
        if line.claimed_by is None:
            return self._l.text("Nobody has taken it yet.")
        return self._l.text("{person} has it.", person=line.claimed_by.first_name)

    def sign(self, sign_off: str) -> str:
        """`Avsluta med /Anna.`"""
        return self._l.text("End with {sign_off}", sign_off=sign_off)

    def standing(self, content: CardContent) -> tuple[str, ...]:
        """How it stands, a sentence each: the last moment at work, who has it, what was done, how to sign."""
        line = content.line
        is_open = line.state in (CommentState.NEW, CommentState.CLAIMED)
        signs = line.state in (CommentState.CLAIMED, CommentState.ACKNOWLEDGED)
        sign_off = ", ".join(part for part in (content.sign_off, content.organisation) if part)
        sentences = (
            self.answer_before(line, content.zone) if is_open else None,
            self.state(content),
            self.gone(line),
            self.draft(line.draft) if line.draft is not None else None,
            self.sign(sign_off) if content.sign_off and signs else None,
        )
        return tuple(each for each in sentences if each)

    def state(self, content: CardContent) -> str:
        """Where it stands, in a sentence: who has it, or what was done, by whom and when."""
        line = content.line
        if line.state in (CommentState.NEW, CommentState.CLAIMED):
            return self.who(line)
        if line.state is CommentState.ACKNOWLEDGED:
            return self._acknowledged(content)
        done = self._done(content)
        by = line.closed_by.first_name if line.closed_by else None
        at = self._dates.at(content.handled_at, content.zone) if content.handled_at else None
        if by and at:
            return self._l.text("{done} by {person} {at}.", done=done, person=by, at=at)
        if by:
            return self._l.text("{done} by {person}.", done=done, person=by)
        if at and line.seen:
            return self._l.text("{done} {at}.", done=done, at=at)
        return self._l.text("{done}.", done=done)

    def _acknowledged(self, content: CardContent) -> str:
        person = content.line.claimed_by
        at = self._dates.at(content.follow_up_at, content.zone) if content.follow_up_at else None
        if at and content.line.handed_to:
            return self._l.text(
                "Confirmed, and handed over to {whom}. Follow up by {at}.",
                whom=content.line.handed_to,
                at=at,
            )
        if person and at:
            return self._l.text(
                "{person} has told them that an answer will come. Follow up by {at}.",
                person=person.first_name,
                at=at,
            )
        if at:
            return self._l.text("They have been told that an answer will come. Follow up by {at}.", at=at)
        return self._l.text("They have been told that an answer will come.")

    def _done(self, content: CardContent) -> str:
        match content.line.state:
            case CommentState.ANSWERED if content.line.seen:
                return self._l.text("Answered on the platform")
            case CommentState.HIDDEN | CommentState.REMOVED if content.line.seen:
                return self._gone(content.line)
            case CommentState.ANSWERED:
                return self._l.text("Marked as answered")
            case CommentState.NO_REPLY_NEEDED:
                return self._l.text("Judged to need no reply")
            case CommentState.REFERRED if content.referred_to:
                return self._l.text("Referred to {whom}", whom=content.referred_to)
            case CommentState.REFERRED:
                return self._l.text("Referred")
            case CommentState.HIDDEN if content.ground:
                return self._l.text("Hidden ({ground})", ground=self._words.ground(content.ground))
            case CommentState.HIDDEN:
                return self._l.text("Hidden")
            case _ if content.ground:
                return self._l.text("Removed ({ground})", ground=self._words.ground(content.ground))
            case _:
                return self._l.text("Removed")

    def ground(self, ground: Ground) -> str:
        """What a ground is called."""
        return self._words.ground(ground)

    def draft(self, state: DraftState) -> str:
        """Where a draft stands that a colleague reads."""
        match state:
            case DraftState.WAITING:
                return self._l.text("A draft waits for a second reader.")
            case DraftState.APPROVED:
                return self._l.text("A draft has been read and is ready to be put out.")
            case DraftState.RETURNED:
                return self._l.text("A draft has been read and came back with a suggestion.")

    def late_seen(self) -> str:
        """A comment that the bot came to know of after its answer time."""
        return self._l.text("Seen late: its answer time had passed when I first saw it.")

    # Lists and digests

    def line(self, line: CommentLine, zone: ZoneInfo) -> str:
        """One comment as one line: number, account, who has it, answer by. The excerpt is the chat's to "
        "add."""
        when = self._due(line, zone)
        if line.urgent:
            when = f"{self.urgent()} · {when}"
        if line.guesses:
            when = f"{self._guess.short(line.guesses)} · {when}"
        if line.individual:
            when = f"{self.individual()} · {when}"
        if line.state is CommentState.NEW:
            return f"{line.number} · {self.account(line)} · {when}"
        if line.state is CommentState.CLAIMED and line.claimed_by:
            has = self._l.text("{person} has it", person=line.claimed_by.first_name)
            return f"{line.number} · {self.account(line)} · {when} · {has}"
        if line.state is CommentState.CLAIMED:
            return f"{line.number} · {self.account(line)} · {when} · {self._words.state(line.state)}"
        return f"{line.number} · {self.account(line)} · {self._words.state(line.state)}"

    def label(self, line: CommentLine, zone: ZoneInfo) -> str:
        """The same in 75 letters: the time stands first, so that it is never what is cut."""
        parts = [str(line.number)]
        if line.urgent:
            parts.append(self.urgent())
        if line.state is CommentState.ACKNOWLEDGED:
            parts.append(self._words.state(line.state))
        else:
            parts.append(self._due(line, zone))
        parts += [self.account(line), *([self.individual()] if line.individual else [])]
        if line.claimed_by and line.state is CommentState.CLAIMED:
            parts.append(self._l.text("{person} has it", person=line.claimed_by.first_name))
        if line.guesses:
            parts.append(self._guess.short(line.guesses))
        return " · ".join(parts)

    def _due(self, line: CommentLine, zone: ZoneInfo) -> str:
        at = self._dates.at_short(line.due_at, zone)
        return self._l.text("was due {at}", at=at) if line.late else self._l.text("answer by {at}", at=at)

    def short_line(self, line: CommentLine, zone: ZoneInfo) -> str:
        """One comment among many that probably need no reply: when it is due is not the point."""
        if line.state is CommentState.NEW and not line.late:
            return f"{line.number} · {self.account(line)}"
        return self.line(line, zone)

    def digest_summary(self, digest: DigestContent) -> str:
        """The digest's top-level text."""
        count = len(digest.to_answer) + len(digest.likely_no_reply) + digest.more
        return self._l.plural(
            "{count} new comment for {unit}", "{count} new comments for {unit}", count, unit=digest.unit
        )

    def digest_to_answer(self, digest: DigestContent) -> str:
        """Heading above those to answer."""
        if not digest.to_answer:
            return self._l.text("Nothing that needs an answer right away.")
        return self._l.plural(
            "To answer ({count}), the most urgent first",
            "To answer ({count}), the most urgent first",
            len(digest.to_answer),
        )

    def digest_likely_no_reply(self, digest: DigestContent) -> str:
        """Heading above those that probably need no reply."""
        return self._l.text("Probably no reply needed ({count})", count=len(digest.likely_no_reply))

    def digest_handled(self, digest: DigestContent) -> str:
        """Heading above those already done."""
        return self._l.text("Done ({count})", count=len(digest.handled))

    def digest_all_handled(self) -> str:
        """Nothing of the digest waits any more."""
        return self._l.text("Everything here is done. Thank you!")

    def more(self, count: int) -> str:
        """Lines that did not fit."""
        return self._l.plural(
            "… and {count} more. Write “list” to see everything.",
            "… and {count} more. Write “list” to see everything.",
            count,
        )

    def list_heading(self, listed: CommentList) -> str:
        """Above a list that somebody asked for."""
        match listed.which:
            case "mine":
                return self._l.plural("You have {count} comment", "You have {count} comments", listed.total)
            case "late":
                return self._l.plural(
                    "{count} comment has passed its answer time",
                    "{count} comments have passed their answer time",
                    listed.total,
                )
            case "all":
                return self._l.plural("The newest comment", "The {count} newest comments", listed.total)
            case _:
                return self._l.plural("{count} comment waits", "{count} comments wait", listed.total)

    def list_empty(self, which: str) -> str:
        """Nothing to list."""
        match which:
            case "mine":
                return self._l.text("You have no comments right now.")
            case "late":
                return self._l.text("No comment has passed its answer time.")
            case _:
                return self._l.text("Nothing waits. Well done!")

    # Everything of one comment

    def detail_heading(self, line: CommentLine) -> str:
        """Title of the private view; at most 24 characters."""
        return self._l.text("Comment {number}", number=line.number)

    def history_heading(self) -> str:
        """Above what has happened."""
        return self._l.text("What has happened")

    def event(self, event: EventLine, zone: ZoneInfo) -> str:
        """`fre 27 nov 15.10: besvarad, Anna (…)`."""
        action = EventAction(event.action)
        what = (
            self._words.state(event.to_state)
            if event.to_state and action is EventAction.CLOSED
            else self._words.event(action)
        )
        who = f", {event.person.first_name}" if event.person else ""
        reason = self._because(action, event.reason)
        why = f" ({reason})" if reason else ""
        return f"{self.when(event.at, zone)}: {what}{who}{why}"

    def _because(self, action: EventAction, reason: str | None) -> str | None:
        """Why, in words: what people wrote as they wrote it, the store's own codes never."""
        if reason is None or action is EventAction.RECOMPUTED:
            return None
        if action is EventAction.RELEASED:
            return {"away": self._l.text("away"), "left": self._l.text("left the unit")}.get(reason)
        if action in {EventAction.DRAFT_SENT, EventAction.DRAFT_RETURNED}:
            return {
                "passed_on": self._l.text("another colleague instead"),
                "unread": self._l.text("nobody was there to read it"),
            }.get(reason)
        if action is EventAction.REPLY_JUDGED:
            judged = reason.partition(":")[0]
            if judged == "mended":
                return self._l.text("the name was added")
            return {
                "signed": self._l.text("the name is there"),
                "unsigned": self._l.text("the name is missing"),
            }.get(judged, self._l.text("it could not be told"))
        return reason

    def when(self, at: datetime, zone: ZoneInfo) -> str:
        """`fre 27 nov 15.10`."""
        return self._dates.at_short(at, zone)

    def image_alt(self, line: CommentLine) -> str:
        """Alternative text where a picture stands for the comment's account."""
        return self.account(line)
