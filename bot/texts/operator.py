"""What the one who runs the bot is told: what is wrong, and how it is mended."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from bot.texts.operator_teams import TEAMS
from handlers.content import OperatorContent

SWEDEN = ZoneInfo("Europe/Stockholm")
"""The operator's messages are of no unit and so have no unit's zone."""

OPERATOR: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # What the chat answered; Slack's own words for it
        "channel_not_found": (
            mark("The channel of {unit} cannot be found."),
            mark(
                "Check the channel’s id in config.toml (in Slack: the channel’s name, About, at the "
                "bottom), and invite "
                "the bot there with /invite @Svarsvakt."
            ),
        ),
        "not_in_channel": (
            mark("The bot is not in the channel of {unit}."),
            mark("Write /invite @Svarsvakt in that channel."),
        ),
        "is_archived": (
            mark("The channel of {unit} is archived."),
            mark("Unarchive it, or give the unit another channel in config.toml."),
        ),
        "user_not_found": (
            mark("A person’s Slack id cannot be found ({detail})."),
            mark(
                "Check the person’s slack in config.toml (in Slack: the profile, the three dots, Copy "
                "member ID)."
            ),
        ),
        "cannot_dm_bot": (
            mark("A person’s Slack id belongs to a bot ({detail})."),
            mark("Check the person’s slack in config.toml: it must be a person’s."),
        ),
        "user_disabled": (
            mark("A person’s Slack account is closed ({detail})."),
            mark("Take the person out of config.toml, and see who has the comments instead."),
        ),
        "token_revoked": (
            mark("Slack no longer accepts the bot’s token."),
            mark("Install the app again, set the new SLACK_BOT_TOKEN, and start the bot again."),
        ),
        "invalid_auth": (
            mark("Slack does not accept the bot’s token."),
            mark("Check SLACK_BOT_TOKEN: it begins with xoxb- and belongs to this workspace."),
        ),
        "account_inactive": (
            mark("Slack has closed the bot’s account."),
            mark("Install the app again in the workspace, and set the new SLACK_BOT_TOKEN."),
        ),
        "missing_scope": (
            mark("The app lacks a permission in Slack ({detail})."),
            mark("Update the app with the manifest from “svarsvakt manifest slack”, and install it again."),
        ),
        "restricted_action": (
            mark("Slack does not let the bot write in the channel of {unit}."),
            mark("Let the app post there: the channel’s settings, posting permissions."),
        ),
        "user_is_restricted": (
            mark("A person is a guest in Slack and cannot be written to ({detail})."),
            mark("Let a full member have the person’s part in config.toml."),
        ),
        "no_chat_id": (
            mark("A person has no Slack id ({detail})."),
            mark(
                "Set the person’s slack in config.toml (in Slack: the profile, the three dots, Copy "
                "member ID)."
            ),
        ),
        "no_operator_channel": (
            mark("There is no operator’s channel."),
            mark("Set operator.channel in config.toml, and invite the bot there."),
        ),
        "message_not_found": (
            mark("A message that should have been brought up to date is gone or locked ({detail})."),
            mark("Nothing to mend: what it said is in “svarsvakt comments”."),
        ),
        "chat_unreachable": (
            mark("The chat has not answered for a while ({detail})."),
            mark(
                "Check the network and the proxy. Nothing is lost: everything waits and leaves when the chat "
                "answers."
            ),
        ),
        # The outbox
        "dead": (
            mark("The chat refused a message for good ({detail}); the next in line has been told instead."),
            mark("See “svarsvakt notices” for which one, and “svarsvakt doctor” for why."),
        ),
        "unknown": (
            mark(
                "I cannot see whether a message arrived ({detail}), since the chat’s history cannot be read."
            ),
            mark("Check with “svarsvakt doctor” that the bot may read the history."),
        ),
        "late_delivery": (
            mark("A warning could not be delivered for 15 minutes ({detail})."),
            mark("Run “svarsvakt doctor”. If an e-mail server is set, supervisors have been told by e-mail."),
        ),
        "audit_gap": (
            mark("A message that should have been sent was not ({detail})."),
            mark("Look at the comment at once, and please report it as a fault: this should not happen."),
        ),
        "audit_double": (
            mark("The same message may have been sent twice ({detail})."),
            mark("No harm done. If it comes back, look at the clock and the load of the machine."),
        ),
        # Sources
        "source_failing": (
            mark("The source of {detail} has failed several times in a row."),
            mark(
                "Check its address in config.toml. Meanwhile the rounds say that the bot does not see the "
                "account."
            ),
        ),
        "source_paused": (
            mark(
                "{unit}: an account is not asked for comments any more, its credentials are not taken "
                "({detail})."
            ),
            mark(
                "Get new credentials from the platform, put them into the environment "
                "(SVARSVAKT_SOURCE_...), and start the bot again. Meanwhile the rounds say that the bot does "
                "not see the account."
            ),
        ),
        "source_token_ends": (
            mark("{unit}: an account’s credentials end soon ({detail})."),
            mark("Renew them on the platform, and put the new ones into the environment before then."),
        ),
        "source_silent": (
            mark("{unit}: an account is quieter than it has been for two months ({detail})."),
            mark(
                "Look at the account. If people write there and nothing comes in, see “svarsvakt sources” "
                "and the platform’s own settings."
            ),
        ),
        "source_lagging": (
            mark("The source of {detail} is more than two hours behind."),
            mark("Check that it answers. Meanwhile the rounds say that the bot does not see the account."),
        ),
        # The register and the machine
        "no_channel": (
            mark("{unit} has no channel."),
            mark("Set its channel in config.toml, and invite the bot there."),
        ),
        "nobody_on_duty": (
            mark("{unit} has nobody on duty, no deputy and no supervisor: a message had nowhere else to go."),
            mark("Give the unit a supervisor in config.toml."),
        ),
        "duty_gap": (
            mark("{unit} has nobody on duty {detail}, and no supervisor to tell."),
            mark("Give the unit a supervisor in config.toml."),
        ),
        "was_down": (
            mark("The bot was not running from {from_} to {to}."),
            mark(
                "Nothing is lost: what fell due has been sent now. The log or the machine says why it "
                "stopped."
            ),
        ),
        "ticks_stopped": (
            mark("The clock has stopped: nothing has been planned since {detail}."),
            mark("Start the bot again; nothing is lost. The log says why it stopped."),
        ),
        "clock_skew": (
            mark("The machine’s clock differs from Slack’s by {detail}."),
            mark("Turn time synchronisation on (timedatectl set-ntp true)."),
        ),
        **TEAMS,
    }
)

ALIKE: Mapping[str, str] = MappingProxyType(
    {
        "restricted_action_read_only_channel": "restricted_action",
        "restricted_action_thread_only_channel": "restricted_action",
        "user_is_bot": "cannot_dm_bot",
        "users_not_found": "user_not_found",
        "user_not_visible": "user_not_found",
        "not_authed": "invalid_auth",
        "token_expired": "token_revoked",
        "no_permission": "missing_scope",
        "cant_update_message": "message_not_found",
        "edit_window_closed": "message_not_found",
    }
)
"""Slack's other words for the same thing."""

UNKNOWN: tuple[str, str] = (
    mark("Something went wrong: {detail} ({code})."),
    mark("Run “svarsvakt doctor”; it says what can be mended and how."),
)


def known(code: str) -> tuple[str, str] | None:
    """What is known of a code: what is wrong, how to mend it."""
    return OPERATOR.get(ALIKE.get(code, code))


class OperatorTexts:
    """A code's sentence and how to mend it. An unknown code is said as it is, never swallowed."""

    def __init__(self, language: Language, dates: Dates) -> None:
        self._l, self._dates = language, dates

    def what(self, content: OperatorContent) -> str:
        """What is wrong."""
        return self._l.text((known(content.code) or UNKNOWN)[0], **self._facts(content))

    def mend(self, content: OperatorContent) -> str:
        """How to mend it."""
        return self._l.text((known(content.code) or UNKNOWN)[1], **self._facts(content))

    def _facts(self, content: OperatorContent) -> dict[str, str]:
        begun, _, ended = (content.detail or "").partition("/")
        return {
            "code": content.code,
            "unit": content.unit or self._l.text("a unit"),
            "detail": content.detail or "–",
            "from_": self._instant(begun),
            "to": self._instant(ended),
        }

    def _instant(self, stated: str) -> str:
        """An instant as it is stored (`was_down` has two), where it is one."""
        try:
            return self._dates.at(datetime.fromisoformat(stated), SWEDEN)
        except ValueError:
            return "–"
