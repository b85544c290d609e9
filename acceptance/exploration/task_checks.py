"""Whether a task is shown as the model has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from acceptance.contract.dialects import Dialect
from acceptance.contract.model.equality import is_shown
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import DEFAULTS, ModelTask, Workspace
from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.views import TaskView, texts_in
from acceptance.exploration.disagreement import Disagreement, brief
from acceptance.exploration.wording import named, quoted

# Values that an orchestrator may choose where they were not given; what a dialect fills is its own choice.
CHOSEN: Final = frozenset({TaskField.SPECIALIST})


class TaskChecks:
    """Compares tasks as they are shown with those of a directory.

    Attributes:
        touched: the clause by which each task was changed last, by its name.
    """

    def __init__(self, dialect: Dialect, workspace: Workspace, touched: Mapping[str, Promise]) -> None:
        self.touched = touched
        self._dialect = dialect
        self._workspace = workspace

    def values(self, task: ModelTask, view: TaskView, *, whole: bool) -> Iterator[Disagreement]:
        """Compare the values of a task.

        Args:
            task: as the model has it.
            view: as a reply shows it.
            whole: whether the reply has to show every value that is not empty.
        """
        for value in TaskField:
            if not self._dialect.shows(value) or value in task.undecided:
                continue
            if value not in task.values and (value in CHOSEN or self._dialect.fills(value)):
                continue
            if value not in view.values and not whole:
                continue
            expected, shown = self.expected(task, value), _plain(value, view.values.get(value))
            if not self._agrees(task, value, expected, shown):
                yield Disagreement(
                    self._promise(task, value),
                    f"the {value} of {brief(task.title)} to be {brief(expected, shown)}",
                    f"it is {brief(shown, expected)}",
                    str(value),
                    _phrase(task, value, expected),
                )

    def state(self, task: ModelTask, view: TaskView) -> Iterator[Disagreement]:
        """Compare the state of a task, where it is told."""
        if view.state is not None and view.state is not task.state:
            yield Disagreement(
                self.touched.get(task.name, Promise.PLANNED),
                f"{brief(task.title)} to be {task.state}",
                f"it is {view.state}",
                "state",
                f"{named(task.name)} is {task.state}",
            )

    def expected(self, task: ModelTask, value: TaskField) -> Any:
        """A value with identities in the place of names; None: there is none."""
        if value is TaskField.DEPENDS_ON:
            tasks = self._workspace.tasks
            return [tasks[name].identity for name in task.dependencies if name in tasks]
        content = task.values.get(value)
        if value is TaskField.PARENT and content is not None:
            parent = self._workspace.tasks.get(content)
            return parent.identity if parent else None
        return content

    @staticmethod
    def _agrees(task: ModelTask, value: TaskField, expected: Any, shown: Any) -> bool:
        if value not in task.values:
            return shown in (None, "", [], {})
        if value is TaskField.DEPENDS_ON and isinstance(shown, list):
            return bool(expected == list(dict.fromkeys(map(str, shown))))
        return is_shown(expected, shown)

    def _promise(self, task: ModelTask, value: TaskField) -> Promise:
        last = self.touched.get(task.name, Promise.PLANNED)
        if value in DEFAULTS and last is Promise.PLANNED and task.values.get(value) == DEFAULTS[value]:
            return Promise.DEFAULTS
        return Promise.FORCED if value is TaskField.DEPENDS_ON and last is not Promise.PLANNED else last

    def result(self, task: ModelTask, view: TaskView, *, artifacts: bool) -> Iterator[Disagreement]:
        """Compare what was submitted on a task, and why it was cancelled, with what a look at it tells."""
        told = list(texts_in(view.raw))
        if task.summaries and not any(task.summaries[-1] in text for text in told):
            yield Disagreement(
                Promise.SUBMITTED,
                f"{brief(task.title)} to keep the summary {brief(task.summaries[-1])}",
                "no part of it shows this",
            )
        if task.state is TaskState.CANCELLED and task.reason and not any(task.reason in text for text in told):
            yield Disagreement(
                Promise.CANCELLED,
                f"{brief(task.title)} to keep the reason {brief(task.reason)}",
                "no part of it shows this",
            )
        if artifacts:
            yield from self.artifacts(task, view)

    def artifacts(self, task: ModelTask, view: TaskView) -> Iterator[Disagreement]:
        """Compare the artifacts that are shown with a task."""
        shown = view.artifacts
        promise = Promise.WORK_PRESERVED if task.state is TaskState.CANCELLED else Promise.SHOWN_WORK
        if len(shown) != len(task.artifacts):
            yield Disagreement(
                promise,
                f"{len(task.artifacts)} artifacts of {brief(task.title)}",
                f"{len(shown)} are shown",
                "count",
            )
            return
        for what, expected, found in (
            ("sizes", [one.size for one in task.artifacts], [one.size for one in shown]),
            ("types", [one.kind for one in task.artifacts], [one.kind for one in shown]),
        ):
            if None not in found and sorted(map(str, expected)) != sorted(map(str, found)):
                yield Disagreement(
                    Promise.STORED,
                    f"the {what} {expected} of the artifacts of {brief(task.title)}",
                    f"they are {found}",
                )
        told = list(texts_in(view.raw))
        for path in task.files:
            if not any(path in text for text in told):
                yield Disagreement(
                    Promise.FILES,
                    f"{brief(task.title)} to show the file path {brief(path)}",
                    "no part of it shows this",
                )


def _phrase(task: ModelTask, value: TaskField, expected: Any) -> str:
    """What a field should be, as a phrase of the specification."""
    if value in {TaskField.PARENT, TaskField.DEPENDS_ON} or not isinstance(expected, str):
        return ""
    return f"{named(task.name)}'s {value} is {quoted(expected)}"


def _plain(value: TaskField, shown: Any) -> Any:
    """A value as it is shown; dependencies that are told as tasks are their identities."""
    if value is TaskField.DEPENDS_ON and isinstance(shown, list):
        return [one.get("task_id", one.get("id")) if isinstance(one, Mapping) else one for one in shown]
    return shown
