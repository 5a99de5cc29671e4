"""`svarsvakt signature`: does this reply carry its editor's signature, and why."""

import json
from typing import Annotated, Any

import typer

from bot.cli.failure import EXIT_REFUSED, EXIT_USAGE, Failure
from bot.cli.lines import standard_input
from bot.cli.output import print_json
from bot.cli.session import spoken
from handlers.signature import Judgement, judge
from scheduler.settings import SignatureRule, SignatureRules


def signature(
    text: Annotated[str, typer.Argument(help="The published reply; - reads JSON lines, one answer a line.")],
    name: Annotated[str | None, typer.Option(help="The editor's first name.")] = None,
    organisation: Annotated[
        str | None, typer.Option(help="The organisation that the sign-off must carry too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say whether the reply is signed, unsigned or unsure; a line of JSON needs first_name and reply."""
    if text == "-":
        if not _judge_lines():
            raise typer.Exit(EXIT_REFUSED)
        return
    say = spoken()
    if not name or not name.strip():
        raise Failure(say.records.name_missing(), exit_code=EXIT_USAGE)
    judgement = judge(text, first_name=name, rules=_rules(organisation))
    if as_json:
        print_json(_answer(judgement))
    else:
        print(say.records.judged(judgement))


def _judge_lines() -> bool:
    """One answer a line, in order; False: some line was refused."""
    good = True
    for number, line in enumerate(standard_input(), start=1):
        answer = _judged_line(line)
        if "error" in answer:
            good = False
            answer["line"] = number
        print_json(answer)
    return good


def _judged_line(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": "not JSON"}
    if not isinstance(row, dict):
        return {"error": "not an object"}
    for field in ("first_name", "reply"):
        if not isinstance(row.get(field), str):
            return {"error": f"{field}: a text is required"}
    if not row["first_name"].strip():
        return {"error": "first_name: empty"}
    for field in ("rule", "organisation"):
        if not isinstance(row.get(field) or "", str):
            return {"error": f"{field}: not a text"}
    rule = row.get("rule") or SignatureRule.FIRST_NAME.value
    if rule not in list(SignatureRule):
        return {"error": f"rule: {' or '.join(SignatureRule)}"}
    rules = SignatureRules(rule=SignatureRule(rule), organisation=row.get("organisation") or "")
    return _answer(judge(row["reply"], first_name=row["first_name"], rules=rules))


def _rules(organisation: str | None) -> SignatureRules:
    if organisation and organisation.strip():
        return SignatureRules(
            rule=SignatureRule.FIRST_NAME_AND_ORGANISATION, organisation=organisation.strip()
        )
    return SignatureRules()


def _answer(judgement: Judgement) -> dict[str, Any]:
    return {"result": judgement.result.value, "why": judgement.why.value}
