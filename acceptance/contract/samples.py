"""The texts, places and mistakes that the features name in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

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
    "database language": "Robert'); DROP TABLE tasks; -- /* */ %_?",
    "Windows line ends": "first line\r\nsecond line\r\n\r\nlast line\r\n",
    "a missing line end": "first line\nlast line without an end",
    "trailing blanks": "  blanks before and behind  \n\t\n   ",
    "structured data": '{"done": true, "parts": [1, 2.0, null, "three"], "nested": {"{{name}}": "<b>&amp;</b>"}}',
}
LONG: Final[Mapping[str, Callable[[], str]]] = {
    "a million characters": lambda: "0123456789abcdef" * 62_500,
    "3 MB": lambda: "Three megabytes begin here.\n" + "All work and no play. " * 142_857 + "\nAnd here they end.",
    "10 MB": lambda: (
        "Ten megabytes begin here. ñ漢🚀\n"
        + "Ten green bottles hanging on the wall: " * 256_410
        + "\nAnd here they end."
    ),
}
WORKS: Final = Works(SHORT, LONG)
MANNERS: Final[Mapping[str, HandIn]] = {
    "": HandIn(),
    "to be continued": HandIn(next_action=NextAction.CONTINUE),
    "as needing revision": HandIn(next_action=NextAction.REVISE),
    "as blocked": HandIn(next_action=NextAction.BLOCKED),
    "as documentation": HandIn(kind="documentation"),
    "without a summary": HandIn(summary="  "),
    "without any work": HandIn(work=""),
}
QUESTIONS: Final[Mapping[str, TaskQuery]] = {
    "a state that is none": TaskQuery({Filter.STATE: ["dreaming"]}),
    "a kind that is none": TaskQuery({Filter.KIND: ["daydreaming"]}),
    "a specialist that is none": TaskQuery({Filter.SPECIALIST: ["astrologer"]}),
    "a complexity that is none": TaskQuery({Filter.COMPLEXITY: ["mind_boggling"]}),
    "a page of less than none": TaskQuery(limit=-1),
    "a start before the first": TaskQuery(offset=-1),
    "a time that is none": TaskQuery({Filter.PLANNED_AFTER: "the day before yesterday"}),
}
RESTART_MISTAKES: Final[Mapping[str, Restart]] = {
    "for a reason that is none": Restart(reason="boredom"),
    "within less time than allowed": Restart(seconds=9),
    "within more time than allowed": Restart(seconds=301),
}
MAINTENANCE_MISTAKES: Final[Mapping[str, Maintenance]] = {
    "maintenance of a kind that is none is asked for": Maintenance("sweep_the_floor"),
    "maintenance in a place that is none is asked for": Maintenance(MaintenanceAction.SCAN, "the_moon"),
    "maintenance as thorough as none is asked for": Maintenance(MaintenanceAction.VALIDATE, level="half_hearted"),
}
TEMPLATE: Final = '{"metadata": {"name": "Small"}, "tasks": {"only": {"title": "The only one", "description": ""}}}'
MALFORMED: Final[Mapping[str, str]] = {
    "a text that is no template": "Release it, and then rest.",
    "a template that breaks off": '{"metadata": {"name": "Broken"},\n "tasks": {\n  "only": {"title": "The only one"',
    "nothing": "",
    "a list": "[]",
}
BAD_LINES: Final[Mapping[str, bytes]] = {
    "a line that breaks off": b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "tools/',
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
    "bytes that are no text": b"\xff\xfe\x00\x80\xc3(",
    "an unknown method": b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "tools/juggle"}',
    "an unknown notification": b'{"jsonrpc": "2.0", "method": "notifications/juggled"}',
    "another version of the envelope": b'{"jsonrpc": "1.0", "id": "raw-bad", "method": "ping"}',
    "an answer to what nobody asked": b'{"jsonrpc": "2.0", "id": 4711, "result": {}}',
    "deep nesting": b"[" * 5_000 + b"]" * 5_000,
    "a line of a million characters": b'{"jsonrpc": "2.0", "id": "raw-bad", "method": "' + b"x" * 1_000_000 + b'"}',
}
"""What is sent between good calls, by the features' names."""
BEYOND_THE_END: Final = TaskQuery(offset=1_000)


def bad_place(name: str, beside: Path) -> Path:
    """A path that can be no working directory; `beside` is a path in an existing folder that may be written to.

    Raises:
        KeyError: no such place is known.
    """
    beside.write_text("This is a file, and must stay one.\n", encoding="utf-8")
    return {"a file": beside, "a place below a file": beside / "below"}[name]
