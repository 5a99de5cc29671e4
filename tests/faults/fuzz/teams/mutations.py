"""What is done to good activities: to their JSON, their bytes, their token and their address."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.faults.fuzz.mutations import BYTES, METHODS, TYPES, Headers, Request, bent
from tests.faults.fuzz.teams.acts import Json, good
from tests.faults.fuzz.teams.house import PASSWORD
from tests.faults.fuzz.teams.people import EVERYBODY
from tests.faults.fuzz.words import odd_value

DOOR = "/teams/messages"
SERVICES = (
    "https://evil.example/",
    "https://smba.trafficmanager.net.evil.example/",
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1.evil.example/",
    "http://127.0.0.1@evil.example/",
    "http://evil.example#@127.0.0.1/",
    "file:///etc/passwd",
    "http://[::1",
    "//127.0.0.1/",
)
TOKENS: tuple[bytes | None, ...] = (
    None,
    b"",
    b"Bearer",
    b"Bearer fel",
    b"Basic " + PASSWORD.encode(),
    PASSWORD.encode(),
    b"Bearer " + PASSWORD.encode() + b"\xff",
)


def mutant(dice: Random, seen: Sequence[Json]) -> Request:
    """A good activity, or what became of it."""
    activity: Any = _told_otherwise(dice, good(dice, seen)) if dice.random() < 0.15 else good(dice, seen)
    activity = bent(dice, activity) if dice.random() < 0.5 else activity
    if dice.random() < 0.03:
        activity = _deep(dice, activity)
    body = json.dumps(activity).encode()
    if dice.random() < 0.05:
        body = dice.choice(BYTES)(body, dice.randrange(max(len(body), 1)))
    kind = dice.choice(TYPES) if dice.random() < 0.05 else b"application/json"
    method = dice.choice(METHODS) if dice.random() < 0.02 else "POST"
    return Request(method=method, path=DOOR, body=body, headers=[("Content-Type", kind), *_token(dice)])


def _token(dice: Random) -> Headers:
    said = dice.choice(TOKENS) if dice.random() < 0.1 else b"Bearer " + PASSWORD.encode()
    return [] if said is None else [("Authorization", said)]


def _told_otherwise(dice: Random, activity: Json) -> Json:
    """From elsewhere, from another organisation, from somebody else than it was, or of another kind."""
    match dice.randrange(6):
        case 0:
            return activity | {"serviceUrl": dice.choice(SERVICES)}
        case 1:
            elsewhere = "99999999-2222-4333-8444-555555555555"
            return activity | {"channelData": {**activity["channelData"], "tenant": {"id": elsewhere}}}
        case 2:  # two people in one
            one, other = dice.choice(EVERYBODY), dice.choice(EVERYBODY)
            return activity | {"from": {"id": one.id, "name": other.name, "aadObjectId": other.key}}
        case 3:
            kind = dice.choice(("personal", "channel", "groupChat", "meeting", "", None))
            return activity | {"conversation": {**activity["conversation"], "conversationType": kind}}
        case 4:
            return {name: held for name, held in activity.items() if name != dice.choice(list(activity))}
        case _:
            return activity | {dice.choice(list(activity)): odd_value(dice)}


def _deep(dice: Random, activity: Any) -> Any:
    """Nested as deep as a reader of JSON takes it."""
    held: Any = "x"
    for _ in range(dice.choice((90, 300, 700, 900))):
        held = [held] if dice.random() < 0.5 else {"a": held}
    if not isinstance(activity, dict):
        return held
    place = dice.choice(("value", "text", "attachments", "channelData", "act"))
    if place == "act":
        return activity | {"value": {"action": {"verb": "svarsvakt", "data": {"act": held, "value": "1"}}}}
    if place == "attachments":
        return activity | {"attachments": [{"contentType": "image/png", "content": held}]}
    return activity | {place: held}
