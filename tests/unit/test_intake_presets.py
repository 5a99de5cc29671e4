"""Lists that name their columns in their own way."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.intake_door import IntakeDoor
from handlers.intake_presets import PRESETS, TEMPLATES, Reading
from handlers.intake_row import FIELDS, read_row

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
ROWS: dict[str, dict[str, Any]] = {
    "svenska": {
        "Datum": "2026-11-20",
        "Tid": "9.30",
        "Namn": "Kim",
        "Text": "Hej",
        "Länk": "https://x.example/1",
    },
    "myspace": {"datum": "2026-11-20", "tid": "kl. 9:30", "profil": "Kim", "text": "Hej", "Inlägg": "7"},
    "bambuser": {"datum": "2026-11-20", "tid": "09:30:00", "vem": "Kim", "CHATT": "Hej", "Sändning": "v/7"},
    "wordpress": {
        "comment_ID": "12",
        "comment_post_ID": "7",
        "comment_author": "Kim",
        "comment_date": "2026-11-20 09:30:00",
        "comment_content": "Hej",
        "comment_parent": "0",
        "comment_author_IP": "192.0.2.1",
    },
}


@pytest.mark.parametrize("preset", PRESETS)
def test_each_presets_row_is_a_comment_with_its_local_time(preset: str) -> None:
    row = Reading(preset=preset, account="tv").row(ROWS[preset])
    found = read_row(row, source="import", now=NOW, naive_zone=STOCKHOLM)
    assert (found.account, found.text, found.author) == ("tv", "Hej", "Kim")
    assert found.written_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert found.parent_id is None


def test_the_wordpress_table_keeps_its_ids() -> None:
    row = Reading(preset="wordpress", account="blogg").row(ROWS["wordpress"] | {"comment_parent": "11"})
    found = read_row(row, source="import", now=NOW, naive_zone=STOCKHOLM)
    assert (found.external_id, found.thread_id, found.parent_id) == ("12", "7", "11")


def test_a_day_without_a_time_begins_at_midnight() -> None:
    assert Reading(preset="svenska").row({"datum": "2026-11-20"}) == {"written_at": "2026-11-20T00:00"}


def test_a_time_that_is_none_stays_as_it_was_written_to_be_shown() -> None:
    row = Reading(preset="svenska").row({"datum": "2026-11-20", "tid": "i går"})
    assert row == {"written_at": "2026-11-20Ti går"}


def test_an_account_of_its_own_goes_before_the_one_for_all() -> None:
    assert Reading(account="alla").row({"account": "egen"}) == {"account": "egen"}
    assert Reading(preset="svenska", account="alla").row({"konto": "egen"}) == {"account": "egen"}
    assert Reading(account="alla").row({"account": ""}) == {"account": "alla"}


def test_our_own_name_goes_before_another_that_means_the_same() -> None:
    both = {"kommentar": "en", "text": "två"}
    assert Reading(preset="svenska").row(both) == {"text": "två"}
    assert Reading(preset="svenska").row(dict(reversed(both.items()))) == {"text": "två"}


@pytest.mark.parametrize("row", ["hej", None, 7, ["konto"]])
def test_what_is_no_row_stays_what_it_is(row: object) -> None:
    assert Reading(preset="svenska", account="tv").row(row) == row


def test_without_a_preset_no_name_means_anything_else() -> None:
    row = {"Text": "Hej", "written_on": "2026-11-20", "parent_id": "0"}
    assert Reading().row(row) is row


@pytest.mark.parametrize("preset", TEMPLATES)
def test_an_empty_list_has_columns_that_its_preset_knows(preset: str) -> None:
    reading = Reading(preset=preset, account="tv")
    called = [reading.name(name) for name in TEMPLATES[preset]]
    assert not reading.lacking(called)
    assert {*called} <= {*FIELDS, "written_on"}
    assert len({*called}) == len(called)


def test_the_description_for_programs_names_every_preset() -> None:
    described = json.loads(
        (Path(__file__).parents[2] / "docs" / "intake.openapi.json").read_text(encoding="utf-8")
    )
    parameters = described["paths"]["/intake/{source}"]["post"]["parameters"]
    (preset,) = [one for one in parameters if one["name"] == "preset"]
    assert preset["schema"]["enum"] == [*PRESETS]


def test_comments_handed_in_over_http_may_use_a_preset() -> None:
    taken: list[object] = []

    def accept(_source: str, payload: object) -> dict[str, int]:
        taken.append(payload)
        return {"accepted": 1}

    door = IntakeDoor({"webb": "hemlig"}, accept)
    body = json.dumps([ROWS["bambuser"]]).encode()
    key = {"authorization": "Bearer hemlig"}
    assert door("webb", body, key, {"preset": "bambuser", "account": "tv"})[0] == 200
    expected = {"account": "tv", "author": "Kim", "text": "Hej", "thread_id": "v/7"}
    assert taken == [[expected | {"written_at": "2026-11-20T09:30:00"}]]
    assert door("webb", body, key, {"preset": "friendster"}) == (400, {"error": "unknown_preset"})
    assert door("webb", body, {}, {"preset": "friendster"})[0] == 401
    assert len(taken) == 1
