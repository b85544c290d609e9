"""Five tools of names of their own; the store is a file to which each change adds a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.newcomers.journal import Journal
from tests.newcomers.serving import RejectedError, Tool, fitting, serve

journal = Journal(Path("board.jsonl"))


def shown(ref: str) -> dict[str, Any]:
    """The note with a reference, as every reply tells it."""
    if ref not in journal.entries:
        raise RejectedError(f"There is no note {ref[:100]!r}.")
    return {"ref": ref, **journal.entries[ref]}


def kept(note: dict[str, Any]) -> dict[str, Any]:
    """Keep a note as it is now."""
    journal.add(note["ref"], {name: value for name, value in note.items() if name != "ref"})
    return {"note": note}


def add_note(name: str, text: str = "", weight: int = 2) -> dict[str, Any]:
    if not name.strip():
        raise RejectedError(f"name is blank ({name[:20]!r}). Write what the note is about.")
    with journal.open():
        ref = f"N{journal.last + 1}"
        return kept({"ref": ref, "name": name, "text": text, "weight": weight, "column": "todo"})


def begin_note(ref: str) -> dict[str, Any]:
    with journal.open():
        note = shown(ref)
        if note["column"] == "done":
            raise RejectedError(f"The note {ref} is done, and cannot be begun.")
        return kept({**note, "column": "doing"})


def finish_note(ref: str, outcome: str) -> dict[str, Any]:
    if not outcome.strip():
        raise RejectedError(f"outcome is blank ({outcome[:20]!r}). Write what came of the note.")
    with journal.open():
        note = shown(ref)
        if note["column"] != "doing":
            raise RejectedError(f"The note {ref} is {note['column']}, and only one that is doing can be finished.")
        return kept({**note, "column": "done", "outcome": outcome})


def drop_note(ref: str) -> dict[str, Any]:
    with journal.open():
        note = shown(ref)
        journal.add(ref, None)
    return {"dropped": note["ref"]}


def find_notes(columns: list[str] | None = None, contains: str = "", most: int = 50, skip: int = 0) -> dict[str, Any]:
    with journal.open():
        notes = [shown(ref) for ref in reversed(journal.entries)]
    words = contains.casefold()
    found = [
        note
        for note in notes
        if note["column"] in (columns or ("todo", "doing", "done"))
        and words in f"{note['name']}\n{note['text']}".casefold()
    ]
    return {"notes": fitting(found[skip : skip + most]), "total": len(found)}


def text(about: str, **more: Any) -> dict[str, Any]:
    """The schema of a text."""
    return {"type": "string", "description": about, **more}


REF = {"ref": text("The reference of the note.")}
TOOLS = {
    "add_note": Tool(
        add_note,
        "Put a new note on the board.",
        ("name",),
        {
            "name": text("What the note is about."),
            "text": text("What is to be done.", default=""),
            "weight": {
                "type": "integer",
                "description": "How much work it is.",
                "minimum": 1,
                "maximum": 3,
                "default": 2,
            },
        },
    ),
    "begin_note": Tool(begin_note, "Begin to work on a note.", ("ref",), REF),
    "finish_note": Tool(
        finish_note,
        "Say what came of a note, and put it into the last column.",
        ("ref", "outcome"),
        {**REF, "outcome": text("What came of it.")},
    ),
    "drop_note": Tool(drop_note, "Take a note off the board for good.", ("ref",), REF),
    "find_notes": Tool(
        find_notes,
        "List notes, the newest first.",
        (),
        {
            "columns": {
                "type": "array",
                "description": "The columns to look in; all of them by default.",
                "items": {"type": "string", "enum": ["todo", "doing", "done"]},
            },
            "contains": text("Words of the name or the text, in any case.", default=""),
            "most": {"type": "integer", "minimum": 0, "default": 50, "description": "How many notes to list at most."},
            "skip": {"type": "integer", "minimum": 0, "default": 0, "description": "How many of them to leave out."},
        },
    ),
}

if __name__ == "__main__":
    serve("board", TOOLS)
