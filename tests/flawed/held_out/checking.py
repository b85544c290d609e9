"""What the checks of held-out flaws are made of: a workspace of their own, servers in it, and calls to these."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

ROOT: Final = Path(__file__).resolve().parents[3]
SOUND: Final = "sound"
"""Names the orchestrator without a flaw."""
WORK: Final = {"summary": "Done", "detailed_work": "The work", "next_action": "complete"}
"""A hand-in that completes a task."""


class Refused(Exception):  # noqa: N818 - it is an answer
    """A call was refused."""


class Client:
    """A client of one server."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session

    async def __call__(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Call a tool.

        Raises:
            Refused: the call was refused.
        """
        return (await self.whole(tool, **arguments)).structured_content

    async def whole(self, tool: str, **arguments: Any) -> Any:
        """Call a tool, for all that the protocol answers."""
        name = tool if tool.startswith("template_") else f"orchestrator_{tool}"
        result = await self.session.call_tool(name, arguments)
        if result.is_error:
            raise Refused(result.content[0].text)
        return result

    async def refuses(self, tool: str, **arguments: Any) -> str:
        """The words of a refusal; empty if the call was not refused."""
        try:
            await self(tool, **arguments)
        except Refused as refused:
            return str(refused)
        return ""

    async def plan(self, title: str = "A task", **more: Any) -> str:
        """Plan a task, and return its id."""
        return (await self("plan_task", **{"title": title, "description": "", **more}))["task_id"]

    async def start(self, title: str = "A task", **more: Any) -> str:
        """Plan a task and execute it; returns its id."""
        task = await self.plan(title, **more)
        await self("execute_task", task_id=task)
        return task

    async def finish(self, title: str = "A task", **more: Any) -> str:
        """Plan a task, execute and complete it; returns its id."""
        task = await self.start(title, **more)
        await self("complete_task", task_id=task, **WORK)
        return task

    async def tasks(self, **filters: Any) -> dict[str, dict[str, Any]]:
        """The tasks that a query finds, by their ids."""
        found = await self("query_tasks", **{"limit": 1000, **filters})
        return {task["task_id"]: task for task in found["tasks"]}

    async def look(self, task: str) -> dict[str, Any]:
        """A task with its artifacts, as it is now."""
        return (await self.tasks(include_artifacts=True))[task]


class Place:
    """A fresh workspace, and the orchestrator (a flawed one, or the sound one) that serves it.

    Attributes:
        directory: the workspace.
    """

    def __init__(self, directory: Path, module: str, flaw: str) -> None:
        """Describe it.

        Args:
            directory: the workspace; it exists.
            module: the package of the flaw's set.
            flaw: the flaw that the orchestrator has, or `SOUND`.
        """
        self.directory = directory
        self._served = ["reference_orchestrator"] if flaw == SOUND else [module, flaw]

    def command(self, *arguments: str) -> list[str]:
        """The command line of a server."""
        return [sys.executable, "-m", *self._served, *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a server."""
        return {**os.environ, "PYTHONPATH": str(ROOT), **more}

    @asynccontextmanager
    async def server(self, **environment: str) -> AsyncIterator[Client]:
        """Start a server over stdio, connect to it, and end it."""
        command, *arguments = self.command()
        parameters = StdioServerParameters(
            command=command, args=arguments, cwd=self.directory, env=self.environment(**environment)
        )
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # noqa: ASYNC230
            async with stdio_client(parameters, errlog=nowhere) as streams, ClientSession(*streams) as session:
                await session.initialize()
                yield Client(session)

    @contextmanager
    def process(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Start a server that is spoken to by hand; it is ended at the latest when this ends."""
        process = subprocess.Popen(
            self.command(*arguments),
            cwd=self.directory,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)

    @contextmanager
    def store(self) -> Iterator[sqlite3.Connection]:
        """The store itself, to make it as if time had passed."""
        connection = sqlite3.connect(self.directory / ".task_orchestrator" / "orchestrator.db", isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()


Check = Callable[[Place], Awaitable[bool]]
CHECKS: Final[dict[str, Check]] = {}
"""For each flaw what shows it: whether the orchestrator of a place is sound."""


def check(flaw: str) -> Callable[[Check], Check]:
    """Declare what shows a flaw."""

    def declare(shows: Check) -> Check:
        if flaw in CHECKS:
            raise ValueError(f"there are two checks for {flaw}")
        CHECKS[flaw] = shows
        return shows

    return declare


def say(process: subprocess.Popen[str], message: dict[str, Any]) -> None:
    """Send a line to a server."""
    assert process.stdin
    process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Read a line of a server's."""
    assert process.stdout
    return json.loads(process.stdout.readline())


def greet(process: subprocess.Popen[str]) -> None:
    """Begin to speak with a server."""
    about = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "check", "version": "1"},
    }
    say(process, {"id": "hello", "method": "initialize", "params": about})
    hear(process)
    say(process, {"method": "notifications/initialized"})


def ago(**span: float) -> str:
    """A moment of the past, as the store writes it."""
    return (datetime.now(UTC) - timedelta(**span)).isoformat(timespec="microseconds")
