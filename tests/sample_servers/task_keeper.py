"""A server that takes calls as tasks of the protocol (2025-11-25), in bare lines; its manner may break one promise.

A task is at work until its state was asked for twice, and is kept in a file of the working directory. The manners:
sound, undeclared, as-tasks-only, briefly, no-handle, one-handle, never-ends, other-result, ignores-cancel,
rejects-cancel, forgets, makes-anew, answers-any-handle, other-code.
"""

import json
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KEPT = Path("protocol_tasks.json")
LOOKS = 2
FINAL = ("completed", "failed", "cancelled")
TOOL = "orchestrator_get_status"
CAPABILITY = {"list": {}, "cancel": {}, "requests": {"tools": {"call": {}}}}
METHODS = ("tasks/get", "tasks/result", "tasks/cancel")
Fields = dict[str, Any]


class RejectedError(Exception):
    """A request is answered with an error of this code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


class TaskKeeper:
    """The server, in one of its manners."""

    def __init__(self, manner: str) -> None:
        self._manner = manner
        self._tasks: dict[str, Fields] = {}
        if KEPT.exists() and manner not in {"forgets", "briefly"}:
            self._tasks = json.loads(KEPT.read_text(encoding="utf-8"))

    def answer(self, method: str, params: Fields) -> Fields | None:
        """The result of a request; None for one that is never answered."""
        match method:
            case "initialize":
                declared = {} if self._manner == "undeclared" else {"tasks": CAPABILITY}
                told = {"protocolVersion": params["protocolVersion"], "capabilities": {"tools": {}, **declared}}
                return {**told, "serverInfo": {"name": "task-keeper", "version": "1"}}
            case "ping":
                return {}
            case "tools/list":
                return {"tools": [self._tool()]}
            case "tools/call":
                return self._call(params)
            case _ if method in METHODS and self._manner != "undeclared":
                return self._about_a_task(method, str(params.get("taskId")))
        raise RejectedError(-32601, f"There is no method {method[:80]!r}.")

    def _tool(self) -> Fields:
        support = "required" if self._manner == "as-tasks-only" else "optional"
        schema = {"type": "object", "properties": {}, "additionalProperties": False}
        about = {"name": TOOL, "description": "Count the tasks.", "inputSchema": schema}
        return {**about, "execution": {"taskSupport": support}}

    def _call(self, params: Fields) -> Fields:
        if params.get("name") != TOOL:
            raise RejectedError(-32602, "There is no such tool.")
        if "task" not in params and self._manner == "as-tasks-only":
            raise RejectedError(-32601, "This tool is only called as a task.")
        if "task" not in params or self._manner == "no-handle":
            return counts()
        handle = "the-only-one" if self._manner == "one-handle" else uuid.uuid4().hex
        task = {"taskId": handle, "status": "working", "createdAt": now(), "lastUpdatedAt": now(), "pollInterval": 20}
        self._tasks[handle] = {**task, "ttl": 60_000 if self._manner == "briefly" else None, "looks": 0}
        self._keep()
        return {"task": self._shown(handle)}

    def _about_a_task(self, method: str, handle: str) -> Fields | None:
        if handle not in self._tasks:
            return self._unknown(method, handle)
        if method == "tasks/cancel":
            return self._cancel(handle)
        task = self._tasks[handle]
        task["looks"] += 1
        if task["status"] == "working" and self._manner != "never-ends":
            task["status"] = "working" if method == "tasks/get" and task["looks"] <= LOOKS else "completed"
        self._keep()
        if method == "tasks/get":
            return self._shown(handle)
        return self._result(handle)

    def _unknown(self, method: str, handle: str) -> Fields:
        if self._manner == "answers-any-handle":
            task = {"taskId": handle, "status": "completed", "createdAt": now(), "lastUpdatedAt": now(), "ttl": None}
            return counts() if method == "tasks/result" else task
        raise RejectedError(-32603 if self._manner == "other-code" else -32602, "There is no such task.")

    def _cancel(self, handle: str) -> Fields:
        task = self._tasks[handle]
        if task["status"] in FINAL or self._manner == "rejects-cancel":
            raise RejectedError(-32602, f"The task is {task['status']}.")
        if self._manner == "ignores-cancel":
            return {**self._shown(handle), "status": "cancelled"}
        task["status"] = "cancelled"
        self._keep()
        return self._shown(handle)

    def _result(self, handle: str) -> Fields | None:
        status = self._tasks[handle]["status"]
        if status == "cancelled":
            raise RejectedError(-32000, "The task was cancelled.")
        if status == "working":
            return None
        told = counts(pending=3) if self._manner == "other-result" else counts()
        if self._manner != "makes-anew":
            told = self._tasks[handle].setdefault("result", told)
            self._keep()
        return {**told, "_meta": {"io.modelcontextprotocol/related-task": {"taskId": handle}}}

    def _shown(self, handle: str) -> Fields:
        return {name: value for name, value in self._tasks[handle].items() if name not in {"looks", "result"}}

    def _keep(self) -> None:
        KEPT.write_text(json.dumps(self._tasks), encoding="utf-8")


def counts(pending: int = 0) -> Fields:
    """The result of the only tool; the moment is another one in each."""
    fields = {"counts": {"pending": pending, "completed": 0}, "told_at": now()}
    return {"content": [{"type": "text", "text": json.dumps(fields)}], "structuredContent": fields, "isError": False}


def now() -> str:
    """The moment, as the protocol writes it."""
    return datetime.now(UTC).isoformat()


def main(manner: str) -> None:
    keeper = TaskKeeper(manner)
    for line in sys.stdin:
        request = json.loads(line)
        if "id" not in request or "method" not in request:
            continue
        told: Fields = {"jsonrpc": "2.0", "id": request["id"]}
        try:
            result = keeper.answer(request["method"], request.get("params") or {})
        except RejectedError as error:
            sys.stdout.write(json.dumps({**told, "error": {"code": error.code, "message": str(error)}}) + "\n")
        else:
            if result is not None:
                sys.stdout.write(json.dumps({**told, "result": result}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
