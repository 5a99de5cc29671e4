"""Who works where in the Playground: the organisation, its people, one team with a channel, as it is told."""

import json
from dataclasses import dataclass
from typing import Any

TENANT = "11111111-1111-4111-8111-111111111111"
BOT, BOT_NAME = "28:svarsvakt", "Svarsvakt"
TEAM = "19:kommunikation@thread.tacv2"
CHANNEL = "19:kulturskolan@thread.tacv2"
GROUP = "19:chefer@thread.v2"
OWN_CHAT = "a:own"
"""The one private chat that the Playground's page shows: of whom it takes for its user."""
FILE = ".m365agentsplayground.yml"
"""Read from the folder that the Playground is started in. JSON is YAML too."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person of the organisation: by her id for this bot, and by her id in the directory."""

    slug: str
    name: str
    number: int

    @property
    def id(self) -> str:
        return f"29:{self.slug}"

    @property
    def object_id(self) -> str:
        return f"00000000-0000-4000-8000-{self.number:012d}"

    @property
    def email(self) -> str:
        return f"{self.slug}@exempelstad.example"

    def told(self) -> dict[str, str]:
        first, _, last = self.name.partition(" ")
        return {
            "id": self.id,
            "name": self.name,
            "userPrincipleName": self.email,
            "aadObjectId": self.object_id,
            "givenName": first,
            "surname": last,
            "email": self.email,
        }


ANNA = Member(slug="anna", name="Anna Berg", number=1)
BO = Member(slug="bo", name="Bo Ekström", number=2)
CECILIA = Member(slug="cecilia", name="Cecilia Lindgren", number=3)
DAVID = Member(slug="david", name="David Nilsson", number=4)
ELIF = Member(slug="elif", name="Elif Demir", number=5)
GUSTAV = Member(slug="gustav", name="Gustav Åkesson", number=6)
EVERYBODY = (ANNA, BO, CECILIA, DAVID, ELIF, GUSTAV)


def settings(user: Member = ANNA) -> str:
    """What the Playground reads; it wants five others than its page's user at least, and one channel."""
    told: dict[str, Any] = {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": BOT_NAME},
        "currentUser": user.told(),
        "users": [member.told() for member in EVERYBODY if member is not user],
        "personalChat": {"id": OWN_CHAT},
        "groupChat": {"id": GROUP, "name": "Chefer"},
        "team": {
            "id": TEAM,
            "name": "Kommunikation",
            "aadGroupId": "00000000-0000-4000-8000-0000000000aa",
            "channels": [{"id": CHANNEL, "name": "Kulturskolan"}],
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
