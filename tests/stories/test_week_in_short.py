"""Veckan i korthet: what is counted, how, and beside what."""

from sqlalchemy import update

from db.models import replies
from db.store import Store
from db.words import Ground
from handlers.desk import Action
from handlers.rounds import confirm
from handlers.summary import AccountRounds, UnitWeek, median, percentile, week
from tests.stories.office import Office, at


def summed(office: Office, iso_week: str, now: str, **only: object) -> UnitWeek:
    with office.store.read() as tx:
        return week(tx, office.book, office.newsroom.unit, iso_week, at(now), **only)  # type: ignore[arg-type]


def test_each_comment_of_the_week_is_counted_once(office: Office) -> None:
    anna = office.newsroom.anna
    in_time = office.comes("2026-11-23 10:00")
    office.act(anna, Action.ANSWER, in_time, "2026-11-23 11:30")
    promised = office.comes("2026-11-23 10:00")
    office.act(anna, Action.ACKNOWLEDGE, promised, "2026-11-23 12:00")
    late = office.comes("2026-11-23 10:00")
    office.act(anna, Action.ANSWER, late, "2026-11-24 10:01")
    office.comes("2026-11-23 10:00")  # waits past its time
    office.comes("2026-11-26 15:00")  # waits within its time
    seen_late = office.comes("2026-11-25 10:00", written_at=at("2026-11-23 08:00"))
    office.act(anna, Action.ANSWER, seen_late, "2026-11-25 10:30")
    for action, facts in (
        (Action.NO_REPLY, {}),
        (Action.REFER, {"whom": "biblioteket"}),
        (Action.HIDE, {"ground": Ground.SPAM}),
        (Action.HIDE, {"ground": Ground.HATE}),
        (Action.REMOVE, {"ground": Ground.SPAM}),
    ):
        office.act(anna, action, office.comes("2026-11-24 10:00"), "2026-11-24 11:00", **facts)
    office.comes("2026-11-24 10:00", written_at=at("2026-10-01 10:00"))  # history
    before = office.comes("2026-11-18 10:00")
    office.act(anna, Action.ANSWER, before, "2026-11-18 10:10")
    found = summed(office, "2026-W48", "2026-11-27 10:00")
    assert (found.received, found.in_time, found.late, found.waiting, found.late_seen) == (11, 7, 2, 1, 1)
    assert found.in_time + found.late + found.waiting + found.late_seen == found.received
    assert (found.answered, found.no_reply_needed, found.referred, found.hidden, found.removed) == (
        3, 1, 1, 2, 1,
    )  # fmt: skip
    assert found.hidden_by_ground == {Ground.SPAM: 1, Ground.HATE: 1}
    assert found.removed_by_ground == {Ground.SPAM: 1}
    assert (found.median_working_minutes, found.p90_working_minutes) == (60, 511)
    assert found.previous is not None
    assert (found.previous.week, found.previous.received, found.previous.in_time) == ("2026-W47", 1, 1)
    assert found.previous.previous is None


def test_the_due_moment_itself_is_in_time_and_a_second_later_is_late(office: Office) -> None:
    anna = office.newsroom.anna
    for when, expected in (("2026-11-24 10:00:00", (1, 0)), ("2026-11-24 10:00:01", (1, 1))):
        number = office.comes("2026-11-23 10:00")
        office.act(anna, Action.ANSWER, number, when)
        found = summed(office, "2026-W48", "2026-11-27 10:00")
        assert (found.in_time, found.late) == expected


def test_an_empty_week_has_no_times(office: Office) -> None:
    found = summed(office, "2026-W48", "2026-11-27 10:00")
    assert (found.received, found.median_working_minutes, found.p90_working_minutes) == (0, None, None)


def test_a_comment_opened_again_is_judged_by_its_new_episode(office: Office) -> None:
    anna = office.newsroom.anna
    number = office.comes("2026-11-23 10:00")
    office.act(anna, Action.ANSWER, number, "2026-11-23 11:00")
    office.act(anna, Action.REOPEN, number, "2026-11-24 11:00")
    assert summed(office, "2026-W48", "2026-11-24 12:00").waiting == 1
    assert summed(office, "2026-W48", "2026-11-25 12:00").late == 1


def test_unsigned_replies_are_counted_unless_mended_the_same_day(office: Office, store: Store) -> None:
    anna = office.newsroom.anna
    for mended in (None, "2026-11-23 16:00", "2026-11-24 08:00"):
        number = office.comes("2026-11-23 10:00")
        office.act(anna, Action.ANSWER, number, "2026-11-23 11:00", text="Kl. 10.")
        if mended:
            with store.write() as tx:
                tx.execute(update(replies).where(replies.c.comment_id == number).values(mended_at=at(mended)))
    unsure = office.comes("2026-11-23 10:00")
    office.act(anna, Action.ANSWER, unsure, "2026-11-23 11:00", text="Ha en fin dag, Anna!")
    silent = office.comes("2026-11-23 10:00")
    office.act(anna, Action.ANSWER, silent, "2026-11-23 11:00")
    assert summed(office, "2026-W48", "2026-11-27 10:00").unsigned == 2


def test_rounds_done_of_planned_are_told_per_account(office: Office) -> None:
    office.tick("2026-11-23 07:00")
    office.tick("2026-11-23 08:30")
    from db import rounds

    with office.store.write() as tx:
        first, second, _ = rounds.of_days(tx, [office.newsroom.unit.id], [at("2026-11-23").date()])
        confirm(
            tx, office.book, person=office.newsroom.anna, round_id=first.id, account_id=None,
            now=at("2026-11-23 08:40"),
        )  # fmt: skip
    office.tick("2026-11-23 12:30")
    with office.store.write() as tx:
        confirm(
            tx, office.book, person=office.newsroom.anna, round_id=second.id,
            account_id=office.newsroom.blog.id, now=at("2026-11-23 12:40"),
        )  # fmt: skip
    so_far = summed(office, "2026-W48", "2026-11-23 13:00")
    assert (so_far.rounds_done, so_far.rounds_planned) == (1, 1)
    office.tick("2026-11-23 15:00")
    office.tick("2026-11-23 16:30")
    found = summed(office, "2026-W48", "2026-11-23 17:00")
    assert (found.rounds_done, found.rounds_planned) == (1, 3)
    assert found.rounds_by_account == (
        AccountRounds(account="Kulturskolans Facebook", done=1, planned=3),
        AccountRounds(account="Museets Instagram", done=1, planned=3),
        AccountRounds(account="Museibloggen", done=2, planned=3),
    )
    blog = summed(office, "2026-W48", "2026-11-23 17:00", only={office.newsroom.blog.id})
    assert (blog.rounds_done, blog.rounds_planned, len(blog.rounds_by_account)) == (2, 3, 1)


def test_an_editors_own_accounts_are_all_that_is_counted(office: Office) -> None:
    office.comes("2026-11-23 10:00", account=office.newsroom.facebook)
    office.comes("2026-11-23 10:00", account=office.newsroom.blog)
    own = summed(office, "2026-W48", "2026-11-23 11:00", only={office.newsroom.blog.id})
    assert (own.received, own.unseen) == (1, ("Museibloggen",))


def test_a_week_takes_as_many_statements_however_much_came(office: Office, store: Store) -> None:
    from sqlalchemy import event

    def statements() -> int:
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        summed(office, "2026-W48", "2026-11-27 10:00")
        event.remove(store.engine, "before_cursor_execute", note)
        return len(seen)

    empty = statements()
    for _ in range(20):
        number = office.comes("2026-11-23 10:00")
        office.act(office.newsroom.anna, Action.ANSWER, number, text="Kl. 10.")
    assert statements() == empty <= 10


def test_the_middle_and_nine_out_of_ten() -> None:
    assert median([(1, 1), (5, 1), (9, 1)]) == 5
    assert median([(1, 1), (4, 1)]) == 2.5
    assert median([(7, 10)]) == 7
    assert percentile([(minute, 1) for minute in range(1, 11)], 0.9) == 9
    assert percentile([(3, 1)], 0.9) == 3
    assert percentile([], 0.9) is None


def test_what_a_supervisor_reads_of_a_week_names_and_ranks_no_editor(office: Office) -> None:
    """L07: Anna answered five and Bo none, and nobody can read that."""
    for hour in range(9, 14):
        number = office.comes(f"2026-11-23 {hour:02}:00")
        office.act(
            office.newsroom.anna, Action.ANSWER, number, f"2026-11-23 {hour:02}:30", text="Vi öppnar tio."
        )
    read = office.says(office.newsroom.cecilia, "veckan 48", "2026-11-27 10:00")
    assert "received=5" in repr(read.content)
    names = (office.newsroom.anna.first_name, office.newsroom.bo.first_name)
    assert not [name for name in names if name in repr(read)]
    assert "person" not in repr(read)
