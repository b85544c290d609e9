"""Templates as a scenario writes them: drafted out of tables, and spoiled where they are to be refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from acceptance.contract.samples import in_full
from acceptance.contract.words import names_in, wire_word
from acceptance.scenario.planner import Table

# What a table of tasks calls the fields of a template's task (contract, "Templates").
TASK_FIELDS: Final[Mapping[str, str]] = {
    "title": "title",
    "description": "description",
    "kind": "type",
    "specialist": "specialist_type",
    "complexity": "complexity",
    "estimated effort": "estimated_effort",
    "parent": "parent",
    "depends on": "dependencies",
}
PARAMETER_FIELDS: Final[Mapping[str, str]] = {
    "type": "type",
    "required": "required",
    "default": "default",
    "one of": "enum",
    "pattern": "pattern",
    "minimum length": "min_length",
    "maximum length": "max_length",
}
WORDS_OF_A_LIST: Final = frozenset({"type", "specialist_type", "complexity"})
NUMBERS: Final = frozenset({"min_length", "max_length"})


@dataclass
class Draft:
    """A template as the scenario wrote it.

    Attributes:
        identity: the name under which it is stored, which no other scenario uses.
        content: what it says.
    """

    identity: str
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The content as it is handed over."""
        return json.dumps(self.content, ensure_ascii=False, indent=2)

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters that it declares."""
        found: dict[str, Any] = self.content["parameters"]
        return found

    @property
    def tasks(self) -> dict[str, Any]:
        """Its tasks by their keys."""
        found: dict[str, Any] = self.content["tasks"]
        return found


class TemplateDrafts:
    """The drafts of a scenario, by its own names for them."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}

    def named(self, name: str) -> Draft:
        """A template of the scenario; a new one is empty but valid as soon as it has a task."""
        if name not in self._drafts:
            # Its own words name it as it is named, so that one which is stored unasked is not taken for an older one.
            identity = f"{name}-{uuid4().hex[:12]}"
            metadata = {"name": identity, "version": "1.0.0", "description": f"What the template {name} is for"}
            content: dict[str, Any] = {"metadata": metadata, "parameters": {}, "tasks": {}}
            self._drafts[name] = Draft(identity, content)
        return self._drafts[name]

    def declare(self, name: str, table: Table) -> None:
        """Give a template its parameters, a row each."""
        for row in table.rows:
            cells = dict(zip(table.headings, row, strict=True))
            kind = cells["type"]
            fields: dict[str, Any] = {"description": f"The parameter {cells['parameter']}"}
            for heading, content in cells.items():
                if content and heading in PARAMETER_FIELDS:
                    fields[PARAMETER_FIELDS[heading]] = self._parameter_field(PARAMETER_FIELDS[heading], content, kind)
            self.named(name).parameters[cells["parameter"]] = fields

    def write(self, name: str, table: Table) -> None:
        """Give a template its tasks, a row each; a parameter's name in a text stands for its value."""
        draft = self.named(name)
        for row in table.rows:
            cells = dict(zip(table.headings, row, strict=True))
            draft.tasks[cells["key"]] = {
                TASK_FIELDS[heading]: self._task_field(TASK_FIELDS[heading], content, draft)
                for heading, content in cells.items()
                if heading in TASK_FIELDS and content
            }

    def reword(self, name: str, words: str) -> None:
        """Give a template another description, so that it can be told from what it was."""
        self.named(name).content["metadata"]["description"] = words

    def spoil(self, name: str, mistake: str) -> None:
        """Put a mistake into a template's draft.

        Raises:
            KeyError: no such mistake is known.
        """
        draft = self.named(name)
        first, second, *others = draft.tasks
        third = next(iter(others), first)
        spoiled: dict[str, dict[str, Any]] = {
            "no tasks": {"tasks": None},
            "no metadata": {"metadata": None},
            "a task without a title": {"tasks": {first: {"title": None}}},
            "an unknown parent": {"tasks": {second: {"parent": "nobody"}}},
            "an unknown dependency": {"tasks": {second: {"dependencies": ["nobody"]}}},
            "a dependency cycle": {"tasks": {first: {"dependencies": [second]}, second: {"dependencies": [first]}}},
            "a dependency cycle of three tasks": {
                "tasks": {
                    first: {"dependencies": [second]},
                    second: {"dependencies": [third]},
                    third: {"dependencies": [first]},
                }
            },
            "an undeclared parameter": {"tasks": {second: {"title": "Release {{NOBODY}}"}}},
            "a parameter of an unknown type": {"parameters": {"PRODUCT": {"type": "potato"}}},
            "a default of another type": {"parameters": {"ROUNDS": {"default": "many"}}},
            "a default outside its choices": {"parameters": {"CHANNEL": {"default": "pigeon"}}},
            "a default of another pattern": {"parameters": {"CODE": {"default": "b2"}}},
            "an unknown specialist": {"tasks": {second: {"specialist_type": "astrologer"}}},
            "an unknown complexity": {"tasks": {second: {"complexity": "mind_boggling"}}},
            "an unknown kind": {"tasks": {second: {"type": "daydreaming"}}},
        }
        merge(draft.content, spoiled[mistake])

    @staticmethod
    def _parameter_field(name: str, content: str, kind: str) -> Any:
        if name == "required":
            return content == "yes"
        if name == "enum":
            return [typed(word, kind) for word in names_in(content)]
        if name in NUMBERS:
            return int(content)
        return typed(content, kind) if name == "default" else content

    @staticmethod
    def _task_field(name: str, content: str, draft: Draft) -> Any:
        if name == "dependencies":
            return names_in(content)
        if name in WORDS_OF_A_LIST:
            return wire_word(content)
        for parameter in draft.parameters:
            content = content.replace(parameter, f"{{{{{parameter}}}}}")
        return in_full(content)


def filling(draft: Draft, row: Mapping[str, str]) -> Any:
    """The value of a parameter out of a row, as the type that the draft gives it."""
    kind = draft.parameters.get(row["parameter"], {}).get("type", "string")
    return typed(in_full(row["value"]), "string" if row["value"].startswith('"') else kind)


def typed(text: str, kind: str) -> Any:
    """A value out of a table as the type that its parameter has; a text may stand in quotation marks."""
    if kind == "string":
        return text.strip('"')
    try:
        return json.loads(text)
    except ValueError:
        return text


def merge(into: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Change fields deep inside, in place; `None` takes a field out."""
    for name, change in deepcopy(dict(changes)).items():
        if change is None:
            into.pop(name, None)
        elif isinstance(change, Mapping) and isinstance(into.get(name), dict):
            merge(into[name], change)
        else:
            into[name] = change
