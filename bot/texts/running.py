"""What `svarsvakt run` says when it cannot start, and when it has."""

from bot.texts.language import Language


class RunningTexts:
    """One language's sentences about starting."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def missing_extra(self, extra: str) -> str:
        """What the configuration asks for is not installed, and how it is."""
        return self._l.text(
            "config.toml has [{extra}], and what that needs is not installed. Install it: "
            "pip install --require-hashes -r requirements/{extra}.txt",
            extra=extra,
        )

    def missing_secret(self, name: str) -> str:
        """An environment variable that must be set."""
        return self._l.text(
            "{name} is not set (nor {name}_FILE). docs/running.md says where to find it.", name=name
        )

    def slack_refuses(self, code: str) -> str:
        """Slack does not let the bot in."""
        return self._l.text(
            "Slack does not let the bot in: {code}. `svarsvakt doctor` says how to mend it.", code=code
        )

    def slack_silent(self) -> str:
        """No answer from Slack."""
        return self._l.text("Slack does not answer. Is the network (or its proxy) open to slack.com?")

    def port_taken(self, host: str, port: int) -> str:
        """The web server's address is in use."""
        return self._l.text(
            "Something else listens at {host}:{port}. Choose another port under [http] in config.toml.",
            host=host,
            port=port,
        )

    def rehearsal(self, at: str, speed: str) -> str:
        """A rehearsal begins."""
        return self._l.text(
            "Rehearsal: it is {at}, {speed} times as fast, on a scratch database.", at=at, speed=speed
        )

    def bad_time(self, text: str) -> str:
        """Not a time."""
        return self._l.text("“{text}” is not a time. Write it like 2026-11-27T15:02.", text=text[:80])

    def demo_starts(self) -> str:
        """The demo is being set up."""
        return self._l.text("The week until the demo's Friday passes by; a few seconds …")

    def demo_runs(self) -> str:
        """The demo is up; its address stands on the line before."""
        return self._l.text("Open the address in a browser. Ctrl-C ends the demo, nothing is left behind.")

    def demo_bot_ended(self, lines: str) -> str:
        """The bot ended instead of starting; the last lines of its log."""
        return self._l.text("The bot did not start. The end of its log:\n{lines}", lines=lines)

    def demo_port_taken(self, port: int) -> str:
        """The page's port is in use."""
        return self._l.text(
            "Something else listens on port {port}. Choose another: svarsvakt demo --port 0", port=port
        )
