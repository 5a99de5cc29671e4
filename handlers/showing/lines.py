"""Comments as lines: what may be shown of each, with the names of who has it; few queries however many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, people, published
from db.rows import Account, Comment, Person, Unit
from db.source_words import Deed
from handlers.acting import possible
from handlers.content import CardContent, CommentLine, PersonRef
from handlers.guesses import Guess, guesses, masked
from handlers.signature import sign_off
from scheduler.rulebook import RuleBook
from scheduler.settings import CardText, ChatRules, GuessRules, SignatureRule

LONGEST_EXCERPT = 200


@dataclass(frozen=True, kw_only=True)
class Register:
    """The accounts, units and people that some comments have to do with."""

    accounts: Mapping[int, Account]
    units: Mapping[int, Unit]
    people: Mapping[int, Person]
    uncertain: frozenset[int] = frozenset()
    """Comments whose answer, seen on the platform, may be about another."""

    def slug(self, comment: Comment) -> str:
        """The slug of a comment's unit."""
        return self.units[comment.unit_id].slug

    def ref(self, person_id: int | None) -> PersonRef | None:
        """Somebody to name."""
        return None if person_id is None or person_id not in self.people else ref(self.people[person_id])


def register(tx: Connection, comments: Sequence[Comment]) -> Register:
    """Everything around these comments, in three statements; one more where answers were seen."""
    involved = {
        person for comment in comments for person in (comment.claimed_by, comment.closed_by) if person
    }
    return Register(
        accounts=accounts.named(tx, {comment.account_id for comment in comments}),
        units=accounts.units_named(tx, {comment.unit_id for comment in comments}),
        people=people.named(tx, involved),
        uncertain=published.uncertain_of(tx, [comment.id for comment in comments if comment.seen]),
    )


def ref(person: Person) -> PersonRef:
    """A person to name or to mention."""
    return PersonRef(id=person.id, first_name=person.first_name, chat_id=person.chat_id)


def excerpt(text: str, most: int = LONGEST_EXCERPT) -> str:
    """The beginning of a text, cut at a word's end where there is one."""
    whole = text.strip()
    if len(whole) <= most:
        return whole
    cut = whole[: most - 1]
    if not whole[most - 1].isspace():
        shorter = cut[: max(cut.rfind(" "), cut.rfind("\n")) + 1].rstrip()
        cut = shorter if len(shorter) > most // 2 else cut
    return cut.rstrip(" \n,;:–-") + "…"


def shown_text(comment: Comment, chat: ChatRules, guess: GuessRules) -> str | None:
    """What chat may show of the text: nothing when flagged, when handled (if so set), or when never.

    A personnummer is never among it: whoever needs it looks at the whole, alone.
    """
    withheld = (
        comment.flagged
        or chat.card_text is CardText.NONE
        or (chat.blank_when_handled and not comment.is_open)
    )
    return None if withheld else excerpt(masked(comment.says, guess))


def guessed(comment: Comment, rules: GuessRules) -> tuple[Guess, ...]:
    """What an open comment may be, until somebody has judged: flagged it, or said that it is not."""
    judged = comment.flagged or comment.guess_wrong or not comment.is_open
    return () if judged else guesses(comment.says, rules)


def line(comment: Comment, around: Register, book: RuleBook, now: datetime) -> CommentLine:
    """One comment as a line."""
    account = around.accounts[comment.account_id]
    rules = book.rules(around.slug(comment))
    urgent = comment.urgent and comment.is_open  # whoever handles it needs the way to it
    individual = comment.individual and comment.is_open
    late = comment.is_unmet and comment.due_at < now and not comment.history
    return CommentLine(
        number=comment.id,
        account=account.name,
        platform=account.platform,
        author=None if comment.flagged else comment.author,
        excerpt=shown_text(comment, rules.chat, rules.guesses),
        url=None if comment.flagged and not (urgent or individual) else comment.url,
        state=comment.state,
        written_at=comment.written_at,
        due_at=comment.due_at,
        last_working_moment=comment.last_working_moment,
        claimed_by=around.ref(comment.claimed_by),
        closed_by=around.ref(comment.closed_by),
        late=late,
        late_seen=comment.late_seen and comment.episode == 1,
        likely_no_reply=comment.likely_no_reply,
        flagged=comment.flagged,
        urgent=urgent,
        individual=individual,
        handed_to=comment.referred_to if individual else None,
        draft=comment.draft if comment.is_open else None,
        guesses=tuple(guess.kind for guess in guessed(comment, rules.guesses)),
        edited_at=comment.edited_at,
        gone=comment.gone,
        gone_by=comment.gone_by,
        seen=comment.seen,
        uncertain=comment.id in around.uncertain,
        answers_here=comment.is_open and Deed.PUBLISH in possible(account, comment),
    )


def lines(
    tx: Connection, book: RuleBook, comments: Sequence[Comment], now: datetime
) -> tuple[CommentLine, ...]:
    """Comments as lines, in the order given."""
    around = register(tx, comments)
    return tuple(line(comment, around, book, now) for comment in comments)


def card(comment: Comment, around: Register, book: RuleBook, now: datetime) -> CardContent:
    """A comment's card, as it stands now."""
    slug = around.slug(comment)
    rules = book.rules(slug, comment.account_id)
    shown = line(comment, around, book, now)
    claimer = around.people.get(comment.claimed_by or 0)
    signs = rules.signature
    with_organisation = signs.rule is SignatureRule.FIRST_NAME_AND_ORGANISATION
    return CardContent(
        zone=ZoneInfo(rules.calendar.zone),
        line=shown,
        unit=around.units[comment.unit_id].name,
        sign_off=sign_off(claimer.first_name, alias=claimer.alias) if claimer else None,
        organisation=(signs.organisation or None) if with_organisation else None,
        referred_to=comment.referred_to,
        ground=comment.ground,
        handled_at=comment.closed_at,
        follow_up_at=comment.follow_up_at,
        text_withheld=shown.excerpt is None and bool(comment.says.strip()),
    )
