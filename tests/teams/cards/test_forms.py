"""Every form as a card: one that Teams takes, in both languages, with each fault above its field."""

from collections.abc import Iterator

import pytest

from bot.teams.cards import forms
from bot.teams.cards.fitting import MOST_JSON
from bot.teams.cards.forms import InChat
from bot.texts import texts
from db.words import CommentState, DraftState, Ground
from handlers.forms import ABOUT_COMMENT
from handlers.handing_out import MOST_JUDGED
from handlers.handout_content import HandoutForm, ToJudge
from handlers.managing.form import Leaving, UnitForm
from handlers.outcome import Choice, FieldError, Form, FormKind, Said, Say, Writing
from tests import crisis_contents, managing_contents
from tests import slack_contents as contents
from tests.teams.cards.adaptive import problems, size, things
from tests.teams.cards.filled_in import inputs, press
from tests.teams.cards.test_cards import HOSTILE

MANY = 130
FULL = InChat(
    people=tuple(Choice(value=f"29:{number}", label="<at>Dora</at>") for number in range(300)),
    channels=(Choice(value="19:abc@thread.tacv2", label="*Allmänt*"),),
)


def every_form(text: str, many: int) -> Iterator[Form]:
    """Each kind, with that text and so many of whatever it has several of."""
    choices = tuple(Choice(value=f"konto-{number}", label=text) for number in range(many))
    to_judge = tuple(
        ToJudge(
            number=number,
            account=text,
            written_at=contents.FRIDAY,
            state=CommentState.HIDDEN,
            ground=Ground.THREAT,
            urgent=True,
            individual=True,
        )
        for number in range(min(many, MOST_JUDGED))
    )
    for kind in FormKind:
        yield Form(
            kind=kind,
            number=118,
            choices=choices,
            text=text,
            url=text,
            at=contents.MONDAY,
            settings=contents.settings(text),
            crisis=crisis_contents.wish(text) if "crisis" in kind else None,
            sign_off=f"/{text}",
            known={"there": "there", "search": text, "title": text, "decided_by": text, "whom": text},
            kept={"id": "4", "text": "4", "ready": "2", "checked": "0" * 16},
            writing=Writing(
                quote=text,
                ready=choices[:100],
                keeps_ready=True,
                found=many,
                checked=True,
                readers=choices[:40],
                draft=DraftState.APPROVED,
                by=text,
                note=text,
                own_case=True,
                publishes=True,
            ),
            handout=HandoutForm(
                count=many, flagged=many, to_judge=to_judge, reviewer=text, people=(("7", text),)
            ),
        )


def every_unit_form(text: str) -> Iterator[UnitForm]:
    """Each kind, and one that says what it means."""
    yield from managing_contents.forms(text)
    leaving = Leaving(claims=3, deputy_of=(text,) * 3, swaps=1, alone_on=(0, 4))
    first = next(managing_contents.forms(text))
    yield UnitForm(kind=first.kind, unit_id=3, unit=text, subject=text, leaving=leaving)


@pytest.mark.parametrize("kind", sorted(ABOUT_COMMENT))
def test_a_form_says_which_comment_it_is_about_since_its_card_may_stand_in_another_chat(
    kind: FormKind,
) -> None:
    shown = next(each for each in every_form("Hej", 1) if each.kind is kind)
    assert "Kommentar 118." in str(forms.form(shown, texts("sv")).card)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("language", "many"), [("sv", 1), ("en", MANY)])
def test_every_form_is_a_card_that_teams_takes(language: str, many: int, text: str) -> None:
    for form in every_form(text, many):
        shown = forms.form(form, texts(language), at="home")
        assert problems(shown.card) == (), form.kind
        assert size(shown.card) <= MOST_JSON, form.kind


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("language", "there"), [("sv", FULL), ("en", InChat())])
def test_every_form_about_a_unit_is_one_too(language: str, there: InChat, text: str) -> None:
    for form in list(every_unit_form(text or "…"))[::6]:  # 18 of them, all with the same fields
        shown = forms.unit_form(form, texts(language), there=there, at="people:3:0")
        assert problems(shown.card) == (), form.kind
        assert size(shown.card) <= MOST_JSON, form.kind


def test_what_somebody_wrote_herself_is_never_cut_to_make_room() -> None:
    draft = "Hej! " * 599
    many = tuple(Choice(value=str(number), label="å" * 75) for number in range(100))
    writing = Writing(quote="ö" * 9_000, ready=many, keeps_ready=True, readers=many, note="ä" * 3_000)
    form = Form(kind=FormKind.REPLY, number=118, text=draft, writing=writing)
    shown = forms.form(form, texts("sv"))
    assert inputs(shown.card)["text"]["value"] == draft
    assert size(shown.card) <= MOST_JSON


def test_who_is_chosen_already_stays_to_choose_however_many_there_are() -> None:
    form = next(managing_contents.forms("å" * 100))
    editors = tuple(Choice(value=f"29:{number}", label="å" * 100) for number in range(300))
    shown = forms.unit_form(form, texts("sv"), there=InChat(people=editors), typed={"f_user": "29:299"})
    user = inputs(shown.card)["user"]
    assert user["value"] == "29:299"
    assert "29:299" in [one["value"] for one in user["choices"]]


def test_each_fault_stands_above_its_field_and_a_homeless_one_first() -> None:
    faults = (
        FieldError(field="reason", say=Say(said=Said.REASON_MISSING)),
        FieldError(field="", say=Say(said=Said.TRY_AGAIN)),
    )
    typed = {"f_ground": "spam", "f_reason": "Länkar"}
    shown = forms.form(Form(kind=FormKind.HIDE, number=118), texts("sv"), typed=typed, faults=faults)
    body = shown.card["body"]
    said = [
        thing.get("text") for element in body for thing in things(element) if thing.get("type") == "TextRun"
    ]
    assert said.index(texts("sv").say(Say(said=Said.TRY_AGAIN))) < said.index(
        texts("sv").say(Say(said=Said.REASON_MISSING))
    )
    place = next(n for n, element in enumerate(body) if element.get("id") == "f_reason")
    assert texts("sv").say(Say(said=Said.REASON_MISSING)) in str(body[place - 1])
    assert inputs(shown.card)["ground"]["value"] == "spam"
    assert inputs(shown.card)["reason"]["value"] == "Länkar"


def test_a_form_that_comes_back_gives_its_fields_as_they_were_written() -> None:
    choices = (Choice(value="k", label="K"), Choice(value="m", label="M"))
    shown = forms.form(Form(kind=FormKind.NEW_COMMENT, choices=choices), texts("sv"))
    given = {"account": "k", "text": "Hej!", "written_at": "2026-11-27", "written_at_time": "15:02"}
    sent = forms.sent(press(shown.card, forms.SEND, given))
    assert (sent.kind, sent.number, sent.act) == (FormKind.NEW_COMMENT, None, forms.SEND)
    assert sent.fields == {"account": "k", "text": "Hej!", "url": "", "written_at": "2026-11-27 15:02"}


def test_putting_a_form_away_needs_nothing_filled_in() -> None:
    shown = forms.form(Form(kind=FormKind.REFER, number=118), texts("sv"), at="home")
    sent = forms.sent(press(shown.card, forms.CLOSE))
    assert (sent.act, sent.at, dict(sent.fields)) == (forms.CLOSE, "home", {})


@pytest.mark.parametrize(
    "data",
    [
        {"act": "form", "form": "no_such_form"},
        {"act": "form", "form": "hide", "number": "118"},
        {"act": "form", "form": "hide", "number": -1},
        {"act": "form", "form": "hide", "kept": "x"},
        {"act": "form", "unit_form": "person_add"},
        {"act": "form", "unit_form": "person_add", "unit": "3"},
        {"act": "form", "unit_form": ["person_add"], "unit": 3},
    ],
)
def test_data_that_is_none_of_ours_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        forms.sent(data)


def test_a_card_takes_no_files_and_says_how_they_are_sent() -> None:
    for kind in (FormKind.HIDE, FormKind.ATTACH):
        shown = forms.form(Form(kind=kind, number=118), texts("sv"))
        assert "picture" not in inputs(shown.card)
        assert texts("sv").form.files_in_chat(118) in str(shown.card)
