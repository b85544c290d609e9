"""What a tool is: its name, its words, its schemas, what it does to the world, and the function that does it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final, cast

from reference_orchestrator.arguments import Arguments, Schema
from reference_orchestrator.domain.tasks import JsonObject
from reference_orchestrator.server_context import Current, ServerContext
from reference_orchestrator.store import Transaction

Reply = Mapping[str, object]


class Effect(Enum):
    """What a tool does to the world; clients are told so in its annotations.

    `REPLACES` may take away something that was there, `ADDS` does not.
    """

    LOOKS = "looks"
    ADDS = "adds"
    REPLACES = "replaces"


@dataclass(frozen=True)
class Call:
    """One call of a tool.

    Attributes:
        server_context: what the process has open.
        arguments: checked, with defaults.
        arrived: when it came in (`time.monotonic`, seconds).
    """

    server_context: ServerContext
    arguments: Arguments
    arrived: float

    @contextmanager
    def read(self) -> Iterator[tuple[Current, Transaction]]:
        """Look at the current workspace."""
        with self.server_context.read() as look:
            yield look

    @contextmanager
    def write(self) -> Iterator[tuple[Current, Transaction]]:
        """Change the current workspace, all or nothing."""
        with self.server_context.write(self.arrived) as change:
            yield change


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool.

    Attributes:
        parameters: the schema of each parameter, with its description.
        required: the parameters that have to be given.
        output: the schema of what `run` returns, in full.
        idempotent: whether a second call with the same arguments changes nothing more.
        during_restart: whether it is answered also while the process is about to restart.
        run: does it, in a worker thread; raises `Refusal` when it is not to be done.
    """

    name: str
    title: str
    description: str
    effect: Effect
    run: Callable[[Call], Reply]
    output: JsonObject
    parameters: Mapping[str, JsonObject] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    idempotent: bool = False
    during_restart: bool = False

    @cached_property
    def input_schema(self) -> dict[str, object]:
        """The schema of all parameters, as clients see it."""
        schema: dict[str, object] = {"type": "object", "properties": dict(self.parameters)}
        if self.required:
            schema["required"] = list(self.required)
        return schema

    @cached_property
    def schema(self) -> Schema:
        """The same schema, ready to check arguments with."""
        return Schema(self.name, self.input_schema)

    @cached_property
    def output_schema(self) -> dict[str, object]:
        """What is listed of the output: the fields that are always there, and the lists, objects and fields left out.

        Every agent pays for the tool list in every conversation. What the fields mean, it reads in the replies.
        """
        fields = cast("Mapping[str, JsonObject]", self.output.get("properties", {}))
        required = cast("Sequence[str]", self.output.get("required", ()))
        told = [name for name, schema in fields.items() if schema["type"] in _NESTED or name not in required]
        return {
            "type": "object",
            "properties": {name: {"type": fields[name]["type"]} for name in told},
            "required": list(required),
        }


_NESTED: Final = ("array", "object")


def text(description: str) -> JsonObject:
    """A parameter or field that is a text."""
    return {"type": "string", "description": description}


def texts(description: str) -> JsonObject:
    """A parameter or field that is a list of texts."""
    return {"type": "array", "items": {"type": "string"}, "description": description}


def flag(description: str, *, default: bool | None = None) -> JsonObject:
    """A parameter or field that is a yes or no."""
    return _with_default({"type": "boolean", "description": description}, default)


def number(
    description: str, *, default: int | None = None, minimum: int | None = None, maximum: int | None = None
) -> JsonObject:
    """A parameter or field that is an integer."""
    bounds = {name: bound for name, bound in (("minimum", minimum), ("maximum", maximum)) if bound is not None}
    return _with_default({"type": "integer", "description": description, **bounds}, default)


def mapping(description: str) -> JsonObject:
    """A parameter or field that is an object of any content."""
    return {"type": "object", "description": description}


def choice(values: Iterable[str], description: str, *, default: str | None = None) -> JsonObject:
    """A parameter or field that is one of some words."""
    words = [str(value) for value in values]
    return _with_default({"type": "string", "enum": words, "description": description}, default)


def choices(values: Iterable[str], description: str) -> JsonObject:
    """A parameter or field that is a list of some words."""
    words = [str(value) for value in values]
    return {"type": "array", "items": {"type": "string", "enum": words}, "description": description}


def nullable(schema: JsonObject) -> JsonObject:
    """A field that may be null."""
    kinds = {**schema, "type": [schema["type"], "null"]}
    if isinstance(schema.get("enum"), list):
        kinds["enum"] = [*_words(schema), None]
    return kinds


def objects(schema: JsonObject, description: str) -> JsonObject:
    """A field that is a list of objects."""
    return {"type": "array", "items": schema, "description": description}


def record(
    fields: Mapping[str, JsonObject], description: str | None = None, *, optional: Iterable[str] = ()
) -> dict[str, object]:
    """An object with these fields; all but the optional ones are always there."""
    left_out = set(optional)
    return {
        **({"description": description} if description else {}),
        "type": "object",
        "properties": dict(fields),
        "required": [name for name in fields if name not in left_out],
    }


def _with_default(schema: dict[str, object], default: bool | int | str | None) -> JsonObject:
    return schema if default is None else {**schema, "default": str(default) if isinstance(default, str) else default}


def _words(schema: JsonObject) -> list[object]:
    words = schema["enum"]
    return list(words) if isinstance(words, list) else []
