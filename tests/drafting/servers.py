"""Servers of some shapes for which a dialect is drafted; the manner is the argument."""

import sys
from typing import Any, Literal

from mcp.server.mcpserver import MCPServer

manner = sys.argv[1]
server = MCPServer(manner)
tasks: list[dict[str, Any]] = []


def by(identity: str) -> dict[str, Any]:
    return next(one for one in tasks if one["id"] == identity)


if manner == "flags":

    @server.tool()
    def create_task(summary: str, color: Literal["red", "green"], project_root: str) -> dict[str, Any]:
        tasks.append({"id": f"t-{len(tasks) + 1}", "summary": summary, "isDone": False})
        return tasks[-1]

    @server.tool()
    def list_tasks() -> list[dict[str, Any]]:
        return tasks

    @server.tool()
    def finish_task(task_id: str) -> dict[str, Any]:
        by(task_id)["isDone"] = True
        return by(task_id)


if manner == "silent":

    @server.tool(name="create_task")
    def create(title: str) -> str:
        tasks.append({"id": f"t-{len(tasks) + 1}", "title": title, "status": "open"})
        return "Created."

    @server.tool(name="list_tasks")
    def every() -> dict[str, Any]:
        return {"tasks": tasks}


if manner == "prose":

    @server.tool()
    def add_todo(text: str) -> str:
        return f"Added your new to-do: {text}!"


if manner == "weather":

    @server.tool()
    def forecast(city: str) -> str:
        return f"Sunny in {city}."


if __name__ == "__main__":
    server.run("stdio")
