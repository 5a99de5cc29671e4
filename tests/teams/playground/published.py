"""The app package before the schemas that Microsoft publishes (npm: @microsoft/app-manifest)."""

import json
from typing import Any

import jsonschema_rs
import pytest

from bot.teams.manifest import VERSION, words
from bot.texts import LANGUAGES, texts
from tests.teams.playground.playground import PACKAGES
from tests.teams.test_manifest import made

pytestmark = pytest.mark.real
SCHEMAS = PACKAGES / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams" / f"v{VERSION}"


def faults(schema: str, content: dict[str, Any]) -> list[str]:
    published = json.loads((SCHEMAS / schema).read_text(encoding="utf-8-sig"))
    return [str(fault) for fault in jsonschema_rs.Draft4Validator(published).iter_errors(content)]


@pytest.mark.parametrize("first", LANGUAGES)
def test_the_manifest_is_valid(first: str) -> None:
    assert faults("MicrosoftTeams.schema.json", made(first)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_languages_words_are_valid(language: str) -> None:
    assert faults("MicrosoftTeams.Localization.schema.json", words(texts(language))) == []


def test_the_schema_notices_what_it_forbids() -> None:
    content = made()
    content["bots"][0]["scopes"] = ["everywhere"]
    assert len(faults("MicrosoftTeams.schema.json", content)) == 1
