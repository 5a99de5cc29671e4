"""What Teams takes in an app manifest 1.29: the published schema's rules for what ours uses, in our words.

Source: https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json and the
localization schema beside it. Where npm's packages can be had, the published schemas themselves judge too
(tests/teams/playground).
"""

from typing import Any

Rule = dict[str, Any]

GUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
ADDRESS = "^https://[^/]+"
FILE = "^[a-z0-9]+[.](png|json)$"


def text(most: int) -> Rule:
    return {"type": "string", "minLength": 1, "maxLength": most}


def one(needed: tuple[str, ...] = (), **keys: Rule) -> Rule:
    """An object with these keys and no other."""
    return {
        "type": "object",
        "properties": keys,
        "required": list(needed or keys),
        "additionalProperties": False,
    }


def several(rule: Rule, most: int) -> Rule:
    return {"type": "array", "items": rule, "maxItems": most, "uniqueItems": True}


SCOPES = several({"enum": ["team", "personal", "groupChat"]}, 3)
COMMAND = one(title=text(128), description=text(4000))
BOT = one(
    botId={"type": "string", "pattern": GUID},
    scopes=SCOPES,
    isNotificationOnly={"type": "boolean"},
    supportsFiles={"type": "boolean"},
    commandLists=several(one(scopes=SCOPES, commands=several(COMMAND, 12)), 3),
)
ON_A_MESSAGE = one(
    id=text(64),
    type={"enum": ["query", "action"]},
    title=text(32),
    description=text(128),
    context=several({"enum": ["compose", "commandBox", "message"]}, 3),
    fetchTask={"type": "boolean"},
)
EXTENSION = one(botId={"type": "string", "pattern": GUID}, commands=several(ON_A_MESSAGE, 10))
PAGE = {"type": "string", "pattern": ADDRESS, "maxLength": 2048}
MANIFEST = one(
    **{
        "$schema": PAGE,
        "manifestVersion": {"const": "1.29"},
        "version": {"type": "string", "pattern": "^[0-9]+[.][0-9]+[.][0-9]+$"},
        "id": {"type": "string", "pattern": GUID},
        "developer": one(name=text(32), websiteUrl=PAGE, privacyUrl=PAGE, termsOfUseUrl=PAGE),
        "name": one(short=text(30), full=text(100)),
        "description": one(short=text(80), full=text(4000)),
        "icons": one(color={"type": "string", "pattern": FILE}, outline={"type": "string", "pattern": FILE}),
        "accentColor": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        "localizationInfo": one(
            defaultLanguageTag={"enum": ["sv", "en"]},
            additionalLanguages=several(
                one(languageTag={"enum": ["sv", "en"]}, file={"type": "string", "pattern": FILE}), 8
            ),
        ),
        "bots": several(BOT, 1),
        "composeExtensions": several(EXTENSION, 1),
        "permissions": several({"enum": ["identity", "messageTeamMembers"]}, 2),
        "validDomains": several({"type": "string", "pattern": "^[a-z0-9.-]+$", "maxLength": 2048}, 100),
        "defaultInstallScope": {"enum": ["personal", "team", "groupChat"]},
        "defaultGroupCapability": one(team={"const": "bot"}, groupchat={"const": "bot"}),
    }
)

COMMANDS = r"^bots\[0\]\.commandLists\[[0-2]\]\.commands\[([0-9]|1[01])\]\."
EXTENSIONS = r"^composeExtensions\[0\]\.commands\[[0-9]\]\."
WORDS: Rule = {
    "type": "object",
    "properties": {
        "$schema": PAGE,
        "name.short": text(30),
        "name.full": text(100),
        "description.short": text(80),
        "description.full": text(4000),
    },
    "patternProperties": {
        COMMANDS + "title$": text(128),
        COMMANDS + "description$": text(4000),
        EXTENSIONS + "title$": text(32),
        EXTENSIONS + "description$": text(128),
    },
    "required": ["name.short", "description.short", "description.full"],
    "additionalProperties": False,
}
