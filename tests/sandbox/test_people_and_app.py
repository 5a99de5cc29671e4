"""A real Bolt app against the workspace, by Socket Mode and by signed HTTP: the same tests on both."""

import pytest

from bot.sandbox.identities import APP_ID, BOT_USER_ID, TEAM_ID
from bot.sandbox.refusal import Refused
from bot.sandbox.server import Workspace
from tests.sandbox.newsdesk import CARD, Newsdesk


def test_a_direct_message_is_answered_in_the_same_conversation(workspace: Workspace, desk: Newsdesk) -> None:
    seen = workspace.tell_bot("U-ANNA", "lista")
    assert seen.acknowledged
    assert seen.text == "Du skrev: lista"
    event = desk.body("message")["event"]
    assert (event["channel_type"], event["user"]) == ("im", "U-ANNA")


def test_what_people_type_arrives_escaped_and_mentions_as_ids(workspace: Workspace, desk: Newsdesk) -> None:
    workspace.tell_bot("U-ANNA", "1 < 2 & @bo, se https://example.org/a?b=1&c=2.")
    expected = "1 &lt; 2 &amp; <@U-BO>, se <https://example.org/a?b=1&amp;c=2>."
    assert desk.body("message")["event"]["text"] == expected


def test_a_mention_in_a_channel_is_answered_in_its_thread(workspace: Workspace, desk: Newsdesk) -> None:
    seen = workspace.say("U-ANNA", "C-KULTUR", "@svarsvakt lista")
    assert desk.body("mention")["event"]["text"] == f"<@{BOT_USER_ID}> lista"
    assert seen.message_ts is not None
    thread = workspace.thread("C-KULTUR", seen.message_ts)
    assert [message["text"] for message in thread] == [f"<@{BOT_USER_ID}> lista", "Ja?"]


def test_a_channel_message_without_a_mention_is_not_heard(workspace: Workspace, desk: Newsdesk) -> None:
    workspace.say("U-ANNA", "C-KULTUR", "god morgon")
    assert desk.heard == []


def test_a_commands_acknowledgement_is_seen_by_its_writer_alone(workspace: Workspace, desk: Newsdesk) -> None:
    seen = workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt", "lista")
    assert seen.text == "Inget väntar."
    assert [message["text"] for message in workspace.ephemerals("U-ANNA", "C-KULTUR")] == ["Inget väntar."]
    assert workspace.ephemerals("U-BO", "C-KULTUR") == []
    body = desk.body("command")
    assert (body["team_id"], body["api_app_id"], body["channel_name"]) == (TEAM_ID, APP_ID, "kultur")


def test_a_commands_response_url_reaches_its_writer(workspace: Workspace, desk: Newsdesk) -> None:
    seen = workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt", "svara")
    workspace.wait_until(lambda: workspace.ephemerals("U-ANNA", "C-KULTUR"))
    assert seen.acknowledged
    assert workspace.ephemerals("U-ANNA", "C-KULTUR")[0]["text"] == "Svar på svarsadressen"


def test_a_command_in_a_thread_is_refused_before_the_app_hears(workspace: Workspace, desk: Newsdesk) -> None:
    ts = workspace.say("U-ANNA", "C-KULTUR", "god morgon").message_ts
    with pytest.raises(Refused, match="not_in_thread"):
        workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt", "lista", thread_ts=ts)
    assert desk.heard == []


def test_a_button_changes_its_message_in_place(workspace: Workspace, desk: Newsdesk) -> None:
    desk.client.chat_postMessage(channel="C-KULTUR", text="En kommentar", blocks=CARD)
    card = workspace.messages("C-KULTUR")[0]
    seen = workspace.click("U-ANNA", card, "take", "118")
    assert seen.acknowledged
    [changed] = workspace.messages("C-KULTUR")
    assert (changed["ts"], changed["text"], changed["blocks"]) == (card["ts"], "Anna har den", [])
    body = desk.body("take")
    assert body["actions"][0]["value"] == "118"
    assert body["container"] == {
        "type": "message",
        "message_ts": card["ts"],
        "channel_id": "C-KULTUR",
        "is_ephemeral": False,
    }


def test_a_menu_sends_its_option_and_answers_privately(workspace: Workspace, desk: Newsdesk) -> None:
    desk.client.chat_postMessage(channel="C-KULTUR", text="En kommentar", blocks=CARD)
    seen = workspace.click("U-ANNA", workspace.messages("C-KULTUR")[0], "more", "show:118")
    assert seen.text == "Hela texten"
    assert desk.body("more")["actions"][0]["selected_option"]["value"] == "show:118"
    assert workspace.ephemerals("U-BO", "C-KULTUR") == []


def test_a_button_that_is_no_longer_there_cannot_be_clicked(workspace: Workspace, desk: Newsdesk) -> None:
    desk.client.chat_postMessage(channel="C-KULTUR", text="En kommentar", blocks=CARD)
    card = workspace.messages("C-KULTUR")[0]
    workspace.click("U-ANNA", card, "take", "118")
    with pytest.raises(Refused, match="element_not_found"):
        workspace.click("U-BO", card, "take", "118")


def test_a_client_that_still_shows_the_button_sends_its_click(workspace: Workspace, desk: Newsdesk) -> None:
    desk.client.chat_postMessage(channel="C-KULTUR", text="En kommentar", blocks=CARD)
    card = workspace.messages("C-KULTUR")[0]
    workspace.click("U-ANNA", card, "take", "118")
    assert workspace.click("U-BO", card, "take", "118", still_on_screen=True).acknowledged
    assert desk.body("take")["user"]["id"] == "U-BO"


def test_a_shortcut_on_a_message_opens_a_modal(workspace: Workspace, desk: Newsdesk) -> None:
    workspace.say("U-ANNA", "C-KULTUR", "Kolla den här")
    seen = workspace.shortcut("U-ANNA", "add_comment", workspace.messages("C-KULTUR")[0])
    assert seen.view is not None
    assert seen.view["callback_id"] == "form"
    assert desk.body("shortcut")["message"]["text"] == "Kolla den här"


def test_the_home_is_published_when_it_is_opened(workspace: Workspace, desk: Newsdesk) -> None:
    home = workspace.open_home("U-ANNA")
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "Vad som väntar"
    assert workspace.home("U-BO") is None


class TestModals:
    @pytest.fixture
    def form(self, workspace: Workspace, desk: Newsdesk) -> dict[str, object]:
        view = workspace.slash("U-ANNA", "C-KULTUR", "/svarsvakt", "ny").view
        assert view is not None
        return view

    def test_a_submitted_modal_closes(
        self, workspace: Workspace, desk: Newsdesk, form: dict[str, object]
    ) -> None:
        seen = workspace.submit("U-ANNA", form, {"text": "Fint bibliotek"})
        assert (seen.acknowledged, seen.modals) == (True, ())
        values = desk.body("submitted")["view"]["state"]["values"]
        assert values == {"text": {"text": {"type": "plain_text_input", "value": "Fint bibliotek"}}}

    def test_an_empty_required_field_never_reaches_the_app(
        self, workspace: Workspace, desk: Newsdesk, form: dict[str, object]
    ) -> None:
        seen = workspace.submit("U-ANNA", form, {"text": ""})
        assert seen.errors == {"text": "Please complete this required field."}
        assert "submitted" not in desk.kinds()

    def test_errors_keep_the_modal_open_with_what_was_typed(
        self, workspace: Workspace, form: dict[str, object]
    ) -> None:
        seen = workspace.submit("U-ANNA", form, {"text": "fel"})
        assert seen.errors == {"text": "Skriv vad allmänheten skrev."}
        modal = workspace.modal("U-ANNA")
        assert modal is not None
        assert modal["state"]["values"]["text"]["text"]["value"] == "fel"

    def test_an_update_shows_another_modal_in_its_place(
        self, workspace: Workspace, form: dict[str, object]
    ) -> None:
        seen = workspace.submit("U-ANNA", form, {"text": "byt"})
        assert seen.view is not None
        assert (seen.view["id"], seen.view["title"]["text"]) == (form["id"], "Bytt")

    def test_a_push_puts_one_on_top_and_closing_it_shows_the_one_below(
        self, workspace: Workspace, form: dict[str, object]
    ) -> None:
        seen = workspace.submit("U-ANNA", form, {"text": "mer"})
        assert len(seen.modals) == 2
        assert seen.view is not None
        assert seen.view["previous_view_id"] == form["id"]
        assert workspace.close("U-ANNA", seen.view).modals == (form["id"],)

    def test_a_fourth_modal_on_top_is_refused(self, workspace: Workspace, form: dict[str, object]) -> None:
        top = form
        for _ in range(2):
            workspace.submit("U-ANNA", top, {"text": "mer"})
            top = workspace.modal("U-ANNA") or {}
        seen = workspace.submit("U-ANNA", top, {"text": "mer"})
        assert (seen.failure, len(seen.modals)) == ("dispatch_failed", 3)

    def test_clear_closes_the_whole_stack(self, workspace: Workspace, form: dict[str, object]) -> None:
        workspace.submit("U-ANNA", form, {"text": "mer"})
        seen = workspace.submit("U-ANNA", workspace.modal("U-ANNA") or {}, {"text": "rensa"})
        assert seen.modals == ()

    def test_closing_tells_an_app_that_asked_to_know(
        self, workspace: Workspace, desk: Newsdesk, form: dict[str, object]
    ) -> None:
        workspace.close("U-ANNA", form)
        assert desk.body("closed")["is_cleared"] is False

    def test_nobody_else_can_send_a_persons_modal(
        self, workspace: Workspace, form: dict[str, object]
    ) -> None:
        with pytest.raises(Refused, match="not_found"):
            workspace.submit("U-BO", form, {"text": "Hej"})


@pytest.mark.parametrize("desk", ["http"], indirect=True)
def test_a_request_url_says_the_challenge_back(workspace: Workspace, desk: Newsdesk) -> None:
    assert workspace.verify_request_url()


def test_an_event_that_comes_twice_has_the_same_id(workspace: Workspace, desk: Newsdesk) -> None:
    workspace.tell_bot("U-ANNA", "lista")
    first = desk.body("message")["event_id"]
    assert workspace.redeliver(first)
    assert [body["event_id"] for kind, body in desk.heard if kind == "message"] == [first, first]


def test_events_that_are_dropped_on_the_way_never_arrive(workspace: Workspace, desk: Newsdesk) -> None:
    workspace.on_loop(lambda: setattr(workspace.state.faults, "drop_events", True))
    assert not workspace.tell_bot("U-ANNA", "lista").acknowledged
    assert desk.heard == []
