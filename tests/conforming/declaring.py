"""What a conforming variant is: in which manner it differs from the reference, and the means to make it differ."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mcp_types import CallToolResult, TextContent

from reference_orchestrator import server
from tests.flawed.lying import Lie

Fields = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Variant:
    """An orchestrator that keeps the contract in a manner of its own.

    Attributes:
        name: what it is called.
        does: in which manner it differs, in words.
        allowed_by: the sentence of the contract that allows it.
        tell: puts the manner on top of the reference.
        touches: requirements that it does break, whose scenarios may fail with it.
        quick: whether it belongs to the sample of `make test`.
    """

    name: str
    does: str
    allowed_by: str
    tell: Callable[[Means], None]
    touches: tuple[str, ...] = ()
    quick: bool = False


VARIANTS: Final[dict[str, Variant]] = {}
"""All variants by their names, in the order in which they were declared."""


def conforming(
    name: str, does: str, *, allowed_by: str, touches: str = "", quick: bool = False
) -> Callable[[Callable[[Means], None]], Callable[[Means], None]]:
    """Declare a variant; what is decorated puts the manner on top of the reference.

    Raises:
        ValueError: there is one of that name.
    """

    def declare(tell: Callable[[Means], None]) -> Callable[[Means], None]:
        if name in VARIANTS:
            raise ValueError(f"there are two variants {name}")
        VARIANTS[name] = Variant(
            name=name, does=does, allowed_by=allowed_by, tell=tell, touches=tuple(touches.split()), quick=quick
        )
        return tell

    return declare


@dataclass(frozen=True)
class Answer:
    """What the reference answers to a call, before it is said in another manner.

    Attributes:
        tool: the tool that was called.
        text: the text of the answer.
        fields: its structured content; None for a refusal.
    """

    tool: str
    text: str
    fields: Fields | None

    @property
    def refused(self) -> bool:
        """Whether it is a refusal."""
        return self.fields is None


Change = Callable[[Answer], CallToolResult | None]


class Means(Lie):
    """The means to differ: those to lie, and whole answers in another shape."""

    def answers(self, change: Change, *, schemas: bool = False) -> None:
        """Give the answers to all calls in another shape.

        Args:
            change: gets an answer, and gives its other shape; None leaves it as it is.
            schemas: whether the tools go on declaring their output schemas.
        """

        def make(original: Any) -> Any:
            async def call(dispatcher: Any, name: str, given: Mapping[str, Any]) -> CallToolResult:
                result: CallToolResult = await original(dispatcher, name, given)
                text = "\n".join(part.text for part in result.content if isinstance(part, TextContent))
                fields = None if result.is_error else dict(result.structured_content or {})
                changed = change(Answer(name, text, fields))
                if changed is None:
                    return result
                self.told()
                return changed

            return call

        self.patch(server.Dispatcher, "call", make)
        if not schemas:
            self.listing(output_schema=None)

    def fields(self, change: Callable[[str, Fields], Fields]) -> None:
        """Name the fields of accepted replies otherwise, in structured content and text alike.

        Args:
            change: gets the tool and its reply's fields, and gives others.
        """

        def other(answer: Answer) -> CallToolResult | None:
            if answer.fields is None:
                return None
            changed = change(answer.tool, answer.fields)
            return None if changed == answer.fields else accepted(changed)

        self.answers(other)

    def listing(self, **changes: Any) -> None:
        """List every tool with other properties."""

        def make(original: Any) -> Any:
            return lambda tool: original(tool).model_copy(update=changes)

        self.patch(server, "_listed", make)


def written(fields: Any) -> str:
    """Fields as JSON."""
    return json.dumps(fields, ensure_ascii=False)


def accepted(fields: Fields) -> CallToolResult:
    """A reply that says its fields twice, as the protocol advises."""
    return CallToolResult(content=[words(written(fields))], structured_content=fields)


def spoken(*texts: str, fields: Fields | None = None, refused: bool = False) -> CallToolResult:
    """A result of text blocks, with structured content where some is given."""
    return CallToolResult(content=[words(text) for text in texts], structured_content=fields, is_error=refused)


def words(text: str) -> TextContent:
    """A text block."""
    return TextContent(type="text", text=text)


def everywhere(content: Any, change: Callable[[Fields], Fields], *, but: frozenset[str] = frozenset()) -> Any:
    """A value in which all fields at any depth are changed, except below the names that are left alone."""
    if isinstance(content, dict):
        inner = {name: one if name in but else everywhere(one, change, but=but) for name, one in content.items()}
        return change(inner)
    return [everywhere(one, change, but=but) for one in content] if isinstance(content, list) else content


OWN: Final = frozenset({"context", "template", "parameters", "metadata", "specialist_context"})
"""Fields whose values were given by a caller, so that nothing in them may be named otherwise."""
