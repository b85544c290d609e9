"""The steps of a walk, and how they are kept in a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from acceptance.contract.model.operations import Moment, Operation
from acceptance.contract.values import NextAction, TaskField, TaskState

KINDS: Final[Mapping[str, type[Operation]]] = {kind.__name__: kind for kind in Operation.__subclasses__()}
WORDS: Final = {"NextAction": NextAction, "TaskField": TaskField, "TaskState": TaskState}


@dataclass(frozen=True, slots=True)
class Step:
    """An operation, and the number of the client that asks for it."""

    client: int
    operation: Operation


def dump(steps: Sequence[Step]) -> str:
    """Steps as one line of JSON."""
    return json.dumps([[step.client, _plain(step.operation)] for step in steps], ensure_ascii=True)


def load(line: str) -> list[Step]:
    """Steps out of such a line.

    Raises:
        ValueError: it is none, or from a version with other operations.
    """
    try:
        return [Step(client, _restored(content)) for client, content in json.loads(line)]
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a sequence of operations: {error}") from None


def _plain(value: Any) -> Any:
    if isinstance(value, Operation | Moment):
        told = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {"__kind__": type(value).__name__, **told}
    if type(value).__name__ in WORDS:
        return {"__word__": [type(value).__name__, value.name]}
    if isinstance(value, Mapping):
        return {"__pairs__": [[_plain(key), _plain(inner)] for key, inner in value.items()]}
    if isinstance(value, tuple):
        return {"__tuple__": [_plain(inner) for inner in value]}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _restored(value: Any) -> Any:
    if isinstance(value, list):
        return [_restored(inner) for inner in value]
    if not isinstance(value, Mapping):
        return value
    if "__word__" in value:
        kind, name = value["__word__"]
        return WORDS[kind][name]
    if "__pairs__" in value:
        return {_restored(key): _restored(inner) for key, inner in value["__pairs__"]}
    if "__tuple__" in value:
        return tuple(_restored(inner) for inner in value["__tuple__"])
    known = {name: _restored(inner) for name, inner in value.items() if name != "__kind__"}
    return Moment(**known) if value["__kind__"] == "Moment" else KINDS[value["__kind__"]](**known)
