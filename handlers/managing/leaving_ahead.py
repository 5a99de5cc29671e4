"""What it means that somebody leaves a unit, told before it is done."""

from db import accounts, comments, duty, people
from db.rows import Person, Unit
from handlers.managing.actor import Actor
from handlers.managing.form import Leaving


def leaving(actor: Actor, unit: Unit, person: Person) -> Leaving:
    """What waits for others then, and what nobody has any more."""
    team = people.unit_team(actor.tx, unit.id)
    today = actor.book.calendar(unit.slug).local_day(actor.now)
    others = {day for one in team.editors if one.id != person.id for day in one.duty_weekdays}
    editor = any(one.id == person.id for one in team.editors)
    return Leaving(
        claims=sum(one.unit_id == unit.id for one in comments.of_person(actor.tx, person.id)),
        deputy_of=tuple(
            one.name for one in accounts.accounts(actor.tx, unit.id) if one.deputy_id == person.id
        ),
        swaps=sum(
            person.id in {swap.asked_by, swap.to_id} for swap in duty.open_swaps(actor.tx, [unit.id], today)
        ),
        alone_on=tuple(
            day
            for day, hours in enumerate(actor.book.rules(unit.slug).calendar.week)
            if hours and editor and day in person.duty_weekdays and day not in others
        ),
    )
