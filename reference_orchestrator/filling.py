"""`python -m reference_orchestrator.filling COUNT`: fill the working directory's store with tasks, for measurements.

They are planned by the same code that the tools use, in few transactions instead of one each.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from reference_orchestrator.domain.tasks import Complexity, Task, TaskStatus, TaskType
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.tools.shared import new_task_id

IN_ONE_TRANSACTION: Final = 5_000
_STATES: Final = (TaskStatus.PENDING, TaskStatus.PENDING, TaskStatus.COMPLETED)


def fill(directory: Path, count: int) -> None:
    """Plan so many tasks in a directory, every third of them completed; its store is made if there is none.

    Raises:
        Refusal: the store cannot be made or written.
    """
    server_context = ServerContext(directory)
    try:
        workspace, _ = server_context.workspace(server_context.home)
        for first in range(0, count, IN_ONE_TRANSACTION):
            with workspace.database.write() as work:
                for number in range(first, min(count, first + IN_ONE_TRANSACTION)):
                    task = _task(number, work.tasks.next_created_at(server_context.now()))
                    work.tasks.add(task)
    finally:
        server_context.close()


def _task(number: int, created_at: str) -> Task:
    status = _STATES[number % len(_STATES)]
    planned = Task(
        id=new_task_id(),
        title=f"Filled task {number + 1}",
        description=f"One of many tasks, so that it can be measured what many tasks cost; this is number {number + 1}.",
        status=status,
        task_type=TaskType.STANDARD,
        complexity=Complexity.MODERATE,
        specialist_type=None,
        estimated_effort=None,
        due_date=None,
        parent_task_id=None,
        dependencies=(),
        context={},
        created_at=created_at,
        updated_at=created_at,
    )
    return replace(planned, summary="Done as planned") if status is TaskStatus.COMPLETED else planned


if __name__ == "__main__":
    fill(Path.cwd(), int(sys.argv[1]))
