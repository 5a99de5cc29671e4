"""Every sentence is there in both languages, whole, friendly, without words that worry people."""

import ast
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from bot.slack.errors import DEAD_TOKEN, NEVER
from bot.texts import LANGUAGES, Label, texts
from bot.texts import catalog as texts_catalog
from bot.texts.forms import FIELDS, INTROS, TITLES
from bot.texts.operator import OPERATOR, known
from bot.texts.says import SAID, needs
from db.words import (
    CommentState,
    EventAction,
    Ground,
    NoticeKind,
    NoticeState,
    Role,
    RoundState,
    SignatureResult,
)
from handlers.content import (
    CommentLine,
    EventLine,
    OperatorContent,
    PersonRef,
    RoundAccount,
    RoundContent,
    WarningContent,
)
from handlers.outcome import FormKind, Said, Say
from handlers.summary import UnitWeek

ROOT = Path(__file__).parents[2]
STOCKHOLM = ZoneInfo("Europe/Stockholm")
SAME_IN_BOTH = {"Text", "forum", "spam", "status", "wiki"}
NO_WORDS = re.compile(r"(\{\w*\}|[^\w{}])*")
GLOSSARY = re.compile(r"kommunikationsansvarig|enskil(?:t|da) ärenden?", re.IGNORECASE)
"""Words of the glossary that hold a worrying one."""
FORBIDDEN = re.compile(r"\b(deadlines?|SLA|tickets?|ärende\w*|ansvarig)\b", re.IGNORECASE)

ANNA = PersonRef(id=1, first_name="Anna")
LINE = CommentLine(
    number=118,
    account="Kulturskolans Facebook",
    platform="facebook",
    author="Kim",
    excerpt="Har ni öppet på lördag?",
    url=None,
    state=CommentState.NEW,
    written_at=datetime(2026, 11, 27, 14, 2, tzinfo=UTC),
    due_at=datetime(2026, 11, 30, 11, 0, tzinfo=UTC),
    last_working_moment=datetime(2026, 11, 30, 11, 0, tzinfo=UTC),
)
WARNING = WarningContent(zone=STOCKHOLM, unit="Kultur", rung="1", lines=(LINE,), mentions=(), private=False)
FACTS = Say(
    said=Said.CLAIMED,
    number=118,
    count=2,
    person="Anna",
    text="hejsan",
    suggestion="besvarad",
    at=datetime(2026, 11, 30, 11, 0, tzinfo=UTC),
    first_day=date(2026, 11, 30),
    last_day=date(2026, 12, 4),
    state=CommentState.ANSWERED,
    sign_off="/Anna",
    grounds=(Ground.SPAM, Ground.OTHER),
)


def test_no_message_lacks_its_swedish_sentence() -> None:
    assert texts_catalog.untranslated(texts_catalog.swedish()) == ()


def test_the_swedish_catalog_holds_exactly_the_messages_of_the_code() -> None:
    def ids(catalog: texts_catalog.Catalog) -> set[object]:
        return {message.id for message in catalog if message.id}

    assert ids(texts_catalog.swedish()) == ids(texts_catalog.extracted()), "run `make texts`"


def test_the_compiled_catalog_is_the_one_people_edit() -> None:
    assert texts_catalog.MO_FILE.read_bytes() == texts_catalog.compiled(texts_catalog.swedish()), (
        "run `make texts`"
    )


def test_no_english_is_left_in_the_swedish() -> None:
    left = [
        message.id
        for message in texts_catalog.swedish()
        if message.id and message.id == message.string
        if message.id not in SAME_IN_BOTH and not NO_WORDS.fullmatch(str(message.id))
    ]
    assert left == []


def test_swedish_asks_for_the_same_facts_as_english() -> None:
    def facts(message: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(message) if name}

    for message in texts_catalog.swedish():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for english, swedish in zip(ids, strings, strict=True):
            if english:
                assert facts(english) == facts(swedish), english


def test_words_that_worry_people_are_not_used() -> None:
    for message in texts_catalog.swedish():
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id:
                assert not FORBIDDEN.search(GLOSSARY.sub("", text)), text


def test_no_sentence_shouts() -> None:
    for message in texts_catalog.swedish():
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            assert text.count("!") <= 1, text
            assert "!!" not in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_stored_word_has_a_name(code: str) -> None:
    words = texts(code).words
    named = [
        *(words.state(state) for state in CommentState),
        *(words.ground(ground) for ground in Ground),
        *(words.event(action) for action in EventAction),
        *(words.kind(kind) for kind in NoticeKind),
        *(words.notice_state(state) for state in NoticeState),
        *(words.round_state(state) for state in RoundState),
        *(words.signature(result) for result in SignatureResult),
        *(words.role(role) for role in Role),
    ]
    assert all(named)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("said", Said)
def test_every_short_answer_has_a_sentence_with_and_without_its_facts(said: Said, code: str) -> None:
    says = texts(code).say
    bare, full = says(Say(said=said)), says(replace(FACTS, said=said))
    for sentence in (bare, full):
        assert sentence
        assert "None" not in sentence
        assert not re.search(r"\{\w*\}", sentence)


@pytest.mark.parametrize("said", Said)
def test_a_short_answers_plainest_sentence_needs_no_fact(said: Said) -> None:
    assert needs(SAID[said][-1]) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_button_fits_on_a_button(code: str) -> None:
    labels = {label: texts(code).labels(label) for label in Label}
    assert all(0 < len(text) <= 75 for text in labels.values())


def test_buttons_are_named_as_the_newsroom_knows_them() -> None:
    labels = texts("sv").labels
    assert [
        labels(label)
        for label in (
            Label.CLAIM, Label.ACKNOWLEDGE, Label.ANSWERED, Label.NO_REPLY, Label.REFER, Label.HIDE,
            Label.REMOVE, Label.SHOW, Label.WHY, Label.LOOKED, Label.SHORTCUT,
        )
    ] == [
        "Jag tar den", "Har sagt att vi återkommer", "Besvarad", "Behöver inget svar", "Hänvisad till …",
        "Jag har dolt den", "Jag har tagit bort den", "Visa hela", "Varför den tiden?", "Jag har tittat",
        "Lägg till i Svarsvakt",
    ]  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_form_has_a_title_that_fits_an_intro_and_labelled_fields(code: str) -> None:
    form = texts(code).form
    assert set(TITLES) == set(INTROS) == set(FormKind)
    for kind in FormKind:
        assert 0 < len(form.title(kind)) <= 24
        assert form.intro(kind)
    for field in FIELDS:
        assert 0 < len(form.field(field)) <= 48


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_operator_code_says_what_is_wrong_and_how_to_mend_it(code: str) -> None:
    operator = texts(code).operator
    for each in [*OPERATOR, "a_code_nobody_knows"]:
        content = OperatorContent(code=each, unit="Kultur", detail="42")
        assert operator.what(content)
        assert operator.mend(content)
    assert "a_code_nobody_knows" in operator.what(OperatorContent(code="a_code_nobody_knows"))


def test_every_code_that_the_operator_can_hear_is_known() -> None:
    said = set(NEVER | DEAD_TOKEN)
    for file in [*ROOT.glob("scheduler/**/*.py"), *ROOT.glob("handlers/**/*.py"), ROOT / "bot" / "app.py"]:
        said |= set(re.findall(r'notices\.operator\(\s*"([a-z_]+)"', file.read_text(encoding="utf-8")))
    assert len(said) > len(NEVER | DEAD_TOKEN)
    assert [code for code in sorted(said) if known(code) is None] == []


def test_the_operator_is_told_when_the_bot_was_down() -> None:
    down = OperatorContent(code="was_down", detail="2026-11-24T09:00+00:00/2026-11-24T11:30+00:00")
    assert texts("sv").operator.what(down) == (
        "Boten var inte igång från tisdag 24 november kl. 10.00 till tisdag 24 november kl. 12.30."
    )


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("rung", ["1", "2", "3", "overdue", "late"])
@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("claimed", [True, False])
@pytest.mark.parametrize("follow_up", [True, False])
@pytest.mark.parametrize("count", [1, 2])
def test_every_rung_has_a_sentence_for_each_reader(  # noqa: PLR0917 - one argument a parameter
    code: str, rung: str, private: bool, claimed: bool, follow_up: bool, count: int
) -> None:
    line = replace(LINE, claimed_by=ANNA, state=CommentState.CLAIMED) if claimed else LINE
    warning = replace(WARNING, rung=rung, private=private, follow_up=follow_up, lines=(line,) * count)
    sentence = texts(code).warning.sentence(warning)
    assert sentence.endswith((".", "?"))
    assert str(count) in sentence if count > 1 else "Kulturskolans Facebook" in sentence


def test_the_first_warning_of_a_free_comment_asks_who_can_take_it() -> None:
    assert texts("sv").warning.sentence(WARNING) == (
        "En kommentar på Kulturskolans Facebook väntar fortfarande. Vem kan ta den? "
        "Svara senast måndag 30 november kl. 12.00."
    )


def test_an_overdue_comment_names_nobody_in_the_channel() -> None:
    taken = replace(LINE, claimed_by=ANNA, state=CommentState.CLAIMED, late=True)
    assert "Anna" not in texts("sv").warning.sentence(replace(WARNING, rung="overdue", lines=(taken,)))


def test_a_warning_told_again_on_doubt_says_so() -> None:
    notes = texts("sv").warning.notes(replace(WARNING, doubtful=True))
    assert notes == ("Du kan ha fått det här förut: jag kunde inte se om det kom fram.",)


def test_a_warning_names_the_last_moment_at_work_when_the_time_runs_out_at_night() -> None:
    night = replace(
        LINE,
        due_at=datetime(2026, 11, 25, 2, 15, tzinfo=UTC),
        last_working_moment=datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
    )
    sentence = texts("sv").warning.sentence(replace(WARNING, lines=(night,)))
    assert sentence.endswith("Svara senast tisdag 24 november kl. 16.30.")


def test_an_account_is_named_with_its_platform_once() -> None:
    words = texts("sv").words
    assert words.account("Kulturskolans Facebook", "facebook") == "Kulturskolans Facebook"
    assert words.account("Kulturskolan", "facebook") == "Kulturskolans Facebook"
    assert words.account("Malmö Museer", "instagram") == "Malmö Museers Instagram"
    assert words.account("Ateljéhus", "blog") == "Ateljéhus blogg"
    assert words.account("Museibloggen", "blog") == "Museibloggen"
    assert texts("en").words.account("Malmö Museer", "facebook") == "Malmö Museer’s Facebook"


def test_times_and_days_read_as_people_say_them() -> None:
    sv, en = texts("sv").dates, texts("en").dates
    moment = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
    assert sv.at(moment, STOCKHOLM) == "måndag 30 november kl. 12.00"
    assert en.at(moment, STOCKHOLM) == "Monday 30 November at 12:00"
    assert sv.days(date(2026, 11, 16), date(2026, 11, 22)) == "16–22 november"
    assert sv.days(date(2026, 11, 30), date(2026, 12, 6)) == "30 november – 6 december"
    assert sv.days(date(2026, 11, 30), None) == "från 30 november och tills vidare"
    assert sv.days(date(2026, 11, 30), date(2026, 11, 30)) == "30 november"
    assert sv.weekdays([0, 1, 2, 3, 4]) == "måndag–fredag"
    assert sv.weekdays([0, 2]) == "måndag och onsdag"
    assert en.weekdays([0, 2, 4]) == "Monday, Wednesday and Friday"


def test_a_summer_time_is_shown_in_summer_time() -> None:
    assert (
        texts("sv").dates.at(datetime(2026, 7, 1, 10, 0, tzinfo=UTC), STOCKHOLM) == "onsdag 1 juli kl. 12.00"
    )


def test_lengths_of_time_count_in_one_and_many() -> None:
    sv, en = texts("sv").dates, texts("en").dates
    assert sv.length(timedelta(minutes=90)) == "1 timme och 30 minuter"
    assert sv.length(timedelta(hours=2)) == "2 timmar"
    assert en.length(timedelta(minutes=61)) == "1 hour and 1 minute"
    assert sv.working_length(300) == "5 arbetstimmar"
    assert sv.working_length(241) == "5 arbetstimmar"
    assert sv.working_length(60) == "1 arbetstimme"
    assert sv.working_length(30) == "30 arbetsminuter"


def test_counts_are_said_in_one_and_many() -> None:
    say = texts("sv").say
    one, two, done = (say(Say(said=Said.ROUND_CONFIRMED, count=count)) for count in (1, 2, 0))
    assert one == "Tack för att du tittade! 1 konto är kvar i rundan."
    assert two == "Tack för att du tittade! 2 konton är kvar i rundan."
    assert done == "Tack för att du tittade! Rundan är klar."


def test_the_last_round_before_a_weekend_wishes_a_good_one() -> None:
    content = RoundContent(
        zone=STOCKHOLM, unit="Kultur", round_id=1, number=3, planned=3,
        at=datetime(2026, 11, 27, 14, 0, tzinfo=UTC), state=RoundState.CALLED, accounts=(), mentions=(),
        before_days_off=True, weekend=True, opens_again=datetime(2026, 11, 30, 7, 0, tzinfo=UTC),
    )  # fmt: skip
    rounds = texts("sv").round
    assert rounds.nothing_waits(content) == "Inget väntar, trevlig helg!"
    christmas = replace(content, weekend=False, opens_again=datetime(2026, 12, 28, 7, 0, tzinfo=UTC))
    assert rounds.nothing_waits(christmas) == "Inget väntar. Ha det så gott, vi ses igen måndag 28 december!"


def test_a_round_never_shows_a_number_for_an_account_it_cannot_see() -> None:
    account = RoundAccount(id=1, name="Museet", platform="instagram", url=None, waiting=None)
    state = texts("sv").round.account_state(account, STOCKHOLM)
    assert state == "Svarsvakt ser inte det här kontot, titta själv"


def test_the_week_tells_exceptions_first_and_how_fast_in_words() -> None:
    before = UnitWeek(
        unit="Kultur",
        slug="kultur",
        week="2026-W46",
        received=12,
        in_time=12,
        rounds_planned=15,
        rounds_done=15,
    )
    week = UnitWeek(
        unit="Kultur",
        slug="kultur",
        week="2026-W47",
        received=20,
        in_time=17,
        late=1,
        waiting=2,
        answered=18,
        removed=1,
        removed_by_ground={Ground.SPAM: 1},
        median_working_minutes=95.0,
        p90_working_minutes=290.0,
        rounds_done=14,
        rounds_planned=15,
        unsigned=1,
        unseen=("Museets Instagram",),
        previous=before,
    )
    told = texts("sv").week
    assert told.exceptions(week) == (
        "1 kommentar fick vänta längre än svarstiden (veckan före: 0)",
        "2 kommentarer väntar, inom svarstiden (veckan före: 0)",
        "14 av 15 rundor gjorda (veckan före: 15 av 15)",
        "Svarsvakt ser inte Museets Instagram; det som skrivs där är inte med i siffrorna",
        "1 svar saknade förnamn (veckan före: 0)",
    )
    assert told.speed(week) == "Nio av tio inom 5 arbetstimmar, hälften inom 2 arbetstimmar"
    assert told.numbers(week)[0] == "20 kommentarer kom in (veckan före: 12)"
    assert "1 togs bort (spam 1)" in told.numbers(week)
    assert told.exceptions(before) == ()


@pytest.mark.parametrize(
    ("action", "reason", "said"),
    [
        (
            "reply_judged",
            "signed: marked",
            "fre 27 nov. 15.10: namnet i svaret kontrollerat (namnet står där)",
        ),
        (
            "reply_judged",
            "unsigned: no_sign_off",
            "fre 27 nov. 15.10: namnet i svaret kontrollerat (namnet saknas)",
        ),
        (
            "reply_judged",
            "unsure: elsewhere",
            "fre 27 nov. 15.10: namnet i svaret kontrollerat (gick inte att avgöra)",
        ),
        ("reply_judged", "mended", "fre 27 nov. 15.10: namnet i svaret kontrollerat (namnet lades till)"),
        ("released", "away", "fre 27 nov. 15.10: släppt (borta)"),
        ("recomputed", "1 2026-11-30T11:00:00+00:00", "fre 27 nov. 15.10: ny svarstid"),
        ("closed", "hör till gatukontoret", "fre 27 nov. 15.10: hanterad (hör till gatukontoret)"),
    ],
)
def test_what_has_happened_is_told_in_words_never_in_codes(action: str, reason: str, said: str) -> None:
    event = EventLine(
        at=datetime(2026, 11, 27, 14, 10, tzinfo=UTC),
        action=action,
        to_state=None,
        person=None,
        reason=reason,
    )
    assert texts("sv").card.event(event, ZoneInfo("Europe/Stockholm")) == said


def test_a_week_in_which_nothing_came_is_not_praised() -> None:
    quiet = UnitWeek(unit="Kultur", slug="kultur", week="2026-W47")
    assert texts("sv").week.all_well(quiet) == "En lugn vecka."
    assert texts("sv").week.all_well(replace(quiet, received=1)) == "Allt hanterades i tid. Bra jobbat!"


def test_no_sentence_hides_from_the_catalog_in_a_formatted_string() -> None:
    """What the catalog is made with reads calls, and up to Python 3.11 none that stands inside f"...".

    Such a sentence would be said in English to everybody, and missed by nobody who counts translations.
    """
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in sorted((ROOT / "bot" / "texts").glob("*.py"))
        for string in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute | ast.Name)
        and (call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id)
        in texts_catalog.KEYWORDS
        and any(isinstance(said, ast.Constant) for said in call.args)
    ]
    assert hidden == []
