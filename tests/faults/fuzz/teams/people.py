"""Who is in the fuzzed tenant: somebody of every role, and some whom the bot must not know."""

from dataclasses import dataclass

TENANT = "11111111-2222-4333-8444-555555555555"
CHANNELS = (
    ("19:kultur@thread.tacv2", "19:team-kultur@thread.tacv2"),
    ("19:skola@thread.tacv2", "19:team-skola@thread.tacv2"),
    ("19:andra@thread.tacv2", "19:team-kultur@thread.tacv2"),
)
UNITS = {"kultur": CHANNELS[0][0], "skola": CHANNELS[1][0]}


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A person as Teams knows her; `slug`: whom the bot takes her for, none: nobody."""

    key: str
    id: str
    name: str
    slug: str | None = None
    email: str = ""
    tenant: str = TENANT
    role: str = "user"


def _known(number: int, slug: str) -> Somebody:
    return Somebody(
        key=f"aaaaaaaa-0000-4000-8000-{number:012d}",
        id=f"29:1{slug}",
        name=f"{slug.capitalize()} Ek",
        slug=slug,
        email=f"{slug}@example.org",
    )


KNOWN = tuple(
    _known(number, slug)
    for number, slug in enumerate(("anna", "bo", "cecilia", "david", "erik", "fia", "gun", "ines"), start=1)
)
STRANGERS = (
    Somebody(
        key="bbbbbbbb-0000-4000-8000-000000000001", id="29:1okand", name="Okänd Olsson", email="x@example.org"
    ),
    Somebody(
        key="bbbbbbbb-0000-4000-8000-000000000002",
        id="29:1gast",
        name="Gäst",
        email="hans@example.org",
        role="guest",
    ),
    Somebody(
        key="bbbbbbbb-0000-4000-8000-000000000003",
        id="29:1annan",
        name="Anna Ek",
        email="hans@example.org",
        tenant="99999999-2222-4333-8444-555555555555",
    ),
)
EVERYBODY = (*KNOWN, *STRANGERS)
