"""Response URLs: thirty minutes, five times, and what an answer there can do to the clicked message."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox.server import Workspace


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url)


def lent(workspace: Workspace, message_ts: str | None = None) -> WebhookClient:
    key = workspace.on_loop(
        lambda: workspace.state.lent.response(user="U-ANNA", channel="C-KULTUR", message_ts=message_ts)
    )
    return WebhookClient(f"{workspace.url}/response/{key}")


def test_the_sixth_answer_is_refused(workspace: Workspace) -> None:
    url = lent(workspace)
    assert [url.send(text=str(number)).status_code for number in range(5)] == [200] * 5
    sixth = url.send(text="5")
    assert (sixth.status_code, sixth.body) == (404, "used_url")
    assert len(workspace.ephemerals("U-ANNA", "C-KULTUR")) == 5


def test_after_half_an_hour_it_is_too_late(workspaces: Callable[..., Workspace]) -> None:
    seconds = [0.0]
    workspace = workspaces(monotonic=lambda: seconds[0])
    url = lent(workspace)
    seconds[0] = 1801.0
    assert url.send(text="sent").body == "expired_url"


def test_an_answer_that_slack_would_not_show_is_refused(workspace: Workspace) -> None:
    url = lent(workspace)
    assert url.send(text="").body == "no_text"
    assert url.send(text="x", blocks=[{"type": "carrousel"}]).body == "invalid_blocks"
    assert workspace.ephemerals("U-ANNA", "C-KULTUR") == []


def test_an_answer_to_everyone(workspace: Workspace) -> None:
    lent(workspace).send(text="till alla", response_type="in_channel")
    assert [message["text"] for message in workspace.messages("C-KULTUR")] == ["till alla"]


def test_the_clicked_message_is_replaced_or_deleted(workspace: Workspace, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C-KULTUR", text="kort")["ts"]
    lent(workspace, ts).send(text="nytt", replace_original=True)
    assert [message["text"] for message in workspace.messages("C-KULTUR")] == ["nytt"]
    lent(workspace, ts).send(delete_original=True)
    assert workspace.messages("C-KULTUR") == []
