"""What comes to Teams' door and is not as it should be, and what each gets; nothing of it changes a thing."""

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import select, update

from bot.chat.reception import Reception
from bot.opening import open_store
from bot.serving import WebServer
from bot.teams.answers import Answers
from bot.teams.authentication import MicrosoftToken
from bot.teams.connector import Connector
from bot.teams.door import TeamsDoor
from bot.teams.hearing import Hearing
from bot.teams.pressing import Pressing
from bot.teams.who import Who
from bot.web import MOST_TEAMS_BYTES
from db.models import comments, people
from db.store import Store
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from tests.newsroom import newsroom as build
from tests.stories.desk import Desk, at
from tests.teams.hearing.conftest import AtOnce, in_teams, served
from tests.teams.hearing.tokens import APP_ID, FORGERS_KEY, SERVICE, keys_served, token
from tests.teams.sending.conftest import ANNA, CHANNEL_ID, settle_in

TENANT = "11111111-2222-4333-8444-555555555555"
Json = dict[str, Any]
CLAIM: Json = {"act": "claim", "value": "1"}


class NowhereToSend:
    """Stands for Microsoft's service, which a test does not call: nothing is ever told there."""

    url = SERVICE

    class world:  # noqa: N801 - as the local service has it
        tenant_id = TENANT
        bot_id = f"28:{APP_ID}"

        @staticmethod
        def personal(user: Any) -> Any:
            @dataclass
            class Chat:
                id: str = f"a:{user.object_id}"

            return Chat()


@dataclass
class Door:
    url: str
    store: Store
    http: httpx.Client

    def knock(self, body: bytes, headers: dict[str, Any]) -> httpx.Response:
        return self.http.post(self.url, content=body, headers={"content-type": "application/json", **headers})

    def as_it_was(self) -> bool:
        """Nobody has the comment, and nothing was noted."""
        with self.store.read() as tx:
            claimed = tx.execute(select(comments.c.claimed_by)).scalars().all()
        return claimed == [None]


@pytest.fixture(scope="module")
def keys() -> Iterator[tuple[str, list[str]]]:
    with keys_served() as found:
        yield found


@pytest.fixture(scope="module")
def judge(keys: tuple[str, list[str]]) -> MicrosoftToken:
    return MicrosoftToken(APP_ID, keys_url=keys[0])


@contextmanager
def opened(path: Path, judge: MicrosoftToken) -> Iterator[Door]:
    """The bot's door, with one comment that waits."""
    store, book = open_store(f"sqlite:///{path}"), RuleBook(organisation=UnitRules())
    with store.write() as tx:
        newsroom = build(tx)
    settle_in(store, newsroom, NowhereToSend())  # type: ignore[arg-type]
    Desk(store=store, book=book, newsroom=newsroom).receive("2026-11-24 10:00")
    reception = Reception(
        chat="teams",
        store=store,
        book=book,
        clock=lambda: at("2026-11-24 10:05"),
        texts=in_teams,
        wake=lambda: None,
    )
    connector = Connector(token=None)
    answers = Answers(connector, reception, AtOnce())
    who = Who(connector, store, reception.clock, chat="teams")
    hearing = Hearing(reception, answers, Pressing(reception, answers, operator_channel=None), who)
    doors = TeamsDoor(judge=judge, tenant=TENANT, hear=hearing)
    web = WebServer(served(doors, store, book), host="127.0.0.1", port=0)
    web.start()
    with httpx.Client(trust_env=False, timeout=60) as http:
        yield Door(url=f"http://127.0.0.1:{web.port}/teams/messages", store=store, http=http)
    web.stop()
    connector.close()
    store.close()


@pytest.fixture(scope="module")
def shut(tmp_path_factory: pytest.TempPathFactory, judge: MicrosoftToken) -> Iterator[Door]:
    """One door for all that it does not let in: nothing of that changes anything."""
    with opened(tmp_path_factory.mktemp("teams") / "svarsvakt.db", judge) as found:
        yield found


@pytest.fixture
def door(tmp_path: Path, judge: MicrosoftToken) -> Iterator[Door]:
    with opened(tmp_path / "svarsvakt.db", judge) as found:
        yield found


def activity(**changed: object) -> Json:
    """Anna presses "Jag tar den" on the comment's card."""
    whole: Json = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "id": "f:1",
        "timestamp": "2026-11-24T09:05:00Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": ANNA.id, "name": ANNA.name, "aadObjectId": ANNA.object_id},
        "recipient": {"id": f"28:{APP_ID}", "name": "Svarsvakt"},
        "conversation": {
            "id": f"{CHANNEL_ID};messageid=1732441500000",
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": TENANT,
        },
        "channelData": {
            "tenant": {"id": TENANT},
            "team": {"id": "19:team@thread.tacv2"},
            "channel": {"id": CHANNEL_ID},
        },
        "replyToId": "1732441500000",
        "value": {
            "action": {"type": "Action.Execute", "verb": "svarsvakt", "data": CLAIM},
            "trigger": "manual",
        },
    }
    return {name: value for name, value in (whole | changed).items() if value is not None}


class Verb(str):
    """A button of another kind than ours."""


def pressed(data: object, number: str) -> Json:
    verb, said = (str(data), CLAIM) if isinstance(data, Verb) else ("svarsvakt", data)
    action = {"type": "Action.Execute", "verb": verb, "data": said}
    return activity(id=f"f:{number}", value={"action": action})


def bearer(said: str) -> dict[str, str]:
    return {"authorization": f"Bearer {said}"}


GOOD = json.dumps(activity()).encode()
NO_BUTTON = "Den knappen används inte längre"

BY_TOKEN: dict[str, dict[str, Any]] = {
    "no token": {},
    "an empty token": {"authorization": "Bearer"},
    "a word for a token": bearer("hemligt"),
    "letters that no token has": {"authorization": "Bearer åäö".encode()},
    "another scheme": {"authorization": "Basic YW5uYTpoZW1saWd0"},
    "a token without end": bearer("a" * 20_000 + ".b.c"),
    "signed by a forger": bearer(token(key=FORGERS_KEY)),
    "signed by a forger with a key that nobody has": bearer(token(key=FORGERS_KEY, kid="forgers-key")),
    "not signed": bearer(token(key="", algorithm="none")),
    "signed with the public key as a password": bearer(token(key="x" * 32, algorithm="HS256")),
    "ended an hour ago": bearer(token(good_for=timedelta(hours=-1))),
    "not good yet": bearer(token(nbf=4_102_444_800)),
    "for another bot": bearer(token(aud="99999999-d9cb-469f-a165-70867728950e")),
    "for no bot": bearer(token(aud=None)),
    "from another issuer": bearer(token(iss="https://sts.windows.net/evil/")),
    "from no issuer": bearer(token(iss=None)),
    "for another service": bearer(token(serviceurl="https://smba.trafficmanager.net/amer/")),
    "for no service": bearer(token(serviceurl=None)),
}
"""401: Microsoft did not send it, or not to us."""


@pytest.mark.parametrize("how", BY_TOKEN)
def test_what_microsoft_did_not_sign_for_us_is_refused(shut: Door, how: str) -> None:
    answer = shut.knock(GOOD, BY_TOKEN[how])
    assert (answer.status_code, answer.content, shut.as_it_was()) == (401, b"", True)


BY_SHAPE: dict[str, tuple[bytes, int]] = {
    "no JSON": (b"{", 400),
    "no text at all": (b"", 400),
    "not UTF-8": (b'{"type": "\xff"}', 400),
    "a list": (b"[]", 400),
    "nested too deep": (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, 400),
    "without a sender": (json.dumps(activity(**{"from": None})).encode(), 400),
    "without a service": (json.dumps(activity(serviceUrl=None)).encode(), 400),
    "a number for a type": (json.dumps(activity(type=7)).encode(), 400),
    "an id without end": (json.dumps(activity(conversation={"id": "19:" + "a" * 5_000})).encode(), 400),
    "from another organisation": (
        json.dumps(activity(channelData={"tenant": {"id": "99999999-2222-4333-8444-555555555555"}})).encode(),
        403,
    ),
    "from no organisation": (
        json.dumps(activity(channelData=None, conversation={"id": CHANNEL_ID})).encode(),
        403,
    ),
    "through another channel": (json.dumps(activity(channelId="webchat")).encode(), 403),
    "an invoke that nobody hears": (json.dumps(activity(name="search/everything")).encode(), 501),
    "an invoke without a value": (json.dumps(activity(value="x")).encode(), 501),
    "an activity of a kind to come": (json.dumps(activity(type="hologram")).encode(), 200),
}


@pytest.mark.parametrize("how", BY_SHAPE)
def test_what_is_not_of_teams_shape_or_not_ours_is_refused_without_a_fault_of_ours(
    shut: Door, how: str
) -> None:
    body, status = BY_SHAPE[how]
    answer = shut.knock(body, bearer(token()))
    assert (answer.status_code, shut.as_it_was()) == (status, True)


def test_what_is_too_large_is_refused_by_what_it_says_of_itself(shut: Door) -> None:
    where = urlsplit(shut.url)
    with closing(HTTPConnection("127.0.0.1", where.port)) as line:
        line.putrequest("POST", where.path)
        line.putheader("Content-Length", str(MOST_TEAMS_BYTES + 1))
        line.endheaders()
        assert line.getresponse().status == 413


BY_BUTTON: dict[str, tuple[object, str]] = {
    "another bot's verb": (Verb("explode"), NO_BUTTON),
    "an act that is none": ({"act": "explode", "value": "1"}, NO_BUTTON),
    "no act": ({"value": "1"}, NO_BUTTON),
    "no data": (None, NO_BUTTON),
    "a list for data": ([1, 2], NO_BUTTON),
    "a number for a value": ({"act": "claim", "value": 1}, NO_BUTTON),
    "a value that is no number": (
        {"act": "claim", "value": "'; drop table"},
        NO_BUTTON,
    ),
    "a value without end": ({"act": "claim", "value": "9" * 400}, "Det finns ingen kommentar"),
    "a comment that is not there": ({"act": "claim", "value": "999"}, "999"),
    "a form that is none": ({"act": "form", "form": "spell"}, NO_BUTTON),
    "a form about an object": (
        {"act": "form", "form": "hide", "number": {"a": 1}},
        NO_BUTTON,
    ),
    "a page of another world": ({"act": "unit.go", "value": "people:²:0"}, NO_BUTTON),
    "a stale round": ({"act": "round", "value": "round:999:all"}, "rund"),
}


@pytest.mark.parametrize("how", BY_BUTTON)
def test_what_no_button_of_ours_asks_for_gets_a_friendly_sentence(shut: Door, how: str) -> None:
    data, said = BY_BUTTON[how]
    answer = shut.knock(json.dumps(pressed(data, how)).encode(), bearer(token()))
    assert (answer.status_code, answer.json()["statusCode"], shut.as_it_was()) == (200, 200, True)
    assert said in answer.json()["value"]


def test_a_good_press_is_let_in(door: Door) -> None:
    answer = door.knock(GOOD, bearer(token()))
    assert (answer.status_code, door.as_it_was()) == (200, False)
    assert "/Anna" in answer.json()["value"]


def test_a_token_signed_for_the_address_with_or_without_its_slash_is_the_same(door: Door) -> None:
    assert door.knock(GOOD, bearer(token(serviceurl=SERVICE.rstrip("/")))).status_code == 200


def test_who_has_left_may_press_no_more(door: Door) -> None:
    with door.store.write() as tx:
        tx.execute(update(people).where(people.c.first_name == "Anna").values(active=False))
    answer = door.knock(GOOD, bearer(token()))
    assert (answer.status_code, door.as_it_was()) == (200, True)
    assert answer.json()["type"] == "application/vnd.microsoft.activity.message"


def test_a_stale_card_says_what_has_become_of_its_comment(door: Door) -> None:
    with door.store.write() as tx:
        tx.execute(update(comments).values(state="answered", closed_at=at("2026-11-24 10:01")))
    answer = door.knock(GOOD, bearer(token()))
    assert "besvarad" in answer.json()["value"]


def test_a_forger_cannot_make_us_fetch_microsofts_keys_each_time(
    shut: Door, keys: tuple[str, list[str]]
) -> None:
    shut.knock(GOOD, bearer(token()))
    before = len(keys[1])
    for number in range(20):
        shut.knock(GOOD, bearer(token(key=FORGERS_KEY, kid=f"forged-{number}")))
    assert len(keys[1]) <= before + 1


def test_without_microsofts_keys_nobody_is_let_in_and_microsoft_is_asked_to_come_again() -> None:
    judge = MicrosoftToken(APP_ID, keys_url="http://127.0.0.1:9/keys")
    door = TeamsDoor(judge=judge, tenant=TENANT, hear=lambda _activity: pytest.fail("let in"))
    answer = door(GOOD, {"authorization": f"Bearer {token()}"})
    assert answer.status == 503


def test_the_log_says_why_but_nothing_of_what_was_written(
    shut: Door, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    shut.knock(json.dumps(activity(text="Hemliga ord", channelId="webchat")).encode(), bearer(token()))
    said = caplog.text + "".join(capsys.readouterr())
    assert "Hemliga ord" not in said


def test_the_docs_list_every_kind_and_no_other() -> None:
    text = (Path(__file__).parents[3] / "docs" / "bad-input.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|`]+?) \| ([^|]+) \|$", text.partition("## In Teams")[2], re.MULTILINE)
    documented = {kind: gets for kind, gets in rows if kind not in {"kind", "---"}}
    by_status = {how: f"HTTP {status}" for how, (_, status) in BY_SHAPE.items()}
    assert list(documented) == [*BY_TOKEN, *BY_SHAPE, *BY_BUTTON]
    assert {how: documented[how] for how in BY_TOKEN} == dict.fromkeys(BY_TOKEN, "HTTP 401")
    assert {how: documented[how].partition(",")[0] for how in BY_SHAPE} == by_status
