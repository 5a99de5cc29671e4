"""All worked cases, all columns."""

from datetime import timedelta

import pytest

from scheduler.answer_time import due, explain
from scheduler.settings import AnswerPolicy, AnswerRules
from tests.unit.answer_cases import COMPILED, Case, cases

CASES = cases()


def test_there_are_eighty_two_cases_in_five_calendars() -> None:
    assert len(CASES) == 82
    assert {case.calendar for case in CASES} == set(COMPILED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_a_worked_case_comes_out_the_same_in_every_column(case: Case) -> None:
    calendar = COMPILED[case.calendar]
    guideline = due(case.received, AnswerRules(), calendar)
    assert guideline == case.due_guideline
    assert calendar.last_moment(guideline) == case.last_working_moment
    assert calendar.subtract(case.last_working_moment, timedelta(hours=2)) == case.two_working_hours_before
    assert due(case.received, AnswerRules(policy=AnswerPolicy.PAUSED), calendar) == case.due_paused
    assert (
        due(case.received, AnswerRules(policy=AnswerPolicy.OFFICE_HOURS), calendar) == case.due_office_hours_8
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_the_explanation_explains_the_answer_time_that_holds(case: Case) -> None:
    calendar = COMPILED[case.calendar]
    for policy in AnswerPolicy:
        rules = AnswerRules(policy=policy)
        why = explain(case.received, rules, calendar)
        assert why.due == due(case.received, rules, calendar)
        assert why.last_working_moment == calendar.last_moment(why.due)
