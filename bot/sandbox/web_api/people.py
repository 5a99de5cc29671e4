"""users.*, usergroups.*, team.info, auth.test: who is here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.identities import BOT_ID, BOT_USER_ID, TEAM_ID, Json, User, UserGroup
from bot.sandbox.refusal import Refused
from bot.sandbox.web_api.call import Call, page


def auth_test(call: Call) -> Json:
    """auth.test."""
    return {
        "url": f"{call.state.base_url}/",
        "team": call.state.layout.team_name,
        "user": call.state.users[BOT_USER_ID].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def team_info(call: Call) -> Json:
    """team.info."""
    layout = call.state.layout
    return {"team": {"id": TEAM_ID, "name": layout.team_name, "domain": layout.team_domain}}


def info(call: Call) -> Json:
    """users.info."""
    return {"user": shown(call, call.state.user(call.required("user")))}


def list_(call: Call) -> Json:
    """users.list."""
    found, cursor = page(list(call.state.users.values()), call, 1000, 1000)
    return {
        "members": [shown(call, user) for user in found],
        "response_metadata": {"next_cursor": cursor},
    }


def lookup_by_email(call: Call) -> Json:
    """users.lookupByEmail."""
    email = call.required("email").lower()
    for user in call.state.users.values():
        if user.email.lower() == email:
            return {"user": shown(call, user)}
    raise Refused("users_not_found")


def usergroups_list(call: Call) -> Json:
    """usergroups.list."""
    with_users = call.flag("include_users")
    return {"usergroups": [_group(group, with_users=with_users) for group in call.state.layout.usergroups]}


def usergroups_users_list(call: Call) -> Json:
    """usergroups.users.list."""
    wanted = call.required("usergroup")
    for group in call.state.layout.usergroups:
        if group.id == wanted:
            return {"users": list(group.users)}
    raise Refused("no_such_subteam")


def shown(call: Call, user: User) -> Json:
    """The user object of Slack's Web API; e-mail only with its scope."""
    zone = ZoneInfo(user.tz)
    offset = datetime.fromtimestamp(call.state.clock().timestamp(), zone).utcoffset()
    profile: Json = {
        "title": user.title,
        "real_name": user.real_name,
        "display_name": user.name,
        "first_name": user.given_name,
        "last_name": user.real_name.partition(" ")[2],
        "team": TEAM_ID,
    }
    scopes = call.state.layout.app.scopes
    if user.email and (scopes is None or "users:read.email" in scopes):
        profile["email"] = user.email
    if user.is_bot:
        profile["bot_id"] = BOT_ID
    return {
        "id": user.id,
        "team_id": TEAM_ID,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": call.state.started,
    }


def _group(group: UserGroup, *, with_users: bool) -> Json:
    found: Json = {
        "id": group.id,
        "team_id": TEAM_ID,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "user_count": len(group.users),
        "date_delete": 0,
    }
    return found | ({"users": list(group.users)} if with_users else {})
