"""What each answer of Teams means for the outbox: a definite no, not yet, never, or nobody can tell."""

import json
from datetime import timedelta

import httpx
import pytest

from bot.teams import errors
from bot.teams.errors import DEAD_TOKEN, NEVER, of_response
from bot.texts.operator import OPERATOR
from scheduler.port import SendError, Unclear

BLOCKED = json.dumps({"errorCode": 209, "message": json.dumps({"subCode": "MessageWritesBlocked"})})


def named(code: str) -> str:
    return json.dumps({"error": {"code": code, "message": "..."}})


REFUSED = [
    (400, named("BadSyntax"), "teams_bad_request", False),
    (401, "", "teams_unauthorized", False),
    (403, BLOCKED, "teams_blocked", True),
    (403, named("BotNotInConversationRoster"), "teams_not_there", True),
    (403, named("ForbiddenOperationException"), "teams_not_there", True),
    (403, named("BotDisabledByAdmin"), "teams_disabled", True),
    (403, "<html>a proxy's own words</html>", "teams_forbidden", True),
    (404, named("ConversationNotFound"), "teams_no_conversation", True),
    (409, "", "status_409", False),
    (412, named("PreconditionFailed"), "status_412", False),
    (413, named("MessageSizeTooBig"), "teams_too_large", False),
    (429, "", "ratelimited", False),
]


@pytest.mark.parametrize(("status", "body", "code", "permanent"), REFUSED)
def test_a_definite_refusal_is_one(status: int, body: str, code: str, permanent: bool) -> None:
    error = of_response(status, {}, body)
    assert isinstance(error, SendError)
    assert (error.code, error.permanent) == (code, permanent)
    assert (error.code in NEVER) is permanent


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_gateways_answer_says_nothing_of_whether_the_message_was_taken(status: int) -> None:
    assert isinstance(of_response(status, {}, named("BadGateway")), Unclear)


def test_too_many_says_when_to_come_back_or_ten_seconds_are_waited() -> None:
    said = of_response(429, {"retry-after": "17"}, "")
    silent = of_response(429, {"retry-after": "soon"}, "")
    assert isinstance(said, SendError)
    assert isinstance(silent, SendError)
    assert (said.retry_after, silent.retry_after) == (timedelta(seconds=17), timedelta(seconds=10))


def test_a_message_that_is_gone_is_told_from_a_conversation_that_is() -> None:
    gone = of_response(404, {}, named("ActivityNotFoundInConversation"), update=True)
    nowhere = of_response(404, {}, named("ConversationNotFound"), update=True)
    assert [str(gone), str(nowhere)] == ["message_not_found", "teams_no_conversation"]


@pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ConnectTimeout("x")])
def test_what_never_reached_the_service_was_not_sent(error: Exception) -> None:
    with pytest.raises(SendError, match="unreachable"), errors.judged():
        raise error


@pytest.mark.parametrize(
    "error", [httpx.ReadTimeout("x"), httpx.WriteError("x"), httpx.RemoteProtocolError("x"), ValueError("x")]
)
def test_a_line_that_was_cut_leaves_it_in_doubt(error: Exception) -> None:
    with pytest.raises(Unclear), errors.judged():
        raise error


def test_the_operator_is_told_how_to_mend_every_refusal_for_good() -> None:
    assert sorted((NEVER | DEAD_TOKEN | {"chat_not_set_up"}) - set(OPERATOR)) == []
