"""What Slack refuses, the workspace refuses, with Slack's word for it: every limit passed by one."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Workspace
from bot.sandbox.validate import message_problems, problems, view_problems

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str = "hej", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": plain("Ja"), **more}


def option(number: int, **more: Any) -> Json:
    return {"text": plain(f"Val {number}"), "value": str(number), **more}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "placeholder": plain("Välj"), **more}


def text_input(**more: Any) -> Json:
    return {
        "type": "input",
        "label": plain("Text"),
        "element": {"type": "plain_text_input", "action_id": "t", **more},
    }


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "Ett hus", **more}


TAKEN: dict[str, list[Json]] = {
    "50 blocks": [{"type": "divider"}] * 50,
    "3,000 characters in a section": [section("x" * 3000)],
    "ten fields of 2,000 characters": [
        {"type": "section", "fields": [plain("x" * 900)] * 9 + [plain("x" * 2000)]}
    ],
    "a header of 150 characters": [{"type": "header", "text": plain("x" * 150)}],
    "a button of 75 characters with a value of 2,000": [
        actions(button(text=plain("x" * 75), value="x" * 2000))
    ],
    "25 elements in a row": [actions(*(button(action_id=str(n)) for n in range(25)))],
    "five choices in a menu": [actions({"type": "overflow", "action_id": "o", "options": options(5)})],
    "one choice in a menu": [actions({"type": "overflow", "action_id": "o", "options": options(1)})],
    "100 choices in a select": [actions(select(options=options(100)))],
    "ten checkboxes": [actions({"type": "checkboxes", "action_id": "c", "options": options(10)})],
    "one action id in two blocks": [actions(button()), actions(button())],
    "ten pieces of context": [{"type": "context", "elements": [plain("x")] * 10}],
    "an image with alternative text": [image()],
    "an input": [text_input(max_length=3000)],
    "rich text": [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hej"}]}],
        }
    ],
}
REFUSED: dict[str, tuple[list[Any], str]] = {
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed"),
    "an unknown block": ([{"type": "carrousel"}], "unsupported type: carrousel"),
    "a block without a type": ([{"text": plain("x")}], "unsupported type: None"),
    "a block that is no object": (["hej"], "unsupported type: None"),
    "a field that Slack does not know": (
        [{"type": "divider", "color": "red"}],
        "invalid additional property: color",
    ),
    "two blocks with one id": (
        [{"type": "divider", "block_id": "x"}, section(block_id="x")],
        "block_id x already exists",
    ),
    "a block id of 256 characters": ([{"type": "divider", "block_id": "x" * 256}], "less than 256"),
    "two buttons with one action id in a block": (
        [actions(button(), button())],
        "action_id a already exists",
    ),
    "an action id of 256 characters": ([actions(button(action_id="x" * 256))], "less than 256"),
    "an empty section": ([section("")], "must be more than 0 characters"),
    "a section without text or fields": ([{"type": "section"}], "missing required field: text or fields"),
    "3,001 characters in a section": ([section("x" * 3001)], "must be less than 3001 characters"),
    "no fields": ([{"type": "section", "fields": []}], "no fewer than 1 items"),
    "eleven fields": ([{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items"),
    "a field of 2,001 characters": ([{"type": "section", "fields": [plain("x" * 2001)]}], "less than 2001"),
    "a text of an unknown kind": (
        [{"type": "section", "text": {"type": "html", "text": "x"}}],
        "must be plain_text or mrkdwn",
    ),
    "emoji on mrkdwn": (
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
        "invalid additional property: emoji",
    ),
    "a header of 151 characters": ([{"type": "header", "text": plain("x" * 151)}], "less than 151"),
    "a header in mrkdwn": (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "must be plain_text",
    ),
    "a button without a text": (
        [actions({"type": "button", "action_id": "a"})],
        "missing required field: text",
    ),
    "a button with an empty text": ([actions(button(text=plain("")))], "more than 0 characters"),
    "a button of 76 characters": ([actions(button(text=plain("x" * 76)))], "less than 76"),
    "a button's value of 2,001 characters": ([actions(button(value="x" * 2001))], "less than 2001"),
    "a button of an unknown style": ([actions(button(style="loud"))], "valid enum value"),
    "a confirmation without a text": (
        [actions(button(confirm={"title": plain("?"), "confirm": plain("Ja"), "deny": plain("Nej")}))],
        "missing required field: text",
    ),
    "26 elements in a row": (
        [actions(*(button(action_id=str(n)) for n in range(26)))],
        "no more than 25 items",
    ),
    "a row of no elements": ([actions()], "no fewer than 1 items"),
    "a text input in a row of buttons": (
        [actions({"type": "plain_text_input", "action_id": "t"})],
        "unsupported type: plain_text_input",
    ),
    "a menu of six": (
        [actions({"type": "overflow", "action_id": "o", "options": options(6)})],
        "no more than 5 items",
    ),
    "a menu of none": (
        [actions({"type": "overflow", "action_id": "o", "options": []})],
        "no fewer than 1 items",
    ),
    "a select of 101": ([actions(select(options=options(101)))], "no more than 100 items"),
    "a select of none": ([actions(select(options=[]))], "no fewer than 1 items"),
    "a select without choices": ([actions(select())], "exactly one of options and option_groups"),
    "a placeholder of 151 characters": (
        [actions(select(options=options(1), placeholder=plain("x" * 151)))],
        "less than 151",
    ),
    "a choice of 76 characters": (
        [actions(select(options=[option(1, text=plain("x" * 76))]))],
        "less than 76",
    ),
    "a choice whose value has 151 characters": (
        [actions(select(options=[option(1, value="x" * 151)]))],
        "less than 151",
    ),
    "a choice in mrkdwn": (
        [actions(select(options=[option(1, text={"type": "mrkdwn", "text": "x"})]))],
        "must be plain_text",
    ),
    "one value twice": ([actions(select(options=[option(1), option(1)]))], "duplicate option value: 1"),
    "a first choice that is none of them": (
        [actions(select(options=options(2), initial_option=option(3)))],
        "must be among the options",
    ),
    "eleven checkboxes": (
        [actions({"type": "checkboxes", "action_id": "c", "options": options(11)})],
        "no more than 10 items",
    ),
    "checkboxes with nothing chosen, said outright": (
        [actions({"type": "checkboxes", "action_id": "c", "options": options(2), "initial_options": []})],
        "no fewer than 1 items",
    ),
    "an image without alternative text": (
        [{"type": "image", "image_url": "https://example.org/a.png"}],
        "missing required field: alt_text",
    ),
    "an image with an empty alternative text": ([image(alt_text="")], "more than 0 characters"),
    "an image without a source": (
        [{"type": "image", "alt_text": "x"}],
        "exactly one of image_url and slack_file",
    ),
    "eleven pieces of context": (
        [{"type": "context", "elements": [plain("x")] * 11}],
        "no more than 10 items",
    ),
    "a button in a context": ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
    "an input without a label": (
        [{"type": "input", "element": {"type": "plain_text_input"}}],
        "missing required field: label",
    ),
    "an input for 3,001 characters": ([text_input(max_length=3001)], "from 1 to 3000"),
    "a date that is none": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "27/11"})],
        "invalid format",
    ),
    "an hour that is none": (
        [actions({"type": "timepicker", "action_id": "d", "initial_time": "25:00"})],
        "invalid format",
    ),
    "an empty piece of rich text": (
        [
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
            }
        ],
        "more than 0 characters",
    ),
}


@pytest.mark.parametrize("blocks", TAKEN.values(), ids=TAKEN.keys())
def test_what_slack_takes_is_taken(blocks: list[Json]) -> None:
    assert problems(blocks) == ()


@pytest.mark.parametrize(("blocks", "because"), REFUSED.values(), ids=REFUSED.keys())
def test_blocks_are_refused(blocks: list[Any], because: str) -> None:
    assert because in "\n".join(problems(blocks))


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("Titel"), "blocks": [section()], **more}


REFUSED_VIEWS: dict[str, tuple[Json, str]] = {
    "101 blocks": (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items"),
    "no title": ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
    "a title of 25 characters": (modal(title=plain("x" * 25)), "less than 25"),
    "a send button of 25 characters": (modal(submit=plain("x" * 25)), "less than 25"),
    "private metadata of 3,001 characters": (modal(private_metadata="x" * 3001), "less than 3001"),
    "a callback id of 256 characters": (modal(callback_id="x" * 256), "less than 256"),
    "an input and no way to send it": (modal(blocks=[text_input()]), "submit is required"),
    "a message's markdown block": (modal(blocks=[{"type": "markdown", "text": "x"}]), "unsupported type"),
    "a home with a title": (
        {"type": "home", "title": plain("x"), "blocks": []},
        "invalid additional property",
    ),
    "an unknown kind": ({"type": "dialog", "title": plain("x"), "blocks": []}, "must be modal"),
}


@pytest.mark.parametrize(("view", "because"), REFUSED_VIEWS.values(), ids=REFUSED_VIEWS.keys())
def test_views_are_refused(view: Json, because: str) -> None:
    assert because in "\n".join(view_problems(view))


def test_a_modal_of_100_blocks_and_a_title_of_24_characters_is_taken() -> None:
    assert view_problems(modal(title=plain("x" * 24), blocks=[{"type": "divider"}] * 100)) == ()


def test_a_message_without_fallback_text_is_a_problem_though_slack_would_take_it() -> None:
    assert message_problems("", [section()]) == (
        "no_text: every message needs a top-level text, for notifications and screen readers",
    )
    assert message_problems("hej", [section()]) == ()


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


def refusal(call: Callable[..., Any], **args: Any) -> Json:
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    found: Json = dict(caught.value.response.data)
    assert found["ok"] is False
    return found


def error(call: Callable[..., Any], **args: Any) -> str:
    return str(refusal(call, **args)["error"])


class TestTokens:
    def test_no_token(self, workspace: Workspace) -> None:
        assert error(WebClient(base_url=workspace.api_url).auth_test) == "not_authed"

    def test_a_wrong_token(self, workspace: Workspace) -> None:
        assert error(WebClient("xoxb-wrong", base_url=workspace.api_url).auth_test) == "invalid_auth"

    def test_a_bot_token_opens_no_socket(self, workspace: Workspace) -> None:
        client = WebClient(base_url=workspace.api_url)
        wrong = error(client.apps_connections_open, app_token=workspace.bot_token)
        assert wrong == "not_allowed_token_type"

    def test_an_unknown_method(self, client: WebClient) -> None:
        assert error(client.api_call, api_method="chat.shout") == "unknown_method"


class TestMessages:
    def test_nothing_to_say(self, client: WebClient) -> None:
        assert (
            error(client.api_call, api_method="chat.postMessage", json={"channel": "C-KULTUR"}) == "no_text"
        )

    def test_bad_blocks_say_what_and_where(self, client: WebClient) -> None:
        found = refusal(client.chat_postMessage, channel="C-KULTUR", text="x", blocks=[section("")])
        assert found["error"] == "invalid_blocks"
        said = "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"
        assert found["response_metadata"]["messages"] == [said]

    def test_blocks_that_are_not_json(self, client: WebClient) -> None:
        wrong = error(client.chat_postMessage, channel="C-KULTUR", text="x", blocks="[{")
        assert wrong == "invalid_blocks_format"

    def test_40_001_characters(self, client: WebClient) -> None:
        client.chat_postMessage(channel="C-KULTUR", text="x" * 40_000)
        assert error(client.chat_postMessage, channel="C-KULTUR", text="x" * 40_001) == "msg_too_long"

    def test_more_text_in_all_blocks_than_slack_takes_together(self, client: WebClient) -> None:
        blocks = [section("x" * 2501) for _ in range(4)]
        wrong = error(client.chat_postMessage, channel="C-KULTUR", text="x", blocks=blocks)
        assert wrong == "msg_blocks_too_long"

    @pytest.mark.parametrize(
        ("channel", "because"),
        [
            ("C-FINNS-INTE", "channel_not_found"),
            ("C-UTAN-BOT", "not_in_channel"),
            ("C-ARKIV", "is_archived"),
            ("U0SVARSVAKT", "cannot_dm_bot"),
        ],
    )
    def test_where_the_app_cannot_write(self, client: WebClient, channel: str, because: str) -> None:
        assert error(client.chat_postMessage, channel=channel, text="x") == because

    def test_a_thread_that_is_not_there(self, client: WebClient) -> None:
        wrong = error(client.chat_postMessage, channel="C-KULTUR", text="x", thread_ts="1.000001")
        assert wrong == "thread_not_found"

    def test_metadata_that_is_not_metadata(self, client: WebClient) -> None:
        wrong = error(client.chat_postMessage, channel="C-KULTUR", text="x", metadata={"event_type": "x"})
        assert wrong == "invalid_metadata_format"

    def test_metadata_that_is_too_large(self, client: WebClient) -> None:
        metadata = {"event_type": "x", "event_payload": {"key": "x" * 16_000}}
        wrong = error(client.chat_postMessage, channel="C-KULTUR", text="x", metadata=metadata)
        assert wrong == "metadata_too_large"

    def test_changing_what_is_not_there_or_not_the_apps_own(
        self, client: WebClient, workspace: Workspace
    ) -> None:
        assert error(client.chat_update, channel="C-KULTUR", ts="1.000001", text="x") == "message_not_found"
        ts = workspace.say("U-ANNA", "C-KULTUR", "mitt").message_ts
        assert error(client.chat_update, channel="C-KULTUR", ts=ts, text="x") == "cant_update_message"
        assert error(client.chat_delete, channel="C-KULTUR", ts=ts) == "cant_delete_message"

    def test_an_ephemeral_to_somebody_elsewhere(self, client: WebClient) -> None:
        wrong = error(client.chat_postEphemeral, channel="C-KULTUR", user="U-OUTSIDER", text="x")
        assert wrong == "user_not_in_channel"
        wrong = error(client.chat_postEphemeral, channel="C-KULTUR", user="U-INGEN", text="x")
        assert wrong == "user_not_found"

    def test_an_ephemeral_is_in_no_history_and_cannot_be_changed(self, client: WebClient) -> None:
        sent = client.chat_postEphemeral(channel="C-KULTUR", user="U-ANNA", text="x")
        assert client.conversations_history(channel="C-KULTUR")["messages"] == []
        wrong = error(client.chat_update, channel="C-KULTUR", ts=sent["message_ts"], text="y")
        assert wrong == "message_not_found"

    def test_an_unknown_person(self, client: WebClient) -> None:
        assert error(client.users_info, user="U-INGEN") == "user_not_found"
        assert error(client.users_lookupByEmail, email="ingen@example.org") == "users_not_found"
        assert error(client.conversations_open, users="U-INGEN") == "user_not_found"


class TestViews:
    def test_a_trigger_that_nobody_lent(self, client: WebClient) -> None:
        assert error(client.views_open, trigger_id="1.2.abc", view=modal()) == "invalid_trigger_id"

    def test_a_trigger_works_once(self, client: WebClient, workspace: Workspace) -> None:
        trigger = workspace.on_loop(lambda: workspace.state.lent.trigger("U-ANNA"))
        client.views_open(trigger_id=trigger, view=modal())
        assert error(client.views_open, trigger_id=trigger, view=modal()) == "exchanged_trigger_id"

    def test_a_trigger_is_too_old_after_three_seconds(self, workspaces: Callable[..., Workspace]) -> None:
        seconds = [100.0]
        workspace = workspaces(monotonic=lambda: seconds[0])
        client = WebClient(workspace.bot_token, base_url=workspace.api_url)
        trigger = workspace.on_loop(lambda: workspace.state.lent.trigger("U-ANNA"))
        seconds[0] = 103.1
        assert error(client.views_open, trigger_id=trigger, view=modal()) == "expired_trigger_id"

    def test_a_bad_view_says_what_and_where(self, client: WebClient, workspace: Workspace) -> None:
        trigger = workspace.on_loop(lambda: workspace.state.lent.trigger("U-ANNA"))
        found = refusal(client.views_open, trigger_id=trigger, view=modal(title=plain("x" * 25)))
        assert found["error"] == "invalid_arguments"
        said = "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
        assert found["response_metadata"]["messages"] == [said]

    def test_a_hash_that_somebody_else_has_overtaken(self, client: WebClient) -> None:
        home = {"type": "home", "blocks": [section("ett")]}
        first = client.views_publish(user_id="U-ANNA", view=home)["view"]["hash"]
        client.views_publish(user_id="U-ANNA", view=home, hash=first)
        assert error(client.views_publish, user_id="U-ANNA", view=home, hash=first) == "hash_conflict"

    def test_a_view_that_is_closed(self, client: WebClient) -> None:
        assert error(client.views_update, view_id="V404", view=modal()) == "not_found"

    def test_an_external_id_that_is_taken(self, client: WebClient, workspace: Workspace) -> None:
        triggers = [workspace.on_loop(lambda: workspace.state.lent.trigger("U-ANNA")) for _ in range(2)]
        client.views_open(trigger_id=triggers[0], view=modal(external_id="x"))
        wrong = error(client.views_open, trigger_id=triggers[1], view=modal(external_id="x"))
        assert wrong == "duplicate_external_id"
