"""`docs/intake.openapi.json` against the code: its fields, limits, answers, and requests made up from it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode, openapi

from bot.web import MOST_INTAKE_BYTES
from handlers import intake_row
from tests.faults.doors.house import House, bearer
from tests.faults.doors.requests import BODY, REQUESTS, WEBB

FILE = Path(__file__).parents[2] / "docs" / "intake.openapi.json"
DESCRIBED: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
POST = DESCRIBED["paths"]["/intake/{source}"]["post"]
COMMENT = DESCRIBED["components"]["schemas"]["Comment"]
OPERATION = openapi.from_dict(DESCRIBED)["/intake/{source}"]["POST"]
LIMITS = {
    "account": 80,
    "text": intake_row.LONGEST_TEXT,
    "url": intake_row.LONGEST_URL,
    **dict.fromkeys(("external_id", "author", "thread_id", "parent_id"), intake_row.LONGEST_ID),
}
MADE_UP = 40
"""Requests of each kind: as described, and not as described."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("house")) as house:
        yield house


def test_its_fields_and_limits_are_those_of_the_code() -> None:
    assert tuple(COMMENT["properties"]) == intake_row.FIELDS
    limits = {
        name: field["maxLength"] for name, field in COMMENT["properties"].items() if "maxLength" in field
    }
    assert limits == LIMITS
    assert str(MOST_INTAKE_BYTES) in POST["requestBody"]["description"]
    fields = DESCRIBED["components"]["schemas"]["Taken"]["properties"]["errors"]["items"]["properties"][
        "field"
    ]
    assert set(fields["enum"]) == {"", *intake_row.FIELDS}


@pytest.mark.parametrize("left_out", intake_row.FIELDS)
def test_exactly_the_required_fields_may_not_be_left_out(left_out: str, house: House) -> None:
    row = {name: value for name, value in json.loads(BODY).items() if name != left_out}
    answer = json.loads(house.ask("POST", WEBB, json.dumps(row).encode(), bearer()).body)
    assert bool(answer["errors"]) == (left_out in COMMENT["required"])


def test_its_example_is_taken_in(house: House) -> None:
    body = json.dumps(POST["requestBody"]["content"]["application/json"]["example"]).encode()
    answer = house.ask("POST", WEBB, body, bearer())
    assert json.loads(answer.body)["errors"] == []


def test_every_answer_of_the_requests_table_is_described(house: House) -> None:
    asked = [ask for ask in REQUESTS.values() if ask.method == "POST" and ask.path.lower().startswith(WEBB)]
    told = {str(ask.status) for ask in asked if not ask.path.endswith("/")}
    assert told >= {"200", "400", "401"}
    described = {*POST["responses"]}
    for ask in asked:
        answer = house.ask(ask.method, ask.path, ask.body, ask.headers(ask.body))
        if answer.status != 404 or answer.body[:1] == b"{":  # an address that is no intake's is not described
            assert str(answer.status) in described
            OPERATION.validate_response(_response(answer))


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value
)
def test_requests_made_up_from_it_get_answers_that_it_describes(mode: GenerationMode, house: House) -> None:
    statuses: set[int] = set()

    @seed(20261127)
    @settings(
        max_examples=MADE_UP, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck)
    )
    @given(OPERATION.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        body = case.body if isinstance(case.body, bytes) else json.dumps(case.body).encode()
        before = house.stored()
        headers = [(name, value.encode()) for name, value in (case.headers or {}).items()]
        plain = house.ask("POST", WEBB, body, headers)
        assert plain.status in {401, 413}
        assert house.stored() == before
        path = f"{WEBB}?{urlencode(case.query or {}, doseq=True)}"
        answer = house.ask("POST", path, body, [*bearer(), ("Content-Type", b"application/json")])
        OPERATION.validate_response(_response(answer))
        statuses.add(answer.status)
        if mode is GenerationMode.POSITIVE and answer.status == 200:
            fields = {fault["field"] for fault in json.loads(answer.body)["errors"]}
            assert fields <= {"account", "written_at", "url"}, body[:500]

    each()
    assert 200 in statuses


def _response(answer: Any) -> httpx.Response:
    request = httpx.Request("POST", f"http://127.0.0.1{WEBB}")
    response = httpx.Response(answer.status, headers=answer.headers, content=answer.body, request=request)
    response.elapsed = timedelta(0)  # it came over no network
    return response
