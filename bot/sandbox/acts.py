"""What people do: write, run commands, click, send and close modals. Each waits for the app's answer."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.answers import after_command, after_submit
from bot.sandbox.conversations import Conversation, Post
from bot.sandbox.delivery import EventDelivery
from bot.sandbox.identities import BOT_USER_ID, Json, SlashCommand
from bot.sandbox.inputs import chosen, complaints, find_element, with_values
from bot.sandbox.refusal import Refused
from bot.sandbox.said import command_text, message_text
from bot.sandbox.seen import Seen
from bot.sandbox.socket_mode import Answer
from bot.sandbox.state import State
from bot.sandbox.surfaces import View

Values = Mapping[str, Mapping[str, Any]]
"""Plain values of inputs: block id, action id, value."""


class Acts:
    """The people of a workspace, doing things."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Seen:
        """Write a message."""
        state = self._state
        conversation = self._entered(user, channel)
        if not text.strip():
            raise Refused("no_text")
        before, sent = len(state.journal), len(state.outbound.events)
        stored = message_text(text, state.users.values(), state.layout.usergroups)
        post = state.post(conversation, user, stored, thread_ts=thread_ts)
        deliveries = state.outbound.events[sent:]
        for delivery in deliveries:
            await delivery.settled.wait()
        return self._after_events(user, before, deliveries, message_ts=post.ts)

    async def command(
        self, user: str, channel: str, command: str, text: str = "", thread_ts: str | None = None
    ) -> Seen:
        """Run a slash command."""
        state = self._state
        conversation = self._entered(user, channel)
        if thread_ts is not None:
            raise Refused("not_in_thread")
        registered = state.layout.app.commands
        known = {each.command: each for each in registered or ()}
        if registered is not None and command not in known:
            raise Refused("invalid_command")
        spec = known.get(command, SlashCommand(command=command))
        key = state.lent.response(user=user, channel=conversation.id)
        payload = payloads.slash_command(
            state,
            user=user,
            conversation=conversation,
            command=command,
            text=command_text(text.strip(), state.users.values(), should_escape=spec.should_escape),
            response_url=self._response_url(key),
        )
        before = len(state.journal)
        answer = await state.outbound.interact("slash_commands", payload)
        if answer.failure is None:
            answer = after_command(state, user, conversation, answer)
        return self._after(user, before, answer)

    async def click(
        self,
        user: str,
        channel: str,
        ts: str,
        *,
        block_id: str,
        action_id: str,
        value: Any = None,
        values: Values | None = None,
        on_screen: list[Json] | None = None,
    ) -> Seen:
        """Click a button or choose in a menu of a message.

        `on_screen`: the blocks that this person's client still shows, where an update has not reached it.
        """
        state = self._state
        conversation, post = self._message(user, channel, ts)
        action = self._action(on_screen or post.blocks, block_id, action_id, value)
        key = state.lent.response(
            user=user,
            channel=conversation.id,
            message_ts=post.ts,
            ephemeral=post.only_for is not None,
            thread_ts=post.thread_ts,
        )
        payload = payloads.message_actions(
            state,
            user=user,
            conversation=conversation,
            post=post,
            action=action,
            values=with_values(post.blocks, {}, values or {}),
            response_url=self._response_url(key),
        )
        before = len(state.journal)
        return self._after(user, before, await state.outbound.interact("interactive", payload))

    async def click_in_view(
        self,
        user: str,
        view_id: str,
        *,
        block_id: str,
        action_id: str,
        value: Any = None,
        values: Values | None = None,
    ) -> Seen:
        """Click or choose in a modal or the home."""
        state = self._state
        view = self._view(user, view_id)
        blocks = view.body["blocks"]
        action = self._action(blocks, block_id, action_id, value)
        here = {block_id: {**(values or {}).get(block_id, {}), action_id: value}}
        view.values = with_values(blocks, view.values, {**(values or {}), **here})
        before = len(state.journal)
        payload = payloads.view_actions(state, view=view, action=action)
        return self._after(user, before, await state.outbound.interact("interactive", payload))

    async def submit(self, user: str, view_id: str, values: Values) -> Seen:
        """Send a modal. What Slack's own client would not let through never reaches the app."""
        state = self._state
        view = self._view(user, view_id)
        if view.body["type"] != "modal" or not view.body.get("submit"):
            raise Refused("view_not_submittable")
        before = len(state.journal)
        view.values = with_values(view.body["blocks"], view.values, values)
        errors = complaints(view.body["blocks"], view.values)
        if errors:
            return self._after(user, before, Answer(), errors=errors, acknowledged=False)
        answer = await state.outbound.interact("interactive", payloads.view_submission(state, view))
        if answer.failure is None:
            answer, errors = after_submit(state, view, answer)
        return self._after(user, before, answer, errors=errors)

    async def close(self, user: str, view_id: str, *, everything: bool = False) -> Seen:
        """Close a modal, or the whole stack; the app hears if it asked to."""
        state = self._state
        view = self._view(user, view_id)
        stack = list(state.surfaces.stack(user))
        cleared = everything or bool(view.body.get("clear_on_close"))
        state.surfaces.close_top(stack[0] if cleared else view)
        state.changes.tell("modals", only={user})
        before = len(state.journal)
        answer = Answer()
        if view.body.get("notify_on_close"):
            payload = payloads.view_closed(state, view, cleared=cleared)
            answer = await state.outbound.interact("interactive", payload)
        return self._after(user, before, answer)

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Seen:
        """Use a shortcut, on a message or global."""
        state = self._state
        registered = state.layout.app.shortcuts
        if registered is not None and callback_id not in {each.callback_id for each in registered}:
            raise Refused("invalid_callback_id")
        before = len(state.journal)
        if channel is None or ts is None:
            payload = payloads.global_shortcut(state, user=state.user(user).id, callback_id=callback_id)
        else:
            conversation, post = self._message(user, channel, ts)
            if post.only_for is not None:
                raise Refused("message_not_found")
            key = state.lent.response(user=user, channel=conversation.id, thread_ts=post.thread_ts)
            payload = payloads.message_shortcut(
                state,
                user=user,
                conversation=conversation,
                post=post,
                callback_id=callback_id,
                response_url=self._response_url(key),
            )
        return self._after(user, before, await state.outbound.interact("interactive", payload))

    async def look(self, user: str, tab: str = "home") -> Seen:
        """Look at the app's home (or `messages`): the app hears `app_home_opened`."""
        state = self._state
        before = len(state.journal)
        event = payloads.app_home_opened(state, user, tab)
        if "app_home_opened" not in state.layout.app.events:
            return self._after(user, before, Answer())
        delivery = state.outbound.event(payloads.event_callback(state, event))
        await delivery.settled.wait()
        return self._after_events(user, before, [delivery])

    def read(self, user: str, channel: str, ts: str) -> None:
        """Everything up to here is read."""
        self._entered(user, channel).read[user] = ts
        self._state.changes.tell("conversations", only={user})

    def dismiss(self, user: str, channel: str, ts: str) -> None:
        """An ephemeral message goes away."""
        conversation, post = self._message(user, channel, ts)
        if post.only_for is None:
            raise Refused("not_ephemeral")
        self._state.delete(conversation, post)

    def _entered(self, user: str, channel: str) -> Conversation:
        state = self._state
        state.user(user)
        conversation = state.direct(user) if channel == BOT_USER_ID else state.conversation(channel)
        if user not in conversation.members:
            raise Refused("channel_not_found" if conversation.is_im else "not_in_channel")
        if conversation.is_archived:
            raise Refused("is_archived")
        return conversation

    def _message(self, user: str, channel: str, ts: str) -> tuple[Conversation, Post]:
        conversation = self._entered(user, channel)
        post = conversation.posts.get(ts)
        if post is None or post.only_for not in (None, user):
            raise Refused("message_not_found")
        return conversation, post

    def _view(self, user: str, view_id: str) -> View:
        view = self._state.surfaces.find(view_id)
        if view.user != user:
            raise Refused("not_found")
        return view

    def _action(self, blocks: list[Json], block_id: str, action_id: str, value: Any) -> Json:
        block, element = find_element(blocks, block_id, action_id)
        action = {"action_id": action_id, "block_id": block["block_id"], **chosen(element, value)}
        if element["type"] == "button":
            action["text"] = element["text"]
        if element.get("placeholder"):
            action["placeholder"] = element["placeholder"]
        return action

    def _response_url(self, key: str) -> str:
        return f"{self._state.base_url}/response/{key}"

    def _after_events(
        self, user: str, before: int, deliveries: list[EventDelivery], message_ts: str | None = None
    ) -> Seen:
        failures = [delivery.failure or "timeout" for delivery in deliveries if not delivery.acknowledged]
        answer = Answer(failure=failures[0] if failures else None)
        return self._after(user, before, answer, message_ts=message_ts)

    def _after(
        self,
        user: str,
        before: int,
        answer: Answer,
        *,
        errors: Mapping[str, str] | None = None,
        acknowledged: bool = True,
        message_ts: str | None = None,
    ) -> Seen:
        stack = self._state.surfaces.stack(user)
        return Seen(
            acknowledged=acknowledged and answer.failure is None,
            failure=answer.failure,
            errors=errors or {},
            messages=self._state.said_by_app(user, before),
            view=stack[-1].slack() if stack else None,
            modals=tuple(view.id for view in stack),
            message_ts=message_ts,
        )
