"""Good activities of every kind, as Teams sends them: words, presses, windows, files, a team's own life."""

from collections.abc import Sequence
from random import Random
from typing import Any

from bot.chat import asking
from bot.chat.names import BACK, HOME_UNIT, PAGE, UNIT_FORM
from bot.teams.cards.forms import CHANGE, CLOSE, SEND
from bot.teams.handing_out import ANSWERED
from db.words import Ground
from handlers.command_words import WORDS
from handlers.managing.form import UnitFormKind
from handlers.managing.pages import PAGES
from handlers.outcome import FormKind
from tests.faults.fuzz.teams.people import CHANNELS, EVERYBODY, TENANT, Somebody
from tests.faults.fuzz.words import CANARY, HOSTILE
from tests.teams.cards.adaptive import things

Json = dict[str, Any]

SERVICE = "http://127.0.0.1:3978/emea/"
BOT = "28:svarsvakt"
PLACES = ("", "1", "2 ", "1, 2", "3 stötande", "#2 ", "idag", "2026-W47", "alla", "4", "999")
BUTTONS = (*asking.ACTIONS, *asking.FORMS, *asking.TOGETHER, *asking.OTHERS, PAGE, BACK, HOME_UNIT, UNIT_FORM)
VALUES = (
    "1", "2", "3", "4", "1,2", "999", "9" * 30, "-1", "", "round:1:all", "round:1:1", "round:9:all",
    "2026-W47",
    *(f"{page}:{unit}:0" for page in PAGES for unit in (1, 2)), "people:1:-1", "people:999999999:0",
    *(f"{kind.value}:{unit}:{it}" for kind in UnitFormKind for unit in (1, 2) for it in ("", "1", "7/x")),
)  # fmt: skip
FIELDS = (
    "account", "ground", "person", "text", "reason", "whom", "alias", "first_name", "url", "first_day",
    "last_day", "written_at", "written_at_time", "name", "role", "reply", "user", "channel", "query", "ready",
)  # fmt: skip
INVOKES = (
    "adaptiveCard/action",
    "task/fetch",
    "task/submit",
    "composeExtension/fetchTask",
    "composeExtension/submitAction",
    "composeExtension/query",
    "composeExtension/queryLink",
    "composeExtension/selectItem",
    "signin/verifyState",
    "message/submitAction",
    "config/fetch",
    ANSWERED,
)
HAPPENINGS = (
    "teamArchived",
    "teamUnarchived",
    "teamDeleted",
    "teamRestored",
    "channelDeleted",
    "channelRestored",
    "channelCreated",
    "channelRenamed",
    "teamRenamed",
)


def written(dice: Random) -> str:
    """What somebody might write: with the canary in it."""
    return f"{CANARY} {dice.choice(HOSTILE)}"


def good(dice: Random, seen: Sequence[Json]) -> Json:
    """One activity. `seen`: cards that the bot has shown, whose buttons are pressed."""
    who = dice.choice(EVERYBODY)
    kind = dice.random()
    if kind < 0.3:
        return _words(dice, who)
    if kind < 0.6 and seen:
        return _pressed(dice, who, _of_card(dice, dice.choice(seen)))
    if kind < 0.75:
        return _pressed(dice, who, _made_up(dice))
    if kind < 0.9:
        return _invoked(dice, who, seen)
    return _happened(dice, who)


def around(dice: Random, who: Somebody, *, personal: bool | None = None) -> Json:
    """What stands around everything that somebody does."""
    own = dice.random() < 0.6 if personal is None else personal
    channel, team = dice.choice(CHANNELS)
    data: Json = {"tenant": {"id": TENANT}}
    if not own:
        data |= {"team": {"id": team, "name": "Ett team"}, "channel": {"id": channel}}
    root = f";messageid={dice.randrange(9_999)}" if dice.random() < 0.7 else ""
    return {
        "id": str(dice.randrange(10**12)),
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": who.id, "name": who.name, "aadObjectId": who.key},
        "recipient": {"id": BOT, "name": "Svarsvakt"},
        "conversation": {
            "id": f"a:{who.key}" if own else channel + root,
            "conversationType": "personal" if own else "channel",
            "tenantId": TENANT,
        },
        "channelData": data,
    }


def _words(dice: Random, who: Somebody) -> Json:
    word = dice.choice([spelling for known in WORDS.values() for spelling in known] + ["mitt"])
    rest = dice.choice(PLACES) + (written(dice) if dice.random() < 0.5 else "")
    mention = {"type": "mention", "text": "<at>Svarsvakt</at>", "mentioned": {"id": BOT, "name": "Svarsvakt"}}
    other = dice.choice(EVERYBODY)
    named = {"type": "mention", "text": "<at>X</at>", "mentioned": {"id": other.id, "name": other.name}}
    said: Json = {
        "type": "message",
        "text": f"<at>Svarsvakt</at> {word} {'<at>X</at> ' if dice.random() < 0.2 else ''}{rest}",
        "entities": [mention, named],
    }
    if dice.random() < 0.15:
        said["attachments"] = [_file(dice) for _ in range(dice.choice((1, 2)))]
    return around(dice, who) | said


def _file(dice: Random) -> Json:
    return {
        "contentType": dice.choice(
            ("application/vnd.microsoft.teams.file.download.info", "image/png", "image/*")
        ),
        "contentUrl": "http://127.0.0.1:9/bild.png",
        "name": dice.choice(("bild.png", "../../etc/passwd", "å" * 300, "")),
        "content": {
            "downloadUrl": dice.choice(
                (
                    "http://127.0.0.1:9/x",
                    "https://[::1",
                    "file:///etc/passwd",
                    "https://x.sharepoint.com/\x7f",
                )
            )
        },
    }


def _of_card(dice: Random, card: Json) -> Json:
    """What a button of this card asks for, with what stands in the inputs."""
    buttons = [one for one in things(card) if one.get("type") in {"Action.Execute", "Action.Submit"}]
    if not buttons:
        return _made_up(dice)
    fields = [one for one in things(card) if str(one.get("type", "")).startswith("Input.") and "id" in one]
    return {**dice.choice(buttons)["data"], **{str(one["id"]): _filled(dice, one) for one in fields}}


def _filled(dice: Random, field: Json) -> str:
    if field["type"] == "Input.ChoiceSet" and dice.random() < 0.9:
        return str(dice.choice(field["choices"])["value"])
    if field["type"] == "Input.Date":
        return dice.choice(("2026-12-01", "2026-11-01", "9999-12-31", "0001-01-01", ""))
    if field["type"] == "Input.Time":
        return dice.choice(("08:00", "25:00", ""))
    if field["type"] == "Input.Toggle":
        return dice.choice(("true", "false", "yes"))
    return dice.choice((str(field.get("value", "")), "", "Anna", "7", written(dice)))


def _made_up(dice: Random) -> Json:
    kind = dice.random()
    if kind < 0.5:
        return {"act": dice.choice(BUTTONS), "value": dice.choice(VALUES), "m": "card:1:1#1"}
    fields = {f"f_{name}": _value(dice) for name in dice.sample(FIELDS, 5)}
    own: Json = {
        "act": dice.choice((SEND, CHANGE, CLOSE)),
        "value": dice.choice(("", "text", "ready", "account")),
    }
    own["at"] = dice.choice(("", "home", "people:1:0", "rules:2:0", "nonsens"))
    if kind < 0.75:
        form = dice.choice([one.value for one in FormKind])
        kept = {"text": written(dice), "writer": "1"} if dice.random() < 0.5 else {}
        return own | fields | {"form": form, "number": dice.choice((1, 2, 3, 4, 999)), "kept": kept}
    form = dice.choice([one.value for one in UnitFormKind])
    return (
        own
        | fields
        | {"unit_form": form, "unit": dice.choice((1, 2, 9)), "about": dice.choice(("", "1", "3"))}
    )


def _value(dice: Random) -> str:
    known = (
        "kulturskolan",
        "skolbloggen",
        "1",
        "2",
        "2026-12-01",
        "08:00",
        "https://www.facebook.com/2",
        "Anna",
        "",
    )
    return dice.choice((*known, *(ground.value for ground in Ground), written(dice)))


def _pressed(dice: Random, who: Somebody, data: Json) -> Json:
    there = around(dice, who) | {"replyToId": str(dice.randrange(1, 400))}
    if dice.random() < 0.1:  # an older client
        return there | {"type": "message", "value": data}
    action = {"type": "Action.Execute", "verb": "svarsvakt", "data": data}
    return there | {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "value": {"action": action, "trigger": "manual"},
    }


def _invoked(dice: Random, who: Somebody, seen: Sequence[Json]) -> Json:
    name = dice.choice(INVOKES)
    data = _of_card(dice, dice.choice(seen)) if seen and dice.random() < 0.5 else _made_up(dice)
    value: Json = {"data": data, "commandId": "add_comment"}
    if name == ANSWERED:
        value = {
            "action": dice.choice(("accept", "decline")),
            "context": {
                "form": dice.choice(("hand_out", "hand_out_review", "hide")),
                "fields": {"about": "Kim"},
            },
            "uploadInfo": {
                "uploadUrl": dice.choice(
                    ("http://127.0.0.1:9/", "https://evil.example/", "\x00", "https://[::1")
                ),
                "contentUrl": "https://evil.example/x",
                "name": "x.zip",
                "uniqueId": "1",
                "fileType": "zip",
            },
        }
    if name == "composeExtension/fetchTask":
        value["messagePayload"] = {
            "id": "1",
            "createdDateTime": dice.choice(
                ("2026-11-24T08:41:27.123Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "igår")
            ),
            "body": {"contentType": dice.choice(("html", "text")), "content": f"<p>{written(dice)}</p>"},
        }
    return around(dice, who) | {"type": "invoke", "name": name, "value": value}


def _happened(dice: Random, who: Somebody) -> Json:
    there = around(dice, who, personal=dice.random() < 0.3)
    kind = dice.random()
    if kind < 0.3:
        action = dice.choice(("add", "remove", "add-upgrade", "remove-upgrade", "jump"))
        return there | {"type": "installationUpdate", "action": action}
    if kind < 0.6:
        there["channelData"] |= {"eventType": dice.choice(HAPPENINGS)}
        return there | {"type": "conversationUpdate"}
    if kind < 0.8:
        name = dice.choice(("membersAdded", "membersRemoved"))
        return there | {"type": "conversationUpdate", name: [{"id": dice.choice((BOT, who.id))}]}
    if kind < 0.9:
        return there | {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1"}
    return there | {
        "type": dice.choice(("event", "typing", "messageUpdate", "messageDelete", "endOfConversation"))
    }
