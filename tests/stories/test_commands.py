"""Words in Swedish and English, well and badly written, and what each gets."""

from datetime import date

import pytest

from bot.texts import texts
from db.store import Store
from db.words import CommentState, Ground, Role
from handlers.command_words import WORDS, plain
from handlers.content import (
    CommentDetail,
    CommentList,
    HelpContent,
    RoundContent,
    StatusContent,
    WeekContent,
    WhyContent,
)
from handlers.help_topics import TOPIC_OF, HelpTopic, topic_of
from handlers.outcome import FormKind, Said
from tests.stories.office import Office, at, said

TAKEN = Said.CLAIMED


@pytest.mark.parametrize(
    ("text", "answer", "state"),
    [
        ("ta {n}", TAKEN, CommentState.CLAIMED),
        ("take {n}", TAKEN, CommentState.CLAIMED),
        ("TA {n}", TAKEN, CommentState.CLAIMED),
        ("  ta   #{n}  ", TAKEN, CommentState.CLAIMED),
        ("ta{n}", TAKEN, CommentState.CLAIMED),
        ("ta kommentar {n}", TAKEN, CommentState.CLAIMED),
        ("ta nr {n}", TAKEN, CommentState.CLAIMED),
        ("ta\u00a0{n}", TAKEN, CommentState.CLAIMED),
        ("ta {n}!", TAKEN, CommentState.CLAIMED),
        ("t\u200ba {n}", TAKEN, CommentState.CLAIMED),
        ("ｔａ {n}", TAKEN, CommentState.CLAIMED),
        ("jag tar {n}", TAKEN, CommentState.CLAIMED),
        ("bemött {n}", Said.ACKNOWLEDGED, CommentState.ACKNOWLEDGED),
        ("bemo\u0308tt {n}", Said.ACKNOWLEDGED, CommentState.ACKNOWLEDGED),
        ("bemott {n}", Said.ACKNOWLEDGED, CommentState.ACKNOWLEDGED),
        ("ack {n} Vi återkommer! /Anna", Said.ACKNOWLEDGED, CommentState.ACKNOWLEDGED),
        ("besvarad {n}", Said.ANSWERED, CommentState.ANSWERED),
        ("answered {n}: Vi öppnar tio. /Anna", Said.ANSWERED_SIGNED, CommentState.ANSWERED),
        ("besvarad {n} Vi öppnar tio.", Said.ANSWERED_UNSIGNED, CommentState.ANSWERED),
        ("besvarad {n} Hej!\n\nKl. 10.\n\nHälsningar\nAnna", Said.ANSWERED_SIGNED, CommentState.ANSWERED),
        ("inget-svar {n}", Said.NO_REPLY_NEEDED, CommentState.NO_REPLY_NEEDED),
        ("inget svar {n}", Said.NO_REPLY_NEEDED, CommentState.NO_REPLY_NEEDED),
        ("no-reply #{n}", Said.NO_REPLY_NEEDED, CommentState.NO_REPLY_NEEDED),
        ("hänvisad {n} till Kontaktcenter", Said.REFERRED, CommentState.REFERRED),
        ("referred {n} to the library", Said.REFERRED, CommentState.REFERRED),
        ("dold {n} spam", Said.HIDDEN, CommentState.HIDDEN),
        ("hidden {n} hate speech: names a group", Said.HIDDEN, CommentState.HIDDEN),
        ("borttagen {n} hets mot folkgrupp", Said.REMOVED, CommentState.REMOVED),
        ("ta bort {n} reklam", Said.REMOVED, CommentState.REMOVED),
        ("removed {n} other dubblett", Said.REMOVED, CommentState.REMOVED),
        ("removed {n} annat", Said.REASON_MISSING, CommentState.NEW),
        ("dold {n} för att den är dum", Said.UNKNOWN_GROUND, CommentState.NEW),
        ("öppna {n}", Said.NOT_CLOSED, CommentState.NEW),
        ("släpp {n}", Said.NOT_YOURS, CommentState.NEW),
    ],
)
def test_a_word_does_what_it_says(office: Office, text: str, answer: Said, state: CommentState) -> None:
    number = office.comes()
    outcome = office.says(office.newsroom.anna, text.format(n=number))
    assert said(outcome) is answer
    assert office.comment(number).state is state


@pytest.mark.parametrize(
    ("text", "answer", "suggestion"),
    [
        ("besvrad 1", Said.UNKNOWN_COMMAND, "besvarad"),
        ("lsita", Said.UNKNOWN_COMMAND, "lista"),
        ("hjäpl", Said.UNKNOWN_COMMAND, "hjälp"),
        ("slapp 1", Said.NO_SUCH_COMMENT, None),
        ("anwsered 1", Said.UNKNOWN_COMMAND, "answered"),
        ("qwertyuiop", Said.UNKNOWN_COMMAND, None),
        ("DROP TABLE comments;--", Said.UNKNOWN_COMMAND, None),
        ("🎉", Said.UNKNOWN_COMMAND, None),
        ("ta", Said.NUMBER_MISSING, None),
        ("visa", Said.NUMBER_MISSING, None),
        ("varför", Said.NUMBER_MISSING, None),
        ("besvarad", Said.NUMBER_MISSING, None),
        ("inget-svar", Said.NUMBER_MISSING, None),
        ("dold", Said.NUMBER_MISSING, None),
        ("hänvisad", Said.NUMBER_MISSING, None),
        ("ta den", Said.NOT_A_NUMBER, None),
        ("ta -1", Said.NOT_A_NUMBER, None),
        ("ta 0", Said.NOT_A_NUMBER, None),
        ("ta 1.5", Said.NOT_A_NUMBER, None),
        ("ta 12abc", Said.NOT_A_NUMBER, None),
        ("inget-svar 1 och två", Said.NOT_A_NUMBER, None),
        ("ta 4711", Said.NO_SUCH_COMMENT, None),
        ("visa 99999999999999999999", Said.NO_SUCH_COMMENT, None),
        ("visa " + "9" * 9000, Said.NO_SUCH_COMMENT, None),
        ("9" * 9000, Said.NO_SUCH_COMMENT, None),
        ("ta " + "0" * 9000, Said.NOT_A_NUMBER, None),
        ("borta " + "1" * 9000, Said.DATE_UNCLEAR, None),
        ("veckan " + "1" * 9000, Said.WEEK_UNCLEAR, None),
        ("ta ta ta", Said.NOT_A_NUMBER, None),
        ("x" * 9000, Said.UNKNOWN_COMMAND, None),
        ("veckan 54", Said.WEEK_UNCLEAR, None),
        ("veckan imorgon", Said.WEEK_UNCLEAR, None),
        ("veckan 2026-W50", Said.WEEK_IN_FUTURE, None),
        ("borta någon gång", Said.DATE_UNCLEAR, None),
        ("borta 32/12", Said.DATE_UNCLEAR, None),
        ("borta @Nisse imorgon", Said.PERSON_UNKNOWN, None),
        ("borta Nisse imorgon", Said.PERSON_UNKNOWN, None),
        ("borta 2026-12-27 2026-12-24", Said.AWAY_BACKWARDS, None),
        ("tillbaka", Said.NOT_AWAY, None),
        ("lista dina", Said.UNKNOWN_COMMAND, "lista mina"),
    ],
)
def test_what_is_wrong_gets_a_clear_answer_and_changes_nothing(
    office: Office, text: str, answer: Said, suggestion: str | None
) -> None:
    outcome = office.says(office.newsroom.anna, text)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.refused, outcome.changed) == (answer, True, False)
    assert outcome.say.suggestion == suggestion


@pytest.mark.parametrize("text", ["", "hjälp", "help", "HJALP", "?", "   "])
def test_help_is_shown_when_asked_for_and_when_nothing_is_said(office: Office, text: str) -> None:
    assert office.says(office.newsroom.anna, text).content == HelpContent(first_name="Anna")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hjälp jour", HelpTopic.DUTY),
        ("hjälp byt", HelpTopic.DUTY),
        ("help crisis", HelpTopic.CRISIS),
        ("hjälp inget svar", HelpTopic.COMMENTS),
        ("hjälp allt", HelpTopic.ALL),
        ("hjälp banan", None),
    ],
)
def test_help_on_a_topic_is_asked_for_by_its_name_or_a_word_of_it(
    office: Office, text: str, topic: HelpTopic | None
) -> None:
    assert office.says(office.newsroom.anna, text).content == HelpContent(first_name="Anna", topic=topic)


def test_what_help_does_not_know_is_said_above_its_first_screen(office: Office) -> None:
    outcome = office.says(office.newsroom.anna, "hjälp banan")
    assert outcome.say is not None
    assert "banan" in texts("sv").say(outcome.say)
    assert office.says(office.newsroom.anna, "hjälp").say is None


def test_the_first_screen_of_help_is_short_and_every_word_stands_under_its_topic() -> None:
    say = texts("sv").help
    assert len(say.commands(None)) + len(say.topics()) <= 15
    for word, spellings in WORDS.items():
        told = [plain(shown).split("[")[0] for shown, _ in say.commands(TOPIC_OF[word])]
        assert any(shown.startswith(plain(spellings[0])) for shown in told), word
    everything = " ".join(shown for shown, _ in say.commands(HelpTopic.ALL))
    for also in ("slutar", "flyttar", "kris slut", "jour ta"):
        assert also in everything
    for shown, _ in say.topics():
        assert topic_of(shown.partition(" ")[2]) is not None, shown


@pytest.mark.parametrize(
    "text",
    ["ta 1", "hjälp", "veckan", "rundan", "borta imorgon", "ny", "lista", "status", "", "inställningar"],
)
def test_somebody_whom_the_bot_does_not_know_is_told_so(office: Office, text: str) -> None:
    assert said(office.says(None, text)) is Said.NOT_KNOWN


@pytest.mark.parametrize("text", ["{n}", "#{n}", "visa {n}", "show #{n}"])
def test_a_number_alone_shows_the_comment(office: Office, text: str) -> None:
    number = office.comes()
    shown = office.says(office.newsroom.anna, text.format(n=number)).content
    assert isinstance(shown, CommentDetail)
    assert shown.card.line.number == number


@pytest.mark.parametrize("text", ["varför {n}", "why {n}", "varfor #{n}"])
def test_why_explains(office: Office, text: str) -> None:
    number = office.comes()
    assert isinstance(office.says(office.newsroom.anna, text.format(n=number)).content, WhyContent)


@pytest.mark.parametrize(
    "text",
    [
        "inget-svar {0} {1} {2}",
        "inget-svar {0}, {1} och {2}",
        "no reply #{0} #{1} #{2}",
        "inget-svar {0}-{2}",
    ],
)
def test_several_need_no_reply_at_once(office: Office, text: str) -> None:
    numbers = [office.comes() for _ in range(3)]
    outcome = office.says(office.newsroom.anna, text.format(*numbers))
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.count) == (Said.NO_REPLY_NEEDED, 3)


def test_several_are_taken_answered_and_let_go_at_once(office: Office) -> None:
    numbers = [office.comes() for _ in range(3)]
    first, second, third = numbers
    anna = office.newsroom.anna
    office.says(anna, f"ta {first} {second}")
    assert [office.comment(number).claimed_by for number in numbers] == [anna.id, anna.id, None]
    office.says(anna, f"släpp {first}, {second}")
    assert [office.comment(number).claimed_by for number in numbers] == [None, None, None]
    office.says(anna, f"besvarad {second} {third}")
    assert [office.comment(number).state for number in numbers] == [
        CommentState.NEW,
        CommentState.ANSWERED,
        CommentState.ANSWERED,
    ]


def test_an_answer_is_kept_as_it_was_written(office: Office, store: Store) -> None:
    from db import replies

    number = office.comes()
    office.says(office.newsroom.anna, f"besvarad {number} Ja…  ½ pris 👩\u200d👧!\n\n/Anna")
    with store.read() as tx:
        reply = replies.last_of(tx, number)
    assert reply is not None
    assert reply.text == "Ja…  ½ pris 👩\u200d👧!\n\n/Anna"


def test_a_number_in_an_answer_is_part_of_the_answer(office: Office) -> None:
    first, second = office.comes(), office.comes()
    office.says(office.newsroom.anna, f"besvarad {first} {second} personer får plats. /Anna")
    assert office.comment(first).state is CommentState.ANSWERED
    assert office.comment(second).state is CommentState.NEW


def test_what_is_hidden_keeps_its_ground_and_reason(office: Office) -> None:
    number = office.comes()
    office.says(office.newsroom.anna, f"dold {number} hets mot folkgrupp, pekar ut en grupp")
    comment = office.comment(number)
    assert (comment.ground, comment.flagged) == (Ground.HATE, True)
    assert office.events(number)[-1].reason == "pekar ut en grupp"


def test_referred_to_a_colleague_is_kept_by_name(office: Office) -> None:
    number = office.comes()
    office.says(office.newsroom.anna, f"hänvisad {number} till @U-BO")
    assert office.comment(number).referred_to == "Bo Ek"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ny", FormKind.NEW_COMMENT),
        ("new", FormKind.NEW_COMMENT),
        ("borta", FormKind.AWAY),
        ("borta @U-BO", FormKind.AWAY),
        ("inställningar", FormKind.SETTINGS),
        ("hänvisad {n}", FormKind.REFER),
        ("dold {n}", FormKind.HIDE),
        ("borttagen {n}", FormKind.REMOVE),
    ],
)
def test_what_is_left_out_is_asked_for_in_a_form(office: Office, text: str, kind: FormKind) -> None:
    number = office.comes()
    outcome = office.says(office.newsroom.anna, text.format(n=number))
    assert outcome.form is not None
    assert outcome.form.kind is kind
    assert not outcome.changed


def test_the_short_commands_are_the_words(office: Office) -> None:
    number = office.comes()
    anna = office.newsroom.anna
    assert said(office.says(anna, f"{number} /Anna", command="besvarad")) is Said.ANSWERED_SIGNED
    form = office.says(anna, "Var finns parkering?", command="kommentar").form
    assert form is not None
    assert (form.kind, form.text) == (FormKind.NEW_COMMENT, "Var finns parkering?")
    assert isinstance(office.says(anna, "", command="veckan").content, WeekContent)
    assert said(office.says(anna, "", "2026-11-22 12:00", command="rundan")) is Said.NO_ROUND


def test_lists_show_what_waits_what_is_mine_and_what_is_late(office: Office) -> None:
    old = office.comes("2026-11-23 09:00")
    new = office.comes("2026-11-24 09:30")
    promised = office.comes("2026-11-24 09:40")
    anna = office.newsroom.anna
    now = "2026-11-24 10:00"
    office.says(anna, f"ta {new}", now)
    office.says(anna, f"bemött {promised}", now)

    def listed(text: str) -> tuple[str, list[int], int]:
        content = office.says(anna, text, now).content
        assert isinstance(content, CommentList)
        return content.which, [line.number for line in content.lines], content.total

    assert listed("lista") == ("open", [old, new, promised], 3)
    assert listed("lista mina") == ("mine", [new, promised], 2)
    assert listed("list mine") == ("mine", [new, promised], 2)
    assert listed("lista SENA") == ("late", [old], 1)
    office.says(anna, f"besvarad {old}", now)
    assert listed("lista sena") == ("late", [], 0)
    assert listed("list all") == ("all", [promised, new, old], 3)
    assert listed("lista kultur") == ("open", [new, promised], 2)


def test_status_tells_how_the_unit_stands(office: Office) -> None:
    office.comes("2026-11-23 09:00")
    number = office.comes("2026-11-24 09:30")
    office.says(office.newsroom.anna, f"ta {number}", "2026-11-24 10:00")
    status = office.says(office.newsroom.anna, "status", "2026-11-24 10:00").content
    assert isinstance(status, StatusContent)
    assert (status.waiting, status.late, status.mine, status.open_now) == (2, 1, 1, True)
    assert [person.first_name for person in status.on_duty] == ["Anna", "Bo"]
    assert status.next_round == at("2026-11-24 12:30")
    assert status.unseen == ("Kulturskolans Facebook", "Museets Instagram", "Museibloggen")


def test_the_round_that_runs_is_shown_and_else_the_next_is_named(office: Office) -> None:
    office.tick("2026-11-23 08:00")
    running = office.says(office.newsroom.anna, "rundan", "2026-11-23 09:00").content
    assert isinstance(running, RoundContent)
    assert (running.number, running.planned, len(running.accounts)) == (1, 3, 3)
    early = office.says(office.newsroom.anna, "rundan", "2026-11-23 08:10")
    assert early.say is not None
    assert (early.say.said, early.say.at) == (Said.NO_ROUND, at("2026-11-23 08:30"))
    friday = office.says(office.newsroom.anna, "round", "2026-11-27 17:00")
    assert friday.say is not None
    assert friday.say.at == at("2026-11-30 08:30")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("borta imorgon", date(2026, 11, 24), None),
        ("away friday", date(2026, 11, 27), None),
        ("borta 24/12 27/12", date(2026, 12, 24), date(2026, 12, 27)),
        ("borta 2026-12-24", date(2026, 12, 24), None),
        ("borta från 24 december till 2 januari", date(2026, 12, 24), date(2027, 1, 2)),
        ("borta mån-ons", date(2026, 11, 23), date(2026, 11, 25)),
        ("ledig fredag till tisdag", date(2026, 11, 27), date(2026, 12, 1)),
    ],
)
def test_days_away_are_understood(office: Office, text: str, first: date, last: date | None) -> None:
    outcome = office.says(office.newsroom.anna, text)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person) == (Said.AWAY_SET, "Anna")
    assert (outcome.say.first_day, outcome.say.last_day) == (first, last)


@pytest.mark.parametrize("whom", ["@U-BO", "@bo", "@Bo", "Bo", "bo"])
def test_a_colleague_can_be_marked_away_by_mention_or_name(office: Office, whom: str) -> None:
    outcome = office.says(office.newsroom.anna, f"borta {whom} imorgon")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person) == (Said.AWAY_SET, "Bo")


def test_the_week_is_a_supervisors_units_or_an_editors_own_accounts(office: Office) -> None:
    supervisor = office.says(office.newsroom.cecilia, "veckan 47").content
    assert isinstance(supervisor, WeekContent)
    assert (supervisor.week, supervisor.own_accounts_only) == ("2026-W47", False)
    assert (supervisor.first_day, supervisor.last_day) == (date(2026, 11, 16), date(2026, 11, 22))
    editor = office.says(office.newsroom.anna, "week 2026-W47").content
    assert isinstance(editor, WeekContent)
    assert editor.own_accounts_only


def test_a_command_goes_to_the_channels_unit_else_to_the_only_one_else_the_bot_asks(
    office: Office, store: Store
) -> None:
    from sqlalchemy import insert

    from db.models import memberships, units

    with store.write() as tx:
        other = tx.execute(
            insert(units)
            .values(slug="fritid", name="Fritid", channel="C-FRITID", chat_fields=[])
            .returning(units.c.id)
        ).scalar_one()
        tx.execute(
            insert(memberships).values(unit_id=other, person_id=office.newsroom.bo.id, role=Role.EDITOR)
        )
    bo = office.newsroom.bo

    def unit(channel: str | None, text: str = "status") -> str | Said | None:
        outcome = office.says(bo, text, channel=channel)
        return outcome.content.unit if isinstance(outcome.content, StatusContent) else said(outcome)

    assert unit("C-FRITID") == "Fritid"
    assert unit("C-KULTUR") == "Kultur"
    assert unit("D-BO") is Said.WHICH_UNIT
    assert unit(None) is Said.WHICH_UNIT
    assert unit("D-BO", "status fritid") == "Fritid"
    anna = office.says(office.newsroom.anna, "status", channel="C-FRITID").content
    assert isinstance(anna, StatusContent)
    assert anna.unit == "Kultur"


def test_another_units_comment_is_out_of_reach_but_for_the_accounts_deputy(
    office: Office, store: Store
) -> None:
    from sqlalchemy import delete, update

    from db.models import accounts, memberships

    number = office.comes()
    anna = office.newsroom.anna
    with store.write() as tx:
        tx.execute(delete(memberships).where(memberships.c.person_id == anna.id))
    for text in ("ta {}", "visa {}", "besvarad {}", "inget-svar {}", "dold {} spam", "varför {}"):
        assert said(office.says(anna, text.format(number))) is Said.OTHER_UNITS_COMMENT
    assert said(office.says(anna, "status")) is Said.NO_UNIT
    assert said(office.says(anna, "veckan")) is Said.NO_UNIT
    with store.write() as tx:
        tx.execute(
            update(accounts).where(accounts.c.id == office.newsroom.facebook.id).values(deputy_id=anna.id)
        )
    assert said(office.says(anna, f"ta {number}")) is Said.CLAIMED
