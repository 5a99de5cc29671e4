"""What the one who runs the bot is told of Teams: what it refused, and how that is mended."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark

TEAMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "teams_blocked": (
            mark("In Teams the bot may not write where it should: it is blocked there ({unit}, {detail})."),
            mark(
                "A person unblocks it in her chat with Svarsvakt (the three dots, Unblock). In a channel: "
                "look at its moderation, under “Manage channel”."
            ),
        ),
        "teams_not_there": (
            mark("Svarsvakt is not installed in Teams where it should write ({unit}, {detail})."),
            mark(
                "Add the app to the unit’s team again (the team’s three dots, Manage team, Apps); a person "
                "adds it for herself in Apps. It cannot write in private channels."
            ),
        ),
        "teams_disabled": (
            mark("An administrator has turned Svarsvakt off in Teams."),
            mark("Ask who administers Teams to allow the app again (Teams admin centre, Manage apps)."),
        ),
        "teams_forbidden": (
            mark("Teams does not let the bot write where it should ({unit}, {detail})."),
            mark("Run “svarsvakt doctor”: it says what Teams answers. A private channel takes no bots."),
        ),
        "teams_no_conversation": (
            mark("A channel or chat in Teams cannot be found ({unit}, {detail})."),
            mark(
                "Check the unit’s channel in config.toml (in Teams: the channel’s three dots, Get link to "
                "channel), and that the app is in that team."
            ),
        ),
        "teams_not_trusted": (
            mark("Teams’ service has an address that is not Microsoft’s; nothing is sent there ({detail})."),
            mark("Write to Svarsvakt in Teams, so that it learns the right address; then tell who runs it."),
        ),
        "teams_not_installed": (
            mark("Nobody has installed Svarsvakt in Teams yet, so nothing can be said there."),
            mark("Add the app to the unit’s team. “svarsvakt manifest teams” writes the app’s package."),
        ),
        "teams_no_id": (
            mark("A person is not known in Teams, and cannot be written to there ({detail})."),
            mark(
                "She writes to Svarsvakt in Teams, and is known by her e-mail (teams.match_email) or by the "
                "code that “link” gives her in Slack; or set the person’s teams in config.toml. A guest is "
                "best made neither editor nor supervisor."
            ),
        ),
        "teams_unauthorized": (
            mark("Teams does not accept the bot’s secret."),
            mark(
                "Look whether it has ended (Entra: App registrations, Certificates & secrets). Set the new "
                "one and start the bot again. Nothing is lost: everything waits."
            ),
        ),
        "chat_not_set_up": (
            mark("{unit} or a person is in a chat that is not set up here ({detail})."),
            mark("Set that chat up, or give the unit a channel in a chat that is; see “svarsvakt doctor”."),
        ),
    }
)
