"""Hidden or removed: what somebody asks two years later is asked now, and kept with a picture of it."""

import json
from collections.abc import Callable
from hashlib import sha256

import pytest

from bot.fetching import fetch_due
from bot.slack.chat_files import NotFetched
from db import attachments
from db.words import AttachmentState, CommentState, EventAction, Ground, NoticeKind
from handlers.content import NotAttachedContent
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.office import Office, at

PICTURE = json.dumps([{"id": "F1", "name": "hot.png", "mimetype": "image/png", "size": 1_200}])
FIELDS = {
    "ground": "threat",
    "reason": "Hotade Eva",
    "decided_by": "Cecilia Lind",
    "author_told": "not_needed",
    "police_report": "yes",
}


def faults(outcome: Outcome) -> list[tuple[str, Said]]:
    return [(error.field, error.say.said) for error in outcome.field_errors]


def fetching(office: Office, fetch: Callable[[str, int], bytes], when: str = "2026-11-23 10:01") -> int:
    return fetch_due(office.store, fetch, lambda: at(when))


def test_who_decided_whether_the_author_was_told_and_a_crime_reported_are_kept(office: Office) -> None:
    """M30: ground, reason, who decided, author told, police report; beside text, author, link and times."""
    number = office.comes(text="Jag vet var ni bor", author="Hotfull Person")
    office.sends(office.newsroom.anna, FormKind.REMOVE, FIELDS, number=number)
    closed = office.events(number)[-1]
    assert (closed.action, closed.ground, closed.reason) == (EventAction.CLOSED, Ground.THREAT, "Hotade Eva")
    assert closed.facts == {
        "decided_by": "Cecilia Lind",
        "author_told": "not_needed",
        "police_report": "yes",
    }
    kept = office.comment(number)
    assert (kept.state, kept.text, kept.author) == (
        CommentState.REMOVED,
        "Jag vet var ni bor",
        "Hotfull Person",
    )


def test_what_is_left_open_is_not_claimed_and_who_clicks_has_decided(office: Office) -> None:
    number = office.comes()
    office.sends(
        office.newsroom.anna, FormKind.HIDE, {"ground": "spam", "police_report": "kanske"}, number=number
    )
    assert office.events(number)[-1].facts == {"decided_by": "Anna Berg"}


def test_a_screenshot_is_noted_with_the_form_and_fetched_a_moment_later(office: Office) -> None:
    number = office.comes()
    office.sends(office.newsroom.anna, FormKind.REMOVE, FIELDS | {"picture": PICTURE}, number=number)
    assert fetching(office, lambda file, _most: f"bytes of {file}".encode()) == 1
    with office.store.read() as tx:
        (kept,) = attachments.of_comments(tx, [number])
        assert (kept.state, kept.name, kept.size) == (AttachmentState.STORED, "hot.png", 11)
        assert attachments.content(tx, kept.sha256 or "") == b"bytes of F1"
    event = office.events(number)[-1]
    assert event.action is EventAction.ATTACHED
    assert event.facts == {"name": "hot.png", "sha256": kept.sha256, "bytes": 11}
    assert fetching(office, lambda *_: b"again") == 0


def test_a_file_of_a_gigabyte_is_told_of_at_once_and_nothing_is_changed(office: Office) -> None:
    """B05: refused by its size before a byte is fetched."""
    number = office.comes()
    film = json.dumps([{"id": "F2", "name": "film.mov", "mimetype": "video/quicktime", "size": 1 << 30}])
    outcome = office.sends(office.newsroom.anna, FormKind.REMOVE, FIELDS | {"picture": film}, number=number)
    assert faults(outcome) == [("picture", Said.FILE_TOO_LARGE)]
    assert office.comment(number).state is CommentState.NEW


def test_a_file_that_turns_out_too_large_is_not_kept_and_its_owner_hears(office: Office) -> None:
    number = office.comes()
    office.sends(office.newsroom.anna, FormKind.ATTACH, {"picture": PICTURE}, number=number)

    def huge(_file: str, _most: int) -> bytes:
        raise NotFetched("too_large", passes=False)

    assert fetching(office, huge) == 0
    (told,) = office.all_notices("not_attached:")
    assert (told.kind, told.recipient) == (NoticeKind.NOT_ATTACHED, f"person:{office.newsroom.anna.id}")
    shown = office.shows(told)
    assert isinstance(shown, NotAttachedContent)
    assert shown.code == "too_large"


def test_what_slack_does_not_give_now_is_tried_again_and_given_up_in_the_end(office: Office) -> None:
    number = office.comes()
    office.sends(office.newsroom.anna, FormKind.ATTACH, {"picture": PICTURE}, number=number)

    def refuses(_file: str, _most: int) -> bytes:
        raise NotFetched("other", passes=True)

    for when in ("10:01", "10:01", "10:10", "11:00", "14:00"):
        fetching(office, refuses, f"2026-11-23 {when}")
    with office.store.read() as tx:
        (waits,) = attachments.of_comments(tx, [number])
    assert (waits.state, waits.attempts, office.all_notices("not_attached:")) == (
        AttachmentState.WANTED,
        4,
        [],
    )
    fetching(office, refuses, "2026-11-23 17:00")
    with office.store.read() as tx:
        (failed,) = attachments.of_comments(tx, [number])
    assert (failed.state, failed.code, failed.try_at) == (AttachmentState.FAILED, "other", None)
    assert len(office.all_notices("not_attached:")) == 1


def test_the_same_file_sent_twice_is_kept_once(office: Office) -> None:
    first, second = office.comes(), office.comes()
    for number in (first, first, second):
        office.sends(office.newsroom.anna, FormKind.ATTACH, {"picture": PICTURE}, number=number)
    fetching(office, lambda *_: b"same")
    with office.store.read() as tx:
        kept = attachments.of_comments(tx, [first, second])
    assert [one.comment_id for one in kept] == [first, second]
    assert len({one.sha256 for one in kept}) == 1


@pytest.mark.parametrize("given", ["", "[]", "inte json", '{"id": "F1"}', '[{"id": 7}]', '[{"name": "x"}]'])
def test_no_file_is_no_file(office: Office, given: str) -> None:
    number = office.comes()
    outcome = office.sends(office.newsroom.anna, FormKind.ATTACH, {"picture": given}, number=number)
    assert faults(outcome) == [("picture", Said.FILE_MISSING)]


def test_a_file_that_was_purged_while_it_was_fetched_is_not_kept(office: Office) -> None:
    """What went by a retention decision does not come back, and no event says what it was called."""
    number = office.comes()
    office.sends(office.newsroom.anna, FormKind.ATTACH, {"picture": PICTURE}, number=number)

    def purged_meanwhile(_file: str, _most: int) -> bytes:
        with office.store.write() as tx:
            attachments.purge(tx, [number])
        return b"a threat"

    assert fetching(office, purged_meanwhile) == 0
    with office.store.read() as tx:
        (gone,) = attachments.of_comments(tx, [number])
        assert attachments.content(tx, sha256(b"a threat").hexdigest()) is None
    assert (gone.state, gone.sha256) == (AttachmentState.PURGED, None)
    assert EventAction.ATTACHED not in {event.action for event in office.events(number)}


def test_how_large_a_file_may_be_is_what_the_configuration_says(office: Office) -> None:
    """B05: the form and the fetching go by the same limit."""
    number = office.comes()
    with office.store.write() as tx:
        attachments.note_limit(tx, 1, at("2026-11-23 09:00"))
    film = json.dumps([{"id": "F2", "name": "film.mov", "size": (1 << 20) + 1}])
    outcome = office.sends(office.newsroom.anna, FormKind.ATTACH, {"picture": film}, number=number)
    assert [fault.say.count for fault in outcome.field_errors] == [1]
    office.sends(office.newsroom.anna, FormKind.ATTACH, {"picture": PICTURE}, number=number)
    asked: list[int] = []

    def fetch(_file: str, most: int) -> bytes:
        asked.append(most)
        return b"bytes"

    fetching(office, fetch)
    assert asked == [1 << 20]
