"""A supervisor runs her unit from the App Home, through the real Slack protocol."""

from typing import Any

from bot.sandbox.validate import view_problems
from tests.contract.office import ANNA, CECILIA, OUTSIDER, Office, everything_of
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


def test_an_editor_has_no_way_in(office: Office) -> None:
    view = office.home(ANNA, "Hej Anna!")
    assert elements(view, "svarsvakt.unit.go") == []
