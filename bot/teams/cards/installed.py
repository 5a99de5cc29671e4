"""The first thing said where the bot was put."""

from bot.teams.cards.pieces import Drawn, card, heading, said
from bot.texts import Texts
from handlers.content import InstalledContent


def installed(content: InstalledContent, texts: Texts) -> Drawn:
    """Who it is, and what to do next."""
    what = texts.installed.heading(content)
    return card(what, [heading(what), *(said(line) for line in texts.installed.lines(content))], texts)
