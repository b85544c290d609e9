"""A change of what a task depends on or belongs to, which the reference does not offer: for flaws and for variants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import Call, text, texts
from reference_orchestrator.views import task_now
from tests.flawed.lying import Lie, Run, given, with_given

PARAMETERS = {
    "dependencies": texts("The ids of the tasks that it is to wait for from now on."),
    "parent_task_id": text("The task that it is to be a part of from now on."),
}


def relinking(lie: Lie, *, strict: bool) -> None:
    """Let an update change what a task depends on and belongs to.

    Args:
        lie: what is put on top of the reference.
        strict: whether a cycle is refused.
    """

    def wrap(run: Run, call: Call) -> Mapping[str, Any]:
        waits, above = given(call, "dependencies"), given(call, "parent_task_id")
        plain = with_given(call, dependencies=None, parent_task_id=None)
        if waits is None and above is None:
            return run(plain)
        with call.write() as (_, work):
            task = work.tasks.get(given(call, "task_id"))
            _link(lie, work, task, waits, above, strict=strict)
            return task_now(work, task.id)

    lie.retool(
        "orchestrator_update_task",
        lambda old: {"parameters": {**old.parameters, **PARAMETERS}, "run": lambda call: wrap(old.run, call)},
    )


def _link(lie: Lie, work: Transaction, task: Task, waits: list[str] | None, above: str | None, *, strict: bool) -> None:
    cycle = task.id in {*_before(work, waits or ()), *_above(work, above)}
    if cycle or strict:
        lie.told()
    if cycle and strict:
        raise Refusal(f"{task.name} would depend on itself, or be a part of itself: that is no order of work.")
    if above is not None:
        work.tasks.save(task, replace(task, parent_task_id=work.tasks.get(above, "parent_task_id").id))
    if waits is not None:
        found = [work.tasks.get(one, "One of the dependencies") for one in waits]
        connection = work.tasks._connection
        connection.execute("DELETE FROM dependencies WHERE task_id = ?", (task.id,))
        connection.executemany(
            "INSERT INTO dependencies (task_id, position, depends_on) VALUES (?, ?, ?)",
            [(task.id, position, one.id) for position, one in enumerate(found)],
        )


def _before(work: Transaction, waits: Iterable[str]) -> set[str]:
    """All that has to be done before these tasks are, and they themselves."""
    found: set[str] = set()
    ahead = list(waits)
    while ahead:
        identity = ahead.pop()
        if identity not in found:
            found.add(identity)
            ahead += [one for task in work.tasks.get_all([identity]) for one in task.dependencies]
    return found


def _above(work: Transaction, identity: str | None) -> set[str]:
    """A task and all that it is a part of."""
    found: set[str] = set()
    while identity is not None and identity not in found:
        found.add(identity)
        identity = next((task.parent_task_id for task in work.tasks.get_all([identity])), None)
    return found
