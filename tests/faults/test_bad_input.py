"""Bad input by kind, at every door, and what each gets. docs/bad-input.md lists the same kinds."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_bolt import App
from sqlalchemy import func, select

from bot.intake_door import IntakeDoor
from bot.serving import WebServer
from bot.slack.http import SignedRequests
from bot.web import Health, web_app
from db.models import comments
from db.store import Store
from handlers import commands, forms
from handlers.intake import take
from handlers.intake_row import LONGEST_ID, LONGEST_TEXT, Fault
from handlers.outcome import FormKind, Said
from scheduler.rulebook import RuleBook
from tests.cli.conftest import Command, config_path, svarsvakt
from tests.newsroom import Newsroom

__all__ = ["config_path", "svarsvakt"]

NOW = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
GOOD = {
    "account": "kulturskolan-facebook",
    "text": "Har ni öppet?",
    "written_at": "2026-11-27T14:30:00+01:00",
    "external_id": "1",
}

ROWS: Mapping[str, tuple[object, str, Fault]] = {
    "a comment that is not an object": ("hej", "", Fault.NOT_AN_OBJECT),
    "a comment without an account": (GOOD | {"account": None}, "account", Fault.MISSING),
    "an account that is not there": (GOOD | {"account": "okant"}, "account", Fault.UNKNOWN_ACCOUNT),
    "an account that is a number": (GOOD | {"account": 7}, "account", Fault.NOT_TEXT),
    "a text that is a list": (GOOD | {"text": ["hej"]}, "text", Fault.NOT_TEXT),
    "a text one character too long": (GOOD | {"text": "x" * (LONGEST_TEXT + 1)}, "text", Fault.TOO_LONG),
    "an id one character too long": (
        GOOD | {"external_id": "x" * (LONGEST_ID + 1)},
        "external_id",
        Fault.TOO_LONG,
    ),
    "no time": (GOOD | {"written_at": ""}, "written_at", Fault.MISSING),
    "a time that is none": (GOOD | {"written_at": "i går"}, "written_at", Fault.NOT_A_TIME),
    "a time without offset": (GOOD | {"written_at": "2026-11-27T14:30"}, "written_at", Fault.NO_OFFSET),
    "a time in the future": (GOOD | {"written_at": "2026-11-28T14:30+01:00"}, "written_at", Fault.IN_FUTURE),
    "a time before the platforms": (GOOD | {"written_at": "1970-01-01T00:00Z"}, "written_at", Fault.TOO_OLD),
    "a day that does not exist": (GOOD | {"written_at": "2026-02-30T10:00Z"}, "written_at", Fault.NOT_A_TIME),
    "a link that is a script": (GOOD | {"url": "javascript:alert(1)"}, "url", Fault.NOT_A_LINK),
    "a link without a host": (GOOD | {"url": "https://"}, "url", Fault.NOT_A_LINK),
}

SECRET = "intagets-hemlighet"
BODY = json.dumps(GOOD).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}"}


BEARER = {"Authorization": f"Bearer {SECRET}"}
REQUESTS: Mapping[str, tuple[str, str, bytes, dict[str, str], int]] = {
    "a source that nobody set up": ("POST", "/intake/annan", BODY, BEARER, 404),
    "no token": ("POST", "/intake/webb", BODY, {}, 401),
    "a wrong token": ("POST", "/intake/webb", BODY, {"Authorization": "Bearer fel"}, 401),
    "a token of another kind": ("POST", "/intake/webb", BODY, {"Authorization": f"Basic {SECRET}"}, 401),
    "a signature by another secret": ("POST", "/intake/webb", BODY, signed(BODY, "annan"), 401),
    "a signature of another body": ("POST", "/intake/webb", BODY + b" ", signed(BODY), 401),
    "a signature that is not ASCII": (
        "POST",
        "/intake/webb",
        BODY,
        {"X-Hub-Signature-256": b"sha256=\xc3\xa5".decode("latin-1")},
        401,
    ),
    "a body that is not JSON": ("POST", "/intake/webb", b"account=x", BEARER, 400),
    "a preset that is not there": ("POST", "/intake/webb?preset=x", b"[]", BEARER, 400),
    "a body that is not UTF-8": ("POST", "/intake/webb", b'{"text": "\xff"}', BEARER, 400),
    "a body nested without end": ("POST", "/intake/webb", b"[" * 100_000, BEARER, 400),
    "an empty body": ("POST", "/intake/webb", b"", BEARER, 400),
    "a body one byte too large": ("POST", "/intake/webb", b" " * (256 * 1024 + 1), BEARER, 413),
    "reading where one writes": ("GET", "/intake/webb", b"", BEARER, 405),
    "an address that is not there": ("GET", "/.env", b"", {}, 404),
}

SIGNING = "slacks-hemlighet"
COMMAND = b"command=%2Fsvarsvakt&text=lista&user_id=U1"


def by_slack(body: bytes, *, age: int = 0, secret: str = SIGNING, stamp: str | None = None) -> dict[str, str]:
    stamp = stamp if stamp is not None else str(int(time.time()) - age)
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


SLACK: Mapping[str, tuple[Callable[[], dict[str, str]], bytes, int]] = {
    "a request that nobody signed": (dict, COMMAND, 401),
    "a forged signature": (lambda: by_slack(COMMAND, secret="annan"), COMMAND, 401),
    "a changed body": (lambda: by_slack(COMMAND), COMMAND + b"&x=1", 401),
    "a request replayed after six minutes": (lambda: by_slack(COMMAND, age=360), COMMAND, 401),
    "a timestamp that is no number": (lambda: by_slack(COMMAND, stamp="igår".encode().hex()), COMMAND, 401),
    "a timestamp with an underscore": (lambda: by_slack(COMMAND, stamp="1_0"), COMMAND, 401),
    "a signature of other letters": (
        lambda: by_slack(COMMAND) | {"X-Slack-Signature": b"v0=\xc3\xa5".decode("latin-1")},
        COMMAND,
        401,
    ),
    "a signed body that is not JSON": (
        lambda: by_slack(b"{") | {"Content-Type": "application/json"},
        b"{",
        400,
    ),
    "a signed body that is a list": (
        lambda: by_slack(b"[]") | {"Content-Type": "application/json"},
        b"[]",
        400,
    ),
    "a request one byte too large": (
        lambda: by_slack(b"x" * (1024 * 1024 + 1)),
        b"x" * (1024 * 1024 + 1),
        413,
    ),
}

HEADER = "account;text;written_at\n"
GOOD_LINE = "kulturskolan-facebook;Hej;2026-11-20T10:00\n"
GOOD_JSON = json.dumps(GOOD | {"written_at": "2026-11-20T10:00:00+01:00"}).encode()
FILES: Mapping[str, tuple[str, bytes, int, str]] = {
    "a file that is not there": ("", b"", 2, "finns"),
    "a file of another kind": ("kommentarer.xlsx", b"PK", 2, ".csv"),
    "a CSV without its header": ("a.csv", GOOD_LINE.encode(), 2, "account"),
    "an empty CSV": ("a.csv", b"", 2, "account"),
    "a CSV row with a cell too many": ("a.csv", f"{HEADER}{GOOD_LINE}a;b;c;d\n".encode(), 1, "3"),
    "a CSV row without a time": ("a.csv", f"{HEADER}{GOOD_LINE}kulturskolan-facebook;Hej\n".encode(), 1, "3"),
    "a CSV row on an unknown account": (
        "a.csv",
        f"{HEADER}okant;Hej;2026-11-20T10:00\n{GOOD_LINE}".encode(),
        1,
        "okant",
    ),
    "a CSV row at an hour that the clocks jumped over": (
        "a.csv",
        f"{HEADER}{GOOD_LINE}kulturskolan-facebook;Hej;2026-03-29T02:30\n".encode(),
        1,
        "3",
    ),
    "a CSV row whose quotation mark is never closed": (
        "a.csv",
        f'{HEADER}kulturskolan-facebook;"Hej;2026-11-20T10:00\n{GOOD_LINE}'.encode(),
        1,
        "2",
    ),
    "a line that is not JSON": ("a.jsonl", b'{"account": \n' + GOOD_JSON + b"\n", 1, "1"),
    "a line of JSON that is no comment": ("a.jsonl", b"[1]\n" + GOOD_JSON + b"\n", 1, "1"),
}

WORDS: Mapping[str, tuple[str, Said]] = {
    "a word that nobody knows": ("fnys", Said.UNKNOWN_COMMAND),
    "a word almost right": ("besvrad 1", Said.UNKNOWN_COMMAND),
    "a comment's number that is not there": ("ta 999999", Said.NO_SUCH_COMMENT),
    "a word where a number should be": ("ta hand", Said.NOT_A_NUMBER),
    "no number": ("ta", Said.NUMBER_MISSING),
    "a number as long as a line": ("ta " + "9" * 400, Said.NO_SUCH_COMMENT),
    "hidden on a ground that is none": ("dold {n} trist", Said.UNKNOWN_GROUND),
    "away on a day that is none": ("borta 2026-02-30", Said.DATE_UNCLEAR),
    "away backwards": ("borta 2026-12-24 2026-12-20", Said.AWAY_BACKWARDS),
    "a colleague who is not there": ("borta @Nisse idag", Said.PERSON_UNKNOWN),
    "a week that is none": ("veckan 2026-W60", Said.WEEK_UNCLEAR),
    "a week that has not been": ("veckan 2027-W10", Said.WEEK_IN_FUTURE),
}

COMMENT_FORM = {"account": "kulturskolan-facebook", "text": "Hej", "written_at": "2026-11-27 14.30"}
FIELDS: Mapping[str, tuple[FormKind, dict[str, str], str, Said]] = {
    "a form without its text": (
        FormKind.NEW_COMMENT,
        COMMENT_FORM | {"text": " "},
        "text",
        Said.TEXT_MISSING,
    ),
    "a form on another unit's account": (
        FormKind.NEW_COMMENT,
        COMMENT_FORM | {"account": "nagon-annans"},
        "account",
        Said.ACCOUNT_UNKNOWN,
    ),
    "a form with a text too long": (
        FormKind.NEW_COMMENT,
        COMMENT_FORM | {"text": "x" * (LONGEST_TEXT + 1)},
        "text",
        Said.TEXT_TOO_LONG,
    ),
    "a form with a link that is a script": (
        FormKind.NEW_COMMENT,
        COMMENT_FORM | {"url": "javascript:alert(1)"},
        "url",
        Said.LINK_UNCLEAR,
    ),
    "a form with a time in the future": (
        FormKind.NEW_COMMENT,
        COMMENT_FORM | {"written_at": "2026-12-24 10.00"},
        "written_at",
        Said.TIME_IN_FUTURE,
    ),
    "a form with a time that is none": (
        FormKind.NEW_COMMENT,
        COMMENT_FORM | {"written_at": "nyss"},
        "written_at",
        Said.TIME_UNCLEAR,
    ),
    "a form without its ground": (FormKind.HIDE, {"ground": ""}, "ground", Said.GROUND_MISSING),
    "a form that refers to nobody": (FormKind.REFER, {"whom": ""}, "whom", Said.WHOM_MISSING),
    "a form with another ground and no reason": (
        FormKind.HIDE,
        {"ground": "other"},
        "reason",
        Said.REASON_MISSING,
    ),
    "a form with an empty first name": (
        FormKind.SETTINGS,
        {"first_name": ""},
        "first_name",
        Said.NAME_MISSING,
    ),
    "a form with a weekday that is none": (
        FormKind.SETTINGS,
        {"first_name": "Anna", "duty_weekdays": "0,9"},
        "duty_weekdays",
        Said.DATE_UNCLEAR,
    ),
}

KINDS = [*ROWS, *REQUESTS, *SLACK, *FILES, *WORDS, *FIELDS]


def stored(store: Store) -> int:
    with store.read() as tx:
        return int(tx.execute(select(func.count()).select_from(comments)).scalar_one())


@pytest.fixture
def number(store: Store, newsroom: Newsroom, book: RuleBook) -> int:
    """A comment that waits."""
    with store.write() as tx:
        take(tx, book, "webb", GOOD, NOW)
        return int(tx.execute(select(comments.c.id)).scalar_one())


@pytest.mark.parametrize("kind", ROWS)
def test_a_bad_comment_is_named_by_its_field_and_the_rest_goes_in(
    kind: str, store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    row, field, fault = ROWS[kind]
    with store.write() as tx:
        result = take(tx, book, "webb", [row, GOOD | {"external_id": "2"}], NOW)
    assert [(found.index, found.field, found.fault) for found in result.faults] == [(0, field, fault)]
    assert (result.accepted, stored(store)) == (1, 1)


@pytest.fixture
def web(sqlite_store: Store, book: RuleBook) -> Iterator[httpx.Client]:
    def accept(source: str, payload: Any) -> Mapping[str, Any]:
        with sqlite_store.write() as tx:
            return {"accepted": take(tx, book, source, payload, NOW).accepted}

    app = App(signing_secret=SIGNING, token="xoxb-x", token_verification_enabled=False)
    server = WebServer(
        web_app(
            intake=IntakeDoor({"webb": SECRET}, accept),
            health=lambda: Health(well=True, checks={}),
            metrics=lambda: (b"", "text/plain"),
            slack=SignedRequests(app, SIGNING),
        ),
        host="127.0.0.1",
        port=0,
    )
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as client:
        yield client
    server.stop()


@pytest.mark.parametrize("kind", REQUESTS)
def test_a_bad_request_is_refused_and_stores_nothing(
    kind: str, web: httpx.Client, sqlite_store: Store
) -> None:
    method, path, body, headers, status = REQUESTS[kind]
    encoded = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    answer = web.request(method, path, content=body, headers=list(encoded.items()))
    assert answer.status_code == status
    assert stored(sqlite_store) == 0


@pytest.mark.parametrize("kind", SLACK)
def test_what_slack_did_not_sign_or_say_is_refused(kind: str, web: httpx.Client) -> None:
    headers, body, status = SLACK[kind]
    encoded = {name.encode(): value.encode("latin-1") for name, value in headers().items()}
    assert web.post("/slack/events", content=body, headers=list(encoded.items())).status_code == status


@pytest.mark.parametrize("kind", FILES)
def test_a_bad_file_is_named_by_line_and_the_rest_goes_in(
    kind: str, svarsvakt: Command, tmp_path: Path
) -> None:
    name, content, code, said = FILES[kind]
    file = tmp_path / (name or "borta.csv")
    if name:
        file.write_bytes(content)
    answer = svarsvakt("import", str(file))
    assert answer.code == code
    assert said in answer.err
    assert "Traceback" not in answer.err
    if code == 1:
        assert answer.out.startswith("1 ")  # the good line went in


@pytest.mark.parametrize("kind", WORDS)
def test_nonsense_gets_a_clear_answer_and_changes_nothing(
    kind: str, store: Store, newsroom: Newsroom, book: RuleBook, number: int
) -> None:
    text, said = WORDS[kind]
    with store.write() as tx:
        outcome = commands.run(
            tx,
            book,
            person=newsroom.anna,
            command="svarsvakt",
            text=text.format(n=number),
            chat="slack",
            channel="C-KULTUR",
            now=NOW,
        )
    assert outcome.say is not None
    assert outcome.say.said is said
    assert not outcome.changed


@pytest.mark.parametrize("kind", FIELDS)
def test_a_bad_form_stays_open_with_what_is_wrong(
    kind: str, store: Store, newsroom: Newsroom, book: RuleBook, number: int
) -> None:
    form, fields, field, said = FIELDS[kind]
    with store.write() as tx:
        outcome = forms.submit(
            tx, book, person=newsroom.anna, kind=form, number=number, fields=fields, now=NOW
        )
    assert [(fault.field, fault.say.said) for fault in outcome.field_errors] == [(field, said)]
    assert stored(store) == 1


def test_the_docs_list_every_kind_and_no_other() -> None:
    text = (Path(__file__).parents[2] / "docs" / "bad-input.md").read_text(encoding="utf-8")
    ours = text.partition("## By kind")[2].partition("## In Teams")[0]
    documented = re.findall(r"^\| ([^|`]+?) \| [^|]+ \|$", ours, re.MULTILINE)
    assert [kind for kind in documented if kind not in {"kind", "---"}] == KINDS


def test_there_are_at_least_forty_kinds() -> None:
    assert len(set(KINDS)) >= 40
