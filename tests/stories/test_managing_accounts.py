"""A supervisor adds, changes, moves and ends accounts; what was written there stays (M01, M11)."""

from dataclasses import replace

import pytest

from bot.texts import texts
from db import accounts, managed_accounts, people, sources
from db.register import RegisteredUnit, sync
from db.rows import Account
from db.store import Store
from db.words import ChangeAction, CommentState
from handlers.desk import Action
from handlers.managing.form import UnitFormKind
from handlers.outcome import Outcome, Said
from tests.newsroom import ADDED, REGISTER
from tests.stories.managing import opens, sends, shown
from tests.stories.office import MONDAY, Office, at, said

FORM = {
    "name": "Kulturskolans TikTok",
    "platform": "tiktok",
    "url": "https://www.tiktok.com/@kulturskolan.example",
}


def faults(outcome: Outcome) -> list[tuple[str, Said]]:
    return [(fault.field, fault.say.said) for fault in outcome.field_errors]


def stored(office: Office, slug: str) -> Account:
    with office.store.read() as tx:
        return accounts.by_slug(tx, [slug])[slug]


def test_a_new_account_is_watched_from_now_on_and_a_restart_keeps_it(office: Office, store: Store) -> None:
    """M01: platform, unit, deputy and status of each account are in the register."""
    deputy = str(office.newsroom.anna.id)
    assert said(sends(office, UnitFormKind.ACCOUNT_ADD, **FORM, deputy=deputy, editors=deputy)) is (
        Said.ACCOUNT_ADDED
    )
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)
        team = people.unit_team(tx, office.newsroom.unit.id)
    new = stored(office, "kulturskolans-tiktok")
    assert (new.watch_from, new.deputy_id, new.url) == (at(MONDAY), office.newsroom.anna.id, FORM["url"])
    assert [one.first_name for one in team.editors_of(new.id)] == ["Anna"]
    number = office.comes(account=new)
    assert office.comment(number).history is False
    assert said(office.act(office.newsroom.anna, Action.CLAIM, number)) is Said.CLAIMED


def test_what_is_changed_wins_over_the_configuration(office: Office, store: Store) -> None:
    facebook = office.newsroom.facebook
    given = {"name": "Kulturskolan på Facebook", "platform": "facebook", "url": "", "paused": "yes"}
    assert said(sends(office, UnitFormKind.ACCOUNT_CHANGE, facebook.id, **given)) is Said.ACCOUNT_CHANGED
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)
    now = stored(office, facebook.slug)
    assert (now.name, now.url, now.deputy_id, now.paused) == ("Kulturskolan på Facebook", None, None, True)
    lines = {row.change.what: (row.change.before, row.change.after) for row in shown(office, "log").changes}
    assert lines["deputy"] == ("Bo", None)
    assert lines["name"] == ("Kulturskolans Facebook", "Kulturskolan på Facebook")
    assert lines["paused"] == ("no", "yes")


def test_an_ended_account_stands_in_no_round_but_its_comments_can_still_be_answered(
    office: Office, store: Store
) -> None:
    """M11: closing an account is somebody's decision, and nothing that was written there goes."""
    number, facebook = office.comes(), office.newsroom.facebook
    outcome = sends(office, UnitFormKind.ACCOUNT_END, facebook.id, why="Stängs efter sommaren")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.count) == (Said.ACCOUNT_ENDED, 1)
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)
        assert facebook.id not in {one.id for one in accounts.accounts(tx)}
    assert said(office.act(office.newsroom.anna, Action.ANSWER, number)) is Said.ANSWERED
    assert office.comment(number).state is CommentState.ANSWERED
    (line,) = shown(office, "log").changes
    assert (line.change.action, line.account, line.change.why) == (
        ChangeAction.ACCOUNT_ENDED,
        "Kulturskolans Facebook",
        "Stängs efter sommaren",
    )


def test_a_moved_account_leaves_its_open_comments_where_they_were_begun(office: Office, store: Store) -> None:
    other = RegisteredUnit(slug="bad", name="Badhusen", channel="C-BAD", supervisors=("cecilia",))
    register = replace(REGISTER, units=(*REGISTER.units, other))
    with store.write() as tx:
        sync(tx, register, ADDED)
        there = accounts.unit_by_slug(tx, "bad")
    assert there is not None
    before = office.comes()
    facebook = office.newsroom.facebook
    assert (
        said(sends(office, UnitFormKind.ACCOUNT_MOVE, facebook.id, unit=str(there.id))) is Said.ACCOUNT_MOVED
    )
    with store.write() as tx:
        sync(tx, register, ADDED)
    after = office.comes("2026-11-23 11:00")
    assert [office.comment(number).unit_id for number in (before, after)] == [
        office.newsroom.unit.id,
        there.id,
    ]
    assert stored(office, facebook.slug).deputy_id is None


def test_forms_show_what_is_known_of_an_account(office: Office) -> None:
    form = opens(office, UnitFormKind.ACCOUNT_CHANGE, office.newsroom.facebook.id).unit_form
    assert form is not None
    known = {field.name: field.known for field in form.fields}
    assert known["name"] == "Kulturskolans Facebook"
    assert known["deputy"] == str(office.newsroom.bo.id)
    assert (known["platform"], known["editors"], known["paused"]) == ("facebook", "", "no")


@pytest.mark.parametrize(
    ("changed", "field", "answer"),
    [
        ({"name": "  "}, "name", Said.ACCOUNT_NAME_MISSING),
        ({"name": "x" * 201}, "name", Said.TEXT_TOO_LONG),
        ({"platform": "Min plattform!"}, "platform", Said.PLATFORM_UNCLEAR),
        ({"platform": ""}, "platform", Said.PLATFORM_UNCLEAR),
        ({"url": "tiktok.com"}, "url", Said.LINK_UNCLEAR),
        ({"url": "javascript:alert(1)"}, "url", Said.LINK_UNCLEAR),
        ({"comments_url": "https://[::1"}, "comments_url", Said.LINK_UNCLEAR),
        ({"deputy": "9999"}, "deputy", Said.PERSON_UNKNOWN),
        ({"deputy": "anna"}, "deputy", Said.PERSON_UNKNOWN),
        ({"editors": "9999"}, "editors", Said.PERSON_UNKNOWN),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    office: Office, store: Store, changed: dict[str, str], field: str, answer: Said
) -> None:
    assert faults(sends(office, UnitFormKind.ACCOUNT_ADD, **(FORM | changed))) == [(field, answer)]
    with store.read() as tx:
        assert managed_accounts.slugs(tx) == {account.slug for account in REGISTER.accounts}


def test_two_accounts_of_a_unit_have_names_of_their_own(office: Office) -> None:
    sends(office, UnitFormKind.ACCOUNT_ADD, **FORM)
    again = sends(office, UnitFormKind.ACCOUNT_ADD, **(FORM | {"name": "kulturskolans tiktok"}))
    assert said(again) is Said.ACCOUNT_THERE_ALREADY
    assert [row.name for row in shown(office, "accounts").accounts] == [
        "Kulturskolans Facebook",
        "Kulturskolans TikTok",
        "Museets Instagram",
        "Museibloggen",
    ]


def test_an_account_is_given_a_feed_and_is_read_from_its_beginning_when_the_address_is_another(
    office: Office, store: Store
) -> None:
    """A supervisor lets Svarsvakt see into an account without asking IT; nothing in the file is needed."""
    feed = "https://blogg.example.org/comments/feed"
    assert said(sends(office, UnitFormKind.ACCOUNT_ADD, **FORM, feed=feed)) is Said.ACCOUNT_ADDED
    new = stored(office, "kulturskolans-tiktok")
    assert (new.source, new.source_url) == ("feed", feed)
    with store.write() as tx:
        later = at("2026-11-23 11:00")
        (due,) = (one for one in sources.take_due(tx, ["feed"], now=later, until=later) if one.account == new)
        sources.store(tx, new.id, last_error="private_address", failures=1)
    assert due.account.source_url == feed
    row = next(one for one in shown(office, "accounts").accounts if one.id == new.id)
    assert "ligger i ert eget nät" in texts("sv").managing.account(row)
    sends(office, UnitFormKind.ACCOUNT_CHANGE, new.id, **FORM, feed=f"{feed}/")
    with store.read() as tx:
        assert sources.states(tx, [new.id]) == {}
    line = shown(office, "log").changes[0].change
    assert (line.what, line.before, line.after) == ("feed", feed, f"{feed}/")
    sends(office, UnitFormKind.ACCOUNT_CHANGE, new.id, **FORM)
    assert stored(office, "kulturskolans-tiktok").source is None


@pytest.mark.parametrize(
    "feed",
    ["blogg", "ftp://x.example/f", "https://anna:hemligt@blogg.example.org/feed", "https://x/" + "x" * 2000],
)
def test_a_feed_that_cannot_be_read_or_holds_a_password_is_refused(office: Office, feed: str) -> None:
    assert faults(sends(office, UnitFormKind.ACCOUNT_ADD, **FORM, feed=feed)) == [("feed", Said.FEED_UNCLEAR)]
