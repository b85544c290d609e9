"""What a template is: read out of JSON5, held against the rules, filled in (Contract "Templates", TMPL-2, TMPL-3)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

import jsonschema_rs
import pyjson5

from reference_orchestrator.domain.families import parents_first
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.tasks import Complexity, JsonObject, Specialist, TaskType
from reference_orchestrator.domain.template_form import TEMPLATE_FORM

DEEPEST: Final = 50
"""How deep a template may be nested."""
FILLED: Final = ("title", "description", "estimated_effort")
"""The texts of a task in which parameters are filled."""
_BLANK: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_NEAR: Final = re.compile(r"near (\d+)")
_SAFE_PATTERNS: Final = jsonschema_rs.RegexOptions()
"""A regular expression engine without backtracking: no pattern of a template takes for ever."""


@dataclass(frozen=True)
class Problem:
    """Something in a template that is wrong.

    Attributes:
        where: a path such as `tasks.build.parent`, or a line and column.
        problem: what is wrong there, in words.
    """

    where: str
    problem: str


@dataclass(frozen=True)
class FilledTask:
    """A task of a template with its blanks filled, not planned yet.

    Attributes:
        key: its name within the template; parents and dependencies are keys too.
    """

    key: str
    title: str
    description: str
    task_type: TaskType
    complexity: Complexity
    specialist_type: Specialist | None
    estimated_effort: str | None
    parent: str | None
    dependencies: tuple[str, ...]


class Template:
    """A valid template.

    Attributes:
        value: all that it says.
    """

    def __init__(self, value: JsonObject) -> None:
        """Take a value that `find_problems` found nothing wrong with."""
        self.value = value
        self.metadata = _mapping(value["metadata"])
        self.parameters: Mapping[str, Mapping[str, Any]] = _mapping(value.get("parameters", {}))
        self.tasks: Mapping[str, Mapping[str, Any]] = _mapping(value["tasks"])

    def fill(self, given: JsonObject) -> list[FilledTask]:
        """Fill in the parameters, in every text of every task.

        Args:
            given: the values by the parameters' names.

        Returns:
            The tasks, parents before their children, otherwise in the template's order.

        Raises:
            Refusal: a parameter is missing, unknown, or its value is not what the template allows; a title is blank.
        """
        values = self._values(given)
        return [self._fill_task(key, values) for key in parents_first(self.tasks)]

    def _values(self, given: JsonObject) -> dict[str, object]:
        unknown = [name for name in given if name not in self.parameters]
        if unknown:
            known = ", ".join(self.parameters) or "none"
            raise Refusal(f"parameters names {shown(unknown[0])}, which the template does not have. It has: {known}.")
        values: dict[str, object] = {}
        for name, rules in self.parameters.items():
            if name in given:
                _check_value(name, rules, given[name])
                values[name] = given[name]
            elif "default" in rules:
                values[name] = rules["default"]
            elif rules.get("required", False):
                raise Refusal(f"parameters does not give {name}, which the template needs ({rules['type']}).")
            else:
                values[name] = ""
        return values

    def _fill_task(self, key: str, values: JsonObject) -> FilledTask:
        task = self.tasks[key]
        texts = {name: _fill_text(task[name], values) for name in FILLED if name in task}
        if not texts["title"].strip():
            raise Refusal(f"The title of the task {key} is blank once it is filled in: give other parameters.")
        specialist = task.get("specialist_type")
        return FilledTask(
            key=key,
            title=texts["title"],
            description=texts.get("description", ""),
            task_type=TaskType(task.get("type", TaskType.STANDARD)),
            complexity=Complexity(task.get("complexity", Complexity.MODERATE)),
            specialist_type=Specialist(specialist) if specialist else None,
            estimated_effort=texts.get("estimated_effort"),
            parent=task.get("parent"),
            dependencies=tuple(dict.fromkeys(task.get("dependencies", ()))),
        )


def read_template(content: str) -> tuple[Template | None, list[Problem]]:
    """Read a template out of its text.

    Returns:
        The template, or None and what is wrong with it.
    """
    try:
        value = pyjson5.decode(content, DEEPEST)
    except pyjson5.Json5Exception as error:
        return None, [Problem(_place(content, error), "The content is no JSON5 here, or breaks off.")]
    problems = find_problems(value)
    return (None, problems) if problems else (Template(value), [])


def find_problems(value: Any) -> list[Problem]:
    """All that is wrong with a template; nothing, if it is valid."""
    problems = [Problem(_path(error.instance_path), error.message) for error in TEMPLATE_FORM.iter_errors(value)]
    problems += _character_problems(value)
    # What hangs on the shape can only be looked at when the shape is right.
    if not problems:
        parameters = value.get("parameters", {})
        for name, rules in parameters.items():
            problems += _parameter_problems(name, rules)
        problems += _relation_problems(value["tasks"])
        problems += _blank_problems(value["tasks"], parameters)
    return problems


def _character_problems(value: Any, steps: tuple[object, ...] = ()) -> Iterator[Problem]:
    """Texts and names that hold what no text of a task can hold, however it was written (Contract SAFE-7)."""
    if isinstance(value, str) and "\0" in value:
        yield Problem(_path(steps), f"It holds a NUL character at position {value.index(chr(0))}.")
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield from _character_problems(step, steps)
        yield from _character_problems(one, (*steps, step))


def _parameter_problems(name: str, rules: Mapping[str, Any]) -> Iterator[Problem]:
    where = f"parameters.{name}"
    try:
        _validator(rules)
    except ValueError:
        yield Problem(f"{where}.pattern", f"{shown(rules.get('pattern'))} is no regular expression.")
        return
    for field, values in (
        ("default", [rules["default"]] if "default" in rules else []),
        ("enum", rules.get("enum", [])),
    ):
        for value in values:
            try:
                _check_value(name, rules, value)
            except Refusal as refusal:
                yield Problem(f"{where}.{field}", str(refusal))


def _relation_problems(tasks: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    for key, task in tasks.items():
        for field, others in (
            ("parent", [task["parent"]] if "parent" in task else []),
            ("dependencies", task.get("dependencies", [])),
        ):
            for other in others:
                if other not in tasks:
                    yield Problem(f"tasks.{key}.{field}", f"There is no task {shown(other)}.")
    for field, graph in (
        ("parent", {key: [task["parent"]] if "parent" in task else [] for key, task in tasks.items()}),
        ("dependencies", {key: task.get("dependencies", []) for key, task in tasks.items()}),
    ):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as cycle:
            ring: list[str] = cycle.args[1]
            yield Problem(f"tasks.{ring[0]}.{field}", f"These go in a ring: {' -> '.join(ring)}.")


def _blank_problems(tasks: Mapping[str, Mapping[str, Any]], parameters: Iterable[str]) -> Iterator[Problem]:
    known = set(parameters)
    for key, task in tasks.items():
        for field in FILLED:
            for name in _BLANK.findall(task.get(field, "")):
                if name not in known:
                    yield Problem(f"tasks.{key}.{field}", f"There is no parameter {shown(name)}.")


def _validator(rules: Mapping[str, Any]) -> Any:
    """What checks the values of a parameter.

    Raises:
        ValueError: its pattern is no regular expression.
    """
    schema: dict[str, Any] = {"type": rules["type"]}
    for rule, keyword in (("enum", "enum"), ("min_length", "minLength"), ("max_length", "maxLength")):
        if rule in rules:
            schema[keyword] = rules[rule]
    if "pattern" in rules:
        schema["pattern"] = f"^(?:{rules['pattern']})$"
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=_SAFE_PATTERNS)


def _check_value(name: str, rules: Mapping[str, Any], value: object) -> None:
    """Refuse a value that a parameter does not allow.

    Raises:
        Refusal: it does not.
    """
    for error in _validator(rules).iter_errors(value):
        raise Refusal(f"The parameter {name} is {shown(value)}, and that is not allowed: {error.message}.")


def _fill_text(text: str, values: JsonObject) -> str:
    """Fill in the blanks of a text; what is filled in is not filled in again."""
    return _BLANK.sub(lambda blank: _written(values[blank[1]]), text)


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _place(content: str, error: pyjson5.Json5Exception) -> str:
    """Where reading stopped, as people count: lines and columns from one."""
    near = _NEAR.search(str(error))
    before = content[: int(near[1])] if near else content
    # What was begun and not ended is told by its beginning; where it should have ended is the end of the text.
    if isinstance(error, pyjson5.Json5EOF):
        before = content
    return f"line {before.count(chr(10)) + 1}, column {max(1, len(before) - before.rfind(chr(10)) - 1)}"


def _path(steps: Iterable[object]) -> str:
    return ".".join(str(step) for step in steps) or "the template"


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
