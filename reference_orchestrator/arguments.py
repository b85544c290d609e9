"""The arguments of a call: checked against the tool's schema to the letter (Contract PROTO-2), then read by type."""

import math
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar, cast

import jsonschema_rs

from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.tasks import JsonObject

DEEPEST: Final = 100
"""How deep lists and objects may be nested in an argument; what is deeper cannot be answered back by every client."""
LARGEST: Final = 2**62
"""Where limits and offsets are cut off: beyond any number of tasks, within what the store can count."""

_Choice = TypeVar("_Choice", bound=StrEnum)


class Schema:
    """The input schema of one tool, ready to check with."""

    def __init__(self, tool: str, schema: JsonObject) -> None:
        self._tool = tool
        self._properties = cast("Mapping[str, Mapping[str, object]]", schema["properties"])
        self._required = cast("list[str]", schema.get("required", []))
        self._validator = jsonschema_rs.Draft202012Validator(dict(schema))

    def check(self, given: JsonObject) -> "Arguments":
        """Check what a caller gave, and fill in the defaults.

        Args:
            given: the arguments as they came out of JSON.

        Raises:
            Refusal: a parameter is unknown, missing, of the wrong type, outside its enumeration, or text that no one
                can keep; the text names parameter, value, and what is allowed.
        """
        for name, value in given.items():
            if name not in self._properties:
                known = ", ".join(self._properties) or "none"
                raise Refusal(f"{self._tool} has no parameter {shown(name)}. Its parameters are: {known}.")
            _check_text(name, value)
            if isinstance(value, float) and self._properties[name].get("type") == "integer":
                raise Refusal(f"{name} is {shown(value)}, and must be an integer, written without a point.")
        missing = [name for name in self._required if name not in given]
        if missing:
            raise Refusal(f"{self._tool} needs {' and '.join(missing)}, which the call does not give.")
        for error in self._validator.iter_errors(dict(given)):
            self._refuse([str(step) for step in error.instance_path], error.instance)
        defaults = {name: schema["default"] for name, schema in self._properties.items() if "default" in schema}
        return Arguments({**defaults, **given})

    def _refuse(self, path: list[str], value: object) -> None:
        """Say which value breaks the schema, and what would not."""
        name = path[0]
        schema: Mapping[str, object] = self._properties[name]
        place = name
        if len(path) > 1:
            place = f"{name}[{path[1]}]"
            schema = cast("Mapping[str, object]", schema["items"])
        allowed = schema.get("enum")
        if isinstance(value, str) and isinstance(allowed, list):
            raise Refusal(f"{place} is {shown(value)}, and must be one of: {', '.join(allowed)}.")
        kind = "list" if schema["type"] == "array" else str(schema["type"])
        bounds = "".join(f", {word} {schema[key]}" for key, word in _BOUNDS.items() if key in schema)
        article = "an" if kind[0] in "io" else "a"
        raise Refusal(f"{place} is {shown(value)}, and must be {article} {kind}{bounds}.")


_BOUNDS: Final[Mapping[str, str]] = {"minimum": "at least", "maximum": "at most"}


def _check_text(name: str, given: object) -> None:
    """Refuse what JSON can write and nobody can keep, however deep it is hidden (Contract SAFE-7).

    Raises:
        Refusal: a NUL, a lone surrogate, a number that is none or endless, or nesting without end.
    """
    layer = [given]
    for _ in range(DEEPEST):
        if not layer:
            return
        inner: list[object] = []
        for value in layer:
            if isinstance(value, str):
                _check_characters(name, value)
            elif isinstance(value, dict):
                inner.extend(value.keys())
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
            elif isinstance(value, Decimal):
                digits = len(value.as_tuple().digits)
                raise Refusal(f"{name} holds an integer of {digits} digits, which no client can read: make it a text.")
            elif isinstance(value, float) and not math.isfinite(value):
                raise Refusal(f"{name} holds {value}, which is no number that JSON knows: leave it out.")
        layer = inner
    raise Refusal(f"{name} is nested deeper than {DEEPEST} levels: make it flatter.")


def _check_characters(name: str, text: str) -> None:
    if "\0" in text:
        raise Refusal(f"{name} holds a NUL character at position {text.index(chr(0))}: leave it out.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        code = f"U+{ord(text[error.start]):04X}"
        raise Refusal(
            f"{name} holds the lone surrogate {code} at position {error.start}, which is half a character: "
            "write the whole character."
        ) from None


class Arguments:
    """Checked arguments, read by the type that the tool's schema gives them."""

    def __init__(self, values: JsonObject) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        """Whether the parameter was given or has a default."""
        return name in self._values

    def text(self, name: str) -> str:
        """A text that is required."""
        return cast("str", self._values[name])

    def text_or_none(self, name: str) -> str | None:
        """A text that may be left out."""
        return cast("str | None", self._values.get(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty if it was left out."""
        return tuple(cast("list[str]", self._values.get(name, [])))

    def flag(self, name: str) -> bool:
        """A yes or no that has a default."""
        return cast("bool", self._values[name])

    def number(self, name: str) -> int:
        """An integer of any sign that has a default."""
        return cast("int", self._values[name])

    def size(self, name: str) -> int:
        """A number of things, which has a default.

        Raises:
            Refusal: it is negative.
        """
        number = self.number(name)
        if number < 0:
            raise Refusal(f"{name} is {number}, and must be 0 or more.")
        return min(number, LARGEST)

    def object(self, name: str) -> JsonObject:
        """An object; empty if it was left out."""
        return cast("JsonObject", self._values.get(name, {}))

    def choice(self, name: str, kind: type[_Choice]) -> _Choice:
        """A value of an enumeration that is required or has a default."""
        return kind(self.text(name))

    def choice_or_none(self, name: str, kind: type[_Choice]) -> _Choice | None:
        """A value of an enumeration that may be left out."""
        return kind(self.text(name)) if name in self._values else None

    def choices(self, name: str, kind: type[_Choice]) -> tuple[_Choice, ...]:
        """A list of values of an enumeration; empty if it was left out."""
        return tuple(kind(value) for value in self.texts(name))
