"""Looking for damage: artifacts that are not as they were handed in, tasks that hang on nothing (Contract MAINT-2)."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from reference_orchestrator.artifacts import digest_of
from reference_orchestrator.domain.tasks import Artifact, Task, TaskStatus
from reference_orchestrator.store import Transaction

READ_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW


class Level(StrEnum):
    """How thoroughly is looked; each level finds all that the one before finds."""

    BASIC = "basic"
    COMPREHENSIVE = "comprehensive"
    FULL_AUDIT = "full_audit"


@dataclass(frozen=True, kw_only=True)
class Damage:
    """Something that is not as it should be.

    Attributes:
        kind: a word for programs.
        problem: a sentence for people.
        task: the task that it belongs to, if it belongs to one.
        artifact: the artifact, if it is one.
    """

    kind: str
    problem: str
    task: Task | None = None
    artifact: Artifact | None = None


def inspect(directory: Path, work: Transaction, tasks: Sequence[Task], level: Level) -> Iterator[Damage]:
    """Look for damage of tasks; nothing is repaired.

    Args:
        directory: the workspace.
        work: the look at its store.
        tasks: those to look at.
        level: how thoroughly.
    """
    by_id = {task.id: task for task in tasks}
    for artifact in work.artifacts.of(list(by_id)):
        damage = _inspect_file(directory, by_id[artifact.task_id], artifact, level)
        if damage is not None:
            yield damage
    if level is not Level.BASIC:
        yield from _inspect_relations(work, tasks)


def _inspect_file(directory: Path, task: Task, artifact: Artifact, level: Level) -> Damage | None:
    path = directory / artifact.path

    def damage(kind: str, problem: str) -> Damage:
        return Damage(kind=kind, problem=f"The artifact {artifact.path} {problem}.", task=task, artifact=artifact)

    if not path.resolve().is_relative_to(directory):
        return damage("outside", "leads out of the workspace")
    try:
        if not path.is_file():
            return damage("missing", "is missing")
        size = path.stat().st_size
        if size != artifact.size:
            return damage("size", f"has {size} bytes, and was handed in with {artifact.size}")
        if level is Level.FULL_AUDIT and artifact.digest not in {None, digest_of(_read(path))}:
            return damage("content", "has another content than was handed in")
    except OSError as error:
        return damage("unreadable", f"cannot be read: {error.strerror}")
    return None


def _inspect_relations(work: Transaction, tasks: Sequence[Task]) -> Iterator[Damage]:
    """Parents and dependencies that are gone; only damage to the store itself makes these.

    Nothing is missing to a task in the archive: a scan puts it there because its parent is gone.
    """
    tasks = [task for task in tasks if task.status is not TaskStatus.ARCHIVED]
    wanted = {other for task in tasks for other in (*task.dependencies, task.parent_task_id) if other}
    known = {task.id for task in work.tasks.get_all(list(wanted))}
    for task in tasks:
        if task.parent_task_id and task.parent_task_id not in known:
            yield Damage(kind="parent", problem=f"Its parent {task.parent_task_id} is gone.", task=task)
        for other in task.dependencies:
            if other not in known:
                yield Damage(kind="dependency", problem=f"It waits for {other}, which is gone.", task=task)


def _read(path: Path) -> bytes:
    descriptor = os.open(path, READ_FLAGS)
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - the descriptor was opened with flags that Path lacks
        return stream.read()
