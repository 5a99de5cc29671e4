"""A supervisor runs her unit from her own view, in each chat."""

from bot.chat.names import HOME_UNIT, PAGE, PRACTICE_ANSWER, PRACTICE_CLAIM, UNIT_FORM
from tests.contract.room import Room, Shown


def people(room: Room) -> Shown:
    """Cecilia's page of the unit's people."""
    room.press("cecilia", room.home("cecilia", "Sköt Kultur"), PAGE)
    return room.view("cecilia", "Kultur: människor")


def opens(room: Room, view: Shown, form: str, row: str = "") -> None:
    """Cecilia opens the form of this kind about a row of the page."""
    offered = room.offers(view, UNIT_FORM, row=row)
    room.press("cecilia", view, UNIT_FORM, next(about for about in offered if about.startswith(f"{form}:")))


def test_a_colleague_is_added_and_ended_from_app_home_and_the_last_supervisor_stays(room: Room) -> None:
    """U21: nobody has to ask IT to add a colleague, and somebody always answers for the unit."""
    opens(room, people(room), "person_add")
    erik = room.choice("cecilia", "user", "Erik")
    room.fills_in("cecilia", {"user": erik, "first_name": "Erik", "role": "editor"})
    page = room.view("cecilia", "Erik är med i Kultur nu, som redaktör")
    number, _ = room.comes()
    room.writes("erik", f"ta {number}")
    room.becomes(number, "Erik har den")

    opens(room, page, "person_end", "Erik")
    room.fills_in("cecilia", {"why": "Bara på lån"})
    room.view("cecilia", "Erik är inte längre med i Kultur. 1 kommentar väntar nu på någon annan")
    room.becomes(number, "Jag tar den")


def test_who_leaves_by_a_word_is_asked_about_first_and_goes_by_the_button(room: Room) -> None:
    """U21: `person @bo slutar` says what it means; nothing is changed until the form is sent in."""
    number, _ = room.comes()
    room.writes("bo", f"ta {number}")
    room.becomes(number, "Bo har den")
    room.writes("cecilia", "person @bo slutar")
    room.window("cecilia", "1 kommentar som")
    room.becomes(number, "Bo har den")
    room.fills_in("cecilia", {"why": "Ny tjänst"})
    room.becomes(number, "Jag tar den")


def test_summer_hours_and_a_new_unit_come_from_app_home(room: Room) -> None:
    room.press("cecilia", people(room), PAGE, "times:1:0")
    opens(room, room.view("cecilia", "Andra tider en del av året"), "season")
    summer = {"season_first": "15 maj", "season_last": "15/9", "friday": "8-14"}
    wrong = room.fills_in("cecilia", {**summer, "season_last": "snart"})
    assert "15 maj" in wrong["season_last"]
    room.fills_in("cecilia", summer)
    room.view("cecilia", "15 maj – 15 september: måndag–torsdag 08:00-16:30; fredag 08:00-14:00")
    opens(room, room.home("cecilia", "Ny enhet"), "unit_add")
    given = {"name": "Simhallarna", "channel": room.choice("cecilia", "channel", "Sim"), "hours": "9-15"}
    taken = room.choice("cecilia", "channel", "Kultur")
    wrong = room.fills_in("cecilia", {**given, "channel": taken})
    assert "Kultur arbetar i den kanalen" in wrong["channel"]
    room.fills_in("cecilia", given)
    room.view("cecilia", "Simhallarna finns nu, och du sköter den")
    home = room.home("cecilia", "Mer om Simhallarna")
    assert "Veckan" not in room.says(home)
    room.press("cecilia", home, HOME_UNIT, 1)
    room.view("cecilia", "Mindre om Kultur")


def test_an_editor_has_no_way_in(room: Room) -> None:
    assert room.offers(room.home("anna", "Hej Anna!"), PAGE) == []


def test_a_rule_is_changed_shows_its_source_and_counts_what_waits(room: Room) -> None:
    """M32-M35: the page says where each value comes from, and a change holds at once."""
    (number,) = room.hand_in("När öppnar ni?")
    before = room.comment(number).due_at
    room.press("cecilia", people(room), PAGE, "rules:1:0")
    rules = room.view("cecilia", "Svarsvakts eget, eftersom ingen har sagt något annat")
    opens(room, rules, "rule", "Svara inom")
    wrong = room.fills_in("cecilia", {"value": "snart"})
    assert "Skriv ett antal timmar" in wrong["value"]
    room.fills_in("cecilia", {"value": "72", "why": "Få i tjänst"})
    page = room.view("cecilia", "enhetens eget, satt")
    room.bot.tick()
    assert room.comment(number).due_at > before
    room.press("cecilia", page, PAGE, "log:1:0")
    room.view("cecilia", "Svara inom: 72 timmar (var 24 timmar). Få i tjänst")


def test_a_new_colleague_practises_in_her_direct_message(room: Room) -> None:
    room.writes("cecilia", "person @erik redaktör Erik")
    room.bot.tick()
    greeting = room.message("Välkommen till Svarsvakt, Erik!", "erik")
    room.press("erik", greeting, PRACTICE_CLAIM, 1)
    room.wait_until(lambda: "Tryck på ”Besvarad” och skriv vad du skulle svara" in room.says(greeting))
    room.press("erik", greeting, PRACTICE_ANSWER, 1)
    wrong = room.fills_in("erik", {"reply": "Ja, klockan tio!"})
    assert "/Erik" in wrong["reply"]
    room.fills_in("erik", {"reply": "Ja, klockan tio! /Erik"})
    room.message("Övat och klart", "erik")
    assert room.bot.comments() == []
