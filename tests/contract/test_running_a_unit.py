"""A supervisor runs her unit from the App Home, through the real Slack protocol."""

from typing import Any

from bot.sandbox.validate import view_problems
from tests.contract.office import ANNA, BO, CECILIA, OUTSIDER, Office, everything_of
from tests.contract.test_app_home import elements


def page(office: Office, holds: str) -> dict[str, Any]:
    """Wait for the page of hers that holds this."""
    office.workspace.wait_until(
        lambda: holds in everything_of(office.workspace.home(CECILIA) or {"blocks": []})
    )
    view = office.workspace.home(CECILIA)
    assert view is not None
    assert view_problems({"type": "home", "blocks": view["blocks"]}) == ()
    return view


def choice(view: dict[str, Any], row: str, kind: str) -> str:
    """The value of this kind in the menu of the row that begins so."""
    (menu,) = [b["accessory"] for b in view["blocks"] if b.get("text", {}).get("text", "").startswith(row)]
    return next(str(each["value"]) for each in menu["options"] if each["value"].startswith(f"{kind}:"))


def goes(office: Office, view: dict[str, Any], where: str) -> None:
    """Cecilia presses the button to another page."""
    buttons = [
        each for block in view["blocks"] for each in block.get("elements", []) if each.get("value") == where
    ]
    office.workspace.click(CECILIA, view, buttons[0]["action_id"], where)


def test_a_colleague_is_added_and_ended_from_app_home_and_the_last_supervisor_stays(office: Office) -> None:
    """U21: nobody has to ask IT to add a colleague, and somebody always answers for the unit."""
    office.workspace.click(CECILIA, office.home(CECILIA, "Sköt Kultur"), "svarsvakt.unit.go")
    people = page(office, "Kultur: människor")
    office.workspace.click(CECILIA, people, "svarsvakt.unit.form", "person_add:1:")
    form = {"user": OUTSIDER, "first_name": "Erik", "role": "editor"}
    office.workspace.submit(CECILIA, office.modal(CECILIA), form)
    people = page(office, "Erik är med i Kultur nu, som redaktör")
    number, _ = office.shown()
    office.slash(OUTSIDER, f"ta {number}", channel=OUTSIDER)
    office.card_says(number, "Erik har den")

    office.workspace.click(CECILIA, people, "svarsvakt.unit.form", choice(people, "Erik", "person_end"))
    office.workspace.submit(CECILIA, office.modal(CECILIA), {"why": "Bara på lån"})
    page(office, "Erik är inte längre med i Kultur. 1 kommentar väntar nu på någon annan")
    office.card_says(number, "Jag tar den")


def test_who_leaves_by_a_word_is_asked_about_first_and_goes_by_the_button(office: Office) -> None:
    """U21: `person @bo slutar` says what it means; nothing is changed until the form is sent in."""
    number, _ = office.shown()
    office.slash(BO, f"ta {number}")
    office.card_says(number, "Bo har den")
    office.slash(CECILIA, "person @bo slutar")
    form = office.modal(CECILIA)
    assert "1 kommentar som" in everything_of(form)
    office.card_says(number, "Bo har den")
    office.workspace.submit(CECILIA, form, {"why": "Ny tjänst"})
    office.card_says(number, "Jag tar den")


def test_summer_hours_and_a_new_unit_come_from_app_home(office: Office) -> None:
    office.workspace.click(CECILIA, office.home(CECILIA, "Sköt Kultur"), "svarsvakt.unit.go")
    goes(office, page(office, "Kultur: människor"), "times:1:0")
    times = page(office, "Andra tider en del av året")
    office.workspace.click(CECILIA, times, "svarsvakt.unit.form#1", "season:1:")
    summer = {"season_first": "15 maj", "season_last": "15/9", "friday": "8-14"}
    wrong = office.workspace.submit(CECILIA, office.modal(CECILIA), {**summer, "season_last": "snart"})
    assert "15 maj" in wrong.errors["season_last"]
    office.workspace.submit(CECILIA, office.modal(CECILIA), summer)
    page(office, "15 maj – 15 september: måndag–torsdag 08:00-16:30; fredag 08:00-14:00")
    office.workspace.click(CECILIA, office.home(CECILIA, "Ny enhet"), "svarsvakt.unit.form", "unit_add:1:")
    given = {"name": "Simhallarna", "channel": "C-SIM", "hours": "9-15"}
    taken = {**given, "channel": "C-KULTUR"}
    wrong = office.workspace.submit(CECILIA, office.modal(CECILIA), taken)
    assert "Kultur arbetar i den kanalen" in wrong.errors["channel"]
    office.workspace.submit(CECILIA, office.modal(CECILIA), given)
    page(office, "Simhallarna finns nu, och du sköter den")
    home = office.home(CECILIA, "Mer om Simhallarna")
    assert "Veckan" not in everything_of(home)
    office.workspace.click(CECILIA, home, "svarsvakt.home_unit", "1")
    office.workspace.wait_until(
        lambda: "Mindre om Kultur" in everything_of(office.workspace.home(CECILIA) or {"blocks": []})
    )


def test_an_editor_has_no_way_in(office: Office) -> None:
    view = office.home(ANNA, "Hej Anna!")
    assert elements(view, "svarsvakt.unit.go") == []


def test_a_rule_is_changed_shows_its_source_and_counts_what_waits(office: Office) -> None:
    """M32-M35: the page says where each value comes from, and a change holds at once."""
    (number,) = office.hand_in("När öppnar ni?")
    before = office.comment(number).due_at
    office.workspace.click(CECILIA, office.home(CECILIA, "Sköt Kultur"), "svarsvakt.unit.go")
    goes(office, page(office, "Kultur: människor"), "rules:1:0")
    rules = page(office, "Svarsvakts eget, eftersom ingen har sagt något annat")
    office.workspace.click(CECILIA, rules, "svarsvakt.unit.form", choice(rules, "Svara inom", "rule"))
    wrong = office.workspace.submit(CECILIA, office.modal(CECILIA), {"value": "snart"})
    assert "Skriv ett antal timmar" in wrong.errors["value"]
    office.workspace.submit(CECILIA, office.modal(CECILIA), {"value": "72", "why": "Få i tjänst"})
    page(office, "enhetens eget, satt")
    office.tick()
    assert office.comment(number).due_at > before
    goes(office, page(office, "Kultur: regler"), "log:1:0")
    page(office, "Svara inom: 72 timmar (var 24 timmar). Få i tjänst")


def test_a_new_colleague_practises_in_her_direct_message(office: Office) -> None:
    office.slash(CECILIA, "person @erik redaktör Erik")
    office.tick()
    greeting = office.message("Välkommen till Svarsvakt, Erik!", channel=OUTSIDER)
    office.workspace.click(OUTSIDER, greeting, "svarsvakt.unit.practice_claim", "1")
    office.message("Tryck på ”Besvarad” och skriv vad du skulle svara", channel=OUTSIDER)
    taken = office.message("Välkommen till Svarsvakt, Erik!", channel=OUTSIDER)
    office.workspace.click(OUTSIDER, taken, "svarsvakt.unit.practice_answer", "1")
    wrong = office.workspace.submit(OUTSIDER, office.modal(OUTSIDER), {"reply": "Ja, klockan tio!"})
    assert "/Erik" in wrong.errors["reply"]
    office.workspace.submit(OUTSIDER, office.modal(OUTSIDER), {"reply": "Ja, klockan tio! /Erik"})
    office.message("Övat och klart", channel=OUTSIDER)
    assert office.comments() == []
