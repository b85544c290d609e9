"""Seven of the contract's tools by the contract's names, and nothing else; the store is an SQLite file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.newcomers.database import Database
from tests.newcomers.serving import RejectedError, Tool, fitting, serve

FOLDER = Path("artifacts")
STATES = ("pending", "in_progress", "blocked", "completed", "cancelled", "archived")
FINAL = STATES[3:]
AFTERWARDS = {"complete": "completed", "continue": "in_progress", "needs_revision": "in_progress", "blocked": "blocked"}
LEVELS = ["trivial", "simple", "moderate", "complex", "very_complex"]
database = Database(
    Path("tasks.db"),
    """
    CREATE TABLE IF NOT EXISTS task (
        number INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, description TEXT, complexity TEXT,
        status TEXT DEFAULT 'pending', summary TEXT, reason TEXT, created_at TEXT);
    CREATE TABLE IF NOT EXISTS artifact (number INTEGER PRIMARY KEY, task INTEGER, path TEXT, size INTEGER);
    """,
)


def shown(task: Any) -> dict[str, Any]:
    """A task as every reply tells it."""
    rows = database.rows("SELECT number, path, size FROM artifact WHERE task = ? ORDER BY number", task["number"])
    artifacts = [
        {"id": f"A-{each['number']}", "type": "general", "path": each["path"], "size": each["size"]} for each in rows
    ]
    values = {name: task[name] for name in task.keys() if name != "number" and task[name] is not None}  # noqa: SIM118
    return {"task_id": f"T-{task['number']}", **values, "artifacts": artifacts}


def known(task_id: str) -> Any:
    """The task with an identity."""
    number = task_id.removeprefix("T-")
    rows = database.rows("SELECT * FROM task WHERE 'T-' || number = ?", task_id) if number.isascii() else []
    if not rows:
        raise RejectedError(f"There is no task {task_id[:100]!r}.")
    return rows[0]


def changed(task: Any, **values: Any) -> dict[str, Any]:
    """Change a task in the store; returns it as it is then."""
    names = ", ".join(f"{name} = ?" for name in values)
    database.write(f"UPDATE task SET {names} WHERE number = ?", *values.values(), task["number"])
    return shown(known(f"T-{task['number']}"))


def written(name: str, text: str) -> bool:
    """Whether a text that must not be blank is."""
    if not text.strip():
        raise RejectedError(f"{name} is blank ({text[:20]!r}). Write what it is about.")
    return True


def plan(title: str, description: str, complexity: str = "moderate") -> dict[str, Any]:
    written("title", title)
    with database.changing():
        values = (title, description, complexity, datetime.now(UTC).isoformat())
        number = database.write(
            "INSERT INTO task (title, description, complexity, created_at) VALUES (?, ?, ?, ?)", *values
        )
        return shown(known(f"T-{number}"))


def execute(task_id: str) -> dict[str, Any]:
    with database.changing():
        task = known(task_id)
        if task["status"] in FINAL:
            raise RejectedError(f"The task {task_id} is {task['status']}, and cannot be started.")
        told = changed(task, status="in_progress")
    about = f"Do what the task {task['title']!r} describes: {task['description']}"
    return {**told, "specialist_type": "generic", "execution_instructions": [about, "Submit the result at the end."]}


def complete(task_id: str, summary: str, detailed_work: str, next_action: str) -> dict[str, Any]:
    written("summary", summary)
    written("detailed_work", detailed_work)
    with database.changing():
        status = known(task_id)["status"]
        if status != "in_progress":
            raise RejectedError(f"The task {task_id} is {status}, and only one in progress takes a result.")
        path, size = database.keep(FOLDER, detailed_work)
        number, after = task_id.removeprefix("T-"), AFTERWARDS[next_action]
        database.write("INSERT INTO artifact (task, path, size) VALUES (?, ?, ?)", number, path, size)
        database.write("UPDATE task SET status = ?, summary = ? WHERE number = ?", after, summary, number)
        artifacts = [{"type": "general", "path": path, "size": size}]
        return {"task_id": task_id, "status": after, "summary": summary, "artifacts": artifacts}


def cancel(task_id: str, reason: str = "") -> dict[str, Any]:
    with database.changing():
        task = known(task_id)
        if task["status"] in FINAL:
            raise RejectedError(f"The task {task_id} is {task['status']}, and cannot be cancelled.")
        return changed(task, status="cancelled", reason=reason)


def delete(task_id: str, archive_instead: bool = True) -> dict[str, Any]:
    with database.changing():
        task = known(task_id)
        if task["status"] == "archived":
            raise RejectedError(f"The task {task_id} is archived already.")
        if archive_instead:
            return changed(task, status="archived")
        database.write("DELETE FROM task WHERE number = ?", task["number"])
        return {"task_id": task_id, "deleted": True}


LISTED = "FROM task WHERE status IN (SELECT value FROM json_each(?))"


def query(status: list[str] | None = None, search_text: str = "", limit: int = 100, offset: int = 0) -> dict[str, Any]:
    wanted = json.dumps(["in_progress" if each == "active" else each for each in status or STATES[:-1]])
    words = search_text.casefold()
    with database.looking():
        if not words:
            page = database.rows(f"SELECT * {LISTED} ORDER BY number DESC LIMIT ? OFFSET ?", wanted, limit, offset)
            total = database.rows(f"SELECT count(*) {LISTED}", wanted)[0][0]
        else:
            found = database.rows(f"SELECT * {LISTED} ORDER BY number DESC", wanted)
            found = [each for each in found if words in f"{each['title']}\n{each['description']}".casefold()]
            page, total = found[offset : offset + limit], len(found)
        tasks = [shown(task) for task in page]
    return {"tasks": fitting(tasks), "total_count": total}


def status(include_completed: bool = False) -> dict[str, Any]:
    with database.looking():
        rows = database.rows("SELECT status, count(*) AS many FROM task GROUP BY status")
    return {"counts": dict.fromkeys(STATES, 0) | {row["status"]: row["many"] for row in rows}}


def text(about: str, **more: Any) -> dict[str, Any]:
    """The schema of a text."""
    return {"type": "string", "description": about, **more}


TASK_ID = {"task_id": text("The identity of the task.")}
COUNT = {"type": "integer", "minimum": 0}
TOOLS = {
    "orchestrator_plan_task": Tool(
        plan,
        "Plan a task; it is pending until somebody starts it.",
        ("title", "description"),
        {
            "title": text("What the task is called."),
            "description": text("What is to be done."),
            "complexity": text("How hard it is.", enum=LEVELS, default="moderate"),
        },
    ),
    "orchestrator_execute_task": Tool(execute, "Start a task, and get what is to be done.", ("task_id",), TASK_ID),
    "orchestrator_complete_task": Tool(
        complete,
        "Submit the result of a task in progress.",
        ("task_id", "summary", "detailed_work", "next_action"),
        {
            **TASK_ID,
            "summary": text("What was done, in short."),
            "detailed_work": text("The whole result, which is kept as a file."),
            "next_action": text("What is to come of the task.", enum=list(AFTERWARDS)),
        },
    ),
    "orchestrator_cancel_task": Tool(
        cancel,
        "Give a task up, and keep the reason.",
        ("task_id",),
        {**TASK_ID, "reason": text("Why it is cancelled.")},
    ),
    "orchestrator_delete_task": Tool(
        delete,
        "Archive a task, or delete it.",
        ("task_id",),
        {**TASK_ID, "archive_instead": {"type": "boolean", "default": True, "description": "Archive it instead."}},
    ),
    "orchestrator_query_tasks": Tool(
        query,
        "Find tasks, newest first.",
        (),
        {
            "status": {
                "type": "array",
                "description": "The states to look for; all but archived by default.",
                "items": {"type": "string", "enum": [*STATES, "active", "failed"]},
            },
            "search_text": text("What is in the title or the description, in any case."),
            "limit": {**COUNT, "default": 100, "description": "The most tasks on the page."},
            "offset": {**COUNT, "default": 0, "description": "How many tasks to leave out before the page."},
        },
    ),
    "orchestrator_get_status": Tool(
        status,
        "Count the tasks in each state.",
        (),
        {
            "include_completed": {
                "type": "boolean",
                "default": False,
                "description": "Makes no difference: all states are counted.",
            }
        },
    ),
}

if __name__ == "__main__":
    serve("seven", TOOLS)
