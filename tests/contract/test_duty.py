"""A day on duty changes hands in chat: asked from one's own view, answered in a message of one's own."""

import re

import httpx

from tests.contract.room import Room


def test_two_clicks_swap_a_day_and_the_calendar_has_it(room: Room) -> None:
    """U21: in both chats, from one's own view to the colleague's own calendar."""
    room.writes("anna", "inställningar")
    room.fills_in("anna", {"first_name": "Anna", "duty_weekdays": ["0", "4"]})
    room.writes("bo", "inställningar")
    room.fills_in("bo", {"first_name": "Bo", "duty_weekdays": ["1", "2", "3"]})
    found = re.search(r"/calendar/(\w+\.ics)", room.writes("bo", "kalender", "/calendar/"))
    assert found is not None
    address = f"{room.bot.url}/calendar/{found[1]}"
    assert "DTSTART;VALUE=DATE:20261130" not in httpx.get(address, timeout=60).text

    room.press("anna", room.home("anna", "Jour för Kultur"), "swap")
    bo = room.choice("anna", "person", "Bo")
    wrong = room.fills_in("anna", {"day": "2026-11-29", "person": bo})
    assert list(wrong) == ["day"]  # a Sunday
    room.fills_in("anna", {"day": "2026-11-30", "person": bo})
    asked = room.message("undrar om du kan ta måndag 30 november", "bo")
    room.press("bo", asked, "swap_yes", 1)
    room.said_directly("anna", "Bo tar måndag 30 november")
    room.wait_until(lambda: "Bo tar" in room.says(asked))
    answer = httpx.get(address, timeout=60)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20261130" in answer.text
    assert httpx.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert httpx.get(address.replace("/calendar/", "/calendar/x")).status_code == 404
