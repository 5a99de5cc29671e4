"""People as one chat knows them: who is mentioned in it is mentioned by the id that she has there."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection

from db import identities
from handlers.content import PersonRef

T = TypeVar("T")


def known_in(tx: Connection, chat: str, content: T) -> T:
    """The content with everybody in it by her id in this chat; who has none there is named, not mentioned."""
    people = {person.id for person in _people(content)}
    if not people:
        return content
    renamed: T = _renamed(content, identities.in_chat(tx, people, chat))
    return renamed


def _people(value: object) -> Iterator[PersonRef]:
    if isinstance(value, PersonRef):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _people(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _people(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _people(each)


def _renamed(value: Any, ids: Mapping[int, str]) -> Any:
    if isinstance(value, PersonRef):
        return replace(value, chat_id=ids.get(value.id))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: _renamed(getattr(value, one.name), ids) for one in fields(value) if one.init}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_renamed(each, ids) for each in value)
    if isinstance(value, list):
        return [_renamed(each, ids) for each in value]
    if isinstance(value, Mapping):
        return type(value)({name: _renamed(each, ids) for name, each in value.items()})  # type: ignore[call-arg]
    return value
