"""An app that shows every block and element, and answers as apps do: what the page is tested against."""

import re
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.server import Workspace
from tests.workspace import hang_up

CHANNEL = "C-KULTUR"
Blocks = list[dict[str, Any]]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def button(action_id: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "118", **more}


def labelled(block_id: str, label: str, element: dict[str, Any]) -> dict[str, Any]:
    element = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def optional(block_id: str, label: str, element: dict[str, Any]) -> dict[str, Any]:
    return labelled(block_id, label, element) | {"optional": True}


def select(kind: str, options: Blocks) -> dict[str, Any]:
    return {"type": kind, "options": options}


DAYS = [option("0", "Måndag"), option("1", "Tisdag")]
YES_OR_NO = [option("yes", "Ja"), option("no", "Nej")]
GROUNDS = [option("threat", "Hot"), option("spam", "Skräppost"), option("other", "Annat skäl")]

CARD: Blocks = [
    {
        "type": "section",
        "block_id": "head",
        "text": mrkdwn(
            "*Kulturskolans Facebook* · 118 · <https://facebook.com/k.example/1|Till kommentaren>"
        ),
    },
    {
        "type": "section",
        "block_id": "public",
        "text": mrkdwn("&gt; När öppnar anmälan till vårterminens dansgrupper? *Hilma* &lt;!channel&gt;"),
    },
    {"type": "context", "block_id": "when", "elements": [plain("Maj-Britt S. skrev fredag kl. 13.12")]},
    {
        "type": "section",
        "block_id": "due",
        "text": mrkdwn("*Svara senast måndag 30 november kl. 12.00*\nIngen har den. :hourglass: <@U-BO>"),
    },
    {
        "type": "actions",
        "block_id": "do",
        "elements": [
            button("take", "Jag tar den", style="primary"),
            button("ack", "Har sagt att vi återkommer"),
            button(
                "sure",
                "Behöver inget svar",
                confirm={
                    "title": plain("Är du säker?"),
                    "text": plain("Den stängs."),
                    "confirm": plain("Stäng den"),
                    "deny": plain("Avbryt"),
                },
            ),
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("hide", "Jag har dolt den"), option("why", "Varför den tiden?")],
            },
        ],
    },
]

EVERYTHING: Blocks = [
    {"type": "header", "block_id": "h", "text": plain("Allt som kan visas :tada:")},
    {
        "type": "section",
        "block_id": "f",
        "text": mrkdwn(
            "*Fet* _kursiv_ ~struken~ `kod` 5*3*2 snake_case <#C-KULTUR> <!here> &lt;b&gt; &amp;amp;"
        ),
        "fields": [mrkdwn("*I tid*\n9 av 10"), mrkdwn("*Väntar*\n2")],
        "accessory": {
            "type": "static_select",
            "action_id": "week",
            "placeholder": plain("Välj vecka"),
            "options": [option("2026-W46", "Vecka 46"), option("2026-W47", "Vecka 47")],
        },
    },
    {
        "type": "section",
        "block_id": "lines",
        "text": {"type": "plain_text", "text": "24 :tada:\n25 <b>", "emoji": False},
    },
    {"type": "divider", "block_id": "d"},
    {
        "type": "rich_text",
        "block_id": "r",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Skriv under med "},
                    {"type": "text", "text": "/Anna", "style": {"bold": True}},
                    {"type": "emoji", "name": "wave"},
                    {"type": "link", "url": "https://exempelstad.example/regler", "text": "Reglerna"},
                    {"type": "user", "user_id": "U-BO"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "Ett"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "Två"}]},
                ],
            },
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Citat"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a < b\n  c"}]},
        ],
    },
    {
        "type": "image",
        "block_id": "elsewhere",
        "image_url": "https://bilder.example/katt.png",
        "alt_text": "En katt på en annan webbplats",
    },
    {
        "type": "actions",
        "block_id": "picks",
        "elements": [
            {
                "type": "datepicker",
                "action_id": "day",
                "initial_date": "2026-11-23",
                "placeholder": plain("Dag"),
            },
            {"type": "timepicker", "action_id": "time", "initial_time": "08:30", "placeholder": plain("Tid")},
            {"type": "users_select", "action_id": "who", "placeholder": plain("Välj person")},
            button("site", "Läs mer", url="https://exempelstad.example/"),
            button("stop", "Avbryt rundan", style="danger"),
        ],
    },
    {
        "type": "actions",
        "block_id": "ticks",
        "elements": [
            {
                "type": "checkboxes",
                "action_id": "tick",
                "options": [option("119", "119 Tack så mycket!"), option("120", "120 ❤️❤️")],
            },
            button("close", "Stäng de markerade"),
        ],
    },
]

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Jag har dolt den"),
    "submit": plain("Spara"),
    "close": plain("Avbryt"),
    "private_metadata": "118",
    "blocks": [
        {"type": "section", "block_id": "intro", "text": mrkdwn("Texten sparas. *Skälet* följer med.")},
        labelled("ground", "Skäl", select("static_select", GROUNDS) | {"placeholder": plain("Välj skäl")}),
        labelled("reason", "Varför", {"type": "plain_text_input", "multiline": True, "min_length": 3}),
        optional("link", "Länk", {"type": "url_text_input", "placeholder": plain("https://")})
        | {"hint": plain("Där kommentaren står.")},
        optional("day", "Dag", {"type": "datepicker", "initial_date": "2026-11-27"}),
        optional("at", "När", {"type": "datetimepicker", "initial_date_time": 1795787400}),
        optional("who", "Vem", {"type": "users_select"}),
        optional("days", "Dagar", select("checkboxes", DAYS)),
        optional("told", "Har den som skrev fått veta?", select("radio_buttons", YES_OR_NO)),
        optional("units", "Enheter", select("multi_static_select", [option("k", "Kultur")])),
    ],
}


class Gallery:
    """The app. `heard`: (what, body) of everything that reached it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.client = WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])
        self.app = App(client=self.client, process_before_response=True)
        self.handler = SocketModeHandler(self.app, workspace.app_token)
        self._listen()

    def start(self) -> "Gallery":
        self.handler.connect()
        self.workspace.wait_for_app()
        return self

    def stop(self) -> None:
        hang_up(self.workspace, self.handler.client)

    def post(self, blocks: Blocks, text: str = "Kort", channel: str = CHANNEL, **more: Any) -> str:
        return str(self.client.chat_postMessage(channel=channel, text=text, blocks=blocks, **more)["ts"])

    def body(self, what: str) -> dict[str, Any]:
        return next(body for heard, body in reversed(self.heard) if heard == what)

    def has_heard(self, what: str) -> bool:
        return any(heard == what for heard, _ in self.heard)

    def _listen(self) -> None:
        app = self.app

        @app.action({"type": "block_actions", "action_id": "take"})
        def take(ack: Any, body: dict[str, Any]) -> None:
            self.heard.append(("take", body))
            blocks = [
                *CARD[:3],
                {"type": "section", "block_id": "due", "text": mrkdwn("Anna Berg har den.")},
                CARD[4],
            ]
            ts = body["message"]["ts"]
            self.client.chat_update(channel=body["channel"]["id"], ts=ts, text="Anna har den", blocks=blocks)
            ack()

        @app.action("more")
        def more(ack: Any, body: dict[str, Any], respond: Any) -> None:
            value = body["actions"][0]["selected_option"]["value"]
            self.heard.append((value, body))
            if value == "hide":
                self.client.views_open(trigger_id=body["trigger_id"], view=FORM)
            else:
                respond("Ett dygn senare är det *lördag*, och då gäller nästa arbetsdag.")
            ack()

        @app.view("form")
        def submitted(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
            self.heard.append(("form", body))
            reason = view["state"]["values"]["reason"]["reason"]["value"]
            if reason == "fel":
                ack(response_action="errors", errors={"reason": "Skriv varför."})
            else:
                ack()

        @app.command("/svarsvakt")
        def command(ack: Any, body: dict[str, Any]) -> None:
            self.heard.append(("command", body))
            ack(f"Du skrev {body['text']}")

        @app.shortcut("add_comment")
        def shortcut(ack: Any, body: dict[str, Any]) -> None:
            self.heard.append(("shortcut", body))
            self.client.views_open(trigger_id=body["trigger_id"], view=FORM)
            ack()

        @app.event("app_home_opened")
        def home(event: dict[str, Any]) -> None:
            view = {"type": "home", "blocks": EVERYTHING}
            self.client.views_publish(user_id=event["user"], view=view)

        @app.event("message")
        def message(body: dict[str, Any], say: Any) -> None:
            self.heard.append(("message", body))
            if body["event"]["channel"].startswith("D"):
                say("Ja?")

        @app.action(re.compile("ack|sure|week|day|time|who|stop|close|site|tick"))
        def other(ack: Any, body: dict[str, Any]) -> None:
            self.heard.append((body["actions"][0]["action_id"], body))
            ack()
