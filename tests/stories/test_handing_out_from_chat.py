"""A records request from chat: a supervisor asks, is told what may be secret, judges, and gets it alone."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.chat.forms import parts
from bot.chat.forms.parts import Told
from bot.cli.asked import names
from bot.handing_out.making import Handout
from bot.handing_out.review import Review
from bot.texts import texts
from db.models import comments as comments_table
from db.records import Wanted
from db.words import EventAction, Ground
from handlers.desk import Action
from handlers.handing_out import MOST_JUDGED
from handlers.handout_content import HandoutAsked, HandoutForm, Judgement, ReadToJudge
from handlers.outcome import Form, FormKind, Outcome, Said
from tests.stories.office import Office, at

THREAT = "Jag vet var ni bor"


def form(outcome: Outcome) -> Form:
    assert outcome.form is not None, outcome
    return outcome.form


def faults(outcome: Outcome) -> list[tuple[str, Said]]:
    return [(error.field, error.say.said) for error in outcome.field_errors]


def asked(outcome: Outcome) -> HandoutAsked:
    assert outcome.handout is not None, outcome
    return outcome.handout


@pytest.fixture
def three(office: Office) -> tuple[int, int, int]:
    """A question, a threat that was removed, a question on another account."""
    first = office.comes()
    threat = office.comes(text=THREAT, author="Hotfull Person")
    office.act(office.newsroom.anna, Action.REMOVE, threat, ground=Ground.THREAT, reason="Hotade Eva")
    return first, threat, office.comes(account=office.newsroom.instagram, author="Bo på stan")


def made(office: Office, wish: HandoutAsked, folder: Path) -> list[dict[str, object]]:
    """The rows of the file that would be handed out."""
    review = Review(
        reviewed_by=wish.reviewed_by,
        withhold=wish.withhold,
        leave_out=wish.leave_out,
        all_left_out=wish.all_alike is Judgement.LEFT_OUT,
        judged=wish.judged,
    )
    out = folder / "ut.zip"
    with office.store.read() as tx:
        Handout(
            tx=tx, wanted=wish.wanted, review=review, known=names(tx), zone=wish.zone, say=texts("sv"),
            now=wish.at,
        ).to_file(out)  # fmt: skip
    with ZipFile(out) as package:
        return [json.loads(line) for line in package.read("kommentarer.jsonl").splitlines()]


def test_a_supervisor_is_told_how_many_and_which_may_be_secret_and_nothing_of_what_they_say(
    office: Office, three: tuple[int, int, int]
) -> None:
    """L05, U18: by number, account, day and ground; chat shows neither author nor text."""
    shown = form(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT, {}))
    assert shown.kind is FormKind.HAND_OUT_REVIEW
    assert shown.handout is not None
    assert (shown.handout.count, shown.handout.flagged) == (3, 1)
    (one,) = shown.handout.to_judge
    assert (one.number, one.ground) == (three[1], Ground.THREAT)
    for secret in (THREAT, "Hotfull", "Hotade"):
        assert secret not in repr(shown)


def reads(office: Office, number: int, *, by: str = "cecilia", field: str = "read") -> Outcome:
    """Somebody chooses one to read in the open form."""
    person = getattr(office.newsroom, by)
    return office.changes(person, FormKind.HAND_OUT_REVIEW, {"read": str(number)}, field)


def test_the_one_she_chooses_is_shown_in_the_form_and_noted_as_read_by_her(
    office: Office, three: tuple[int, int, int]
) -> None:
    """L05, U18: she reads what she judges, in the form and in no message, and it shows that she did."""
    shown = form(reads(office, three[1]))
    assert shown.handout is not None
    assert shown.handout.reading == ReadToJudge(
        number=three[1], author="Hotfull Person", text=THREAT, files=0
    )
    told = [part.text for part in parts(shown, texts("sv")) if isinstance(part, Told)]
    assert told[1:] == ["Kommentar 2, av Hotfull Person:", THREAT]
    last = office.events(three[1])[-1]
    assert (last.action, last.person_id, last.reason) == (
        EventAction.READ_FOR_REVIEW,
        office.newsroom.cecilia.id,
        None,
    )
    for row in office.all_notices(""):
        assert THREAT not in repr(row)


def test_only_what_may_be_secret_in_her_own_units_can_be_read_so(
    office: Office, three: tuple[int, int, int]
) -> None:
    for outcome in (reads(office, three[0]), reads(office, 999), reads(office, three[1], by="anna")):
        assert outcome.form is None
    assert EventAction.READ_FOR_REVIEW not in [row.action for row in office.events(three[1])]


def test_a_text_longer_than_a_paragraph_is_shown_in_several(office: Office) -> None:
    number = office.comes(text="å" * 6_000)
    office.act(office.newsroom.anna, Action.URGENT, number)
    told = [part.text for part in parts(form(reads(office, number)), texts("sv")) if isinstance(part, Told)]
    assert [len(text) for text in told[2:]] == [2_900, 2_900, 200]


@pytest.mark.parametrize(
    ("count", "flagged", "sv", "en"),
    [
        (1, 1, "1 kommentar, som kan omfattas av sekretess:", "1 comment, which may be secret:"),
        (
            1,
            0,
            "1 kommentar. Den är inte märkt som något som kan omfattas av sekretess.",
            "1 comment. It is not marked as something that may be secret.",
        ),
        (2, 1, "2 kommentarer. 1 av dem kan omfattas av sekretess:", "2 comments. 1 of them may be secret:"),
    ],
)
def test_one_is_told_of_as_one(count: int, flagged: int, sv: str, en: str) -> None:
    found = HandoutForm(count=count, flagged=flagged)
    assert (texts("sv").handout.found(found), texts("en").handout.found(found)) == (sv, en)


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        (Judgement.OUT, [(1, "Kim Svensson"), (2, "Hotfull Person"), (3, "Bo på stan")]),
        (Judgement.BLANKED, [(1, "Kim Svensson"), (2, None), (3, "Bo på stan")]),
        (Judgement.LEFT_OUT, [(1, "Kim Svensson"), (3, "Bo på stan")]),
    ],
)
def test_what_she_judges_is_what_leaves(
    office: Office,
    three: tuple[int, int, int],
    tmp_path: Path,
    said: Judgement,
    rows: list[tuple[int, str | None]],
) -> None:
    """L01, L05: handed out, kept back or left out altogether, as a named person judged."""
    fields = {f"judge.{three[1]}": said.value, "reviewed_by": "Rut Registrator"}
    wish = asked(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT_REVIEW, fields))
    assert wish.reviewed_by == "Rut Registrator"
    assert [(row["number"], row["author"]) for row in made(office, wish, tmp_path)] == rows


def test_what_she_does_not_choose_stays_behind(
    office: Office, three: tuple[int, int, int], tmp_path: Path
) -> None:
    wish = asked(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT_REVIEW, {}))
    assert [row["author"] for row in made(office, wish, tmp_path)] == ["Kim Svensson", None, "Bo på stan"]


def test_what_becomes_secret_after_she_has_judged_stays_behind(
    office: Office, three: tuple[int, int, int], tmp_path: Path
) -> None:
    """L05: nobody has looked at that one."""
    fields = {f"judge.{three[1]}": "out"}
    wish = asked(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT_REVIEW, fields))
    office.act(office.newsroom.anna, Action.URGENT, three[0])
    assert [row["author"] for row in made(office, wish, tmp_path)] == [None, "Hotfull Person", "Bo på stan"]


def test_others_are_kept_back_too_and_a_slip_of_the_pen_is_told(
    office: Office, three: tuple[int, int, int], tmp_path: Path
) -> None:
    cecilia = office.newsroom.cecilia
    for written, said in (("77", Said.HANDOUT_NOT_AMONG), ("fem", Said.NOT_A_NUMBER)):
        outcome = office.sends(cecilia, FormKind.HAND_OUT_REVIEW, {"withhold": written})
        assert (faults(outcome), outcome.handout) == ([("withhold", said)], None)
    wish = asked(office.sends(cecilia, FormKind.HAND_OUT_REVIEW, {"withhold": f"{three[0]}, {three[2]}"}))
    assert [row["author"] for row in made(office, wish, tmp_path)] == [None, None, None]


def test_it_is_found_by_account_author_days_ground_and_diary_number(
    office: Office, three: tuple[int, int, int]
) -> None:
    """L01: by what people ask for."""
    office.says(office.newsroom.anna, f"registrator {three[1]} KS 2026/118")
    for fields, count in (
        ({"account": f"account/{office.newsroom.instagram.id}"}, 1),
        ({"account": f"unit/{office.newsroom.unit.id}"}, 3),
        ({"author": "kim svensson"}, 1),
        ({"ground": "threat"}, 1),
        ({"diary_number": "KS 2026/118"}, 1),
        ({"first_day": "2026-11-23", "last_day": "2026-11-23"}, 3),
    ):
        shown = form(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT, fields))
        assert shown.handout is not None
        assert shown.handout.count == count, fields
        assert shown.kept == fields


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"first_day": "2026-11-24"}, ("account", Said.HANDOUT_NOTHING)),
        ({"last_day": "9999-12-31"}, ("last_day", Said.DATE_UNCLEAR)),
        ({"first_day": "2026-11-24", "last_day": "2026-11-23"}, ("last_day", Said.AWAY_BACKWARDS)),
        ({"account": "account/999"}, ("account", Said.ACCOUNT_UNKNOWN)),
        ({"ground": "dumt"}, ("ground", Said.UNKNOWN_GROUND)),
        ({"person": "999"}, ("person", Said.PERSON_UNKNOWN)),
        ({"author": "x" * 151}, ("author", Said.TEXT_TOO_LONG)),
    ],
)
def test_what_cannot_be_asked_for_is_told_beside_its_field(
    office: Office, three: tuple[int, int, int], fields: dict[str, str], fault: tuple[str, Said]
) -> None:
    assert faults(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT, fields)) == [fault]


def test_an_editor_may_not_whatever_she_sends_in(office: Office, three: tuple[int, int, int]) -> None:
    anna = office.newsroom.anna
    for kind in (FormKind.HAND_OUT, FormKind.HAND_OUT_REVIEW):
        for outcome in (office.opens(anna, kind), office.sends(anna, kind, {})):
            assert (outcome.refused, outcome.handout, outcome.form) == (True, None, None)
            assert outcome.say is not None
            assert outcome.say.said is Said.NOT_ALLOWED


def test_nothing_of_another_unit_is_hers_also_if_her_form_is_forged(
    office: Office, three: tuple[int, int, int]
) -> None:
    """What stands in a comment's own unit counts, not what its account is called."""
    wish = asked(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT_REVIEW, {}))
    assert wish.wanted == Wanted(unit_ids=(office.newsroom.unit.id,))
    outcome = office.sends(office.newsroom.cecilia, FormKind.HAND_OUT_REVIEW, {"kept.account": "unit/99"})
    assert (outcome.refused, outcome.handout) == (True, None)


def test_too_many_to_judge_one_by_one_are_judged_alike_and_never_let_out(
    office: Office, tmp_path: Path
) -> None:
    for _ in range(MOST_JUDGED + 1):
        office.comes(text=THREAT)
    office.comes(text="Hej")
    with office.store.write() as tx:
        tx.execute(comments_table.update().where(comments_table.c.text == THREAT).values(flagged=True))
    cecilia = office.newsroom.cecilia
    shown = form(office.sends(cecilia, FormKind.HAND_OUT, {}))
    assert shown.handout is not None
    assert (shown.handout.flagged, shown.handout.to_judge) == (MOST_JUDGED + 1, ())
    for said, texts_left in (("out", MOST_JUDGED + 2), ("blanked", MOST_JUDGED + 2), ("left_out", 1)):
        wish = asked(office.sends(cecilia, FormKind.HAND_OUT_REVIEW, {"judge.all": said}))
        rows = made(office, wish, tmp_path)
        assert (len(rows), [row["text"] for row in rows if row["text"]]) == (texts_left, ["Hej"])


def test_what_is_kept_about_a_colleague_is_asked_for_without_a_review(office: Office) -> None:
    """L07: her own right to see it."""
    anna = office.newsroom.anna
    wish = asked(office.sends(office.newsroom.cecilia, FormKind.HAND_OUT, {"person": str(anna.id)}))
    assert (wish.about, wish.asked, wish.at) == (anna.id, {"person": "anna"}, at("2026-11-23 10:00"))
