"""Misbehaving on request: what the client meets, and whether the message was taken all the same."""

from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPException
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Workspace
from tests.workspace import SetClock


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[], timeout=60)


def impatient(workspace: Workspace) -> WebClient:
    """For what never answers."""
    return WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[], timeout=1)


def send(client: WebClient) -> None:
    client.chat_postMessage(channel="C-KULTUR", text="hej")


def texts(workspace: Workspace) -> list[str]:
    return [message["text"] for message in workspace.messages("C-KULTUR")]


def test_429_says_when_to_come_back_and_takes_nothing(workspace: Workspace, client: WebClient) -> None:
    workspace.fail_next("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        send(client)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["retry-after"] == "7"
    assert texts(workspace) == []
    send(client)
    assert texts(workspace) == ["hej"]


@pytest.mark.parametrize(("kind", "taken"), [("server_error", []), ("server_error_after", ["hej"])])
def test_500_with_or_without_taking_the_message(
    workspace: Workspace, client: WebClient, kind: str, taken: list[str]
) -> None:
    workspace.fail_next("chat.postMessage", kind)
    with pytest.raises(SlackApiError) as caught:
        send(client)
    assert caught.value.response.status_code == 500
    assert texts(workspace) == taken


@pytest.mark.parametrize(("kind", "taken"), [("cut_before", []), ("cut_after", ["hej"])])
def test_a_cut_connection_with_or_without_taking_the_message(
    workspace: Workspace, client: WebClient, kind: str, taken: list[str]
) -> None:
    workspace.fail_next("chat.postMessage", kind)
    with pytest.raises((OSError, HTTPException, URLError)):
        send(client)
    assert texts(workspace) == taken


def test_a_message_that_is_taken_but_never_answered(workspace: Workspace) -> None:
    workspace.fail_next("chat.postMessage", "hang_after")
    with pytest.raises(TimeoutError):
        send(impatient(workspace))
    workspace.wait_until(lambda: texts(workspace) == ["hej"])


def test_a_workspace_stops_though_a_call_still_hangs(workspaces: Callable[..., Workspace]) -> None:
    workspace = workspaces()
    workspace.fail_next("chat.postMessage", "hang_after")
    with pytest.raises(TimeoutError):
        send(impatient(workspace))
    workspace.stop()
    assert not workspace._thread.is_alive()


def test_an_error_of_the_tests_choice(workspace: Workspace, client: WebClient) -> None:
    workspace.fail_next("chat.postMessage", "error", error="account_inactive")
    with pytest.raises(SlackApiError, match="account_inactive"):
        send(client)


def test_a_fault_lasts_as_many_calls_as_asked_and_meets_only_its_method(
    workspace: Workspace, client: WebClient
) -> None:
    workspace.fail_next("chat.postMessage", "server_error", times=2)
    client.auth_test()
    for _ in range(2):
        with pytest.raises(SlackApiError):
            send(client)
    send(client)
    assert [(call.method, call.status) for call in workspace.calls()] == [
        ("auth.test", 200),
        ("chat.postMessage", 500),
        ("chat.postMessage", 500),
        ("chat.postMessage", 200),
    ]


def test_slack_sdks_own_retry_doubles_a_message_and_the_journal_shows_it(workspace: Workspace) -> None:
    workspace.fail_next("chat.postMessage", "cut_after")
    send(WebClient(workspace.bot_token, base_url=workspace.api_url))
    assert [post["request"] for post in workspace.posted("C-KULTUR")] == [1, 2]


def test_one_message_a_second_a_channel_when_rates_are_limited(
    workspace: Workspace, client: WebClient, clock: SetClock
) -> None:
    workspace.limit_rates()
    send(client)
    client.chat_postMessage(channel="C-ALLMANT", text="en annan kanal")
    with pytest.raises(SlackApiError, match="ratelimited"):
        send(client)
    clock.move(timedelta(seconds=1))
    send(client)
    assert texts(workspace) == ["hej", "hej"]


def test_behaving_again_forgets_every_fault(workspace: Workspace, client: WebClient) -> None:
    workspace.fail_next("*", "server_error", times=9)
    workspace.behave()
    send(client)
    assert texts(workspace) == ["hej"]
