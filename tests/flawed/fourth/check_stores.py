"""What shows the flaws under faults."""

from __future__ import annotations

import os
import resource
from pathlib import Path
from typing import Final

from tests.flawed.held_out.checking import WORK, Client, Place, check

MAINTAIN: Final = "maintenance_coordinator"
LONG: Final = 200_000
ROOM: Final = 100_000


@check("results-wait-for-the-lock")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        await client.finish(parent_task_id=parent)
        with place.store() as store:
            store.execute("BEGIN IMMEDIATE")
            refused = await client.refuses("synthesize_results", parent_task_id=parent)
            store.execute("ROLLBACK")
        return not refused


def _children() -> set[int]:
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split()}


async def _written(client: Client, directory: Path) -> str:
    path = (await client(MAINTAIN, action="update_documentation"))["path"]
    return (directory / path).read_text(encoding="utf-8")


@check("documents-are-written-in-place")
async def _(place: Place) -> bool:
    before = _children()
    async with place.server() as client:
        (pid,) = _children() - before
        await client.plan("The first task")
        earlier = await _written(client, place.directory)
        task = await client.start("A long one")
        await client("complete_task", task_id=task, **{**WORK, "summary": "x" * LONG})
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (ROOM, ROOM))
        await client.refuses(MAINTAIN, action="update_documentation")
        (document,) = place.directory.rglob("overview.md")
        return document.read_text(encoding="utf-8") == earlier


@check("updates-start-from-an-old-copy")
async def _(place: Place) -> bool:
    async with place.server() as client, place.server() as other:
        task = await client.plan()
        await other("update_task", task_id=task, description="By the other")
        await client("update_task", task_id=task, title="By this one")
        return (await client.look(task))["description"] == "By the other"
