"""Who is mentioned in what people write: by what the bot knows her; and it asks about no more than it can."""

from bot.teams.shapes import Account, activity_in
from bot.teams.words import MOST_LOOKED_UP, words

BOT = {"id": "28:svarsvakt", "name": "Svarsvakt"}


def said(text: str, *mentioned: dict[str, str]) -> tuple[str, list[str]]:
    """What the bot takes it for, and about whom it asked."""
    asked: list[str] = []

    def known(one: Account) -> str:
        asked.append(one.id)
        return f"key-of-{one.id}"

    entities = [{"type": "mention", "text": f"<at>{one['name']}</at>", "mentioned": one} for one in mentioned]
    activity = activity_in(
        {
            "type": "message", "id": "1", "channelId": "msteams", "serviceUrl": "https://smba.trafficmanager.net/",
            "from": {"id": "29:anna"}, "recipient": BOT, "conversation": {"id": "19:kultur@thread.tacv2"},
            "text": text, "entities": entities,
        }
    )  # fmt: skip
    return words(activity, known), asked


def test_the_bots_own_mention_goes_and_another_becomes_what_she_is_known_by() -> None:
    bo = {"id": "29:bo", "name": "Bo Ek"}
    assert said("<at>Svarsvakt</at> borta <at>Bo Ek</at> idag", BOT, bo) == (
        "borta  @key-of-29:bo  idag",
        ["29:bo"],
    )


def test_a_message_that_calls_everybody_asks_about_no_more_than_it_can_wait_for() -> None:
    """Each may take a call to Teams; whoever comes after them is named by her first name."""
    everybody = [{"id": f"29:{number}", "name": f"N{number} Ek"} for number in range(100)]
    text, asked = said(" ".join(f"<at>{one['name']}</at>" for one in everybody), *everybody)
    assert len(asked) == MOST_LOOKED_UP
    assert "@key-of-29:19 " in text
    assert "@N20 " in text
    assert "@N99" in text
