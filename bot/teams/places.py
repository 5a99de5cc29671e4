"""Where the bot may write: what each activity tells of its conversation is kept, since nothing else does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.teams.addresses import CHAT
from bot.teams.shapes import Activity
from bot.texts import LANGUAGES
from db import accounts, conversations, outbox
from db.conversations import CHANNEL, GROUP, PERSONAL, Conversation, base
from db.store import Store
from scheduler import unit_notices
from scheduler.recipients import place_recipient, unit_recipient

KINDS: Mapping[str, str] = {"channel": CHANNEL, "groupChat": GROUP}
TEAM_ENDED = frozenset({"teamDeleted", "teamArchived"})
TEAM_BACK = frozenset({"teamUnarchived", "teamRestored"})
LONGEST_RECIPIENT = 200
"""As long as the outbox keeps it; Teams' own ids are shorter."""
CHANNEL_THERE = frozenset({"channelRestored", "channelRenamed"})


def place(activity: Activity) -> Conversation:
    """The conversation that it stands in."""
    data, said = activity.data, activity.conversation
    team = data.team.id if data and data.team else None
    channel = data.channel if data else None
    about_it = channel is not None and channel.id in {None, base(said.id)}  # else of another one in the team
    personal = activity.personal
    kind = PERSONAL if personal else KINDS.get(said.kind or "", CHANNEL if team else GROUP)
    return Conversation(
        id=base(said.id),
        kind=kind,
        service_url=activity.service_url,
        tenant_id=activity.tenant,
        bot_id=activity.to.id,
        team_id=team if kind == CHANNEL else None,
        name=(channel.name if channel and about_it else None) or said.name,
        user_id=activity.by.id if personal else None,
        person_key=activity.user if personal else None,
    )


def seen(store: Store, activity: Activity, now: datetime) -> Conversation:
    """Remember it if it is new, or is not as it was; nothing is written when nothing has changed."""
    there = place(activity)
    with store.read() as tx:
        known = conversations.get(tx, there.id)
    if known is not None and _merged(known, there) == known:
        return known
    with store.write() as tx:
        conversations.note(tx, there, now)
    return there if known is None else _merged(known, there)


def told(tx: Connection, activity: Activity, now: datetime) -> None:
    """The bot was put somewhere or taken away, or a team or a channel ended or came back."""
    event = activity.data.event if activity.data else None
    team = activity.data.team.id if activity.data and activity.data.team else None
    bot_went = any(each.id == activity.to.id for each in activity.gone or ())
    removed = activity.type == "installationUpdate" and activity.action in {"remove", "remove-upgrade"}
    if event in TEAM_ENDED or bot_went or removed:
        conversations.removed(tx, conversation_id=activity.conversation.id, team_id=team, now=now)
        _operator_hears(tx, now)
    elif event == "channelDeleted":
        channel = activity.data.channel.id if activity.data and activity.data.channel else None
        conversations.removed(tx, conversation_id=channel or "", team_id=None, now=now)
        _operator_hears(tx, now)
    else:
        _there(tx, activity, now)


def _there(tx: Connection, activity: Activity, now: datetime) -> None:
    """It is there, and in what came back with it; where it was just put, it says who it is."""
    there, event = place(activity), activity.data.event if activity.data else None
    gone_since = conversations.gone_since(tx, there.id)
    conversations.note(tx, there, now)
    if there.team_id and (event in TEAM_BACK or put_there(activity)):
        conversations.back(tx, there.team_id, now)
    channel = activity.data.channel if activity.data else None
    if event in CHANNEL_THERE and channel is not None and channel.id:
        conversations.note(tx, replace(there, id=channel.id, name=channel.name), now)
    recipient = place_recipient(there.id)
    if put_there(activity) and len(recipient) <= LONGEST_RECIPIENT:
        language = _language(activity)
        greeting = unit_notices.installed(there.id, gone_since=gone_since, language=language, now=now)
        outbox.add(tx, [greeting], now)


def put_there(activity: Activity) -> bool:
    """The bot itself was added: not a colleague, nor another channel."""
    added = any(each.id == activity.to.id for each in activity.added or ())
    return added or (activity.type == "installationUpdate" and activity.action == "add")


def _language(activity: Activity) -> str | None:
    """Of her own Teams, if the bot speaks it."""
    said = (activity.locale or "").partition("-")[0].lower()
    return said if said in LANGUAGES else None


def _operator_hears(tx: Connection, now: datetime) -> None:
    """Of each unit whose channel the bot has lost, at once: before something should have been said there."""
    for unit in accounts.units(tx):
        there = conversations.get(tx, unit.channel) if unit.chat == CHAT and unit.channel else None
        if there is not None and not there.installed:
            lost = unit_notices.operator(
                "teams_not_there", about=unit_recipient(unit.id), day=now.date(), now=now, unit_id=unit.id
            )
            outbox.add(tx, [lost], now)


def _merged(known: Conversation, told: Conversation) -> Conversation:
    """What is known with what this event says of it; a trouble of sending is not this event's to judge."""
    changes = {
        name: value
        for name in ("name", "team_id", "tenant_id", "bot_id", "user_id", "person_key")
        if (value := getattr(told, name)) is not None
    }
    return replace(known, kind=told.kind, service_url=told.service_url, installed=True, **changes)
