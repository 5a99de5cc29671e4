"""Replies are joined to the comments they answer, and each comment is brought to where it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from db import comments, events, messages, published
from db.events import NewEvent
from db.rows import Comment, Published
from db.source_words import PublishedKind
from db.words import EventAction
from handlers.sources.around import Around
from handlers.sources.judging import judge_seen
from handlers.sources.linking import Asked, Link, Loose, links
from handlers.sources.seen import settle
from handlers.sources.standing import Facts, standing


def bring_to_standing(
    tx: Connection,
    around: Around,
    *,
    new: Sequence[Comment],
    edited: Sequence[Comment],
    own: Sequence[Published],
) -> set[int]:
    """Link, judge and settle whatever these touch; the numbers of comments that stand otherwise now."""
    replies = [one for one in own if one.what is PublishedKind.REPLY]
    touched = {one.id for one in (*new, *edited)}
    touched |= {one.comment_id for one in replies if one.comment_id is not None}
    touched |= _link_exactly(tx, around, new, replies)
    touched |= _link_loose(tx, around, [*new, *edited], replies)
    return _settle(tx, around, touched, judge={one.id for one in replies})


def _link_exactly(
    tx: Connection, around: Around, new: Sequence[Comment], own: Sequence[Published]
) -> set[int]:
    """Replies that name what they answer; those that came before it too, and replies to such replies."""
    account_id = around.account.id
    came = {one.external_id for one in new} | {one.external_id for one in own}
    naming = [one for one in own if one.parent_id is not None and one.comment_id is None]
    touched: set[int] = set()
    while came or naming:
        waited = published.replies_in(tx, account_id, parents=came, threads=())
        naming += [one for one in waited if one.comment_id is None]
        parents = {one.parent_id for one in naming if one.parent_id is not None}
        answered = comments.of_account(tx, account_id, parents)
        between = published.by_external(tx, account_id, parents - answered.keys())
        came = set()
        for one in {one.id: one for one in naming}.values():
            comment, before = answered.get(one.parent_id or ""), between.get(one.parent_id or "")
            number = comment.id if comment else before.comment_id if before else None
            if number is None:
                continue
            uncertain = comment is None and before is not None and before.uncertain
            published.change(tx, one.id, comment_id=number, uncertain=uncertain)
            touched.add(number)
            came.add(one.external_id)
        naming = []
    return touched


def _link_loose(
    tx: Connection, around: Around, asked: Sequence[Comment], own: Sequence[Published]
) -> set[int]:
    """Replies that name nothing: the oldest open comment of the thread, worked out for all of it anew."""
    account_id = around.account.id
    threads = {one.thread_id for one in own if one.parent_id is None and one.thread_id}
    threads |= {key for one in asked for key in (one.thread_id, one.external_id) if key}
    loose = published.replies_in(tx, account_id, parents=(), threads=threads)
    threads &= {one.thread_id for one in loose}
    touched: set[int] = set()
    for thread in sorted(key for key in threads if key):
        mine = [one for one in loose if one.thread_id == thread]
        found = published.comments_in(tx, account_id, [thread])
        answers = published.answering(tx, [one.id for one in found])
        free = [one for one in mine if one.corrected_at is None and one.gone is None]
        decided = links(_asked(found, answers, {one.id for one in free}), [_loose(one) for one in free])
        for one in mine:
            if one.corrected_at is None:
                touched |= _relink(tx, around, one, decided.get(one.id, Link(comment_id=None)))
    return touched


def _relink(tx: Connection, around: Around, reply: Published, link: Link) -> set[int]:
    if (reply.comment_id, reply.uncertain) == (link.comment_id, link.uncertain):
        return set()
    published.change(tx, reply.id, comment_id=link.comment_id, uncertain=link.uncertain)
    if reply.comment_id not in {None, link.comment_id} and reply.gone is None:
        note_another_reply(tx, around, reply)
    both = {number for number in (reply.comment_id, link.comment_id) if number is not None}
    messages.touch_comments(tx, sorted(both))
    return both


def answers_this(tx: Connection, around: Around, external_id: str, comment: Comment) -> None:
    """The reply was sent from here for this comment: it answers no other, whatever a poll took it for."""
    reply = published.by_external(tx, around.account.id, [external_id]).get(external_id)
    if reply is None or (reply.comment_id == comment.id and not reply.uncertain):
        return
    before = reply.comment_id
    values = {"comment_id": comment.id, "uncertain": False, "parent_id": comment.external_id}
    published.change(tx, reply.id, **values)
    if before not in {None, comment.id}:
        note_another_reply(tx, around, reply)
    touched = {comment.id, *([before] if before is not None else [])}
    touched |= _link_loose(tx, around, [comment], [])
    messages.touch_comments(tx, sorted(touched))
    _settle(tx, around, touched, judge=())


def note_another_reply(
    tx: Connection, around: Around, reply: Published, *, person_id: int | None = None
) -> None:
    """The comment is told that this reply does not answer it after all."""
    comment = comments.get(tx, reply.comment_id or 0)
    if comment is None:
        return
    event = NewEvent(
        comment_id=comment.id,
        episode=comment.episode,
        at=around.now,
        person_id=person_id,
        action=EventAction.ANOTHER_REPLY,
        from_state=comment.state,
        to_state=comment.state,
    )
    events.add(tx, [event])


def _asked(found: Iterable[Comment], answers: Sequence[Published], free: Collection[int]) -> list[Asked]:
    certain: dict[int, list[Published]] = {}
    for one in answers:
        if one.id not in free and one.gone is None and one.comment_id is not None:
            certain.setdefault(one.comment_id, []).append(one)
    return [_one_asked(comment, certain.get(comment.id, ())) for comment in found]


def _one_asked(comment: Comment, certain: Sequence[Published]) -> Asked:
    done = [one.written_at for one in certain]
    if comment.closed_at is not None and not comment.seen:
        done.append(comment.closed_at)
    if comment.gone is not None and comment.visibility_at is not None:
        done.append(comment.visibility_at)
    since = comment.written_at
    if comment.edited_at is not None and any(at < comment.edited_at for at in done):
        since, done = comment.edited_at, [at for at in done if at >= comment.edited_at]
    return Asked(id=comment.id, since=since, until=min(done, default=None))


def _loose(reply: Published) -> Loose:
    return Loose(id=reply.id, at=reply.written_at)


def settle_touched(tx: Connection, around: Around, numbers: Collection[int]) -> set[int]:
    """Bring these comments to where they stand; the numbers of those that stand otherwise now."""
    return _settle(tx, around, numbers, judge=())


def _settle(tx: Connection, around: Around, numbers: Collection[int], judge: Collection[int]) -> set[int]:
    """Judge the replies (new ones, and those of `judge` again), then bring each comment to its standing."""
    touched = comments.several(tx, numbers, lock=True)
    by_comment: dict[int, list[Published]] = {}
    for one in published.answering(tx, touched):
        by_comment.setdefault(one.comment_id or 0, []).append(one)
    changed: set[int] = set()
    for number, comment in touched.items():
        if comment.history:
            continue
        mine = by_comment.get(number, [])
        writers: Mapping[int, int | None] = {
            one.id: judge_seen(tx, around, one, comment)
            if one.gone is None and (one.reply_id is None or one.id in judge)
            else one.person_id
            for one in mine
        }
        facts = Facts(
            asked_at=comment.episode_at,
            edited_at=comment.edited_at,
            gone=comment.gone,
            gone_at=comment.visibility_at,
            replies=[one.written_at for one in mine if one.gone is None],
            taken_back=[one.visibility_at for one in mine if one.gone is not None and one.visibility_at],
        )
        now_stands = standing(facts)
        answered_by = next(
            (writers[one.id] for one in mine if one.gone is None and one.written_at >= comment.episode_at),
            None,
        )
        why = "edited" if comment.edited_at is not None else "not_answered"
        if settle(tx, around, comment, now_stands, person_id=answered_by, why=why):
            changed.add(number)
    return changed
