"""What the tests of the reference orchestrator work with: its tools in this process, or a live process."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.toolbox import Call
from reference_orchestrator.tools import all_tools

ROOT = Path(__file__).resolve().parents[2]


class Bench:
    """The tools with a server context of their own, called without protocol."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.server_context = ServerContext(home)
        self._tools = {tool.name.removeprefix("orchestrator_"): tool for tool in all_tools()}

    def call(self, name: str, **given: object) -> dict[str, Any]:
        """Call a tool; the reply has been through JSON, as every reply goes."""
        tool = self._tools[name]
        reply = tool.run(Call(self.server_context, tool.schema.check(given), time.monotonic()))
        sent = json.loads(json.dumps(reply))
        for schema in (tool.output, tool.output_schema):
            Draft202012Validator(dict(schema)).validate(sent)
        return sent

    def plan(self, title: str = "A task", **given: object) -> str:
        return self.call("plan_task", **{"title": title, "description": "Do it", **given})["task_id"]

    def look(self, task_id: str) -> dict[str, Any]:
        """The task as a query shows it, whatever its state."""
        for states in ({}, {"status": ["archived"]}):
            for task in self.tasks(include_artifacts=True, **states):
                if task["task_id"] == task_id:
                    return task
        raise AssertionError(f"{task_id} is gone")

    def tasks(self, **wanted: object) -> Iterator[dict[str, Any]]:
        """Every task that a query finds, over all its pages."""
        offset: int | None = 0
        while offset is not None:
            page = self.call("query_tasks", limit=100_000, offset=offset, **wanted)
            yield from page["tasks"]
            offset = page.get("next_offset")

    def finish(self, task_id: str, summary: str = "Done") -> dict[str, Any]:
        self.call("execute_task", task_id=task_id)
        return self.hand_in(task_id, summary)

    def hand_in(self, task_id: str, summary: str = "Done", **given: object) -> dict[str, Any]:
        values = {"detailed_work": "All of it", "next_action": "complete", **given}
        return self.call("complete_task", task_id=task_id, summary=summary, **values)

    def in_state(self, state: str, **given: object) -> str:
        """A task in this state, by the tools alone."""
        task_id = self.plan(f"A {state} task", **given)
        if state in {"in_progress", "completed", "failed"}:
            self.call("execute_task", task_id=task_id)
        match state:
            case "completed":
                self.hand_in(task_id)
            case "blocked" | "failed":
                self.call("update_task", task_id=task_id, status=state)
            case "cancelled":
                self.call("cancel_task", task_id=task_id)
            case "archived":
                self.call("delete_task", task_id=task_id)
        return task_id


class Live:
    """A process of the reference orchestrator, spoken to in raw lines."""

    def __init__(self, workspace: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reference_orchestrator"],
            cwd=workspace,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self._count = 0
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        self.hello = self.answer(self.ask("initialize", hello))
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def raw(self, line: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def send(self, message: object) -> None:
        self.raw(json.dumps(message).encode())

    def ask(self, method: str, params: object) -> int:
        self._count += 1
        self.send({"jsonrpc": "2.0", "id": self._count, "method": method, "params": params})
        return self._count

    def begin(self, tool: str, **arguments: object) -> int:
        """Send a call, and do not wait for its answer."""
        return self.ask("tools/call", {"name": f"orchestrator_{tool}", "arguments": arguments})

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the server ended"
        return json.loads(line)

    def answer(self, call_id: int) -> dict[str, Any]:
        """The answer to a call; errors of other lines are passed over."""
        while True:
            message = self.read()
            if message.get("id") == call_id:
                return message

    def answers(self, call_ids: list[int]) -> dict[int, dict[str, Any]]:
        found: dict[int, dict[str, Any]] = {}
        while set(found) < set(call_ids):
            message = self.read()
            found[message["id"]] = message["result"]
        return found

    def call(self, tool: str, **arguments: object) -> dict[str, Any]:
        """Call a tool, and have its whole result."""
        return self.answer(self.begin(tool, **arguments))["result"]

    def get(self, tool: str, **arguments: object) -> dict[str, Any]:
        """Call a tool that must not refuse."""
        result = self.call(tool, **arguments)
        assert not result["isError"], result["content"][0]["text"]
        assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
        return result["structuredContent"]

    def refusal(self, tool: str, **arguments: object) -> str:
        """Call a tool that must refuse, and have its words."""
        result = self.call(tool, **arguments)
        assert result["isError"], result
        return result["content"][0]["text"]

    def rest(self) -> list[dict[str, Any]]:
        """Everything that is still answered until the process ends."""
        assert self.process.stdout
        return [json.loads(line) for line in self.process.stdout]

    def close(self) -> int:
        """Close the input, and have the exit code."""
        assert self.process.stdin
        self.process.stdin.close()
        return self.process.wait(5)
