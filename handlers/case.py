"""One comment in one person's hands at one moment, with the rules that it goes by."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, people
from db.rows import Comment, Person
from handlers.access import Standing
from handlers.content import WhyContent
from scheduler.answer_time import explain
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from scheduler.working_calendar import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a transition needs to know."""

    comment: Comment
    person: Person
    supervises: bool
    book: RuleBook
    slug: str
    now: datetime

    @property
    def rules(self) -> UnitRules:
        """The account's rules."""
        return self.book.rules(self.slug, self.comment.account_id)

    @property
    def calendar(self) -> WorkingCalendar:
        """The unit's calendar."""
        return self.book.calendar(self.slug)

    @property
    def zone(self) -> str:
        """The zone in which the unit reads times."""
        return self.rules.calendar.zone

    def working_minutes(self) -> int:
        """Whole working minutes from what the answer time counts from until now."""
        worked = self.calendar.working_time(self.comment.episode_at, self.now)
        return max(0, int(worked.total_seconds() // 60))

    def name_of(self, tx: Connection, person_id: int | None) -> str | None:
        """The first name of somebody, for saying who was first."""
        person = people.get(tx, person_id) if person_id is not None else None
        return person.first_name if person else None

    def why(self, then: RuleBook) -> WhyContent:
        """Why it is due when it is, by the rules that it was counted by."""
        return WhyContent(
            zone=ZoneInfo(self.zone),
            number=self.comment.id,
            explanation=explain(
                self.comment.episode_at,
                then.rules(self.slug, self.comment.account_id).answer,
                then.calendar(self.slug),
            ),
        )


def case_of(
    tx: Connection, book: RuleBook, comment: Comment, person: Person, *, where: Standing, now: datetime
) -> Case:
    """The comment in this person's hands, with its unit's rules."""
    slug = where.slugs.get(comment.unit_id)
    if slug is None:
        unit = accounts.unit(tx, comment.unit_id)
        slug = unit.slug if unit else ""
    supervises = where.supervises(comment.unit_id)
    return Case(comment=comment, person=person, supervises=supervises, book=book, slug=slug, now=now)
