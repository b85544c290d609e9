"""A server of tasks that accepts a title of blanks, and then rejects every list, as one that people use does."""

from typing import Any

from mcp.server.mcpserver import MCPServer

server = MCPServer("spoilt")
titles: list[str] = []


@server.tool()
def add(title: str) -> dict[str, Any]:
    titles.append(title)
    return {"task": {"id": str(len(titles)), "title": title}}


@server.tool()
def show() -> dict[str, Any]:
    if not all(map(str.strip, titles)):
        raise ValueError("Task title is required")
    return {"tasks": [{"id": str(number), "title": title} for number, title in enumerate(titles, 1)]}


if __name__ == "__main__":
    server.run("stdio")
