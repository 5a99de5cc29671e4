"""A day on duty changes hands through Slack itself: asked from the App Home, answered in a direct message."""

import re

import httpx

from bot.sandbox.validate import view_problems
from tests.contract.office import ANNA, BO, Office, everything_of
from tests.contract.test_app_home import elements


def test_two_clicks_swap_a_day_and_the_calendar_has_it(office: Office) -> None:
    """U21: both protocols, from the App Home to the colleague's own calendar."""
    office.slash(ANNA, "inställningar")
    office.workspace.submit(ANNA, office.modal(ANNA), {"first_name": "Anna", "duty_weekdays": ["0", "4"]})
    office.slash(BO, "inställningar")
    office.workspace.submit(BO, office.modal(BO), {"first_name": "Bo", "duty_weekdays": ["1", "2", "3"]})
    office.slash(BO, "kalender")
    found = re.search(r"/calendar/(\w+\.ics)", office.told(BO, holds="/calendar/"))
    assert found is not None
    address = f"http://127.0.0.1:{office.running.web.port}/calendar/{found[1]}"
    assert "DTSTART;VALUE=DATE:20261130" not in httpx.get(address, timeout=60).text

    view = office.home(ANNA, "Jour för Kultur")
    assert view_problems({"type": "home", "blocks": view["blocks"]}) == ()
    office.workspace.click(ANNA, view, "svarsvakt.swap", str(elements(view, "svarsvakt.swap")[0]["value"]))
    modal = office.modal(ANNA)
    bo = elements(modal, "svarsvakt.value")[1]["options"][0]["value"]  # type: ignore[index]
    seen = office.workspace.submit(ANNA, modal, {"day": "2026-11-29", "person": bo})
    assert list(seen.errors) == ["day"]  # a Sunday
    office.workspace.submit(ANNA, office.modal(ANNA), {"day": "2026-11-30", "person": bo})
    asked = office.message("undrar om du kan ta måndag 30 november", channel=BO)
    office.workspace.click(BO, asked, "svarsvakt.swap_yes", "1")
    assert "Bo tar måndag 30 november" in office.said_directly(ANNA, "Bo tar")
    office.workspace.wait_until(
        lambda: "Bo tar" in everything_of(office.at(asked["ts"], channel=asked["channel"]))
    )
    answer = httpx.get(address, timeout=60)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20261130" in answer.text
    assert httpx.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert httpx.get(address.replace("/calendar/", "/calendar/x")).status_code == 404
