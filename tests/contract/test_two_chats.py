"""One installation in Slack and in Teams: each unit in its own chat, a person who is in both, one truth."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import Chat, Posted, TeamsUser
from db.words import CommentState
from tests.contract.office import Office
from tests.teams.cards.filled_in import buttons
from tests.workspace import SetClock

PARK = "19:park@thread.tacv2"
CECILIA = TeamsUser(
    id="29:1cecilia",
    object_id="aaaaaaaa-0000-4000-8000-000000000003",
    name="Cecilia Lind",
    email="cecilia@example.org",
)
IN_TEAMS = f"""
teams = "{CECILIA.object_id}"
[teams]
unauthenticated = true
[units.park]
name = "Park"
channel = "{PARK}"
supervisors = ["cecilia"]
editors = ["cecilia"]
[accounts.parken]
unit = "park"
name = "Parken"
platform = "facebook"
watch_from = 2026-11-02T08:00:00
"""


class Both(Office):
    """The bot in both chats."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        super().__init__(folder, clock, "socket", more=IN_TEAMS)
        self.teams = TeamsService(clock=clock)
        self.teams.world.add_user(CECILIA)
        self.park = self.teams.world.add_channel(PARK, team="19:team@thread.tacv2", name="Park")
        self.hers = self.teams.world.personal(CECILIA)

    def start(self) -> None:
        super().start()
        self.teams.bot_url = f"{self.url}/teams/messages"

    def in_teams(self, chat: Chat, holds: str) -> Posted:
        """Wait for a message in Teams that says this; the latest."""
        found: list[Posted] = []

        def there() -> bool:
            found[:] = [
                each
                for each in self.teams.posted(chat.id)
                if holds in json.dumps(each.now, ensure_ascii=False)
            ]
            return bool(found)

        self.workspace.wait_until(there)
        return found[-1]


def test_each_units_comments_come_where_it_is_and_what_is_done_in_one_chat_shows_in_the_other(
    tmp_path: Path, clock: SetClock
) -> None:
    office = Both(tmp_path, clock)
    with office.teams, office:
        for chat in (office.park, office.hers):
            office.teams.installs(chat, by=CECILIA)
        (in_slack,) = office.hand_in("Hej, när öppnar ni?")
        (in_teams,) = office.hand_in("Är parken öppen?", account="parken")
        office.card(in_slack)
        card = office.in_teams(office.park, "Är parken öppen?")
        hers = [json.dumps(said.now, ensure_ascii=False) for said in office.teams.posted(office.hers.id)]
        assert not [said for said in hers if "Är parken öppen?" in said]

        # In Teams: a comment that is shown in Slack is taken with a word, another with its button.
        office.teams.says(CECILIA, f"ta {in_slack}", office.hers)
        office.card_says(in_slack, "Cecilia har den")
        answer = office.teams.presses(CECILIA, card, {"act": "claim", "value": str(in_teams)})
        assert "/Cecilia" in answer.json()["value"]
        office.in_teams(office.park, "Cecilia har den")

        # In Slack: what is shown in Teams is closed, and its card there says so.
        office.slash("U-CECILIA", str(in_teams), command="/besvarad")
        office.in_teams(office.park, "Markerad som besvarad av Cecilia")
        assert card.changes == 2
        assert office.comment(in_teams).state is CommentState.ANSWERED


def test_each_unit_has_its_round_where_it_is_and_who_supervises_both_reads_one_week(
    tmp_path: Path, clock: SetClock
) -> None:
    """M17, M23: a round pressed in one chat is done there; the week of all her units comes once."""
    office = Both(tmp_path, clock)
    with office.teams, office:
        for chat in (office.park, office.hers):
            office.teams.installs(chat, by=CECILIA)
        office.pass_to(datetime(2026, 11, 27, 14, 0, tzinfo=UTC))
        office.message("kollen före helgen, Kultur")
        called = office.in_teams(office.park, "kollen före helgen, Park")
        look = next(one["data"] for one in buttons(called.card) if one["data"]["act"] == "round")
        assert office.teams.presses(CECILIA, called, look).status_code == 200
        office.in_teams(office.park, "Klart: någon har tittat på alla konton")
        assert "Klart:" not in json.dumps(office.message("kollen före helgen, Kultur"), ensure_ascii=False)

        office.pass_to(datetime(2026, 11, 30, 11, 0, tzinfo=UTC))
        week = office.said_directly("U-CECILIA", "Veckan i korthet")
        assert [unit for unit in ("Kultur", "Park") if unit in week] == ["Kultur", "Park"]
        hers = json.dumps([said.now for said in office.teams.posted(office.hers.id)], ensure_ascii=False)
        assert "Veckan i korthet" not in hers


def test_a_code_asked_for_in_slack_and_said_in_teams_makes_bo_the_same_in_both(
    tmp_path: Path, clock: SetClock
) -> None:
    office = Both(tmp_path, clock)
    bo = TeamsUser(
        id="29:1bo", object_id="aaaaaaaa-0000-4000-8000-000000000002", name="Bo Ek", email="bo@example.org"
    )
    office.teams.world.add_user(bo)
    his = office.teams.world.personal(bo)
    with office.teams, office:
        office.teams.installs(his, by=bo)
        (number,) = office.hand_in("Hej, när öppnar ni?")
        office.card(number)
        office.teams.says(bo, f"ta {number}", his)
        office.in_teams(his, "Här känner jag dig inte än")

        seen = office.slash("U-BO", "koppla")
        code = re.search(r"koppla ([A-Z2-9]{4}-[A-Z2-9]{4})", seen.text)
        assert code is not None, seen.text
        office.teams.says(bo, f"koppla {code[1]}", his)
        office.in_teams(his, "Hej Bo! Nu känner jag igen dig här också")
        office.teams.says(bo, f"ta {number}", his)
        office.card_says(number, "Bo har den")
