"""The Bolt app, as lean as it can be: one workspace, its token tried once, nothing asked per request."""

import logging

from slack_bolt import App
from slack_bolt.error import BoltError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.chat.reception import Reception
from bot.slack.answers import Answers
from bot.slack.errors import judged, of_response
from bot.slack.listeners import listen
from scheduler.port import SendError

# Bolt and slack_sdk put whole request bodies, and so what people wrote, into their warnings: our own log says
# what went wrong instead, in codes.
QUIET = logging.getLogger("svarsvakt.slack.quiet")
QUIET.setLevel(logging.CRITICAL)


def hearing_app(client: WebClient, reception: Reception, answers: Answers) -> App:
    """A Bolt app with every listener, for both modes: whose requests they are is judged before Bolt.

    The token is tried here, once. Raises SendError when Slack does not take it, Unclear without an answer.
    """
    app = _bolt(client)
    listen(app, reception, answers)
    return app


def _bolt(client: WebClient) -> App:
    try:
        with judged():
            return App(
                logger=QUIET,
                name="svarsvakt",
                client=client,
                signing_secret="",
                process_before_response=True,
                request_verification_enabled=False,
                ssl_check_enabled=False,
                url_verification_enabled=False,
                attaching_function_token_enabled=False,
                attaching_conversation_kwargs_enabled=False,
                ignoring_self_assistant_message_events_enabled=False,
            )
    except BoltError as error:
        # Bolt puts the answer into a sentence; its cause has Slack's own word.
        cause = error.__context__
        found = of_response(cause) if isinstance(cause, SlackApiError) else SendError("not_started")
        raise found from error
