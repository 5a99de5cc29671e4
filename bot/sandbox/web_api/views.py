"""views.*: modals opened, changed and pushed; the home published."""

from bot.sandbox.identities import Json
from bot.sandbox.refusal import Refused
from bot.sandbox.surfaces import View
from bot.sandbox.validate import checked_view
from bot.sandbox.web_api.call import Call


def open_(call: Call) -> Json:
    """views.open."""
    body = checked_view(call.args.get("view"), "modal", call.state.files)
    trigger = call.state.lent.exchange(call.required("trigger_id"))
    return _shown(call, call.state.surfaces.open(trigger.user, body))


def push(call: Call) -> Json:
    """views.push: only from something done in an open modal."""
    body = checked_view(call.args.get("view"), "modal", call.state.files)
    trigger = call.state.lent.exchange(call.required("trigger_id"))
    if trigger.view_id is None:
        raise Refused("not_found")
    return _shown(call, call.state.surfaces.push(trigger.user, body))


def update(call: Call) -> Json:
    """views.update, by view_id or external_id, with the hash of what the app has seen."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if view_id is None and external_id is None:
        raise Refused("invalid_arguments")
    view = call.state.surfaces.find(view_id, external_id)
    body = checked_view(call.args.get("view"), view.body["type"], call.state.files)
    return _shown(call, call.state.surfaces.update(view, body, call.text("hash")))


def publish(call: Call) -> Json:
    """views.publish."""
    user = call.state.user(call.required("user_id"))
    body = checked_view(call.args.get("view"), "home", call.state.files)
    return _shown(call, call.state.surfaces.publish(user.id, body, call.text("hash")))


def _shown(call: Call, view: View) -> Json:
    kind = "home" if view.body["type"] == "home" else "modals"
    call.state.changes.tell(kind, only={view.user})
    return {"view": view.slack()}
