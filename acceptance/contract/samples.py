"""The texts, places and mistakes that the features name in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final
from uuid import uuid4

from acceptance.contract.values import Filter, HandIn, Maintenance, MaintenanceAction, NextAction, Restart, TaskQuery


class Works(Mapping[str, str]):
    """Texts that are handed in; the long ones are made when wanted, for they cost a run a tenth of a second."""

    def __init__(self, short: Mapping[str, str], long: Mapping[str, Callable[[], str]]) -> None:
        self._short, self._long = short, long

    def __getitem__(self, name: str) -> str:
        return self._short[name] if name in self._short else self._long[name]()

    def __iter__(self) -> Iterator[str]:
        return chain(self._short, self._long)

    def __len__(self) -> int:
        return len(self._short) + len(self._long)


SHORT: Final[Mapping[str, str]] = {
    "a plain sentence": "The notes are written, proof-read and linked.",
    "emoji": "Shipped 🚀 by 👩‍👩‍👧‍👦 — ñ, ß, 漢字, \U0001f9ea",
    "quotation marks": 'She said "it\'s done", and `meant` it: «yes» “indeed” \\ end',
    "SQL statements": "Robert'); DROP TABLE tasks; -- /* */ %_?",
    "Windows line endings": "first line\r\nsecond line\r\n\r\nlast line\r\n",
    "no final line break": "first line\nlast line without an end",
    "an accent as a separate character": "Cafe\u0301 and nai\u0308vete\u0301, as they were typed.",
    "trailing spaces": "  blanks before and behind  \n\t\n   ",
    "structured data": '{"done": true, "parts": [1, 2.0, null, "three"], "nested": {"{{name}}": "<b>&amp;</b>"}}',
}
LONG: Final[Mapping[str, Callable[[], str]]] = {
    "a million characters": lambda: "0123456789abcdef" * 62_500,
    "3 MB of work": lambda: (
        "Three megabytes begin here.\n" + "All work and no play. " * 142_857 + "\nAnd here they end."
    ),
    "10 MB of work": lambda: (
        "Ten megabytes begin here. ñ漢🚀\n"
        + "Ten green bottles hanging on the wall: " * 256_410
        + "\nAnd here they end."
    ),
}
WORKS: Final = Works(SHORT, LONG)
STAND_INS: Final[Mapping[str, Callable[[], str]]] = {
    "(three spaces)": lambda: "   ",
    "(wide spaces)": lambda: "\u00a0\u2003\u3000",
    "(Windows line endings)": lambda: "first line\r\nlast line\r\n",
    "(a long text that ends in moonlight)": lambda: "The sun and the rain. " * 1_000 + "moonlight",
    "(invisible characters)": lambda: "\ufeffa mark, \x01 and \x7f, \x1b[1m, \u2028, \u200b and \u00a0",
    # Readers of features disagree about backslashes in cells.
    "(a path with backslashes)": lambda: r"C:\new\tab",
    "(half a million characters)": lambda: "0123456789abcdef" * 31_250,
    "(a million characters)": LONG["a million characters"],
    "(10 MB)": LONG["10 MB of work"],
}


def in_full(text: str) -> str:
    """The text that one of the `STAND_INS` stands for; any other is meant as it is."""
    return STAND_INS[text]() if text in STAND_INS else text


UNFINISHED: Final = (NextAction.CONTINUE, NextAction.REVISE, NextAction.BLOCKED)
SUBMISSIONS: Final[Mapping[str, HandIn]] = {
    "": HandIn(),
    "with more work to follow": HandIn(next_action=NextAction.CONTINUE),
    "as needing revision": HandIn(next_action=NextAction.REVISE),
    "as blocked": HandIn(next_action=NextAction.BLOCKED),
    "as documentation": HandIn(kind="documentation"),
    "as code": HandIn(kind="code"),
    "as an analysis": HandIn(kind="analysis"),
    "as a design": HandIn(kind="design"),
    "as a test": HandIn(kind="test"),
    "as configuration": HandIn(kind="config"),
    "without a summary": HandIn(summary="  "),
    "without any work": HandIn(work=""),
    "with only white space as its work": HandIn(work=" \n\t "),
    **{f"{action} and without a summary": HandIn(summary="  ", next_action=action) for action in UNFINISHED},
    **{f"{action} and without any work": HandIn(work="", next_action=action) for action in UNFINISHED},
}
INVALID_SEARCHES: Final[Mapping[str, TaskQuery]] = {
    "an unknown state": TaskQuery({Filter.STATE: ["dreaming"]}),
    "an unknown kind": TaskQuery({Filter.KIND: ["daydreaming"]}),
    "an unknown specialist": TaskQuery({Filter.SPECIALIST: ["astrologer"]}),
    "an unknown complexity": TaskQuery({Filter.COMPLEXITY: ["mind_boggling"]}),
    "an unknown state after a known one": TaskQuery({Filter.STATE: ["pending", "dreaming"]}),
    "an unknown kind after a known one": TaskQuery({Filter.KIND: ["standard", "daydreaming"]}),
    "an unknown specialist after a known one": TaskQuery({Filter.SPECIALIST: ["coder", "astrologer"]}),
    "an unknown complexity after a known one": TaskQuery({Filter.COMPLEXITY: ["simple", "mind_boggling"]}),
    "a negative page size": TaskQuery(limit=-1),
    "a negative start position": TaskQuery(offset=-1),
    "an invalid time": TaskQuery({Filter.PLANNED_AFTER: "the day before yesterday"}),
    "an invalid end time": TaskQuery({Filter.PLANNED_BEFORE: "the day before yesterday"}),
}
RESTART_MISTAKES: Final[Mapping[str, Restart]] = {
    "for an unknown reason": Restart(reason="boredom"),
    "with too short a timeout": Restart(seconds=9),
    "with too long a timeout": Restart(seconds=301),
}
MAINTENANCE_MISTAKES: Final[Mapping[str, Maintenance]] = {
    "an unknown kind of maintenance is requested": Maintenance("sweep_the_floor"),
    "maintenance of an unknown scope is requested": Maintenance(MaintenanceAction.SCAN, "the_moon"),
    "maintenance at an unknown level is requested": Maintenance(MaintenanceAction.VALIDATE, level="half_hearted"),
}
TEMPLATE: Final = '{"metadata": {"name": "Small"}, "tasks": {"only": {"title": "The only one", "description": ""}}}'
# All but the last are malformed.
MALFORMED: Final[Mapping[str, str]] = {
    "plain prose": "Release it, and then rest.",
    # It breaks off in line 17, a number that nothing else in it gives.
    "truncated template text": '{"metadata": {"name": "Broken"},\n "tasks": {\n'
    + "".join(f'  "{letter}": {{"title": "Step {letter}"}},\n' for letter in "abcdefghijklmn")
    + '  "last": {"title": "The last one"',
    "an empty text": "",
    "a list": "[]",
    "a JSON5 text": "{metadata: {name: 'Small', version: '1.0.0', description: 'With // inside',}, // a comment\n"
    " /* and another */ tasks: {only: {title: 'The only one', description: '',},},}",
}
BAD_LINES: Final[Mapping[str, bytes]] = {
    "a truncated line": b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "tools/',
    "a line of prose": b"Good morning, orchestrator!",
    "a bare number": b"42",
    "an empty object": b"{}",
    "an empty line": b"",
    "a batch": b'[{"jsonrpc": "2.0", "id": "raw-bad", "method": "ping"}, {"jsonrpc": "2.0", "method": "ping"}]',
    "an empty batch": b"[]",
    "a lone surrogate": (
        b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "tools/call", "params": '
        b'{"name": "orchestrator_get_status", "arguments": {"include_completed": "\\ud800"}}}'
    ),
    "bytes that are not UTF-8": b"\xff\xfe\x00\x80\xc3(",
    "an unknown method": b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "tools/juggle"}',
    "a call of an unknown tool": (
        b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "tools/call", "params": {"name": "juggle", "arguments": {}}}'
    ),
    "an unknown notification": b'{"jsonrpc": "2.0", "method": "notifications/juggled"}',
    "another version of JSON-RPC": b'{"jsonrpc": "1.0", "id": "raw-bad", "method": "ping"}',
    "an answer to a call that was never made": b'{"jsonrpc": "2.0", "id": 4711, "result": {}}',
    "deep nesting": b"[" * 5_000 + b"]" * 5_000,
    "a line of a million characters": b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "' + b"x" * 1_000_000 + b'"}',
}
"""What is sent between good calls, by the features' names."""
AFTER_THE_LAST: Final = TaskQuery(offset=1_000)


BAD_DIRECTORIES: Final = ("a file", "a path below a file", "a read-only directory")
READ_ONLY: Final = 0o555


def bad_place(name: str, beside: Path) -> Path:
    """A path that can be no working directory; `beside` is a path in an existing folder that may be written to.

    Raises:
        KeyError: no such place is known.
    """
    if name == "a read-only directory":
        beside.mkdir(READ_ONLY)
        return beside
    beside.write_text("This is a file, and must stay one.\n", encoding="utf-8")
    return {"a file": beside, "a path below a file": beside / "below"}[name]


def unknown_identity() -> str:
    """An id that no orchestrator ever gave."""
    return f"task_{uuid4().hex}"
