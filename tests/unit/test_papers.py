"""The papers for those who answer for personal data: short, and true of this program."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.cli.program import ENTRIES, loaded
from db.models import metadata

PAPERS = Path(__file__).parents[2] / "docs" / "papers"
SVG = {"svg": "http://www.w3.org/2000/svg"}


def paper(name: str) -> str:
    return (PAPERS / name).read_text(encoding="utf-8")


def test_the_register_of_processing_names_every_table_and_no_other() -> None:
    """U20: a table that is new is somebody's data until it is said whose."""
    stored = paper("register.md").partition("## Vad som lagras")[2]
    named = re.findall(r"`(\w+)`", stored)
    assert sorted(named) == sorted(metadata.tables)


def test_the_commands_that_the_papers_name_are_there_with_their_options() -> None:
    there = {entry.name.partition(" ")[0]: loaded(entry) for entry in ENTRIES}
    for path in PAPERS.glob("*.md"):
        for command, option in re.findall(r"`svarsvakt (\w+)(?: (--[a-z-]+))?`", paper(path.name)):
            assert command in there, path.name
            named = {opt for each in there[command].params for opt in each.opts}
            assert not option or option in named, f"{path.name}: {command} {option}"


def test_the_picture_and_its_table_show_the_same_flows() -> None:
    picture = ElementTree.parse(PAPERS / "data-flow.svg").getroot()
    drawn = [text.text for text in picture.findall(".//svg:text", SVG) if (text.text or "").isdigit()]
    assert drawn == re.findall(r"^\| (\d) \|", paper("data-flow.md"), re.MULTILINE)
    assert len(picture.findall(".//svg:path", SVG)) == len(drawn) + 1  # and the arrow's head


def test_the_picture_says_in_words_what_it_shows() -> None:
    """L06: images have alternative text."""
    picture = ElementTree.parse(PAPERS / "data-flow.svg").getroot()
    described = picture.findtext("svg:desc", namespaces=SVG) or ""
    assert all(f"({number})" in described for number in range(1, 8))
    assert re.search(r"!\[.{80,}\]\(data-flow\.svg\)", paper("data-flow.md"))


@pytest.mark.parametrize("name", sorted(path.name for path in PAPERS.glob("*.md")))
def test_a_paper_is_short_and_leads_somewhere(name: str) -> None:
    text = paper(name)
    assert len(text.split()) < 750
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (PAPERS / target).exists(), target
