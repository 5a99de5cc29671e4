"""The app package: what Teams must know of the bot, in Swedish and English, with its icons.

Source: https://learn.microsoft.com/microsoft-365/extensibility/schema, version 1.29. It asks for no
permission over a team, its messages or its files: a bot hears what is written to it, and may write where it
is installed.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from bot.teams import icons
from bot.texts import Label, Texts
from handlers.command_words import Word

VERSION = "1.29"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
WORDS_SCHEMA = SCHEMA.replace("MicrosoftTeams", "MicrosoftTeams.Localization", 1)
ADD_COMMENT = "add_comment"
"""What the choice on a message is called in what Teams sends."""
LONGEST_NAME = 32
"""Letters of the developer's name."""

TOGETHER: tuple[Word, ...] = (
    Word.HELP,
    Word.LIST,
    Word.ROUND,
    Word.TAKE,
    Word.ANSWERED,
    Word.NO_REPLY,
    Word.URGENT,
    Word.NEW,
    Word.DUTY,
    Word.AWAY,
    Word.WEEK,
    Word.STATUS,
)
"""What the menu shows in a channel or a group chat; twelve at the most."""
ALONE: tuple[Word, ...] = (
    Word.HELP,
    Word.LIST,
    Word.TAKE,
    Word.REPLY,
    Word.ANSWERED,
    Word.URGENT,
    Word.NEW,
    Word.DUTY,
    Word.SWAP,
    Word.AWAY,
    Word.SETTINGS,
)
"""What it shows in somebody's own chat with the bot, after her own view."""
LISTS: tuple[tuple[tuple[str, ...], tuple[Word, ...]], ...] = (
    (("team", "groupChat"), TOGETHER),
    (("personal",), ALONE),
)


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who stands behind the app, and where its pages are: https addresses."""

    name: str
    website: str
    privacy: str
    terms: str


def app_id(bot_id: UUID) -> UUID:
    """The app's own id: always the same for one bot, so that a later package updates the app."""
    return uuid5(bot_id, "svarsvakt")


def manifest(
    bot_id: UUID,
    publisher: Publisher,
    speaking: Sequence[Texts],
    *,
    version: str,
    domains: Sequence[str] = (),
) -> dict[str, Any]:
    """`manifest.json`. `speaking`: the languages, the app's own first. `domains`: of the bot's own pages."""
    texts = speaking[0]
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": str(app_id(bot_id)),
        "developer": {
            "name": publisher.name[:LONGEST_NAME].rstrip(),
            "websiteUrl": publisher.website,
            "privacyUrl": publisher.privacy,
            "termsOfUseUrl": publisher.terms,
        },
        "name": {"short": "Svarsvakt", "full": "Svarsvakt"},
        "description": {"short": texts.manifest.about(), "full": texts.manifest.at_length()},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1f4e5f",
        "localizationInfo": {
            "defaultLanguageTag": texts.code,
            "additionalLanguages": [
                {"languageTag": other.code, "file": f"{other.code}.json"} for other in speaking[1:]
            ],
        },
        "bots": [
            {
                "botId": str(bot_id),
                "scopes": ["team", "groupChat", "personal"],
                "isNotificationOnly": False,
                "supportsFiles": True,
                "commandLists": [
                    {"scopes": list(scopes), "commands": _commands(texts, scopes, words)}
                    for scopes, words in LISTS
                ],
            }
        ],
        "composeExtensions": [{"botId": str(bot_id), "commands": [_on_a_message(texts)]}],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": list(domains),
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
    }


def words(texts: Texts) -> dict[str, str]:
    """`en.json`: what the manifest says, in another language, by where it stands."""
    said = {
        "$schema": WORDS_SCHEMA,
        "name.short": "Svarsvakt",
        "name.full": "Svarsvakt",
        "description.short": texts.manifest.about(),
        "description.full": texts.manifest.at_length(),
    }
    for number, (scopes, chosen) in enumerate(LISTS):
        for place, command in enumerate(_commands(texts, scopes, chosen)):
            said |= {
                f"bots[0].commandLists[{number}].commands[{place}].{name}": value
                for name, value in command.items()
            }
    chosen_on = _on_a_message(texts)
    said |= {f"composeExtensions[0].commands[0].{name}": chosen_on[name] for name in ("title", "description")}
    return said


def _on_a_message(texts: Texts) -> dict[str, Any]:
    """In the menu of any message: it becomes a comment, after a look at the form."""
    return {
        "id": ADD_COMMENT,
        "type": "action",
        "title": texts.labels(Label.SHORTCUT),
        "description": texts.manifest.shortcut(),
        "context": ["message"],
        "fetchTask": True,
    }


def package(manifest: Mapping[str, Any], others: Sequence[Texts]) -> bytes:
    """The zip file that is uploaded; the same content gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as files:
        for name, content in _files(manifest, others):
            files.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _files(manifest: Mapping[str, Any], others: Sequence[Texts]) -> Iterator[tuple[str, bytes]]:
    yield "manifest.json", _json(manifest)
    for texts in others:
        yield f"{texts.code}.json", _json(words(texts))
    yield "color.png", icons.colour()
    yield "outline.png", icons.outline()


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _commands(texts: Texts, scopes: Sequence[str], chosen: Sequence[Word]) -> list[dict[str, str]]:
    own = [texts.manifest.own_view()] if "personal" in scopes else []
    said = [*own, *(texts.manifest.word(word) for word in chosen)]
    return [{"title": title, "description": does} for title, does in said]
