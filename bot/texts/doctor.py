"""What the doctor says: a line for each thing looked at, and how to mend what is wrong."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.doctor.findings import Finding, Found
from bot.texts.language import Language, mark
from bot.texts.operator import known

LOOKED_AT: Mapping[Finding, str] = MappingProxyType(
    {
        Finding.CONFIG: mark("The configuration ({detail})"),
        Finding.NOTE: mark("{detail}"),
        Finding.DATABASE: mark("The database ({detail})"),
        Finding.DATABASE_DAMAGED: mark("The database’s file is whole ({detail})"),
        Finding.BOT_TOKEN: mark("The bot’s token ({detail})"),
        Finding.APP_TOKEN: mark("The app’s token for Socket Mode"),
        Finding.SIGNING_SECRET: mark("The signing secret for HTTP mode"),
        Finding.SCOPES: mark("The app’s permissions"),
        Finding.CLOCK: mark("The machine’s clock, beside Slack’s"),
        Finding.CHANNEL: mark("The channel of {about} ({detail})"),
        Finding.OPERATOR_CHANNEL: mark("The operator’s channel ({detail})"),
        Finding.PERSON: mark("{about} in Slack"),
        Finding.IN_CHANNEL: mark("Posted in a channel and read back"),
        Finding.IN_THREAD: mark("Posted in a thread and read back"),
        Finding.IN_DIRECT_MESSAGE: mark("Posted in a direct message and read back"),
        Finding.TEAMS_LIBRARY: mark("The library for Teams"),
        Finding.TEAMS_OPEN: mark(
            "In Teams nobody is asked who she is: only to try it, on this machine alone"
        ),
        Finding.TEAMS_SECRET: mark("The bot’s secret for Teams"),
        Finding.TEAMS_LOGIN: mark("Microsoft’s login for Teams"),
        Finding.TEAMS_PLACE: mark("Somebody has added the app in Teams"),
        Finding.TEAMS_CHANNEL: mark("The channel of {about}, in Teams"),
        Finding.TEAMS_OPERATOR_CHANNEL: mark("The operator’s channel, in Teams"),
        Finding.TEAMS_PERSON: mark("{about} in Teams"),
        Finding.MAIL: mark("The mail server {about}"),
        Finding.SOURCE: mark("{about} on its platform ({detail})"),
        Finding.SOURCE_LACKS: mark("{about}: permissions on its platform"),
        Finding.PORT: mark("The bot’s own port {about}"),
    }
)

MENDING: Mapping[Finding, str] = MappingProxyType(
    {
        Finding.CONFIG: mark("“svarsvakt config check” says what is wrong in it."),
        Finding.NOTE: mark("Only if it is not meant."),
        Finding.DATABASE: mark(
            "Check database in config.toml or DATABASE_URL: that the server answers, or that the "
            "folder is there and can be written to by the user who runs the bot."
        ),
        Finding.DATABASE_DAMAGED: mark(
            "Stop the bot and restore the latest back-up; docs/running.md says how."
        ),
        Finding.BOT_TOKEN: mark("Check SLACK_BOT_TOKEN: it begins with xoxb- and belongs to this workspace."),
        Finding.APP_TOKEN: mark(
            "Check SLACK_APP_TOKEN: it begins with xapp- and has the scope connections:write "
            "(api.slack.com/apps, Basic Information, App-Level Tokens)."
        ),
        Finding.SIGNING_SECRET: mark(
            "Set SLACK_SIGNING_SECRET (api.slack.com/apps, Basic Information, Signing Secret)."
        ),
        Finding.SCOPES: mark(
            "It lacks {detail}. Update the app with the manifest from “svarsvakt manifest slack”, and "
            "install it again."
        ),
        Finding.CLOCK: mark(
            "It differs by {detail} seconds. Turn time synchronisation on (timedatectl set-ntp true)."
        ),
        Finding.CHANNEL: mark(
            "Write /invite @Svarsvakt in that channel, and check its name or id in config.toml."
        ),
        Finding.OPERATOR_CHANNEL: mark(
            "Write /invite @Svarsvakt in that channel, and check its name or id in config.toml."
        ),
        Finding.PERSON: mark(
            "Check the person’s slack in config.toml (in Slack: the profile, the three dots, Copy member ID)."
        ),
        Finding.IN_CHANNEL: mark(
            "The bot must be in the channel and may have to be let to post there ({detail})."
        ),
        Finding.IN_THREAD: mark(
            "The bot must be in the channel and may have to be let to post there ({detail})."
        ),
        Finding.IN_DIRECT_MESSAGE: mark(
            "Turn the app’s Messages tab on: update the app with the manifest from “svarsvakt "
            "manifest slack” ({detail})."
        ),
        Finding.TEAMS_LIBRARY: mark("Run tools/set-up teams where Svarsvakt is installed."),
        Finding.TEAMS_OPEN: mark("Take teams.unauthenticated out of config.toml before people use it."),
        Finding.TEAMS_SECRET: mark(
            "Check teams.app_id and teams.tenant in config.toml, and TEAMS_CLIENT_SECRET: the value of the "
            "secret, not its id ({detail})."
        ),
        Finding.TEAMS_LOGIN: mark(
            "It does not answer from this machine: check the network, the proxy and the firewall "
            "(login.microsoftonline.com), and ask again ({detail})."
        ),
        Finding.TEAMS_PLACE: mark("docs/teams.md says how."),
        Finding.TEAMS_CHANNEL: mark(
            "Add Svarsvakt to that team in Teams, and check the channel’s id in config.toml ({detail})."
        ),
        Finding.TEAMS_OPERATOR_CHANNEL: mark(
            "Add Svarsvakt to that team in Teams, and check the channel’s id in config.toml ({detail})."
        ),
        Finding.TEAMS_PERSON: mark(
            "She writes to Svarsvakt in Teams, or her id stands as teams in config.toml ({detail})."
        ),
        Finding.MAIL: mark(
            "Check [smtp] in config.toml, SMTP_PASSWORD, and that the server’s certificate is trusted "
            "({detail})."
        ),
        Finding.SOURCE: mark(
            "Check its credentials in the environment and its settings in config.toml ({detail}); "
            "docs/sources.md says which."
        ),
        Finding.SOURCE_LACKS: mark("It lacks {detail} there."),
        Finding.PORT: mark("Something else uses it ({detail}). Choose another http.port in config.toml."),
    }
)


class DoctorTexts:
    """Words first, then a mark: meaning is never in the mark alone."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def line(self, found: Found) -> str:
        """`bra   Botens token (Exempelstad)`."""
        word = {
            True: self._l.text("good"),
            False: self._l.text("WRONG"),
            None: self._l.text("not checked") if found.finding is not Finding.NOTE else self._l.text("note"),
        }[found.well]
        return f"{word + ':':<16} {self._about(found)}"

    def mend(self, found: Found) -> str:
        """How to mend it: by Slack's own word for it where that says more."""
        code = found.detail
        general = self._l.text(MENDING[found.finding], about=found.about, detail=code or "–")
        special = None if found.finding in {Finding.SCOPES, Finding.CLOCK} else known(code)
        if special is None:
            return general
        facts = {"unit": found.about or self._l.text("a unit"), "detail": code, "code": code}
        return " ".join(self._l.text(message, **facts) for message in special)

    def verdict(self, wrong: int) -> str:
        """At the end."""
        if not wrong:
            return self._l.text("All is well.")
        return self._l.plural("{count} thing is wrong.", "{count} things are wrong.", wrong)

    def test_message(self) -> str:
        """What a test message says, for the second that it is there."""
        return self._l.text("A test by “svarsvakt doctor”; it is taken away at once.")

    def _about(self, found: Found) -> str:
        return self._l.text(LOOKED_AT[found.finding], about=found.about, detail=found.detail or "–")
