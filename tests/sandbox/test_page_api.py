"""What the page asks and does, as the README beside the server describes it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.example import EXAMPLE
from bot.sandbox.identities import AppSpec, Layout
from bot.sandbox.server import Workspace
from tests.sandbox.newsdesk import CARD, Newsdesk


@pytest.fixture
def page(workspace: Workspace) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=workspace.url, trust_env=False) as client:
        yield client


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


def get(page: httpx.Client, path: str, **query: str) -> Any:
    return page.get(f"/sandbox/{path}", params=query).raise_for_status().json()


def post(page: httpx.Client, path: str, **body: Any) -> Any:
    return page.post(f"/sandbox/{path}", json=body).json()


def test_the_workspace_says_who_and_what_there_is(page: httpx.Client) -> None:
    found = get(page, "workspace")
    assert found["bot"]["user_id"] == "U0SVARSVAKT"
    assert found["users"][0] == {
        "id": "U-ANNA",
        "name": "anna",
        "real_name": "Anna Berg",
        "first_name": "Anna",
        "title": "Redaktör",
        "is_bot": False,
    }
    assert found["app"] == {"connected": False, "connections": 0, "mode": "socket"}


def test_the_sidebar_counts_what_is_unread_until_it_is_read(page: httpx.Client, client: WebClient) -> None:
    client.chat_postMessage(channel="C-KULTUR", text="hej <@U-ANNA>")
    ts = client.chat_postMessage(channel="C-KULTUR", text="hej")["ts"]
    kultur = next(
        each
        for each in get(page, "conversations", user="U-ANNA")["conversations"]
        if each["id"] == "C-KULTUR"
    )
    assert (kultur["unread"], kultur["mentions"], kultur["latest_ts"]) == (2, 1, ts)
    post(page, "read", user="U-ANNA", channel="C-KULTUR", ts=ts)
    after = {
        each["id"]: each["unread"] for each in get(page, "conversations", user="U-ANNA")["conversations"]
    }
    assert after["C-KULTUR"] == 0


def test_a_persons_sidebar_ends_with_the_direct_message_with_the_app(page: httpx.Client) -> None:
    found = get(page, "conversations", user="U-OUTSIDER")["conversations"]
    assert [(each["kind"], each["name"]) for each in found] == [
        ("channel", "allmant"),
        ("channel", "utan-bot"),
        ("dm", "Svarsvakt"),
    ]


def test_messages_and_threads_are_shown_with_ephemerals_for_their_reader(
    page: httpx.Client, client: WebClient
) -> None:
    parent = client.chat_postMessage(channel="C-KULTUR", text="kort")["ts"]
    client.chat_postMessage(channel="C-KULTUR", text="i tråden", thread_ts=parent)
    client.chat_postEphemeral(channel="C-KULTUR", user="U-ANNA", text="bara du")
    anna = get(page, "messages", user="U-ANNA", channel="C-KULTUR")["messages"]
    assert [(each["text"], each["ephemeral"], each["reply_count"]) for each in anna] == [
        ("kort", False, 1),
        ("bara du", True, 0),
    ]
    bo = get(page, "messages", user="U-BO", channel="C-KULTUR")["messages"]
    assert [each["text"] for each in bo] == ["kort"]
    thread = get(page, "messages", user="U-BO", channel="C-KULTUR", thread_ts=parent)["messages"]
    assert [each["text"] for each in thread] == ["kort", "i tråden"]
    post(page, "dismiss", user="U-ANNA", channel="C-KULTUR", ts=anna[1]["ts"])
    assert len(get(page, "messages", user="U-ANNA", channel="C-KULTUR")["messages"]) == 1


def test_a_person_sees_only_the_conversations_she_is_in(page: httpx.Client, client: WebClient) -> None:
    channel = client.chat_postMessage(channel="U-ANNA", text="privat")["channel"]
    refused = page.get("/sandbox/messages", params={"user": "U-BO", "channel": channel})
    assert (refused.status_code, refused.json()["error"]) == (404, "channel_not_found")


def test_the_page_does_what_people_do(page: httpx.Client, workspace: Workspace, desk: Newsdesk) -> None:
    said = post(page, "say", user="U-ANNA", channel="U0SVARSVAKT", text="hej")
    assert (said["ok"], said["acknowledged"], said["failure"]) == (True, True, None)
    post(page, "command", user="U-ANNA", channel="C-KULTUR", command="/svarsvakt", text="ny")
    [modal] = get(page, "modals", user="U-ANNA")["modals"]
    refused = post(page, "view/submit", user="U-ANNA", view_id=modal["id"], state={"text": {"text": "fel"}})
    assert refused["errors"] == {"text": "Skriv vad allmänheten skrev."}
    assert refused["modals"] == [modal["id"]]
    assert post(page, "view/close", user="U-ANNA", view_id=modal["id"])["modals"] == []
    desk.client.chat_postMessage(channel="C-KULTUR", text="En kommentar", blocks=CARD)
    [card] = get(page, "messages", user="U-BO", channel="C-KULTUR")["messages"]
    what = {"channel": "C-KULTUR", "ts": card["ts"], "block_id": "card"}
    assert post(page, "action", user="U-BO", action_id="more", value="show:118", **what)["acknowledged"]
    assert post(page, "action", user="U-BO", action_id="take", **what)["acknowledged"]
    assert post(page, "shortcut", user="U-BO", callback_id="add_comment", channel="C-KULTUR", ts=card["ts"])
    assert len(get(page, "modals", user="U-BO")["modals"]) == 1
    post(page, "home/open", user="U-BO")
    assert get(page, "home", user="U-BO")["view"]["blocks"][0]["type"] == "header"


def test_refusals_are_codes_with_a_sentence(page: httpx.Client) -> None:
    refused = page.post(
        "/sandbox/command",
        json={"user": "U-ANNA", "channel": "C-KULTUR", "command": "/x", "text": "", "thread_ts": "1.1"},
    )
    assert refused.status_code == 400
    assert refused.json() == {
        "ok": False,
        "error": "not_in_thread",
        "message": "Slash commands do not work in threads.",
    }


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"{}", b'{"user": 1, "channel": "C-KULTUR", "text": "x"}'], ids=str
)
def test_nonsense_is_refused(page: httpx.Client, body: bytes) -> None:
    refused = page.post("/sandbox/say", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= refused.status_code < 500


def test_another_sites_page_can_neither_ask_nor_act(page: httpx.Client, workspace: Workspace) -> None:
    body = {"user": "U-ANNA", "channel": "C-KULTUR", "text": "hej"}
    assert page.post("/sandbox/say", json=body, headers={"Origin": "https://evil.example"}).status_code == 403
    assert page.get("/sandbox/workspace", headers={"Host": "evil.example"}).status_code == 400
    assert page.post("/sandbox/say", content=json.dumps(body)).status_code == 415
    assert page.post("/sandbox/say", json=body, headers={"Origin": workspace.url}).status_code == 200


def test_the_stream_says_what_to_fetch_and_only_to_those_who_may_see_it(
    page: httpx.Client, client: WebClient
) -> None:
    with page.stream("GET", "/sandbox/stream", params={"user": "U-ANNA"}) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: hello"
        client.chat_postMessage(channel="U-BO", text="inte för Anna")
        ts = client.chat_postMessage(channel="C-KULTUR", text="hej")["ts"]
        heard = next(json.loads(line[6:]) for line in lines if line.startswith('data: {"kind"'))
    assert heard == {
        "kind": "message",
        "channel": "C-KULTUR",
        "ts": ts,
        "thread_ts": None,
        "author": "U0SVARSVAKT",
    }


def test_faults_are_switched_from_the_page(page: httpx.Client, client: WebClient) -> None:
    post(page, "faults", method="auth.test", kind="error", error="account_inactive")
    with pytest.raises(SlackApiError, match="account_inactive"):
        client.auth_test()
    assert get(page, "calls")["calls"][0]["error"] == "account_inactive"
    post(page, "faults/settings", history_lag=30, rate_limits=True)
    assert get(page, "faults")["history_lag"] == 30
    post(page, "faults/clear")
    assert get(page, "faults") == {
        "faults": [],
        "history_lag": 0,
        "rate_limits": False,
        "drop_events": False,
    }
    assert post(page, "faults", method="auth.test", kind="explode")["ok"] is False


def test_an_uploaded_picture_is_posted_in_an_image_block_and_shown(
    page: httpx.Client, client: WebClient
) -> None:
    started = client.files_getUploadURLExternal(filename="vecka.png", length=4, alt_txt="Veckan")
    with httpx.Client(trust_env=False) as uploader:
        assert uploader.post(started["upload_url"], content=b"\x89PNG").status_code == 200
    client.files_completeUploadExternal(files=[{"id": started["file_id"], "title": "Veckan"}])
    picture = {"type": "image", "slack_file": {"id": started["file_id"]}, "alt_text": "Veckan i korthet"}
    client.chat_postMessage(channel="C-KULTUR", text="Veckan", blocks=[picture])
    [message] = get(page, "messages", user="U-ANNA", channel="C-KULTUR")["messages"]
    address = message["blocks"][0]["image_url"]
    assert address == f"/sandbox/files/{started['file_id']}/vecka.png"
    shown = page.get(address)
    assert (shown.content, shown.headers["content-type"]) == (b"\x89PNG", "image/png")


def test_a_picture_that_never_came_cannot_be_posted(client: WebClient) -> None:
    started = client.files_getUploadURLExternal(filename="vecka.png", length=4)
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": started["file_id"]}])
    picture = {"type": "image", "slack_file": {"id": started["file_id"]}, "alt_text": "x"}
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        client.chat_postMessage(channel="C-KULTUR", text="Veckan", blocks=[picture])


def test_slack_sdks_own_upload_works(client: WebClient, workspace: Workspace) -> None:
    client.files_upload_v2(channel="C-KULTUR", content="a,b\n", filename="export.csv", title="Export")
    [message] = workspace.messages("C-KULTUR")
    assert message["files"][0]["title"] == "Export"


MANIFEST = {
    "display_information": {"name": "Svarsvakt"},
    "features": {
        "bot_user": {"display_name": "Svarsvakt"},
        "slash_commands": [{"command": "/rundan", "description": "Rundan", "usage_hint": ""}],
        "shortcuts": [{"name": "Lägg till", "type": "message", "callback_id": "add", "description": "x"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
}


class TestWithAManifest:
    @pytest.fixture
    def workspace(self, workspaces: Callable[..., Workspace]) -> Workspace:
        app = AppSpec.from_manifest(MANIFEST)
        return workspaces(layout=Layout(users=EXAMPLE.users, channels=EXAMPLE.channels, app=app))

    def test_the_page_lists_its_commands_and_shortcuts(self, page: httpx.Client) -> None:
        found = get(page, "workspace")
        assert [each["command"] for each in found["commands"]] == ["/rundan"]
        assert [each["callback_id"] for each in found["shortcuts"]] == ["add"]

    def test_a_command_that_is_not_registered_is_refused(self, page: httpx.Client) -> None:
        body = {"user": "U-ANNA", "channel": "C-KULTUR", "command": "/annat", "text": ""}
        assert post(page, "command", **body)["error"] == "invalid_command"

    def test_a_method_beyond_the_scopes_is_refused_and_says_what_it_needs(self, client: WebClient) -> None:
        with pytest.raises(SlackApiError) as caught:
            client.users_info(user="U-ANNA")
        assert caught.value.response["error"] == "missing_scope"
        assert caught.value.response["needed"] == "users:read"
        assert client.auth_test().headers["x-oauth-scopes"] == "chat:write,commands"

    def test_events_that_are_not_subscribed_to_are_not_sent(self, workspace: Workspace) -> None:
        workspace.tell_bot("U-ANNA", "hej")
        assert workspace.state.outbound.events == []
