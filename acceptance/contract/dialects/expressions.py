"""What a dialect finds things by: paths (JMESPath) into fields, and patterns (regular expressions) in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions

NAME: Final = re.compile(r"[A-Za-z_]\w*")
VALUE: Final = "value"
"""The group of a pattern that has what is looked for, where the pattern has several."""
FOLLOWING: Final = frozenset(
    {"subexpression", "index_expression", "pipe", "projection", "value_projection", "filter_projection", "flatten"}
)
"""The parts of an expression whose first child alone looks into the whole."""


class ExpressionError(ValueError):
    """A path or a pattern cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Path:
    """A JMESPath, compiled.

    Attributes:
        text: as it was written.
        roots: the names that it looks up in the whole.
    """

    text: str
    roots: frozenset[str]
    _compiled: Any

    @classmethod
    def read(cls, text: str) -> Path:
        """Compile a path.

        Raises:
            ExpressionError: it is none.
        """
        try:
            compiled = jmespath.compile(text)
        except JMESPathError as error:
            raise ExpressionError(" ".join(str(error).split("\n")[0].removesuffix(":").split())) from None
        for name in _functions(compiled.parsed):
            if name not in Functions.FUNCTION_TABLE:
                raise ExpressionError(f"JMESPath has no function {name}()")
        return cls(text, frozenset(_roots(compiled.parsed)), None if NAME.fullmatch(text) else compiled)

    def search(self, fields: Any) -> Any:
        """What stands there; `None` where nothing does, or where it is of a kind that the path cannot follow."""
        if self._compiled is None:
            return fields.get(self.text) if isinstance(fields, Mapping) else None
        try:
            return self._compiled.search(fields)
        except JMESPathError:
            return None


def _children(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parts of an expression; those of a slice are numbers."""
    return [child for child in node.get("children", []) if isinstance(child, Mapping)]


def _functions(node: Mapping[str, Any]) -> Iterator[str]:
    if node["type"] == "function_expression":
        yield str(node["value"])
    for child in _children(node):
        yield from _functions(child)


def _roots(node: Mapping[str, Any]) -> Iterator[str]:
    children = _children(node)
    if node["type"] == "field":
        yield str(node["value"])
    elif node["type"] in FOLLOWING:
        yield from _roots(children[0])
    elif node["type"] != "expref":
        for child in children:
            yield from _roots(child)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, compiled."""

    compiled: re.Pattern[str]

    @property
    def text(self) -> str:
        """As it was written."""
        return self.compiled.pattern

    @classmethod
    def read(cls, text: str) -> Pattern:
        """Compile a pattern.

        Raises:
            ExpressionError: it is none.
        """
        try:
            return cls(re.compile(text))
        except re.error as error:
            raise ExpressionError(str(error)) from None

    def search(self, text: str) -> str | None:
        """What it finds first: its group `value`, else its first group, else all of it; `None` for nothing."""
        match = self.compiled.search(text)
        return None if match is None else self._value(match)

    def search_all(self, text: str) -> list[str]:
        """The same of all that it finds."""
        return [self._value(match) for match in self.compiled.finditer(text)]

    def _value(self, match: re.Match[str]) -> str:
        if VALUE in self.compiled.groupindex:
            return match[VALUE]
        return match[1] if self.compiled.groups else match[0]


def is_true(found: Any) -> bool:
    """Whether what a path found counts as true, as JMESPath has it: nothing, empty and false do not."""
    return found not in (None, False, "", [], {})


def plain(found: Any) -> str:
    """A value as the maps of a dialect write it."""
    return str(found).lower() if isinstance(found, bool) else str(found)
