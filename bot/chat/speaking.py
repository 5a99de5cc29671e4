"""Words said to the bot, and a message handed to it: what a chat's own ways of speaking come to."""

from datetime import datetime

from bot.chat.reception import Act, Reception, Taken
from handlers import commands, forms
from handlers.days import YEARS
from handlers.outcome import FormKind

SVARSVAKT = "svarsvakt"
"""The command that all others can be said with, and what a mention stands for."""


def said(
    reception: Reception, text: str, *, channel: str | None, command: str = SVARSVAKT, user: str = ""
) -> Act:
    """What these words ask for; each mention in `text` is `@` and the chat's own id of that person.

    `user`: who says them, by the chat's own id.
    """
    return lambda tx, person, now: commands.run(
        tx,
        reception.book,
        person=person,
        command=command,
        text=text,
        chat=reception.chat,
        channel=channel,
        now=now,
        user=user,
    )


def command(
    reception: Reception, delivery: str, user: str, text: str, *, channel: str | None, command: str
) -> Taken | None:
    """Do what a command says, once; what only reads is not noted, and may be asked again."""
    act = said(reception, text, channel=channel, command=command, user=user)
    if commands.only_reads(command, text):
        return reception.look(user, act)
    return reception.take(delivery, user, act)


def as_comment(reception: Reception, *, text: str, url: str, written: datetime | None) -> Act:
    """A message becomes a comment, after a look at the form ("Lägg till i Svarsvakt").

    `written` of a year that nobody speaks of is none: she fills it in.
    """
    at = written if written is not None and written.year in YEARS else None
    return lambda tx, person, now: forms.open_form(
        tx,
        reception.book,
        person=person,
        kind=FormKind.NEW_COMMENT,
        text=text,
        url=url,
        at=at,
        now=now,
    )
