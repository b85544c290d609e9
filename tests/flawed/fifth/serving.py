"""Flaws in sessions, maintenance, the control of the server, and the protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from reference_orchestrator.arguments import Schema
from reference_orchestrator.domain.restarts import Restart
from reference_orchestrator.domain.sessions import Session, SessionState, SessionStatus
from reference_orchestrator.domain.tasks import OPEN_STATES, Task, TaskStatus
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.http.worker import WithoutServerStream
from reference_orchestrator.store import Transaction
from reference_orchestrator.store.restarts import RestartTable
from reference_orchestrator.store.sessions import SessionTable
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import maintenance
from reference_orchestrator.tools.maintenance import STALE_AFTER
from reference_orchestrator.workspace import Workspace
from tests.flawed.fifth.declaring import fifth
from tests.flawed.lying import Lie, Run, given, with_given

MANY: Final = 1_000_000
LOOPBACK: Final = (b"http://127.0.0.1", b"http://localhost")
OPEN: Final = {state.value for state in OPEN_STATES}


# SESSION-2: "what was initialised is listed".
@fifth("a-directory-is-listed-once", "Of the sessions in one directory the newest is listed.", breaks="SESSION-2")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        limit = given(call, "limit")
        if limit < 0:
            return run(call)
        listed: Any = run(with_given(call, limit=MANY))["sessions"]
        newest = {one["working_directory"]: one for one in reversed(listed)}
        kept = [one for one in listed if newest[one["working_directory"]] is one]
        if len(kept) < len(listed):
            lie.told()
        return {"sessions": kept[:limit], "total_count": len(kept), "limit": limit}

    lie.around("orchestrator_list_sessions", wrap)


# "Sessions and workspace": "completed = it has tasks and all are final", of which archived is one.
@fifth(
    "an-archived-task-keeps-a-session-open",
    "A session with an archived task is never completed.",
    breaks="SESSION-2 SESSION-3",
)
def _(lie: Lie) -> None:
    def make(status: Any) -> Any:
        def told(state: SessionState) -> SessionStatus:
            true: SessionStatus = status.fget(state)
            if true is not SessionStatus.COMPLETED or not state.counts.get(TaskStatus.ARCHIVED):
                return true
            lie.told()
            return SessionStatus.ACTIVE

        return property(told)

    lie.patch(SessionState, "status", make)


# "Sessions and workspace": "at its start a process takes up the newest session of its own working directory".
@fifth("a-process-takes-up-the-first-session", "A new process takes up the oldest session.", breaks="SESSION-2")
def _(lie: Lie) -> None:
    def make(_: Any) -> Any:
        def first_in(table: SessionTable, directory: str) -> Session | None:
            there = [session for session in table.all() if session.working_directory == directory]
            if len(there) > 1:
                lie.told()
            return there[-1] if there else None

        return first_in

    lie.patch(SessionTable, "newest_in", make)


# MAINT-1 to MAINT-3: one task with all below it is meant.
@fifth(
    "a-scope-ends-at-the-subtasks",
    "A scope of one task holds its subtasks, not theirs.",
    breaks="MAINT-1 MAINT-2 MAINT-3",
)
def _(lie: Lie) -> None:
    def make(tasks_in: Any) -> Any:
        def near(call: Call, work: Transaction) -> list[Task]:
            found: list[Task] = tasks_in(call, work)
            target = given(call, "target_task_id")
            kept = [task for task in found if target in (None, task.id, task.parent_task_id)]
            if len(kept) < len(found):
                lie.told()
            return kept

        return near

    lie.patch(maintenance, "_tasks_in", make)


# MAINT-3: "a handover with every open task and its state".
@fifth("a-handover-has-each-title-once", "Of open tasks with one title a handover names the last.", breaks="MAINT-3")
def _(lie: Lie) -> None:
    def make(handover: Any) -> Any:
        def written(tasks: Sequence[Task], moment: str) -> Iterator[str]:
            by_title = {task.title: task for task in tasks}
            if len(by_title) < len(tasks):
                lie.told()
            yield from handover(list(by_title.values()), moment)

        return written

    lie.patch(maintenance, "handover", make)


# CTRL-3: "every restart in the history".
@fifth("abrupt-restarts-are-not-noted", "A restart that is not graceful is not in the history.", breaks="CTRL-3 CTRL-2")
def _(lie: Lie) -> None:
    def make(add: Any) -> Any:
        def added(table: RestartTable, restart: Restart) -> None:
            if restart.graceful:
                add(table, restart)
            else:
                lie.told()

        return added

    lie.patch(RestartTable, "add", make)


# CTRL-4: "counts and names what blocks", whoever began it.
@fifth("readiness-knows-this-process-alone", "Only tasks that this process started are in the way.", breaks="CTRL-4")
def _(lie: Lie) -> None:
    started: set[object] = set()

    def execute(run: Run, call: Call) -> Reply:
        reply = run(call)
        started.add(reply["task_id"])
        return reply

    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        blocking = [one for one in reply["blocking"] if one["kind"] != "task_in_progress" or one["task_id"] in started]
        if blocking == reply["blocking"]:
            return None
        own = sum(one["kind"] == "task_in_progress" for one in blocking)
        return {**reply, "blocking": blocking, "ready": not blocking, "tasks_in_progress": own}

    lie.around("orchestrator_execute_task", execute)
    lie.reply("orchestrator_shutdown_prepare", change)


# SESSION-2: "resumable in a new process, with its tasks"; a stale task is reported, and nothing else (MAINT-1).
@fifth(
    "a-start-fails-stale-tasks",
    "A new process takes tasks in progress of long ago as failed.",
    breaks="SESSION-2 MAINT-1",
)
def _(lie: Lie) -> None:
    def make(open_one: Any) -> Any:
        def opened(_: type[Workspace], directory: Path) -> tuple[Workspace, bool]:
            workspace, created = open_one(directory)
            now = datetime.now(UTC)
            with workspace.database.write() as work:
                for task in work.tasks.in_state(TaskStatus.IN_PROGRESS):
                    if task.is_stale(stamp(now - STALE_AFTER)):
                        lie.told()
                        work.tasks.save(task, replace(task, status=TaskStatus.FAILED, updated_at=stamp(now)))
            return workspace, created

        return classmethod(opened)

    lie.patch(Workspace, "open", make)


# PROTO-2: what is "outside the enumeration" is refused.
@fifth("enumerations-take-any-case", "A value of an enumeration is taken in capitals as well.", breaks="PROTO-2")
def _(lie: Lie) -> None:
    def make(check: Any) -> Any:
        def checked(schema: Schema, arguments: dict[str, Any]) -> Any:
            values = dict(arguments)
            for name, value in arguments.items():
                allowed: Any = schema._properties.get(name, {}).get("enum", ())
                if isinstance(value, str) and value not in allowed and value.lower() in allowed:
                    lie.told()
                    values[name] = value.lower()
            return check(schema, values)

        return checked

    lie.patch(Schema, "check", make)


# SAFE-9: "a foreign Host or Origin is refused".
@fifth("an-origin-may-go-on", "An origin that begins like an own one is let in.", breaks="SAFE-9")
def _(lie: Lie) -> None:
    def own(value: bytes) -> bytes:
        for begin in LOOPBACK:
            if value.startswith(begin) and value[len(begin) :][:1] not in (b"", b":"):
                lie.told()
                return begin
        return value

    def make(answer: Any) -> Any:
        async def answered(app: WithoutServerStream, scope: Any, receive: Any, send: Any) -> None:
            headers = [(name, own(value) if name == b"origin" else value) for name, value in scope.get("headers", [])]
            await answer(app, {**scope, "headers": headers}, receive, send)

        return answered

    lie.patch(WithoutServerStream, "__call__", make)
