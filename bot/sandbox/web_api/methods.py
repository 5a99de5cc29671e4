"""Every Web API method that the workspace knows: who may call it, with which scopes."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.identities import Json
from bot.sandbox.web_api import chat, conversations, files, people, views
from bot.sandbox.web_api.call import Call


def api_test(call: Call) -> Json:
    """api.test: says back what it was told."""
    return {"args": call.args}


def connections_open(call: Call) -> Json:
    """apps.connections.open: where to connect for Socket Mode."""
    ticket = call.state.outbound.sockets.ticket()
    return {"url": f"{call.state.base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id=sandbox"}


@dataclass(frozen=True)
class Method:
    """A method: what it does, the scopes of which one is needed, and whose token (bot, app, none)."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    token: str = "bot"  # noqa: S105 - a kind of token


_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")

METHODS: dict[str, Method] = {
    "api.test": Method(api_test, token="none"),  # noqa: S106 - a kind of token
    "apps.connections.open": Method(connections_open, ("connections:write",), "app"),
    "auth.test": Method(people.auth_test),
    "bots.info": Method(chat.bots_info, ("users:read",)),
    "chat.delete": Method(chat.delete, ("chat:write",)),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.post_message, ("chat:write",)),
    "chat.update": Method(chat.update, ("chat:write",)),
    "conversations.history": Method(conversations.history, _HISTORY),
    "conversations.info": Method(conversations.info, _READ),
    "conversations.join": Method(conversations.join, ("channels:join",)),
    "conversations.list": Method(conversations.list_, _READ),
    "conversations.members": Method(conversations.members, _READ),
    "conversations.open": Method(conversations.open_, ("im:write", "mpim:write", "channels:manage")),
    "conversations.replies": Method(conversations.replies, _HISTORY),
    "files.completeUploadExternal": Method(files.complete_upload_external, ("files:write",)),
    "files.delete": Method(files.delete, ("files:write",)),
    "files.getUploadURLExternal": Method(files.get_upload_url_external, ("files:write",)),
    "files.info": Method(files.info, ("files:read",)),
    "team.info": Method(people.team_info, ("team:read",)),
    "usergroups.list": Method(people.usergroups_list, ("usergroups:read",)),
    "usergroups.users.list": Method(people.usergroups_users_list, ("usergroups:read",)),
    "users.conversations": Method(conversations.users_conversations, _READ),
    "users.info": Method(people.info, ("users:read",)),
    "users.list": Method(people.list_, ("users:read",)),
    "users.lookupByEmail": Method(people.lookup_by_email, ("users:read.email",)),
    "views.open": Method(views.open_),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}
