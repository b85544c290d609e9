"""A to-do list as an MCP server: five tools, one JSON file. docs/dialects.md shows how it is tested."""

import json
from pathlib import Path
from typing import Any, Literal

from mcp.server.mcpserver import MCPServer

STORE = Path("todo.json")
State = Literal["todo", "doing", "done"]
server = MCPServer("todo-list", version="1.0")


def read() -> list[dict[str, Any]]:
    """The items of the list."""
    return json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else []


def write(items: list[dict[str, Any]]) -> None:
    """Keep the items of the list."""
    STORE.write_text(json.dumps(items), encoding="utf-8")


def find(items: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """The item of that number."""
    for item in items:
        if item["number"] == number:
            return item
    raise ValueError(f"There is no item {number}.")


@server.tool()
def add_item(name: str, notes: str = "") -> dict[str, Any]:
    """Add an item to the list."""
    items = read()
    item = {
        "number": 1 + max((one["number"] for one in items), default=0),
        "name": name,
        "notes": notes,
        "state": "todo",
    }
    write([*items, item])
    return {"item": item}


@server.tool()
def list_items(state: State | None = None) -> dict[str, Any]:
    """List the items, all or those in one state."""
    return {"items": [one for one in read() if state in (None, one["state"])]}


@server.tool()
def get_item(number: int) -> dict[str, Any]:
    """Show one item."""
    return {"item": find(read(), number)}


@server.tool()
def set_state(number: int, state: State) -> dict[str, Any]:
    """Move an item to another state."""
    items = read()
    find(items, number)["state"] = state
    write(items)
    return {"moved": number, "to": state}


@server.tool()
def remove_item(number: int) -> str:
    """Remove an item from the list."""
    items = read()
    items.remove(find(items, number))
    write(items)
    return "Removed."


if __name__ == "__main__":
    server.run("stdio")
