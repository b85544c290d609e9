"""Templates: which are valid, and what tasks come of them (contract TMPL-1 to TMPL-4, "Templates")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from acceptance.contract.model.expectation import Expectation, Fault, accepted, judge, refused, unclear
from acceptance.contract.model.operations import AskTemplate, CreateTemplate, FillTemplate
from acceptance.contract.model.planning import LISTED
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import Workspace
from acceptance.contract.values import TaskField

IDENTITY: Final = re.compile(r"[A-Za-z0-9_-]+")
PLACE: Final = re.compile(r"\{\{(\w+)\}\}")
DEFAULT_CATEGORY: Final = "user"
# The fields of a template's task, and the values of the task that comes of it.
FIELDS: Final[Mapping[str, TaskField]] = {
    "title": TaskField.TITLE,
    "description": TaskField.DESCRIPTION,
    "type": TaskField.KIND,
    "specialist_type": TaskField.SPECIALIST,
    "complexity": TaskField.COMPLEXITY,
    "estimated_effort": TaskField.EFFORT,
}
TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def mistakes(content: Any) -> Iterator[str]:
    """What is wrong with a template, each as the word that tells where."""
    if not isinstance(content, Mapping):
        yield "template"
        return
    for part in ("metadata", "tasks"):
        if not isinstance(content.get(part), Mapping) or not content[part]:
            yield part
    tasks = content.get("tasks")
    if not isinstance(tasks, Mapping):
        return
    for key, task in tasks.items():
        yield from _mistakes_of_task(str(key), task, tasks)
    for key in tasks:
        if key in _above(tasks, key, "parent") or key in _above(tasks, key, "dependencies"):
            yield str(key)


def _mistakes_of_task(key: str, task: Mapping[str, Any], tasks: Mapping[str, Any]) -> Iterator[str]:
    if not str(task.get("title", "")).strip():
        yield key
    for name, value in FIELDS.items():
        if value in LISTED and name in task and task[name] not in LISTED[value][1]:
            yield key
    named = [task["parent"]] if "parent" in task else []
    if any(other not in tasks for other in (*named, *task.get("dependencies", ()))):
        yield key


def _above(tasks: Mapping[str, Any], key: str, relation: str) -> set[str]:
    """The keys that a relation leads to from a key, over any number of steps."""
    reached: set[str] = set()
    ahead = [key]
    while ahead:
        given = tasks.get(ahead.pop(), {}).get(relation, [])
        for other in [given] if isinstance(given, str) else given:
            if other not in reached:
                reached.add(other)
                ahead.append(other)
    return reached


def expect_creation(workspace: Workspace, creation: CreateTemplate) -> Expectation:
    """What the creation of a template is answered with."""
    faults = [Fault(Promise.TEMPLATE_REFUSED, (word,)) for word in dict.fromkeys(mistakes(creation.content))]
    if not IDENTITY.fullmatch(creation.template):
        faults.append(Fault(Promise.TEMPLATE_REFUSED, ("template_id", "id", creation.template)))
    place = (creation.category or DEFAULT_CATEGORY, creation.template)
    if place in workspace.templates and not creation.overwrite:
        faults.append(Fault(Promise.TEMPLATE_REFUSED, (creation.template,)))
    return judge(faults, Promise.CREATED_TEMPLATE)


def stored(workspace: Workspace, template: str, category: str | None) -> list[tuple[str, str]]:
    """The places in which a template of an id is stored; only in one category where one is given."""
    return [place for place in workspace.templates if place[1] == template and category in {None, place[0]}]


def expect_asking(workspace: Workspace, asked: AskTemplate) -> Expectation:
    """What loading, describing, listing or removing a template is answered with."""
    if asked.way == "list":
        return accepted(Promise.CREATED_TEMPLATE)
    category = asked.category
    if asked.way == "uninstall" and category is None:
        category = DEFAULT_CATEGORY
    removes = asked.way in {"delete", "uninstall"}
    if not stored(workspace, asked.template, category):
        return refused(Promise.REMOVED_TEMPLATE if removes else Promise.TEMPLATE_UNKNOWN, (asked.template,))
    if removes and len(stored(workspace, asked.template, category)) > 1:
        # Which of two templates with the same id goes is not said.
        return unclear(Promise.REMOVED_TEMPLATE)
    return accepted(Promise.REMOVED_TEMPLATE if removes else Promise.CREATED_TEMPLATE)


def wrong_parameters(content: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the parameters that a template is to be filled with."""
    declared = content.get("parameters", {})
    for name in given.keys() - declared.keys():
        yield Fault(Promise.FILLING_REFUSED, (name,))
    for name, rules in declared.items():
        if name not in given:
            if rules.get("required") and "default" not in rules:
                yield Fault(Promise.FILLING_REFUSED, (name,))
        elif not _has_type(given[name], rules["type"]) or not _keeps(given[name], rules):
            yield Fault(Promise.FILLING_REFUSED, (name,))


def _has_type(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def _keeps(value: Any, rules: Mapping[str, Any]) -> bool:
    """Whether a value keeps the limits of its parameter."""
    if "enum" in rules and value not in rules["enum"]:
        return False
    if not isinstance(value, str):
        return True
    return bool(rules.get("min_length", 0) <= len(value) <= rules.get("max_length", len(value)))


def expect_filling(workspace: Workspace, filling: FillTemplate) -> Expectation:
    """What filling a template is answered with."""
    places = stored(workspace, filling.template, None)
    if not places:
        return refused(Promise.FILLING_REFUSED, (filling.template,))
    if len(places) > 1:
        # Which of two templates with the same id is filled is not said.
        return unclear(Promise.FILLED)
    return judge(wrong_parameters(workspace.templates[places[0]], filling.parameters), Promise.FILLED)


def tasks_of(workspace: Workspace, filling: FillTemplate) -> dict[str, dict[TaskField, Any]]:
    """The values of the tasks that come of a filled template, by their names; parent and dependencies are names."""
    content = workspace.templates[stored(workspace, filling.template, None)[0]]
    declared = content.get("parameters", {})
    values = {name: filling.parameters.get(name, rules.get("default")) for name, rules in declared.items()}
    tasks: dict[str, dict[TaskField, Any]] = {}
    for key, task in content["tasks"].items():
        told: dict[TaskField, Any] = {value: fill(task[name], values) for name, value in FIELDS.items() if name in task}
        if "parent" in task:
            told[TaskField.PARENT] = f"{filling.name} {task['parent']}"
        if task.get("dependencies"):
            told[TaskField.DEPENDS_ON] = [f"{filling.name} {other}" for other in task["dependencies"]]
        tasks[f"{filling.name} {key}"] = told
    return tasks


def fill(text: str, values: Mapping[str, Any]) -> str:
    """A text with the parameters' values in their places; what stands inside of a value is text."""
    return PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)
