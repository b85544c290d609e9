"""Dialect files out of a text, what is said in them, and what is answered, without a server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from acceptance.contract.calls import Call, ToolResult, conversation
from acceptance.contract.dialects import Dialect, named
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskPlan

HEAD = 'speaks = "x"\n'
Speak = Callable[[str], Dialect]


def read_in(folder: Path, text: str) -> Dialect:
    """Read a text as a dialect file, written into a folder."""
    # A path of its own for each text: a file is read once.
    path = folder / f"{abs(hash(text))}.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return Dialect(named(path.name, folder), "/w")


def answered(text: str, *, is_error: bool = False) -> ToolResult:
    return ToolResult(text, None, is_error, 1.0)


def converse(call: Call, *answers: str) -> tuple[list[tuple[str, dict[str, Any]]], Reply]:
    """The calls that a verb takes where it is answered so, and its reply."""
    made, left, talk = [], list(answers), conversation(call)
    try:
        one = next(talk)
        while True:
            made.append((one.tool, one.arguments))
            one = talk.send(answered(left.pop(0)))
    except StopIteration as end:
        assert not left
        return made, Reply(call, end.value)


def plan(title: str = "T", **more: Any) -> TaskPlan:
    return TaskPlan({TaskField.TITLE: title, **{TaskField(name.replace("_", " ")): it for name, it in more.items()}})
