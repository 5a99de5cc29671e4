"""Who may read a draft before it is put out (U14). Pure."""

from datetime import date

from db.people import Team
from db.rows import Comment, Person
from scheduler.at_work import is_at_work


def second_readers(comment: Comment, *, writer_id: int, team: Team, day: date) -> tuple[Person, ...]:
    """Those at work that local day, never the writer: the account's own first, each once."""
    deputy = team.deputies.get(comment.account_id)
    line = (
        *team.editors_of(comment.account_id),
        *((deputy,) if deputy else ()),
        *team.editors,
        *team.supervisors,
    )
    return tuple(
        {
            one.id: one
            for one in line
            if one.id != writer_id and is_at_work(one, team, day) and one.chat_id is not None
        }.values()
    )


def hears_of_draft(comment: Comment, *, writer_id: int, team: Team) -> int | None:
    """Who hears of a draft, by id: its writer; has she left the unit, whoever has the comment now, if any."""
    own = [one for several in team.account_editors.values() for one in several]
    unit = (*team.editors, *team.supervisors, *team.deputies.values(), *own)
    return writer_id if any(one.id == writer_id for one in unit) else comment.claimed_by
