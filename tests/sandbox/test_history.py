"""Reading back what was said: history, threads, metadata, and history that lags."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Workspace
from tests.workspace import SetClock


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


def keyed(key: str) -> dict[str, object]:
    return {"event_type": "svarsvakt_notice", "event_payload": {"key": key}}


def test_metadata_comes_back_only_when_asked_for(client: WebClient) -> None:
    client.chat_postMessage(channel="C-KULTUR", text="hej", metadata=keyed("card:118"))
    [bare] = client.conversations_history(channel="C-KULTUR")["messages"]
    [full] = client.conversations_history(channel="C-KULTUR", include_all_metadata=True)["messages"]
    assert "metadata" not in bare
    assert full["metadata"] == keyed("card:118")


def test_history_is_newest_first_and_leaves_out_thread_replies(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C-KULTUR", text="kort")["ts"]
    client.chat_postMessage(
        channel="C-KULTUR", text="påminnelse", thread_ts=parent, metadata=keyed("rung:118:1:2")
    )
    client.chat_postMessage(channel="C-KULTUR", text="rond")
    found = client.conversations_history(channel="C-KULTUR")["messages"]
    assert [message["text"] for message in found] == ["rond", "kort"]
    assert found[1]["reply_count"] == 1
    thread = client.conversations_replies(channel="C-KULTUR", ts=parent, include_all_metadata=True)[
        "messages"
    ]
    assert [message["text"] for message in thread] == ["kort", "påminnelse"]
    assert thread[1]["metadata"] == keyed("rung:118:1:2")


def test_history_is_read_from_a_time_on_and_page_by_page(client: WebClient, clock: SetClock) -> None:
    sent = []
    for number in range(5):
        sent.append(client.chat_postMessage(channel="C-KULTUR", text=str(number))["ts"])
        clock.move(timedelta(minutes=1))
    after = client.conversations_history(channel="C-KULTUR", oldest=sent[2])["messages"]
    assert [message["text"] for message in after] == ["4", "3"]
    inclusive = client.conversations_history(channel="C-KULTUR", oldest=sent[2], inclusive=True)["messages"]
    assert [message["text"] for message in inclusive] == ["4", "3", "2"]
    first = client.conversations_history(channel="C-KULTUR", limit=2)
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel="C-KULTUR", limit=2, cursor=cursor)
    assert [message["text"] for message in second["messages"]] == ["2", "1"]


def test_a_clock_that_stands_still_still_gives_every_message_its_own_ts(client: WebClient) -> None:
    sent = [client.chat_postMessage(channel="C-KULTUR", text="x")["ts"] for _ in range(20)]
    assert sent == sorted(set(sent))
    assert sent[0] == "1795787400.000000"


def test_lagging_history_shows_a_message_only_later(
    client: WebClient, workspace: Workspace, clock: SetClock
) -> None:
    workspace.lag_history(timedelta(seconds=30))
    ts = client.chat_postMessage(channel="C-KULTUR", text="hej")["ts"]
    assert client.conversations_history(channel="C-KULTUR")["messages"] == []
    with pytest.raises(SlackApiError, match="thread_not_found"):
        client.conversations_replies(channel="C-KULTUR", ts=ts)
    clock.move(timedelta(seconds=30))
    assert len(client.conversations_history(channel="C-KULTUR")["messages"]) == 1


def test_history_of_a_channel_without_the_app_is_refused(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.conversations_history(channel="C-UTAN-BOT")


def test_a_direct_message_is_posted_by_the_persons_id_and_read_back(client: WebClient) -> None:
    sent = client.chat_postMessage(channel="U-ANNA", text="hej")
    assert sent["channel"] == client.conversations_open(users="U-ANNA")["channel"]["id"]
    assert client.conversations_history(channel=sent["channel"])["messages"][0]["text"] == "hej"


def test_an_update_keeps_blocks_and_metadata_that_it_does_not_name(client: WebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "kort"}}]
    ts = client.chat_postMessage(channel="C-KULTUR", text="a", blocks=blocks, metadata=keyed("card:1"))["ts"]
    client.chat_update(channel="C-KULTUR", ts=ts, text="b")
    [found] = client.conversations_history(channel="C-KULTUR", include_all_metadata=True)["messages"]
    assert (found["text"], found["blocks"][0]["text"]["text"]) == ("b", "kort")
    assert found["metadata"] == keyed("card:1")
    assert "edited" in found


def test_a_deleted_message_is_gone_but_the_journal_remembers(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="C-KULTUR", text="a", metadata=keyed("card:1"))["ts"]
    client.chat_delete(channel="C-KULTUR", ts=ts)
    assert client.conversations_history(channel="C-KULTUR")["messages"] == []
    [posted] = workspace.posted("C-KULTUR")
    assert posted["metadata"] == keyed("card:1")
    assert [entry.what for entry in workspace.journal()] == ["posted", "deleted"]


def test_a_permalink_leads_to_the_page(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="C-KULTUR", text="a")["ts"]
    link = client.chat_getPermalink(channel="C-KULTUR", message_ts=ts)["permalink"]
    assert link == f"{workspace.url}/archives/C-KULTUR/p{ts.replace('.', '')}"
