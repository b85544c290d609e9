"""What a dialect file reads out of replies, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acceptance.contract.dialects.parts import Parts
from acceptance.contract.dialects.reading import Field, Reading, Refusal, Rule, Shape, Where
from acceptance.contract.dialects.vocabulary import STATES, TASK_FIELDS

Place = tuple[str | int, ...]


class ReplyCompiler:
    """Compiles where things are told."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def task(self, table: Mapping[str, Any] | None) -> Mapping[str, Field]:
        """Where each value of a task is told.

        Raises:
            DialectError: something in it means nothing.
        """
        self._parts.check_names(("task",), table or (), TASK_FIELDS)
        return {name: self.field(("task", name), one) for name, one in (table or {}).items()}

    def reading(self, keys: Place, table: Mapping[str, Any]) -> Reading:
        """What is read out of a reply.

        Raises:
            DialectError: something in it means nothing.
        """
        self._parts.check_names((*keys, "counts"), table.get("counts", ()), STATES)
        return Reading(
            task=self._where((*keys, "task"), table["task"]) if "task" in table else None,
            tasks=self._where((*keys, "tasks"), table["tasks"]) if "tasks" in table else None,
            fields={
                name: self.field((*keys, name), one, number=name == "total_count")
                for name, one in table.items()
                if name not in {"task", "tasks", "counts"}
            },
            counts={
                state: self.field((*keys, "counts", state), one, number=True)
                for state, one in table.get("counts", {}).items()
            },
        )

    def refusal(self, keys: Place, table: Mapping[str, Any]) -> Refusal:
        """What tells a refusal.

        Raises:
            DialectError: something in it means nothing.
        """
        return Refusal(
            condition=self._parts.path((*keys, "if"), table["if"]) if "if" in table else None,
            pattern=self._parts.pattern((*keys, "pattern"), table["pattern"]) if "pattern" in table else None,
            words=self.field((*keys, "words"), table["words"]) if "words" in table else None,
            by_ending=table.get("by_ending", False),
        )

    def field(self, keys: Place, one: str | Mapping[str, Any], *, number: bool = False) -> Field:
        """Where one value is told.

        Args:
            keys: where in the file it stands.
            one: what stands there.
            number: whether it is one, so that the text that a pattern finds is read as such.

        Raises:
            DialectError: something in it means nothing.
        """
        if isinstance(one, str):
            return Field(self._parts.path(keys, one))
        if not {"path", "pattern", "rules"} & one.keys():
            raise self._parts.file.mistake(keys, f'"{keys[-1]}" is defined nowhere. Write path, pattern or rules.')
        return Field(
            path=self._parts.path((*keys, "path"), one["path"]) if "path" in one else None,
            pattern=self._parts.pattern((*keys, "pattern"), one["pattern"]) if "pattern" in one else None,
            rules=tuple(self._rule((*keys, "rules"), rule) for rule in one.get("rules", ())),
            words=self._parts.words((*keys, "values"), one["values"]) if "values" in one else None,
            shape=Shape(one["as"]) if "as" in one else (Shape.NUMBER if number and "pattern" in one else None),
            without=one.get("without", ""),
            every=one.get("every", False),
        )

    def _rule(self, keys: Place, rule: Mapping[str, Any]) -> Rule:
        return Rule(
            condition=self._parts.path(keys, rule["if"]) if "if" in rule else None,
            pattern=self._parts.pattern(keys, rule["pattern"]) if "pattern" in rule else None,
            value=rule["then"],
        )

    def _where(self, keys: Place, one: str | Mapping[str, Any]) -> Where:
        if isinstance(one, str):
            return Where(self._parts.path(keys, one))
        if not {"path", "pattern"} & one.keys():
            raise self._parts.file.mistake(keys, f'"{keys[-1]}" is defined nowhere. Write path or pattern.')
        return Where(
            path=self._parts.path((*keys, "path"), one["path"]) if "path" in one else None,
            pattern=self._parts.pattern((*keys, "pattern"), one["pattern"]) if "pattern" in one else None,
            heading=self._parts.pattern((*keys, "heading"), one["heading"]) if "heading" in one else None,
        )
