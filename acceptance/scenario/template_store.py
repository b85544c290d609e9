"""Templates as a scenario knows them: drafted out of tables, stored under a name of their own, turned into tasks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField
from acceptance.contract.words import names_in, wire_word
from acceptance.errors import TargetFaultError
from acceptance.scenario.planner import Table
from acceptance.scenario.tasks import Task

if TYPE_CHECKING:
    from acceptance.world.world import World

# What a table of tasks calls the fields of a template's task (contract, "Templates").
TASK_FIELDS: Final[Mapping[str, str]] = {
    "title": "title",
    "description": "description",
    "kind": "type",
    "specialist": "specialist_type",
    "complexity": "complexity",
    "estimated effort": "estimated_effort",
    "parent": "parent",
    "waits for": "dependencies",
}
PARAMETER_FIELDS: Final[Mapping[str, str]] = {
    "type": "type",
    "required": "required",
    "default": "default",
    "one of": "enum",
    "pattern": "pattern",
    "at least": "min_length",
    "at most": "max_length",
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


class TemplateStore:
    """The templates of a scenario, by its own names for them.

    Attributes:
        noted: the names of all templates that were listed when they were noted.
    """

    def __init__(self, world: World) -> None:
        self.noted: frozenset[str] = frozenset()
        self._world = world
        self._drafts: dict[str, Draft] = {}

    def draft(self, name: str) -> Draft:
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
            self.draft(name).parameters[cells["parameter"]] = fields

    def write(self, name: str, table: Table) -> None:
        """Give a template its tasks, a row each; a parameter's name in a text stands for its value."""
        draft = self.draft(name)
        for row in table.rows:
            cells = dict(zip(table.headings, row, strict=True))
            draft.tasks[cells["key"]] = {
                TASK_FIELDS[heading]: self._task_field(TASK_FIELDS[heading], content, draft)
                for heading, content in cells.items()
                if heading in TASK_FIELDS and content
            }

    def reword(self, name: str, words: str) -> None:
        """Give a template another description, so that it can be told from what it was."""
        self.draft(name).content["metadata"]["description"] = words

    def spoil(self, name: str, mistake: str) -> None:
        """Put a mistake into a template's draft.

        Raises:
            KeyError: no such mistake is known.
        """
        draft = self.draft(name)
        first, second = [*draft.tasks][:2]
        spoiled: dict[str, dict[str, Any]] = {
            "no tasks": {"tasks": None},
            "no metadata": {"metadata": None},
            "a task without a title": {"tasks": {first: {"title": None}}},
            "an unknown parent": {"tasks": {second: {"parent": "nobody"}}},
            "an unknown predecessor": {"tasks": {second: {"dependencies": ["nobody"]}}},
            "tasks that wait for each other": {
                "tasks": {first: {"dependencies": [second]}, second: {"dependencies": [first]}}
            },
            "an undeclared parameter": {"tasks": {second: {"title": "Release {{NOBODY}}"}}},
            "a parameter of no known type": {"parameters": {"PRODUCT": {"type": "potato"}}},
            "a specialist that is none": {"tasks": {second: {"specialist_type": "astrologer"}}},
        }
        merge(draft.content, spoiled[mistake])

    def create(self, name: str, *, category: str | None = None, overwrite: bool | None = None) -> Reply:
        """Store a template."""
        draft = self.draft(name)
        call = self._world.dialect.create_template(draft.identity, draft.text, category=category, overwrite=overwrite)
        return self._world.ask(call)

    def stored(self, name: str) -> Any:
        """The template as it loads back.

        Raises:
            TargetFaultError: it does not load.
        """
        reply = self._world.ask(self._world.dialect.load_template(self.draft(name).identity))
        if reply.refused:
            raise TargetFaultError(f'the template "{name}" does not load: {reply.shortened()}')
        return reply.template

    def note(self) -> None:
        """Note which templates there are, the scenario's own and others."""
        self.noted = self.names()

    def names(self) -> frozenset[str]:
        """The names of all templates that are listed."""
        listed = self._world.ask(self._world.dialect.list_templates()).templates
        return frozenset(f"{one.get('category')}/{one.get('template_id', one.get('name'))}" for one in listed)

    def plan_tasks(self, name: str, table: Table | None, *, create: bool | None = True) -> Reply:
        """Fill a template's parameters, and have its tasks planned; they are the scenario's from then on."""
        draft = self.draft(name)
        values = {row["parameter"]: self._filling(draft, row) for row in (table.rows if table else ())}
        reply = self._world.ask(self._world.dialect.instantiate(draft.identity, values, create=create))
        if reply.accepted and create:
            self._adopt(reply)
        return reply

    def built_in(self) -> str:
        """The name of a built-in template; the library is installed where none is there yet.

        Raises:
            TargetFaultError: none is listed then.
        """
        last, dialect = self._world.last_reply, self._world.dialect
        listed = self._world.ask(dialect.list_templates("builtin")).templates
        if not listed:
            self._world.ask(dialect.install_library())
            listed = self._world.ask(dialect.list_templates("builtin")).templates
        if not listed:
            raise TargetFaultError("no built-in template is listed, though the library was installed")
        self._world.last_reply = last
        return str(listed[0].get("template_id"))

    def remove_built_in(self, removed: str) -> Reply:
        """Try to have a built-in template deleted or uninstalled."""
        dialect = self._world.dialect
        remove = dialect.delete_template if removed == "deleted" else dialect.uninstall_template
        return self._world.ask(remove(self.built_in()))

    def _adopt(self, reply: Reply) -> None:
        """Know the tasks that were planned by their titles, and families by their parents' titles."""
        world = self._world
        views = [view for view in reply.tasks if view.identity]
        for view in views:
            title = str(view.values.get(TaskField.TITLE))
            world.tasks[title] = world.it = Task(world, title, title, reply=reply, known_as=view.identity)
        by_identity = {task.known_as: task for task in world.tasks.values()}
        for view in views:
            parent = by_identity.get(str(view.values.get(TaskField.PARENT)))
            if parent is not None:
                child = by_identity[view.identity]
                child.parent = parent
                world.families.setdefault(parent.name, []).append(child)

    @staticmethod
    def _filling(draft: Draft, row: Mapping[str, str]) -> Any:
        kind = draft.parameters.get(row["parameter"], {}).get("type", "string")
        return typed(row["value"], "string" if row["value"].startswith('"') else kind)

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
        return content


def typed(text: str, kind: str) -> Any:
    """A value out of a table as the type that its parameter has; a text may stand in quotation marks."""
    if kind == "string":
        return text.strip('"')
    try:
        return json.loads(text)
    except ValueError:
        return text


def merge(into: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Change fields deep inside, in place; None takes a field out."""
    for name, change in deepcopy(dict(changes)).items():
        if change is None:
            into.pop(name, None)
        elif isinstance(change, Mapping) and isinstance(into.get(name), dict):
            merge(into[name], change)
        else:
            into[name] = change
