"""Acting as people from a test: every call waits for the app's answer and says what the person sees."""

import asyncio
import copy
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from bot.sandbox.acts import Acts
from bot.sandbox.faults import Fault, Planned
from bot.sandbox.found import block_of, spread
from bot.sandbox.identities import BOT_USER_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.seen import Seen
from bot.sandbox.state import CallRecord, Entry, State

T = TypeVar("T")
_PATIENCE = 60.0
_LOOKS_EVERY = 0.05


class Driver:
    """The people of a workspace, and a look into it, from another thread than the server's."""

    loop: asyncio.AbstractEventLoop

    def __init__(self, state: State, acts: Acts) -> None:
        self.state = state
        self.acts = acts
        self._changed = threading.Event()
        state.changes.watchers.append(self._wake)

    # What people do

    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Seen:
        """Write a message; `channel` may be the bot's user id for the direct message with it."""
        return self._act(self.acts.say(user, channel, text, thread_ts))

    def tell_bot(self, user: str, text: str) -> Seen:
        """Write to the app in a direct message."""
        return self.say(user, BOT_USER_ID, text)

    def slash(
        self, user: str, channel: str, command: str, text: str = "", thread_ts: str | None = None
    ) -> Seen:
        """Run a slash command, `/besvarad` for instance."""
        return self._act(self.acts.command(user, channel, command, text, thread_ts))

    def click(
        self,
        user: str,
        where: Json,
        action_id: str,
        value: Any = None,
        *,
        block_id: str | None = None,
        values: Mapping[str, Any] | None = None,
        still_on_screen: bool = False,
    ) -> Seen:
        """Click a button or choose in a menu, of a message (as `messages` gives it) or of a view.

        Of several buttons with one action id, `value` says which. `values`: what other inputs hold.
        `still_on_screen`: the message may have been updated since; this person's client shows it as given.
        """
        block, element = block_of(where["blocks"], action_id, value, block_id)
        chosen = None if element["type"] == "button" else value
        others = spread(where["blocks"], values or {})
        what: dict[str, Any] = {
            "block_id": block["block_id"],
            "action_id": action_id,
            "value": chosen,
            "values": others,
        }
        if where.get("type") in ("modal", "home"):
            return self._act(self.acts.click_in_view(user, where["id"], **what))
        on_screen = where["blocks"] if still_on_screen else None
        return self._act(self.acts.click(user, where["channel"], where["ts"], on_screen=on_screen, **what))

    def submit(self, user: str, view: Json, values: Mapping[str, Any] | None = None) -> Seen:
        """Send a modal. Values by action id or block id, or as `{block_id: {action_id: value}}`."""
        return self._act(self.acts.submit(user, view["id"], spread(view["blocks"], values or {})))

    def put_file(self, user: str, name: str, content: bytes) -> Json:
        """Put a file into a form: what to submit, in a list, as the value of its `file_input`."""
        file = self.state.files.put(name, content, int(self.state.clock().timestamp()))
        return {**file.slack(self.state.base_url), "user": user}

    def close(self, user: str, view: Json, *, everything: bool = False) -> Seen:
        """Close a modal (or the whole stack) without sending it."""
        return self._act(self.acts.close(user, view["id"], everything=everything))

    def shortcut(self, user: str, callback_id: str, message: Json | None = None) -> Seen:
        """Use a shortcut, on a message or global."""
        if message is None:
            return self._act(self.acts.shortcut(user, callback_id))
        return self._act(self.acts.shortcut(user, callback_id, message["channel"], message["ts"]))

    def open_home(self, user: str) -> Json | None:
        """Look at the app's home: the view, once the app has heard of it."""
        self._act(self.acts.look(user))
        return self.home(user)

    def open_messages(self, user: str) -> Seen:
        """Open the direct message with the app."""
        return self._act(self.acts.look(user, "messages"))

    # What people see

    def messages(self, channel: str, user: str | None = None) -> list[Json]:
        """A channel's own messages, oldest first, with metadata; with `user` her ephemerals too.

        `channel` may be a person's id: her direct message with the app.
        """
        return self.on_loop(lambda: self._posts(channel, user, None))

    def thread(self, channel: str, ts: str, user: str | None = None) -> list[Json]:
        """A thread, parent first."""
        return self.on_loop(lambda: self._posts(channel, user, ts))

    def ephemerals(self, user: str, channel: str) -> list[Json]:
        """What only this person sees there."""
        return [message for message in self.messages(channel, user) if message["only_for"] is not None]

    def home(self, user: str) -> Json | None:
        """A person's App Home as last published."""
        view = self.on_loop(lambda: self.state.surfaces.homes.get(user))
        return None if view is None else copy.deepcopy(view.slack())

    def modal(self, user: str) -> Json | None:
        """The modal on top of this person's stack."""
        stack = self.on_loop(lambda: list(self.state.surfaces.stack(user)))
        return copy.deepcopy(stack[-1].slack()) if stack else None

    def journal(self) -> list[Entry]:
        """Everything that ever happened to messages, in order; with the Web API request that did it."""
        return self.on_loop(lambda: list(self.state.journal))

    def posted(self, channel: str | None = None) -> list[Json]:
        """Every message that the app ever posted (deleted ones too, as first posted), with metadata."""
        return [
            entry.post.slack(with_metadata=True) | {"channel": entry.post.channel, "request": entry.request}
            for entry in self.journal()
            if entry.what == "posted"
            and entry.post.user == BOT_USER_ID
            and (channel is None or entry.post.channel == self.state.conversation(channel).id)
        ]

    def calls(self, method: str | None = None) -> list[CallRecord]:
        """Every Web API request that came in, refused and failed ones too."""
        return self.on_loop(lambda: [call for call in self.state.calls if method in (None, call.method)])

    # Misbehaving

    def fail_next(
        self,
        method: str,
        kind: Fault | str,
        times: int = 1,
        *,
        retry_after: int = 1,
        error: str = "internal_error",
    ) -> None:
        """The next calls of a method (`*`: any) go wrong: see `Fault`."""
        planned = Planned(method=method, kind=Fault(kind), times=times, retry_after=retry_after, error=error)
        self.on_loop(lambda: self.state.faults.planned.append(planned))

    def lag_history(self, lag: timedelta) -> None:
        """New messages show in history only so long (by the workspace's clock) after they came."""
        self.on_loop(lambda: setattr(self.state.faults, "history_lag", lag))

    def limit_rates(self, on: bool = True) -> None:
        """About one message a second a channel, then 429."""
        self.on_loop(lambda: setattr(self.state.faults, "rate_limits", on))

    def behave(self) -> None:
        """All faults off."""
        self.on_loop(self.state.faults.clear)

    def lose_sockets(self, how: str = "cut") -> int:
        """What happens to the app's Socket Mode connections: cut, close, refresh or warning."""
        return self._act(self.state.outbound.sockets.lose(how))

    def redeliver(self, event_id: str | None = None) -> bool:
        """Send the latest (or this) event once more; was it acknowledged?"""

        async def again() -> bool:
            delivery = self.state.outbound.redeliver(event_id)
            if delivery is None:
                raise Refused("no_event")
            await delivery.settled.wait()
            return delivery.acknowledged

        return self._act(again())

    def verify_request_url(self) -> bool:
        """Ask the app's request URL what Slack asks when it is set: does it say the challenge back?"""
        return self._act(self.state.outbound.verify())

    def remove_bot(self, channel: str) -> None:
        """The app is no longer a member."""
        self.on_loop(lambda: self.state.conversation(channel).members.discard(BOT_USER_ID))

    def invite_bot(self, channel: str) -> None:
        """The app is a member."""
        self.on_loop(lambda: self.state.conversation(channel).members.add(BOT_USER_ID))

    def archive(self, channel: str) -> None:
        """The channel takes no more messages."""
        self.on_loop(lambda: setattr(self.state.conversation(channel), "is_archived", True))

    # Waiting

    def wait_until(self, condition: Callable[[], object], seconds: float = _PATIENCE) -> None:
        """Wait until something the app does in its own time has happened; TimeoutError if it does not."""
        ends = time.monotonic() + seconds
        while True:
            self._changed.clear()
            if condition():
                return
            left = ends - time.monotonic()
            if left <= 0:
                raise TimeoutError("the app did not do it in time")
            # Not for long: the condition may also hang on what is not the workspace's.
            self._changed.wait(min(left, _LOOKS_EVERY))

    def wait_for_app(self, connections: int = 1, seconds: float = _PATIENCE) -> None:
        """Wait until the app has connected by Socket Mode."""
        self.wait_until(lambda: self.state.outbound.connections() >= connections, seconds)

    def on_loop(self, run: Callable[[], T]) -> T:
        """Run something where the state lives, and wait for it."""

        async def there() -> T:
            return run()

        return self._act(there())

    def _act(self, act: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(act, self.loop).result()

    def _wake(self) -> None:
        self._changed.set()

    def _posts(self, channel: str, user: str | None, thread_ts: str | None) -> list[Json]:
        conversation = self.state.conversation(channel)
        posts = conversation.seen_by(user) if user is not None else list(conversation.lasting())
        return [
            copy.deepcopy(conversation.with_thread(post, with_metadata=True))
            | {"channel": conversation.id, "only_for": post.only_for, "blocks": copy.deepcopy(post.blocks)}
            for post in posts
            if (thread_ts in (post.ts, post.thread_ts))
            or (thread_ts is None and (not post.is_reply or post.broadcast))
        ]
