"""Flaws in what a task is given, and in what becomes of it when it is changed."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import Any, Final

from reference_orchestrator.store import tasks as stored
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import changes
from reference_orchestrator.tools import tasks as task_tools
from tests.flawed.lying import Lie, Run, given, with_given
from tests.flawed.third.declaring import task_of, third

UPDATE: Final = "orchestrator_update_task"
CANCEL: Final = "orchestrator_cancel_task"
COMPLETE: Final = "orchestrator_complete_task"
LONGEST_REASON: Final = 64 * 1024
_DAY_OR_TIME: Final = re.compile(r"\d{4}-[01]\d-[0-3]\d([T ][0-2]\d:[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:?\d\d)?)?")


def changing(lie: Lie, tool: str, change: Any) -> None:
    """Have a tool work with other arguments; `change` gets the call, and returns those that differ."""

    def wrap(run: Run, call: Call) -> Reply:
        changed = {name: value for name, value in change(call).items() if value != given(call, name)}
        if changed:
            lie.told()
        return run(with_given(call, **changed))

    lie.around(tool, wrap)


@third("context-is-merged-by-an-update", "An update adds to the old context instead of replacing it.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def merged(call: Call) -> dict[str, Any]:
        task, new = task_of(call), given(call, "context")
        return {"context": {**task.context, **new}} if task and new is not None else {}

    changing(lie, UPDATE, merged)


@third("an-empty-context-changes-nothing", "An update to an empty context is taken for none.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        if given(call, "context") == {}:
            lie.told()
            return run(with_given(call, context=None))
        return run(call)

    lie.around(UPDATE, wrap)


@third(
    "whole-numbers-become-floats", "Large whole numbers in an updated context lose their last digits.", breaks="TASK-4"
)
def _(lie: Lie) -> None:
    def rounded(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: rounded(one) for name, one in value.items()}
        if isinstance(value, list):
            return [rounded(one) for one in value]
        is_large = isinstance(value, int) and abs(value) > 2**53
        return int(float(value)) if is_large else value

    changing(lie, UPDATE, lambda call: {"context": rounded(given(call, "context"))})


@third("an-updated-due-date-is-rewritten", "An updated due date is kept with +00:00 instead of its Z.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def written(call: Call) -> dict[str, Any]:
        due = given(call, "due_date")
        return {"due_date": f"{due[:-1]}+00:00" if due and due.endswith("Z") else due}

    changing(lie, UPDATE, written)


@third(
    "an-updated-due-date-is-checked-by-its-shape",
    "An update takes a due date that looks like one and is in no calendar.",
    breaks="TASK-4 TASK-1",
)
def _(lie: Lie) -> None:
    def by_shape(check: Any) -> Any:
        def due_date_of(call: Call) -> str | None:
            due = given(call, "due_date")
            try:
                text: str | None = check(call)
            except Exception:
                if not _DAY_OR_TIME.fullmatch(str(due)):
                    raise
                lie.told()
                return str(due)
            return text

        return due_date_of

    lie.patch(changes, "due_date_of", by_shape)


@third("wide-blanks-are-a-title", "A title of nothing but no-break or wide blanks is accepted.", breaks="TASK-1 TASK-4")
def _(lie: Lie) -> None:
    def ascii_only(check: Any) -> Any:
        def check_filled(name: str, text: str) -> None:
            if text.strip(" \t\r\n") and not text.strip():
                lie.told()
                return
            check(name, text)

        return check_filled

    lie.patch(task_tools, "check_filled", ascii_only)
    lie.patch(changes, "check_filled", ascii_only)


@third("ids-come-again-after-a-deletion", "A new task gets the number behind the newest there is.", breaks="TASK-1")
def _(lie: Lie) -> None:
    def add_all(add: Any) -> Any:
        def numbered(self: TaskTable, tasks: Any) -> None:
            (last,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM tasks").fetchone()
            (ever,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()
            if last < ever:
                lie.told()
            add(self, [replace(one, id=f"task_{last + at:08d}") for at, one in enumerate(tasks, start=1)])

        return numbered

    lie.patch(TaskTable, "add_all", add_all)
    # What is planned looks for itself again by its id.
    lie.patch(task_tools, "task_now", lambda now: lambda work, task_id: now(work, _newest(work, task_id)))


def _newest(work: Any, task_id: str) -> str:
    """The id that a task really got."""
    if work.tasks.get_all([task_id]):
        return task_id
    (newest,) = work.tasks._connection.execute("SELECT id FROM tasks ORDER BY seq DESC LIMIT 1").fetchone()
    return str(newest)


@third("reasons-are-trimmed", "The reason for a cancellation loses the blanks around it.", breaks="TASK-5")
def _(lie: Lie) -> None:
    changing(lie, CANCEL, lambda call: {"reason": (given(call, "reason") or "").strip() or given(call, "reason")})


@third("long-reasons-are-cut", "The reason for a cancellation is cut after 64 KiB.", breaks="TASK-5 SAFE-7")
def _(lie: Lie) -> None:
    changing(lie, CANCEL, lambda call: {"reason": (given(call, "reason") or "")[:LONGEST_REASON] or None})


@third("joiners-are-stripped-from-summaries", "A summary loses its invisible characters.", breaks="TASK-3 SAFE-7")
def _(lie: Lie) -> None:
    changing(lie, COMPLETE, lambda call: {"summary": re.sub("[\u200b-\u200f\ufeff]", "", given(call, "summary"))})


@third("line-ends-of-summaries-are-made-alike", "A summary's CRLF becomes LF.", breaks="TASK-3 SAFE-7")
def _(lie: Lie) -> None:
    changing(lie, COMPLETE, lambda call: {"summary": given(call, "summary").replace("\r\n", "\n")})


@third(
    "file-paths-are-tidied",
    "File paths of handed-in work are kept without `.`, `..` and double slashes.",
    breaks="TASK-3",
)
def _(lie: Lie) -> None:
    def tidied(call: Call) -> dict[str, Any]:
        return {"file_paths": [posixpath.normpath(path) for path in given(call, "file_paths") or []] or None}

    changing(lie, COMPLETE, tidied)


@third("numbers-in-lists-become-texts", "A number in a list of file paths is taken for a text.", breaks="PROTO-2")
def _(lie: Lie) -> None:
    def check(checked: Any) -> Any:
        def coerced(self: Any, arguments: Any) -> Any:
            paths = arguments.get("file_paths")
            if isinstance(paths, list) and any(isinstance(path, int) for path in paths):
                lie.told()
                arguments = {**arguments, "file_paths": [str(path) for path in paths]}
            return checked(self, arguments)

        return coerced

    from reference_orchestrator.arguments import Schema  # noqa: PLC0415

    lie.patch(Schema, "check", check)


@third("null-is-left-out", "A null for a text of an update is taken as if it had been left out.", breaks="PROTO-2")
def _(lie: Lie) -> None:
    def check(checked: Any) -> Any:
        def without(self: Any, arguments: Any) -> Any:
            nulls = [name for name, value in arguments.items() if value is None and name in self._properties]
            if self._tool == UPDATE and nulls:
                lie.told()
                arguments = {name: value for name, value in arguments.items() if name not in nulls}
            return checked(self, arguments)

        return without

    from reference_orchestrator.arguments import Schema  # noqa: PLC0415

    lie.patch(Schema, "check", check)


@third("updated-words-are-lowered", "What is searched of an updated task is lowered, and not folded.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def save(saved: Any) -> Any:
        def lowered(self: TaskTable, before: Any, after: Any) -> None:
            saved(self, before, after)
            words = f"{after.title}\n{after.description}"
            if words != f"{before.title}\n{before.description}" and words.lower() != words.casefold():
                lie.told()
                self._connection.execute("UPDATE tasks SET search = ? WHERE id = ?", (words.lower(), before.id))

        return lowered

    lie.patch(stored.TaskTable, "save", save)


@third(
    "an-update-writes-back-what-it-read",
    "An update reads the task first, and then writes all of it: of two updates at the same time one is lost.",
    breaks="SAFE-6 TASK-4",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        task = task_of(call)
        fields = ("title", "description", "complexity", "estimated_effort", "due_date")
        known = {name: getattr(task, name) for name in fields if task and getattr(task, name) is not None}
        if task is None or task.is_final:
            return run(call)
        lie.told()
        changed = {name: given(call, name) for name in fields if given(call, name) is not None}
        return run(with_given(call, **{**known, **changed}))

    lie.around(UPDATE, wrap)
