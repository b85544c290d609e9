"""A server of a shape of its own: prose replies, other words for states, ids told by its list alone, and revisions.

Refusals are prose that nothing flags; to drop what does not exist ends the process.
"""

import json
import os
import sys

from mcp.server.mcpserver import MCPServer

server = MCPServer("noteboard")
COLUMNS = ("To do", "Doing", "Done")
notes: dict[str, dict[str, object]] = {}


def revised(ref: str, revision: int) -> str | None:
    """Why a note cannot be changed; counts its revision up where it can."""
    note = notes.get(ref)
    if note is None:
        return f"Sorry, there is no {ref}."
    if note["revision"] != revision:
        return f"Sorry, {ref} is at revision {note['revision']}."
    note["revision"] = revision + 1
    return None


@server.tool()
def add(batch: str, mode: str) -> str:
    """Add notes, as JSON text."""
    for one in json.loads(batch):
        if len(one["text"]) < 10:
            return "Sorry, a text has ten characters at least."
        ref = f"N-{len(notes) + 1}"
        notes[ref] = {"column": 0, "revision": 1, "after": [], "weight": 2, **one}
    return f"Added ({mode}). There are {len(notes)} notes."


@server.tool()
def link(first: str, then: str) -> str:
    """Have one note wait for another."""
    for ref in (first, then):
        if ref not in notes:
            return f"Sorry, there is no {ref}."
    notes[then]["after"].append(first)  # type: ignore[attr-defined]
    return "Linked."


@server.tool()
def board(columns: str = "To do,Doing,Done") -> str:
    """List the notes by column."""
    lines = []
    for number, column in enumerate(COLUMNS):
        if column in columns.split(","):
            lines.append(f"## {column}")
            for ref, note in notes.items():
                if note["column"] == number:
                    after = ",".join(note["after"])  # type: ignore[arg-type]
                    lines.append(f"* {ref}: {note['name']} [weight {note['weight']}] after {after or '-'}")
    return "\n".join(lines)


@server.tool()
def note(ref: str) -> str:
    """Tell one note, as JSON."""
    if ref not in notes:
        return f"Sorry, there is no {ref}."
    told = notes[ref]
    done, begun = told["column"] == 2, told["column"] == 1
    return json.dumps({"note": {"ref": ref, **told, "done": done, "begun": begun}})


@server.tool()
def push(ref: str, revision: int) -> str:
    """Push a note into the next column."""
    why = revised(ref, revision)
    if why is None:
        notes[ref]["column"] = min(2, int(str(notes[ref]["column"])) + 1)
        return (
            f"{ref} is in the column {COLUMNS[int(str(notes[ref]['column']))]} now (revision {notes[ref]['revision']})."
        )
    return why


@server.tool()
def drop(ref: str) -> str:
    """Drop a note."""
    if ref not in notes:
        os._exit(3)
    del notes[ref]
    return "Dropped."


if __name__ == "__main__":
    if "--stricter" in sys.argv:

        @server.tool()
        def wipe(sure: bool) -> str:
            """Wipe the board."""
            return str(sure)

    server.run("stdio")
