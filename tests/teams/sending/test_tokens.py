"""The bot's token: fetched once, again when it was not taken, and never given to anybody but Microsoft."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.sandbox.teams.server import TeamsService
from bot.teams.connector import Connector, trusted
from bot.teams.tokens import BotToken
from db.conversations import CHANNEL, Conversation
from scheduler.port import SendError
from tests.teams.sending.conftest import CHANNEL_ID
from tests.teams.sending.test_odd_answers import answer, answering

THERE = Conversation(id=CHANNEL_ID, kind=CHANNEL, service_url="https://smba.trafficmanager.net/emea/")


@pytest.fixture
def service() -> Iterator[TeamsService]:
    with TeamsService(token="a-token-that-guards-nothing") as service:
        yield service


def token(service: TeamsService, now: list[float] | None = None) -> BotToken:
    clock = now if now is not None else [0.0]
    return BotToken(
        client_id="app", secret="s", tenant="tenant", login=service.url, monotonic=lambda: clock[0]
    )


def test_it_is_fetched_once_and_again_before_it_ends(service: TeamsService) -> None:
    now = [0.0]
    asked = token(service, now)
    assert [asked(), asked()] == ["a-token-that-guards-nothing"] * 2
    service.service.token = "another"
    now[0] = 3_299.0
    assert asked() == "a-token-that-guards-nothing"
    now[0] = 3_300.0  # an hour, less five minutes
    assert asked() == "another"
    service.service.token = "a-third"
    asked.forget()
    assert asked() == "a-third"
    asked.close()


def test_a_secret_that_is_not_taken_is_a_no_and_nothing_is_in_doubt(service: TeamsService) -> None:
    service.service.token = None
    asked = token(service)
    with pytest.raises(SendError, match="teams_unauthorized") as refused:
        asked()
    assert not refused.value.permanent
    asked.close()


def test_where_nobody_answers_nothing_was_sent() -> None:
    asked = BotToken(client_id="app", secret="s", tenant="t", login="http://127.0.0.1:9")
    with pytest.raises(SendError, match="unreachable"):
        asked()
    asked.close()


@pytest.mark.parametrize(
    ("address", "to_microsoft", "to_this_machine"),
    [
        ("https://smba.trafficmanager.net/emea/", True, False),
        ("https://smba.infra.gcc.teams.microsoft.com/", True, False),
        ("http://smba.trafficmanager.net/emea/", False, False),
        ("https://smba.trafficmanager.net.example.org/", False, False),
        ("https://example.org/.teams.microsoft.com", False, False),
        ("https://smba.trafficmanager.net@example.org/", False, False),
        ("http://127.0.0.1:3978", False, True),
        ("http://localhost.example.org", False, False),
        ("file:///etc/passwd", False, False),
        ("http://[::1", False, False),
        ("", False, False),
    ],
)
def test_only_microsoft_is_given_the_token_and_only_this_machine_is_spoken_to_without_one(
    address: str, to_microsoft: bool, to_this_machine: bool
) -> None:
    assert (trusted(address, local=False), trusted(address, local=True)) == (to_microsoft, to_this_machine)


def test_a_service_that_is_not_microsofts_gets_nothing(service: TeamsService) -> None:
    asked = token(service)
    connector = Connector(token=asked, timeout=60)
    elsewhere = Conversation(id=CHANNEL_ID, kind=CHANNEL, service_url=service.url)
    with pytest.raises(SendError, match="teams_not_trusted") as refused:
        connector.post(elsewhere, CHANNEL_ID, {"type": "message", "text": "hej"})
    assert refused.value.permanent
    assert service.service.calls == []
    connector.close()
    asked.close()


ODD_LOGINS = {
    "no JSON": b"<html>Log in to the network</html>",
    "a list": b"[]",
    "no token": b'{"expires_in": 3600}',
    "a number for a token": b'{"access_token": 7, "expires_in": 3600}',
    "an empty token": b'{"access_token": "", "expires_in": 3600}',
    "a token of two lines": b'{"access_token": "a\\r\\nX-Evil: 1", "expires_in": 3600}',
    "a token in letters that no header has": b'{"access_token": "\\u00e5\\u00e4", "expires_in": 3600}',
    "no end": b'{"access_token": "a"}',
    "an end that is no number": b'{"access_token": "a", "expires_in": "soon"}',
    "an end that never comes": b'{"access_token": "a", "expires_in": NaN}',
    "nested without end": b"[" * 200_000,
}


@pytest.mark.parametrize("how", ODD_LOGINS)
def test_a_login_that_answers_oddly_is_asked_again_and_nothing_is_in_doubt(how: str) -> None:
    refused = refusal(answer("200 OK", ODD_LOGINS[how]))
    assert (refused.code, refused.permanent) == ("unreachable", False)
    assert refused.retry_after is not None


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("400 Bad Request", "teams_unauthorized"),
        ("401 Unauthorized", "teams_unauthorized"),
        ("429 Too Many Requests", "ratelimited"),
        ("302 Found", "unreachable"),
        ("404 Not Found", "unreachable"),
        ("503 Service Unavailable", "unreachable"),
    ],
)
def test_only_a_login_that_refuses_the_secret_is_said_to_want_another(status: str, code: str) -> None:
    """Whoever runs it gets an e-mail about that."""
    assert refusal(answer(status)).code == code


def refusal(said: bytes) -> SendError:
    """What a login that answers this comes to."""
    with answering(said) as (url, _):
        asked = BotToken(client_id="app", secret="s", tenant="t", login=url, timeout=60)
        with closing(asked), pytest.raises(SendError) as refused:
            asked()
    return refused.value
