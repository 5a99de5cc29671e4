"""What one comment asks for: a right answer time, to be shown, somebody told in time, and nothing stale."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.simulation import by_hand
from bot.simulation.judge.episodes import Episode, episodes
from bot.simulation.judge.heard import Heard, Said
from bot.simulation.judge.ladder import Climb, follow_up, rungs, rungs_in_their_time
from bot.simulation.judge.reached import reaches_somebody
from bot.simulation.judge.world import SLACK, Violation, World, Wrong
from db.words import NoticeKind

SHOWING = frozenset({NoticeKind.CARD, NoticeKind.ARRIVED_LATE})
A_FLOOD = 2 * SLACK
"""A flood's cards wait for one another."""


def comments(world: World, heard: Heard) -> Iterator[Violation]:
    """Each comment, episode by episode."""
    for comment in world.comments:
        told = heard.about(comment.id)
        if comment.history:
            yield from (Violation(kind=Wrong.UNEXPECTED, at=one.at, what=one.notice.key) for one in told)
            continue
        for episode in episodes(comment, world.events.get(comment.id, ())):
            yield from _episode(world, heard, episode, told)


def _episode(world: World, heard: Heard, episode: Episode, told: Sequence[Said]) -> Iterator[Violation]:
    comment = episode.comment
    slug = world.slug(comment.unit_id)
    calendar, rules = world.book.calendar(slug), world.book.rules(slug)
    due = by_hand.answer_time(episode.began, rules.answer, calendar)
    if episode.is_last and comment.due_at != due:
        yield Violation(kind=Wrong.WRONG_ANSWER_TIME, at=episode.seen, what=f"{comment.id}: {due}")
    climb = Climb(
        world=world,
        heard=heard,
        episode=episode,
        due=due,
        said=[one for one in told if one.notice.episode == episode.number],
        shown=min((one.at for one in told if one.notice.kind in SHOWING), default=None),
        calendar=calendar,
        rules=rules.ladder,
    )
    yield from _shown(climb, told)
    yield from _promised(climb, told)
    yield from _stale(climb)
    yield from rungs(climb)
    yield from rungs_in_their_time(climb)
    yield from follow_up(climb)


def _shown(climb: Climb, told: Sequence[Said]) -> Iterator[Violation]:
    """It was shown soon after it came, or after somebody came to work."""
    by = by_hand.allowed(climb.episode.seen, A_FLOOD, climb.calendar, climb.world.outages)
    if not climb.asks_nothing_by(by) and not _told_by(told, by):
        yield Violation(kind=Wrong.LOST, at=by, what=f"card of {climb.episode.comment.id}")


def _promised(climb: Climb, told: Sequence[Said]) -> Iterator[Violation]:
    """The promise: a person at work was told before the answer time passed, if any was at work."""
    last = by_hand.last_moment(climb.due, climb.calendar)
    if by_hand.allowed(climb.episode.seen, A_FLOOD, climb.calendar, climb.world.outages) > last:
        return
    comment = climb.episode.comment
    if climb.asks_nothing_by(climb.due):
        return
    if not any(
        one.at < climb.due and reaches_somebody(climb.world, climb.heard, one, comment, climb.calendar)
        for one in told
    ):
        yield Violation(kind=Wrong.BROKEN_PROMISE, at=climb.due, what=f"comment {comment.id}")


def _stale(climb: Climb) -> Iterator[Violation]:
    """Nothing calls to a comment that is done with."""
    episode = climb.episode
    for one in climb.said:
        row = one.notice
        if row.kind not in {*SHOWING, NoticeKind.RUNG}:
            continue
        if episode.closed is not None and one.at > episode.closed:
            yield Violation(kind=Wrong.STALE, at=one.at, what=f"{row.key} closed {episode.closed}")
        elif row.kind is NoticeKind.RUNG and not row.detail and episode.needs_nothing_by(one.at):
            yield Violation(kind=Wrong.STALE, at=one.at, what=f"{row.key} met {episode.met}")


def _told_by(told: Sequence[Said], by: datetime) -> bool:
    return any(one.at <= by for one in told)
