"""Every content and form there is, for Teams: people with Teams' own ids, comments in every condition."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

from db.words import CommentState, DraftState
from handlers.content import CommentLine, Content, PersonRef, WhyContent
from scheduler.answer_time import Explanation, Reason
from scheduler.settings import AnswerPolicy, GuessKind
from tests import slack_contents

ANNA = "29:1anna"


def contents(text: str, many: int) -> Iterator[Content]:
    """Every kind of content that is shown as a message, with that text everywhere."""
    for content in slack_contents.messages(text, many):
        yield in_teams(content)
    for line in conditions(text):
        yield in_teams(replace(slack_contents.card(text), line=line))
    yield why()


def conditions(text: str) -> Iterator[CommentLine]:
    """A comment in what else it may be besides its state."""
    for state in (CommentState.NEW, CommentState.CLAIMED, CommentState.ACKNOWLEDGED):
        line = slack_contents.line(text, state=state)
        yield replace(line, urgent=True, individual=True, late=True)
        yield replace(line, guesses=tuple(GuessKind), uncertain=True, draft=DraftState.WAITING)
        yield replace(line, answers_here=True, excerpt=None, author=None, flagged=True)


def why() -> WhyContent:
    """Why an answer is due when it is."""
    told = Explanation(
        kind=Reason.PLAIN,
        policy=AnswerPolicy.GUIDELINE,
        zone="Europe/Stockholm",
        received=slack_contents.FRIDAY,
        hours=timedelta(hours=24),
        elapsed=slack_contents.FRIDAY + timedelta(hours=24),
        due=slack_contents.MONDAY,
        last_working_moment=slack_contents.CLOSE,
    )
    return WhyContent(zone=slack_contents.ZONE, number=118, explanation=told)


def in_teams(value: Any) -> Any:
    """The same, of people who are in Teams."""
    if isinstance(value, PersonRef):
        return replace(value, chat_id=ANNA)
    if isinstance(value, tuple):
        return tuple(in_teams(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        moved = {name: in_teams(each) for name, each in held.items()}
        return replace(value, **moved) if moved != held else value
    return value
