"""What can be pressed in Slack can be pressed in Teams: same name, same value; and the same ways lead out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.slack import blocks
from bot.slack.blocks.pieces import PREFIX
from bot.teams.cards import drawn
from bot.texts import texts
from tests.teams.cards.adaptive import of_kind, things
from tests.teams.cards.everything import contents

ADDRESS = "https://exempel.se/inlagg/1"


def in_slack(shown: blocks.Drawn) -> tuple[set[tuple[str, str]], set[str]]:
    """Each button's name and value, a menu's choices as buttons; and the addresses that can be followed."""
    pressed, followed = set(), set()
    for thing in things(list(shown.blocks)):
        name = str(thing.get("action_id", "")).removeprefix(PREFIX).partition("#")[0]
        if "url" in thing:
            followed.add(thing["url"])
        elif thing.get("type") == "button":
            pressed.add((name, thing["value"]))
        elif thing.get("type") == "overflow":
            pressed |= {_chosen(name, each["value"]) for each in thing["options"]}
        for link in re.findall(r"<(https?://[^|<>]*)\|", str(thing.get("text", ""))):
            followed.add(link.replace("&amp;", "&"))
    return pressed, followed


def _chosen(name: str, value: str) -> tuple[str, str]:
    if name != "more":
        return name, value
    act, _, about = value.partition(":")
    return act, about


def in_teams(card: Mapping[str, Any]) -> tuple[set[tuple[str, str]], set[str]]:
    """The same of a card."""
    pressed = {(one["data"]["act"], one["data"]["value"]) for one in of_kind(card, "Action.Execute")}
    return pressed, {one["url"] for one in of_kind(card, "Action.OpenUrl")}


def both() -> Iterator[tuple[str, Any, Any]]:
    for content in contents(ADDRESS, 3):
        yield (
            type(content).__name__,
            in_slack(blocks.drawn(content, texts("sv"))),
            in_teams(drawn(content, texts("sv")).card),
        )


def test_everything_that_slack_offers_is_offered_in_teams_and_nothing_else() -> None:
    for name, (pressed, _), (offered, _) in both():
        assert offered == pressed, name


def test_every_way_out_of_a_message_is_there_in_teams() -> None:
    for name, (_, followed), (_, ways) in both():
        assert followed <= ways, name


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_stands_out_in_slack_stands_out_in_teams(language: str) -> None:
    for content in contents("Hej", 3):
        main = {
            str(thing["action_id"]).removeprefix(PREFIX).partition("#")[0]
            for thing in things(list(blocks.drawn(content, texts(language)).blocks))
            if thing.get("style") == "primary"
        }
        card = drawn(content, texts(language)).card
        positive = {
            one["data"]["act"] for one in of_kind(card, "Action.Execute") if one.get("style") == "positive"
        }
        assert positive == main, type(content).__name__


def test_a_button_heard_out_of_its_place_says_what_it_is_about() -> None:
    for content in contents("Hej", 3):
        spoken = {
            thing["accessibility_label"]
            for thing in things(list(blocks.drawn(content, texts("sv")).blocks))
            if "accessibility_label" in thing
        }
        told = {one.get("tooltip", "") for one in of_kind(drawn(content, texts("sv")).card, "Action.Execute")}
        for label in spoken:
            assert any(each.startswith(label.removesuffix("…")) for each in told), type(content).__name__
