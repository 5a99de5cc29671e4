"""Whom and what a form in Teams can choose from, asked of Teams itself."""

from bot.sandbox.faults import Fault
from bot.teams.connector import Connector
from bot.teams.roster import FIRST_CHANNEL, Roster
from tests.teams.hearing.conftest import House
from tests.teams.sending.conftest import ANNA, BO, CHANNEL_ID


def test_who_is_in_the_team_and_its_channels_can_be_chosen(house: House) -> None:
    house.service.says(ANNA, "hjälp", house.channel)  # tells whose team the channel is
    connector = Connector(token=None, timeout=60)
    there = Roster(connector, house.store)()
    connector.close()
    assert {(one.value, one.label) for one in there.people} == {
        (ANNA.object_id, ANNA.name),
        (BO.object_id, BO.name),
    }
    assert (CHANNEL_ID, "Kultur") in {(one.value, one.label) for one in there.channels}
    assert FIRST_CHANNEL in {one.label for one in there.channels}


def test_where_teams_does_not_answer_nobody_can_be_chosen_and_nothing_fails(house: House) -> None:
    house.service.says(ANNA, "hjälp", house.channel)
    for call in ("members", "channels"):
        house.service.fail_next(call, Fault.SERVER_ERROR)
    connector = Connector(token=None, timeout=60)
    there = Roster(connector, house.store)()
    connector.close()
    assert there.people == ()
    assert FIRST_CHANNEL not in {one.label for one in there.channels}
