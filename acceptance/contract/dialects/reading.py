"""How the replies of a target are read into the contract's names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from acceptance.contract.calls import ToolResult
from acceptance.contract.dialects.expressions import Path, Pattern, is_true
from acceptance.contract.dialects.wording import Words
from acceptance.contract.refusals import tells_refusal
from acceptance.messages.embedded import body_of

WHOLE: Final = "task"


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of a reply: its fields, where it has such, and its prose."""

    fields: Any
    prose: str


class Shape(StrEnum):
    """What a value that is told is made into."""

    TEXT = "text"
    NUMBER = "number"
    COMMAS = "comma text"
    JSON = "JSON text"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a derived value: where a path finds something true and a pattern anything, it has this value.

    Attributes:
        condition: the path; `None` where there is none.
        pattern: looks in the prose; `None` where there is none.
        value: what it then is.
    """

    condition: Path | None
    pattern: Pattern | None
    value: Any

    def fits(self, told: Told) -> bool:
        """Whether it holds of a piece of a reply."""
        holds = self.condition is None or is_true(self.condition.search(told.fields))
        return holds and (self.pattern is None or self.pattern.search(told.prose) is not None)


@dataclass(frozen=True, slots=True)
class Field:
    """Where one value of a task, or of a reply, is told.

    Attributes:
        path: where among the fields.
        pattern: how in prose, or in the text at the path.
        rules: what it is derived by, the first that fits; where none does, it is told.
        words: the contract's words for the target's.
        shape: what it is made into.
        without: a filler that is not part of it, at its end.
        every: whether it is a list of all that the pattern finds.
    """

    path: Path | None = None
    pattern: Pattern | None = None
    rules: tuple[Rule, ...] = ()
    words: Words | None = None
    shape: Shape | None = None
    without: str = ""
    every: bool = False

    @property
    def place(self) -> str:
        """Where it is told, as the file says it."""
        return self.path.text if self.path is not None else self.pattern.text if self.pattern is not None else "rules"

    def read(self, told: Told) -> Any:
        """The value; `None` where it is not told."""
        for rule in self.rules:
            if rule.fits(told):
                return rule.value
        value = self._found(told)
        if value is None:
            return None
        if self.without and isinstance(value, str):
            value = value.removesuffix(self.without).removesuffix(" ") if value.endswith(self.without) else value
        value = shaped(value, self.shape)
        return self.words.told(value) if self.words is not None else value

    def _found(self, told: Told) -> Any:
        value = self.path.search(told.fields) if self.path is not None else told.prose
        if self.pattern is not None:
            search = self.pattern.search_all if self.every else self.pattern.search
            return search(value) if isinstance(value, str) else None
        return value if self.path is not None else None


def shaped(value: Any, shape: Shape | None) -> Any:
    """A value that is told, made into what the contract has; what cannot be made into that stays as it is."""
    try:
        match shape:
            case Shape.TEXT:
                return [str(one) for one in value] if isinstance(value, list) else str(value)
            case Shape.NUMBER:
                return int(value)
            case Shape.COMMAS:
                return [one.strip() for one in str(value).split(",") if one.strip()]
            case Shape.JSON:
                return json.loads(value)
            case None:
                return value
    except (TypeError, ValueError):
        return value


@dataclass(frozen=True, slots=True)
class Where:
    """Where tasks are told: at a path, or wherever a pattern is found in prose.

    Attributes:
        path: leads to the fields of one task, or to a list of such.
        pattern: finds one task each; its named groups are fields, and what it finds is its prose.
        heading: finds what holds for all tasks behind it, until it is found again; its named groups are fields.
    """

    path: Path | None = None
    pattern: Pattern | None = None
    heading: Pattern | None = None

    @property
    def place(self) -> str:
        """Where they are told, as the file says it."""
        return self.path.text if self.path is not None else self.pattern.text if self.pattern is not None else "@"

    def find(self, told: Told) -> list[Told] | None:
        """The tasks that are told; `None` where the path leads nowhere."""
        if self.pattern is not None:
            return list(self._in_prose(told.prose, self.pattern))
        found = self.path.search(told.fields) if self.path is not None else None
        if found is None:
            return None
        if isinstance(found, list):
            return [Told(one, "") for one in found if isinstance(one, Mapping)]
        # Where there are no fields, one task is told by the whole text.
        return [Told(found, told.prose)] if isinstance(found, Mapping) else []

    def _in_prose(self, text: str, pattern: Pattern) -> Iterator[Told]:
        headings = list(self.heading.compiled.finditer(text)) if self.heading is not None else []
        for match in pattern.compiled.finditer(text):
            above = [one for one in headings if one.start() <= match.start()]
            common = above[-1].groupdict() if above else {}
            yield Told({**common, **match.groupdict()}, match[0])


@dataclass(frozen=True, slots=True)
class Refusal:
    """What tells that a target refused, beside the protocol's flag.

    Attributes:
        condition: a path that finds something true in it.
        pattern: is found in its prose.
        words: where it says why; the whole text where this finds nothing.
        by_ending: whether the end of the process counts as one.
    """

    condition: Path | None = None
    pattern: Pattern | None = None
    words: Field | None = None
    by_ending: bool = False

    @property
    def _says_nothing(self) -> bool:
        """Whether the contract's own fields tell it."""
        return self.condition is None and self.pattern is None

    def in_(self, result: ToolResult, told: Told) -> str | None:
        """Why something was refused; `None` where it was not."""
        refused = (
            result.is_error
            or (self.condition is not None and is_true(self.condition.search(told.fields)))
            or (self.pattern is not None and self.pattern.search(result.text) is not None)
            or (self._says_nothing and isinstance(told.fields, Mapping) and tells_refusal(told.fields))
        )
        if not refused:
            return None
        why = self.words.read(told) if self.words is not None else None
        return str(why or result.text or "refused")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read out of a reply.

    Attributes:
        task: where the one task is that it is about.
        tasks: where the tasks are that it lists.
        fields: other fields of it, by the contract's names.
        counts: how many tasks there are in each state.
    """

    task: Where | None = None
    tasks: Where | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)
    counts: Mapping[str, Field] = field(default_factory=dict)

    def read(self, told: Told, task: Mapping[str, Field]) -> dict[str, Any]:
        """The reply's fields by the contract's names.

        Args:
            told: the reply.
            task: where each value of a task is told.
        """
        body: dict[str, Any] = {
            name: value for name, one in self.fields.items() if (value := one.read(told)) is not None
        }
        counts = {state: value for state, one in self.counts.items() if (value := one.read(told)) is not None}
        if counts:
            body["counts"] = counts
        if self.task is not None and (found := self.task.find(told)):
            body["task"] = read_task(found[0], task)
        if self.tasks is not None and (listed := self.tasks.find(told)) is not None:
            body["tasks"] = [read_task(one, task) for one in listed]
        return body


def read_task(told: Told, fields: Mapping[str, Field]) -> dict[str, Any]:
    """A task's values by the contract's names, and those of its children."""
    values = {name: value for name, one in fields.items() if (value := one.read(told)) is not None}
    children = values.get("children")
    if isinstance(children, list):
        inner = (one for one in children if isinstance(one, Mapping))
        values["children"] = [read_task(Told(one, ""), fields) for one in inner]
    return values


def told_by(result: ToolResult) -> Told:
    """The fields and the prose of a reply; fields that are a list stay one."""
    if not result.structured:
        try:
            found = json.loads(result.text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list):
            return Told(found, result.text)
    return Told(body_of(result.structured, result.text), result.text)


def merged(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What two replies tell together; of one task, the later reply's values count."""
    both = {**before, **after}
    if WHOLE in before and WHOLE in after:
        both[WHOLE] = {**before[WHOLE], **after[WHOLE]}
    return both


def places(readings: Sequence[Reading], task: Mapping[str, Field], name: str) -> tuple[str, ...]:
    """Where something is read, as the file says it: a field of the reply, `tasks`, or a value of its tasks."""
    if name == "tasks":
        found = [one.tasks.place for one in readings if one.tasks is not None]
    elif name in task:
        around = [where.place for one in readings for where in (one.task, one.tasks) if where is not None]
        found = [f"{place}.{task[name].place}".removeprefix("@.") for place in around]
    else:
        found = [one.fields[name].place for one in readings if name in one.fields]
    return tuple(dict.fromkeys(found))
