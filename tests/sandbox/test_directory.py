"""Who is here and where: users, groups, channels, memberships, as the Web API lists them."""

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Workspace


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url)


def test_a_person_has_a_profile_with_her_first_name(client: WebClient) -> None:
    user = client.users_info(user="U-ANNA")["user"]
    assert (user["profile"]["first_name"], user["profile"]["last_name"], user["tz_offset"]) == (
        "Anna",
        "Berg",
        3600,
    )
    assert client.users_lookupByEmail(email="Anna@example.org")["user"]["id"] == "U-ANNA"


def test_everyone_is_listed_page_by_page(client: WebClient) -> None:
    pages = [[member["name"] for member in page["members"]] for page in client.users_list(limit=2)]
    assert pages == [["anna", "bo"], ["cecilia", "erik"], ["svarsvakt"]]


def test_channels_are_listed_with_whether_the_app_is_in_them(client: WebClient) -> None:
    found = client.conversations_list(exclude_archived=True)["channels"]
    assert {each["name"]: each["is_member"] for each in found} == {
        "kultur": True,
        "allmant": True,
        "utan-bot": False,
    }


def test_the_apps_own_conversations(client: WebClient) -> None:
    client.conversations_open(users="U-ANNA")
    found = client.users_conversations(types="public_channel,im")["channels"]
    assert [each["id"] for each in found] == ["C-KULTUR", "C-ALLMANT", "C-ARKIV", "D00000001"]


def test_joining_a_public_channel_makes_it_writable(client: WebClient) -> None:
    client.conversations_join(channel="C-UTAN-BOT")
    assert "U0SVARSVAKT" in client.conversations_members(channel="C-UTAN-BOT")["members"]
    assert client.chat_postMessage(channel="C-UTAN-BOT", text="hej")["ok"]


def test_a_group_and_its_people(client: WebClient) -> None:
    [group] = client.usergroups_list(include_users=True)["usergroups"]
    assert (group["handle"], group["users"]) == ("redaktorer", ["U-ANNA", "U-BO"])
    assert client.usergroups_users_list(usergroup="S-RED")["users"] == ["U-ANNA", "U-BO"]


def test_the_app_knows_itself(client: WebClient) -> None:
    me = client.auth_test()
    assert (me["user_id"], me["bot_id"]) == ("U0SVARSVAKT", "B0SVARSVAKT")
    assert client.bots_info(bot=me["bot_id"])["bot"]["user_id"] == me["user_id"]
    assert client.api_test(foo="bar")["args"]["foo"] == "bar"


def test_forms_and_json_say_the_same(client: WebClient) -> None:
    blocks = '[{"type": "section", "text": {"type": "mrkdwn", "text": "hej"}}]'
    by_form = client.api_call("chat.postMessage", data={"channel": "C-KULTUR", "text": "x", "blocks": blocks})
    by_json = client.api_call("chat.postMessage", json={"channel": "C-KULTUR", "text": "x", "blocks": blocks})
    assert by_form["message"]["blocks"][0]["text"] == by_json["message"]["blocks"][0]["text"]
