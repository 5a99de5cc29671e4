"""The app package that `svarsvakt manifest teams` writes is one that Teams takes."""

import io
import json
import zipfile
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest
from PIL import Image

from bot.teams import manifest as app
from bot.teams.front import asks_for_it
from bot.teams.manifest import Publisher, app_id, manifest, package, words
from bot.texts import LANGUAGES, texts
from handlers.command_words import find
from tests.teams.manifest_rules import MANIFEST, WORDS

BOT = UUID("6f1c2f53-3c57-4a6e-9a27-5f60b1a6b9d1")
PAGE = "https://exempelstad.example/svarsvakt"


def made(first: str = "sv", name: str = "Exempelstads kommun") -> dict[str, Any]:
    publisher = Publisher(name=name, website=PAGE, privacy=PAGE, terms=PAGE)
    speaking = [texts(first), *(texts(other) for other in LANGUAGES if other != first)]
    return manifest(BOT, publisher, speaking, version="0.1.0", domains=["svarsvakt.exempelstad.example"])


def faults(rules: dict[str, Any], content: dict[str, Any]) -> list[str]:
    return [str(fault) for fault in jsonschema_rs.Draft202012Validator(rules).iter_errors(content)]


@pytest.mark.parametrize("first", LANGUAGES)
def test_the_manifest_keeps_the_published_rules(first: str) -> None:
    assert faults(MANIFEST, made(first)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_language_keeps_them_too(language: str) -> None:
    assert faults(WORDS, words(texts(language))) == []


def test_the_rules_notice_what_teams_would_refuse() -> None:
    content = made()
    content["bots"][0]["commandLists"][0]["commands"].append(
        {"title": "en till", "description": "en för mycket"}
    )
    content["description"]["short"] = "x" * 81
    content["wish"] = True
    assert len(faults(MANIFEST, content)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_in_the_menus_is_one_that_the_bot_understands(language: str) -> None:
    chosen = [word for _, words in app.LISTS for word in words]
    lists = made(language)["bots"][0]["commandLists"]
    titles = [command["title"] for each in lists for command in each["commands"]]
    assert [found[0] for title in titles if (found := find(title))] == chosen


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_her_own_chat_the_menu_begins_with_her_own_view(language: str) -> None:
    lists = made(language)["bots"][0]["commandLists"]
    (own,) = (each["commands"] for each in lists if each["scopes"] == ["personal"])
    assert asks_for_it(own[0]["title"])


def test_everything_that_is_said_is_said_in_the_other_language_too() -> None:
    def at(content: Any, where: str) -> Any:
        for step in where.replace("[", ".").replace("]", "").split("."):
            content = content[int(step)] if step.isdigit() else content[step]
        return content

    swedish, english = made("sv"), words(texts("en"))
    del english["$schema"]
    assert {where: at(made("en"), where) for where in english} == english
    different = [where for where, said in english.items() if at(swedish, where) != said]
    assert set(english) - set(different) <= {"name.short", "name.full", *_same_in_both(swedish)}


def _same_in_both(content: dict[str, Any]) -> set[str]:
    return {
        f"bots[0].commandLists[{number}].commands[{place}].title"
        for number, each in enumerate(content["bots"][0]["commandLists"])
        for place, command in enumerate(each["commands"])
        if command["title"] == "status"
    }


def test_a_long_name_of_the_organisation_is_cut_to_what_teams_takes() -> None:
    content = made(name="Samhällsbyggnadsförvaltningen i Exempelstads kommun")
    assert content["developer"]["name"] == "Samhällsbyggnadsförvaltningen i"
    assert faults(MANIFEST, content) == []


def test_a_bots_app_keeps_its_id_from_package_to_package() -> None:
    assert app_id(BOT) == UUID(made()["id"]) == UUID(made("en")["id"])
    assert app_id(UUID(int=1)) != app_id(BOT) != BOT


def test_the_package_holds_what_it_names_and_is_the_same_each_time() -> None:
    others = [texts("en")]
    whole = package(made(), others)
    assert whole == package(made(), others)
    files = zipfile.ZipFile(io.BytesIO(whole))
    assert files.namelist() == ["manifest.json", "en.json", "color.png", "outline.png"]
    assert json.loads(files.read("manifest.json")) == made()
    assert json.loads(files.read("en.json")) == words(texts("en"))


def test_the_icons_are_of_the_size_and_kind_that_teams_wants() -> None:
    files = zipfile.ZipFile(io.BytesIO(package(made(), [texts("en")])))
    colour = Image.open(io.BytesIO(files.read("color.png"))).convert("RGBA")
    outline = Image.open(io.BytesIO(files.read("outline.png"))).convert("RGBA")
    assert (colour.size, outline.size) == ((192, 192), (32, 32))
    assert colour.getchannel("A").getextrema() == (255, 255)
    assert colour.getpixel((0, 0)) == (0x1F, 0x4E, 0x5F, 255)
    assert outline.getchannel("A").getextrema() == (0, 255)
    assert {pixel[:3] for pixel in outline.get_flattened_data() if pixel[3]} == {(255, 255, 255)}
