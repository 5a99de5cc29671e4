"""Modals and App Homes: each person's stack of open modals, and the home last published for her."""

from dataclasses import dataclass, field

from bot.sandbox.identities import APP_ID, BOT_ID, TEAM_ID, Json
from bot.sandbox.inputs import initial_state
from bot.sandbox.refusal import Refused
from bot.sandbox.stamps import Stamps

MODALS_ON_TOP_OF_EACH_OTHER = 3


@dataclass(kw_only=True)
class View:
    """One modal or home. `values` is what its inputs hold, as Slack's `view.state.values`."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    values: Json = field(default_factory=dict)

    @property
    def external_id(self) -> str:
        """The app's own id for it, or nothing."""
        return str(self.body.get("external_id") or "")

    def slack(self) -> Json:
        """The view object of Slack's Web API and payloads."""
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "type": self.body["type"],
            "blocks": self.body["blocks"],
            "private_metadata": self.body.get("private_metadata") or "",
            "callback_id": self.body.get("callback_id") or "",
            "state": {"values": self.values},
            "hash": self.hash,
            "title": self.body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(self.body.get("clear_on_close", False)),
            "notify_on_close": bool(self.body.get("notify_on_close", False)),
            "close": self.body.get("close"),
            "submit": self.body.get("submit"),
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": APP_ID,
            "external_id": self.external_id,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }


class Surfaces:
    """Every person's modals and home."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """This person's open modals, the one on top last."""
        return self.stacks.setdefault(user, [])

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View:
        """An open modal or a home; refused if there is none."""
        everything = [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())
        for view in everything:
            if (view_id and view.id == view_id) or (external_id and view.external_id == external_id):
                return view
        raise Refused("not_found")

    def open(self, user: str, body: Json) -> View:
        """Open a modal; what the person had open goes away."""
        self._check_external_id(body)
        self.stacks[user] = []
        return self._put(user, body, previous=None, root=None)

    def push(self, user: str, body: Json) -> View:
        """Put a modal on top of the open one; at most three in all."""
        self._check_external_id(body)
        stack = self.stack(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= MODALS_ON_TOP_OF_EACH_OTHER:
            raise Refused("push_limit_reached")
        return self._put(user, body, previous=stack[-1].id, root=stack[0].id)

    def update(self, view: View, body: Json, expected_hash: str | None) -> View:
        """Change a view in place; what was typed into inputs that are still there stays."""
        if expected_hash and expected_hash != view.hash:
            raise Refused("hash_conflict")
        if body["type"] != view.body["type"]:
            raise Refused("invalid_arguments")
        kept = view.values
        view.body = body
        view.hash = self._hash()
        view.values = {
            block_id: {action: kept.get(block_id, {}).get(action, value) for action, value in actions.items()}
            for block_id, actions in initial_state(body["blocks"]).items()
        }
        return view

    def publish(self, user: str, body: Json, expected_hash: str | None) -> View:
        """Show a home to a person."""
        home = self.homes.get(user)
        if home is None:
            view_id = self._stamps.id("V")
            home = View(id=view_id, user=user, body=body, hash=self._hash(), root=view_id)
            home.values = initial_state(body["blocks"])
            self.homes[user] = home
            return home
        return self.update(home, body, expected_hash)

    def close_top(self, view: View) -> None:
        """The modal goes; the one below shows again."""
        stack = self.stack(view.user)
        if view in stack:
            del stack[stack.index(view) :]

    def _put(self, user: str, body: Json, *, previous: str | None, root: str | None) -> View:
        view_id = self._stamps.id("V")
        view = View(
            id=view_id, user=user, body=body, hash=self._hash(), root=root or view_id, previous=previous
        )
        view.values = initial_state(body["blocks"])
        self.stack(user).append(view)
        return view

    def _hash(self) -> str:
        return self._stamps.id("h")

    def _check_external_id(self, body: Json) -> None:
        external_id = body.get("external_id")
        if not external_id:
            return
        try:
            self.find(external_id=external_id)
        except Refused:
            return
        raise Refused("duplicate_external_id")
