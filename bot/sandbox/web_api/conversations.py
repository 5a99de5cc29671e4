"""conversations.*: what channels there are, who is in them, what was said."""

from bot.sandbox.conversations import Conversation, Post
from bot.sandbox.identities import BOT_USER_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.web_api.call import Call, page

_NEVER = 10**18
_TYPES = {"public_channel", "private_channel", "im", "mpim"}


def list_(call: Call) -> Json:
    """conversations.list: private channels and direct messages only where the app is in them."""
    found = [each for each in call.state.conversations.values() if _wanted(call, each, BOT_USER_ID)]
    return _page_of_channels(call, found)


def users_conversations(call: Call) -> Json:
    """users.conversations: those a person (or the app) is in."""
    user = call.state.user(call.text("user") or BOT_USER_ID).id
    found = [
        each
        for each in call.state.conversations.values()
        if user in each.members and _wanted(call, each, user)
    ]
    return _page_of_channels(call, found)


def info(call: Call) -> Json:
    """conversations.info."""
    conversation = _known(call)
    shown = conversation.slack()
    if not call.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def members(call: Call) -> Json:
    """conversations.members."""
    conversation = _known(call)
    shown, cursor = page(sorted(conversation.members), call, 100, 999)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


def open_(call: Call) -> Json:
    """conversations.open: the direct message with one person."""
    if channel := call.text("channel"):
        conversation = call.state.conversation(channel)
    else:
        users = call.listed("users")
        if not users:
            raise Refused("users_list_not_supplied")
        if len(users) > 1:
            raise Refused("method_not_supported_for_channel_type")
        conversation = call.state.direct(users[0])
    if call.flag("return_im"):
        return {"channel": conversation.slack()}
    return {"channel": {"id": conversation.id}}


def join(call: Call) -> Json:
    """conversations.join: public channels only."""
    conversation = call.state.conversation(call.required("channel"))
    if conversation.is_im or conversation.is_private:
        raise Refused("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise Refused("is_archived")
    conversation.members.add(BOT_USER_ID)
    call.state.changes.tell("conversations")
    return {"channel": conversation.slack()}


def history(call: Call) -> Json:
    """conversations.history: newest first, without thread replies and ephemerals."""
    conversation = _readable(call)
    after, before = _bounds(call)
    found = [
        post
        for post in conversation.lasting()
        if after < post.at < before and (not post.is_reply or post.broadcast) and call.state.visible(post)
    ]
    found.reverse()
    shown, cursor = page(found, call, 100, 999)
    answer: Json = {
        "messages": [_message(call, conversation, post) for post in shown],
        "has_more": bool(cursor),
        "pin_count": 0,
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def replies(call: Call) -> Json:
    """conversations.replies: the parent, then its replies, oldest first."""
    conversation = _readable(call)
    ts = call.required("ts")
    parent = conversation.posts.get(ts)
    if parent is None or parent.only_for is not None or not call.state.visible(parent):
        raise Refused("thread_not_found")
    after, before = _bounds(call)
    below = [] if parent.is_reply else conversation.replies(ts)
    found = [post for post in below if after < post.at < before and call.state.visible(post)]
    shown, cursor = page([parent, *found], call, 1000, 1000)
    answer: Json = {
        "messages": [_message(call, conversation, post) for post in shown],
        "has_more": bool(cursor),
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _message(call: Call, conversation: Conversation, post: Post) -> Json:
    return conversation.with_thread(post, with_metadata=call.flag("include_all_metadata"))


def _bounds(call: Call) -> tuple[int, int]:
    """Between `oldest` and `latest`; the ends themselves only with `inclusive`."""
    oldest, latest = call.moment("oldest", "invalid_ts_oldest"), call.moment("latest", "invalid_ts_latest")
    ends = 1 if call.flag("inclusive") else 0
    return (-1 if oldest is None else oldest - ends), (_NEVER if latest is None else latest + ends)


def _known(call: Call) -> Conversation:
    conversation = call.state.conversation(call.required("channel"))
    if conversation.is_private and BOT_USER_ID not in conversation.members:
        raise Refused("channel_not_found")
    return conversation


def _readable(call: Call) -> Conversation:
    conversation = _known(call)
    if BOT_USER_ID not in conversation.members:
        raise Refused("not_in_channel")
    return conversation


def _wanted(call: Call, conversation: Conversation, user: str) -> bool:
    types = set(call.listed("types")) or {"public_channel"}
    if not types <= _TYPES:
        raise Refused("invalid_types")
    if conversation.is_archived and call.flag("exclude_archived"):
        return False
    if conversation.is_im:
        return "im" in types and user in conversation.members
    if conversation.is_private:
        return "private_channel" in types and {user, BOT_USER_ID} <= conversation.members
    return "public_channel" in types


def _page_of_channels(call: Call, found: list[Conversation]) -> Json:
    shown, cursor = page(found, call, 100, 1000)
    return {
        "channels": [each.slack() for each in shown],
        "response_metadata": {"next_cursor": cursor},
    }
