"""The first thing said where the bot was put, as Slack would show it: no chat but Teams tells a bot of it."""

from bot.slack import mrkdwn
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.pieces import Drawn, section
from bot.texts import Texts
from handlers.content import InstalledContent


def installed(content: InstalledContent, texts: Texts) -> Drawn:
    """Who it is, and what to do next."""
    what = texts.installed.heading(content)
    said = "\n".join(texts.installed.lines(content))
    return Drawn(
        text=mrkdwn.escape(what), blocks=fitted([section(f"{mrkdwn.bold(what)}\n{mrkdwn.escape(said)}")])
    )
