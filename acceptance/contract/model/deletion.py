"""Deleting and archiving (contract TASK-6, and the readings "Every item counts")."""

from __future__ import annotations

from dataclasses import dataclass

from acceptance.contract.model.expectation import Expectation, accepted, either, refused, unclear
from acceptance.contract.model.operations import Delete
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import ModelTask, Workspace
from acceptance.contract.values import TaskField, TaskState


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a deletion concerns besides its task.

    Attributes:
        below: the subtasks, to any depth.
        dependants: the tasks outside of these that depend on any of them.
    """

    below: list[ModelTask]
    dependants: list[ModelTask]


def reach_of(workspace: Workspace, task: ModelTask) -> Reach:
    """Whom the deletion of a task concerns."""
    below = list(workspace.descendants(task.name))
    going = {task.name, *(one.name for one in below)}
    outside = {one.name: one for name in going for one in workspace.dependants(name) if one.name not in going}
    return Reach(below, list(outside.values()))


def expect_deletion(workspace: Workspace, task: ModelTask, deletion: Delete) -> Expectation:
    """What the deletion of a known task is answered with."""
    if task.state is TaskState.ARCHIVED:
        return (
            refused(Promise.DELETE_REFUSED, (*task.forms, "archived"))
            if deletion.archives
            else unclear(Promise.DELETE_REFUSED)
        )
    reach = reach_of(workspace, task)
    hidden = [one for one in (*reach.below, *reach.dependants) if one.state is TaskState.ARCHIVED]
    if deletion.force:
        if hidden and not deletion.archives:
            # Whether children that are archived already go as well is not said.
            return unclear(Promise.FORCED)
        shown = [one for one in (*reach.below, *reach.dependants) if one not in hidden]
        return accepted(Promise.FORCED, *(one.forms for one in shown))
    direct = [*workspace.children(task.name), *workspace.dependants(task.name)]
    holding = [one for one in direct if one.state is not TaskState.ARCHIVED]
    if holding:
        return refused(Promise.DELETE_REFUSED, tuple(form for one in holding for form in one.forms))
    if direct:
        return either(Promise.DELETE_REFUSED) if deletion.archives else unclear(Promise.DELETE_REFUSED)
    return accepted(Promise.ARCHIVED if deletion.archives else Promise.DELETED)


def apply_deletion(workspace: Workspace, task: ModelTask, deletion: Delete) -> list[ModelTask]:
    """Change the workspace as an accepted deletion does; returns the tasks that are gone."""
    for one in workspace.dependants(task.name):
        if one.state is TaskState.ARCHIVED:
            # Whether what is archived itself loses its dependency is not said.
            one.undecided.add(TaskField.DEPENDS_ON)
    reach = reach_of(workspace, task) if deletion.force else Reach([], [])
    going = [task, *reach.below]
    names = {one.name for one in going}
    for dependant in reach.dependants:
        if dependant.state is TaskState.ARCHIVED:
            dependant.undecided.add(TaskField.DEPENDS_ON)
        left = [name for name in dependant.dependencies if name not in names]
        dependant.values[TaskField.DEPENDS_ON] = left
    if deletion.archives:
        for one in going:
            one.state = TaskState.ARCHIVED
            if names & set(one.dependencies):
                # Whether what is archived together loses its dependencies on one another is not said.
                one.undecided.add(TaskField.DEPENDS_ON)
        return []
    for one in going:
        workspace.deleted[one.identity] = one
        del workspace.tasks[one.name]
    return going
