"""A crisis in the week in short and on App Home, as supervisors and editors read it (M18)."""

from bot.slack.blocks import home as drawn_home
from bot.texts import texts
from db import rounds
from db.rows import Person
from handlers.crisis import end_now
from handlers.forms import submit
from handlers.home import home
from handlers.outcome import FormKind
from handlers.rounds import confirm
from handlers.summary import UnitWeek, week
from tests.stories.desk import Desk, at
from tests.stories.office import Office

FIRE = {"why": "Branden i Kulturhuset", "every": "60", "hours": "working", "ends_at": "2026-11-25 12:00"}


def starts(desk: Desk, when: str, **changes: str) -> None:
    fields = {**FIRE, "accounts": str(desk.newsroom.facebook.id), **changes}
    with desk.store.write() as tx:
        submit(
            tx, desk.book, person=desk.newsroom.cecilia, kind=FormKind.CRISIS,
            number=desk.newsroom.unit.id, fields=fields, now=at(when),
        )  # fmt: skip


def looks(desk: Desk, when: str) -> None:
    """The clock turns then, and Anna looks at whatever is called."""
    desk.run(when, when)
    with desk.store.write() as tx:
        for called in rounds.begun(tx, at(when)):
            if called.ends_at > at(when):
                anna, now = desk.newsroom.anna, at(when)
                confirm(tx, desk.book, person=anna, round_id=called.id, account_id=None, now=now)


def summed(desk: Desk, iso_week: str, now: str) -> UnitWeek:
    with desk.store.read() as tx:
        return week(tx, desk.book, desk.newsroom.unit, iso_week, at(now))


def said(desk: Desk, iso_week: str, now: str) -> list[str]:
    """The sentences of the week in short that are about a crisis."""
    return [line for line in texts("sv").week.numbers(summed(desk, iso_week, now)) if "risläge" in line]


def shown(desk: Desk, person: Person, when: str) -> tuple[str, list[str]]:
    """What her App Home says, and its buttons' actions."""
    with desk.store.read() as tx:
        view = drawn_home.home(home(tx, desk.book, person, at(when)), texts("sv"))
    blocks = view["blocks"]
    words = [block["text"]["text"] for block in blocks if block.get("text")]
    actions = [
        one["action_id"] for block in blocks for one in block.get("elements", []) if "action_id" in one
    ]
    return "\n".join(words), [action for action in actions if "crisis" in action]


def test_the_week_counts_its_looks_and_its_comments_and_leaves_the_days_own_rounds_as_they_are(
    desk: Desk, office: Office
) -> None:
    """M18: one look of three, two comments on its account; three rounds that day, as on any other."""
    desk.run("2026-11-23 07:00", "2026-11-23 09:55", step_minutes=15)
    starts(desk, "2026-11-23 09:56", ends_at="2026-11-23 13:00")
    looks(desk, "2026-11-23 10:00")
    for when in ("10:20", "11:20"):
        office.comes(f"2026-11-23 {when}")
    office.comes("2026-11-23 11:25", account=desk.newsroom.instagram)
    office.comes("2026-11-23 13:05")
    desk.run("2026-11-23 11:30", "2026-11-23 16:45", step_minutes=15)
    assert said(desk, "2026-W48", "2026-11-23 17:00") == [
        "Krisläge 23 november, Branden i Kulturhuset: 1 av 3 extra kollar gjorda, 2 kommentarer kom"
    ]
    found = summed(desk, "2026-W48", "2026-11-23 17:00")
    assert (found.rounds_planned, found.received) == (3, 4)


def test_one_that_runs_over_a_weekend_is_counted_in_each_week_by_itself(desk: Desk, office: Office) -> None:
    desk.run("2026-11-27 07:00", "2026-11-27 14:55", step_minutes=60)
    starts(desk, "2026-11-27 15:15", ends_at="2026-11-30 12:00")
    office.comes("2026-11-27 16:00")
    office.comes("2026-11-30 09:00")
    office.comes("2026-11-30 09:10")
    desk.run("2026-11-30 07:00", "2026-11-30 12:30", step_minutes=30)
    assert said(desk, "2026-W48", "2026-11-30 13:00") == [
        "Krisläge 27–29 november, Branden i Kulturhuset: 0 av 2 extra kollar gjorda, 1 kommentar kom"
    ]
    assert said(desk, "2026-W49", "2026-11-30 13:00") == [
        "Krisläge 30 november, Branden i Kulturhuset: 0 av 3 extra kollar gjorda, 2 kommentarer kom"
    ]


def test_ended_before_anybody_was_called_the_week_speaks_of_no_looks(desk: Desk, office: Office) -> None:
    """Nobody neglected anything: "0 av 0" says nothing."""
    desk.run("2026-11-23 07:00", "2026-11-23 16:45", step_minutes=30)
    starts(desk, "2026-11-23 17:00", hours="working")
    office.comes("2026-11-23 18:00")
    cecilia = desk.newsroom.cecilia
    with desk.store.write() as tx:
        end_now(tx, desk.book, person=cecilia, crisis_id=1, now=at("2026-11-23 19:00"))
    assert said(desk, "2026-W48", "2026-11-23 20:00") == [
        "Krisläge 23 november, Branden i Kulturhuset: 1 kommentar kom"
    ]


def test_a_week_without_comments_tells_of_it_all_the_same(desk: Desk) -> None:
    desk.run("2026-11-23 07:00", "2026-11-23 09:55", step_minutes=15)
    starts(desk, "2026-11-23 09:56", ends_at="2026-11-23 13:00")
    desk.run("2026-11-23 10:00", "2026-11-23 13:15", step_minutes=15)
    assert said(desk, "2026-W48", "2026-11-23 14:00") == [
        "Krisläge 23 november, Branden i Kulturhuset: 0 av 3 extra kollar gjorda, 0 kommentarer kom"
    ]
    assert said(desk, "2026-W49", "2026-12-01 10:00") == []


def test_app_home_tells_of_the_one_that_runs_and_gives_its_buttons_to_those_who_decide(desk: Desk) -> None:
    """M18: everybody sees by whom and until when; a supervisor changes and ends it there."""
    anna, cecilia = desk.newsroom.anna, desk.newsroom.cecilia
    desk.run("2026-11-23 07:00", "2026-11-23 09:55", step_minutes=15)
    for person in (anna, cecilia):
        words, actions = shown(desk, person, "2026-11-23 09:55")
        assert ("risläge" in words, actions) == (False, ["svarsvakt.crisis"])
    starts(desk, "2026-11-23 09:56")
    runs = "Krisläge till onsdag 25 november kl. 12.00, startat av Cecilia: Branden i Kulturhuset"
    words, actions = shown(desk, cecilia, "2026-11-23 10:00")
    assert runs in words
    assert actions == ["svarsvakt.crisis_change", "svarsvakt.crisis_end"]
    words, actions = shown(desk, anna, "2026-11-23 10:00")
    assert (runs in words, actions) == (True, [])


def test_app_home_shows_the_look_that_is_called_and_nothing_of_it_when_it_is_over(desk: Desk) -> None:
    anna = desk.newsroom.anna
    desk.run("2026-11-23 07:00", "2026-11-23 09:55", step_minutes=15)
    starts(desk, "2026-11-23 09:56", ends_at="2026-11-23 13:00")
    desk.run("2026-11-23 10:00", "2026-11-23 10:00")
    assert "Extra koll, kl. 09.56" in shown(desk, anna, "2026-11-23 10:05")[0]
    words, actions = shown(desk, anna, "2026-11-23 13:00")  # its end is sure: no clock has turned since
    assert ("risläge" in words, "Extra koll" in words, actions) == (False, False, ["svarsvakt.crisis"])
