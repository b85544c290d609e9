"""Flaws that show under faults: a locked store, a full disk, two servers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from reference_orchestrator import documents
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools.shared import save_change
from reference_orchestrator.views import task_now
from tests.flawed.fourth.declaring import fourth, task_of
from tests.flawed.lying import Lie, Run, given

EDITED: Final = (
    "title",
    "description",
    "specialist_type",
    "complexity",
    "estimated_effort",
    "due_date",
    "context",
)


# SAFE-3: "meanwhile calls that need no write still answer".
@fourth("results-wait-for-the-lock", "To put results together, the store is locked for writing.", breaks="SAFE-3")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        try:
            with call.server_context.current().workspace.database.write(arrived=call.arrived):
                pass
        except Refusal:
            lie.told()
            raise
        return run(call)

    lie.around("orchestrator_synthesize_results", wrap)


# SAFE-5: "the call is refused in words, nothing half done", which holds for every tool that writes.
@fourth("documents-are-written-in-place", "A full disk leaves half a document in its place.", breaks="SAFE-5 MAINT-3")
def _(lie: Lie) -> None:
    def write_whole(_: Any) -> Any:
        def in_place(file: Path, content: bytes) -> None:
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                file.write_bytes(content)
            except OSError:
                lie.told()
                raise

        return in_place

    lie.patch(documents, "write_whole", write_whole)


# SAFE-6: "two servers … on one workspace: both work, no update is lost".
@fourth(
    "updates-start-from-an-old-copy",
    "An update writes all fields of a task, as this process saw them last.",
    breaks="SAFE-6 TASK-4",
)
def _(lie: Lie) -> None:
    copies: dict[str, Task] = {}

    def plan(run: Run, call: Call) -> Reply:
        reply = run(call)
        with call.read() as (_, work):
            task = work.tasks.get(str(reply["task_id"]))
        copies[task.id] = task
        return reply

    def update(run: Run, call: Call) -> Reply:
        reply, copy, now = run(call), copies.get(given(call, "task_id")), task_of(call)
        if now is None:
            return reply
        old: dict[str, Any] = {name: getattr(copy or now, name) for name in EDITED if name not in call.arguments}
        copies[now.id] = replace(now, **old)
        if copies[now.id] == now:
            return reply
        lie.told()
        with call.write() as (_, work):
            save_change(call, work, now, copies[now.id])
            return task_now(work, now.id)

    lie.around("orchestrator_plan_task", plan)
    lie.around("orchestrator_update_task", update)
