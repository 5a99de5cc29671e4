"""Logs carry an action and ids; what the public wrote, who wrote it, and secrets never reach them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up(as_json=True, stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def last(stream: io.StringIO) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(stream.getvalue().splitlines()[-1])
    return line


def test_an_event_is_one_line_of_json_with_its_action_and_ids(lines: io.StringIO) -> None:
    structlog.get_logger().info("card_sent", comment=118, comment_id=118, unit="kultur")
    line = last(lines)
    assert line["action"] == "card_sent"
    assert line["comment_id"] == line["comment"] == 118
    assert line["unit"] == "kultur"
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_what_somebody_wrote_and_who_wrote_it_is_dropped_at_any_depth(lines: io.StringIO) -> None:
    structlog.get_logger().info(
        "received",
        text="Hemligt",
        author="Kim Svensson",
        row={"text": "Hemligt", "reply": "Hemligt", "id": 1},
    )
    assert "Hemligt" not in lines.getvalue()
    assert "Kim" not in lines.getvalue()
    assert last(lines)["row"] == {"id": 1}


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12345-abcdef",
        "xapp-1-A123-456-abc",
        "xoxe.xoxp-1-abc",
        "Bearer hemlighet",
        "postgresql://svarsvakt:hemlighet@db/svarsvakt",
    ],
)
def test_a_secret_in_any_value_is_masked(lines: io.StringIO, secret: str) -> None:
    structlog.get_logger().info("refused", url=secret, nested={"list": [secret]})
    for part in ("12345", "A123", "xoxp-1", "hemlighet"):
        assert part not in lines.getvalue()


def test_a_field_named_as_a_secret_is_masked_whatever_it_holds(lines: io.StringIO) -> None:
    structlog.get_logger().info("start", signing_secret="abc123", headers={"Authorization": "abc123"})
    assert "abc123" not in lines.getvalue()


def test_an_exception_is_its_type_and_place_never_its_message(lines: io.StringIO) -> None:
    try:
        int("Kim skrev: Hemligt")
    except ValueError:
        structlog.get_logger().exception("failed", comment_id=118)
    line = last(lines)
    assert line["error"] == "ValueError"
    assert line["at"]
    assert "Hemligt" not in lines.getvalue()


def test_a_librarys_line_keeps_its_first_words_only(lines: io.StringIO) -> None:
    logging.getLogger("slack_bolt.App").warning("Unhandled request ({'event': {'text': 'Hemligt'}})")
    line = last(lines)
    assert line["action"] == "library"
    assert line["library"] == "slack_bolt.App"
    assert line["says"] == "Unhandled request"
    assert "Hemligt" not in lines.getvalue()


def test_chatty_libraries_are_quiet(lines: io.StringIO) -> None:
    logging.getLogger("slack_sdk.web.base_client").info("Sending a request - body: Hemligt")
    assert lines.getvalue() == ""


def test_on_a_terminal_a_line_is_for_people() -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    try:
        logs.set_up(as_json=False, stream=stream)
        structlog.get_logger().info("started", port=8480)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        structlog.reset_defaults()
    assert "started" in stream.getvalue()
    assert "port=8480" in stream.getvalue()
