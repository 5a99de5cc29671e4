"""Logs: one event a line, an `action` and ids, never what the public wrote, who wrote it, or a secret."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

PRIVATE = frozenset(
    {
        "alias",
        "author",
        "body",
        "comment",
        "content",
        "email",
        "first_name",
        "full_name",
        "name",
        "payload",
        "reason",
        "reply",
        "text",
        "title",
    }
)
"""Fields that may carry what somebody wrote or who somebody is."""

_SECRET_NAME = re.compile(r"token|secret|password|authorization|cookie", re.IGNORECASE)
_SECRET_VALUE = re.compile(
    r"xox[a-z](?:\.[a-z]+)?-[\w-]+|xapp-[\w-]+"  # Slack's tokens
    r"|(?<=Bearer )\S+|(?<=://)[^/@\s]+(?=@)"  # intake's tokens, passwords in addresses
)
_LIBRARY_DETAIL = re.compile(r"[\n({\[<'\"]")

Event = MutableMapping[str, Any]


def set_up(*, as_json: bool | None = None, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Log to standard error: JSON, or on a terminal a line for people. Called once, at start."""
    out = stream or sys.stderr
    json_wanted = not out.isatty() if as_json is None else as_json
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        named_action,
        without_messages,
        without_private,
        without_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json_wanted
        else structlog.dev.ConsoleRenderer(colors=out.isatty(), event_key="action")
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[from_library, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("slack_bolt", "slack_sdk", "httpx", "httpcore", "apscheduler", "uvicorn", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def named_action(_logger: Any, _method: str, event: Event) -> Event:
    """What happened is called `action`, a stable word."""
    if "event" in event:
        event.setdefault("action", event.pop("event"))
    return event


def without_messages(_logger: Any, _method: str, event: Event) -> Event:
    """An exception is its type and where it came from; its message may quote what somebody wrote."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = _where(error.__traceback__)
    return event


def without_private(_logger: Any, _method: str, event: Event) -> Event:
    """Drop the fields that may carry personal data, at any depth."""
    return dict(_open(event))


def without_secrets(_logger: Any, _method: str, event: Event) -> Event:
    """Mask what looks like a token or a password, wherever it stands."""
    return {key: "***" if _SECRET_NAME.search(key) else _masked(value) for key, value in event.items()}


def from_library(_logger: Any, _method: str, event: Event) -> Event:
    """A library's own line: who says it and its first words; the rest may quote a request's body."""
    record = event.get("_record")
    said = str(event.pop("event", ""))
    event["action"] = "library"
    event["says"] = _LIBRARY_DETAIL.split(said, maxsplit=1)[0].strip()[:80]
    if isinstance(record, logging.LogRecord):
        event["library"] = record.name
        if record.exc_info:
            event["exc_info"] = record.exc_info
    return event


def _open(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        key: _open(value) if isinstance(value, Mapping) else value
        for key, value in event.items()
        if key.lower() not in PRIVATE or isinstance(value, int)  # `comment=118` is an id
    }


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _SECRET_VALUE.sub("***", value)
    if isinstance(value, Mapping):
        return {key: "***" if _SECRET_NAME.search(str(key)) else _masked(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(each) for each in value]
    return value


def _where(trace: TracebackType | None) -> list[str]:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-6:]
