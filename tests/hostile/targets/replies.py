"""Targets whose answers are too deep, too large, without an end, or no JSON that anybody reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile
from tests.hostile.lines import answer, fields, result, words

TOOL: Final = "orchestrator_plan_task"
PLANNED: Final = "A planned task is pending"
LISTED: Final = "Every tool says what it takes"
TASK: Final = '{"task_id":"1","status":"pending","title":"x","total_count":'


def fails(*sentences: str, name: str = PLANNED) -> Callable[[Aftermath], None]:
    """The scenario fails, and one of these words says why."""

    def holds(left: Aftermath) -> None:
        found = left.scenario(name)
        assert found.status == "failed", f"{name} is {found.status}"
        assert any(one in found.message for one in sentences), found.message[:2000]
        assert len(found.message) < 5_000, f"the message has {len(found.message):,} characters"

    return holds


def no_json(lie: Hostility, text: str) -> None:
    """Fields that no client reads."""
    fields(lie, TOOL, f'{{"task_id":"1","status":"pending","more":{text}}}')


@hostile(
    "fields-are-too-deep",
    "The fields of a reply are nested a hundred thousand levels deep.",
    scenarios=(PLANNED,),
    holds=fails("it is no JSON that clients read (recursion limit exceeded"),
)
def _(lie: Hostility) -> None:
    no_json(lie, "[" * 100_000 + "]" * 100_000)


@hostile(
    "half-a-character",
    "A reply holds half a character.",
    scenarios=(PLANNED,),
    holds=fails("it is no JSON that clients read"),
)
def _(lie: Hostility) -> None:
    no_json(lie, r'"\ud800"')


@hostile(
    "thousands-of-digits",
    "A reply counts the tasks by a number of five thousand digits.",
    scenarios=(PLANNED,),
    holds=fails("it is no JSON that clients read (number out of range"),
)
def _(lie: Hostility) -> None:
    no_json(lie, "9" * 5_000)


@hostile(
    "no-number",
    "Every number of a reply is none, or has no end.",
    scenarios=(PLANNED, "A new task is counted once"),
    reached=False,
)
def _(lie: Hostility) -> None:
    fields(lie, "orchestrator_get_status", '{"counts":{"pending":NaN,"completed":-Infinity,"failed":1e999999}}')
    words(lie, TOOL, f'{TASK}NaN,"created_at":-Infinity}}')


@hostile(
    "the-text-is-too-deep",
    "The text of a reply is JSON that is nested nine hundred levels deep.",
    scenarios=(PLANNED,),
    holds=fails("does not tell"),
)
def _(lie: Hostility) -> None:
    words(lie, TOOL, f'{{"words":{"[" * 900}"x"{"]" * 900}}}')


@hostile(
    "the-text-is-no-dictionary",
    "The text of a reply looks like a dictionary of Python, with a list for a name.",
    scenarios=(PLANNED,),
    holds=fails("does not tell"),
)
def _(lie: Hostility) -> None:
    words(lie, TOOL, "{[]: 1, 'status': 'pending'}")


@hostile(
    "the-text-is-a-long-dictionary",
    "The text of a reply is a dictionary of Python with eight million entries.",
    scenarios=(PLANNED,),
    holds=fails("does not tell"),
)
def _(lie: Hostility) -> None:
    words(lie, TOOL, "{'tasks': [" + "1," * 8_000_000 + "]}")


@hostile(
    "odd-values-in-a-dictionary",
    "The text of a reply is a dictionary of Python with a number of a million digits, half a character, and bytes.",
    scenarios=(PLANNED,),
    holds=fails("does not tell"),
)
def _(lie: Hostility) -> None:
    number = "0x" + "f" * 1_000_000
    words(lie, TOOL, f"{{'task_id': {number}, 'status': '\\ud800', b'\\xff': {{1, 2}}, 5: ...}}")


@hostile(
    "ids-are-no-ids",
    "An answer bears true as its id, the next one a number with a point, then a list.",
    scenarios=("Nothing but messages is spoken",),
    seconds=60,
)
def _(lie: Hostility) -> None:
    ids = iter(("true", "1.5", "[1]", "null") * 1_000)

    def make(identity: Any, line: bytes) -> bytes:
        bad = f'{{"jsonrpc":"2.0","id":{next(ids)},"result":{{"content":[]}}}}\n'
        return bad.encode() + line

    answer(lie, "tools/call", make)


@hostile(
    "contents-are-odd",
    "A reply has an image that is none, a link to a file, and contents of an unknown type.",
    scenarios=(PLANNED,),
    holds=fails("breaks the protocol", "does not tell"),
)
def _(lie: Hostility) -> None:
    contents = [
        {"type": "image", "data": "!!!", "mimeType": "x"},
        {"type": "resource_link", "uri": (lie.home / "notes.txt").as_uri(), "name": "notes"},
        {"type": "hologram"},
    ]
    result(lie, TOOL, json.dumps({"content": contents, "isError": "perhaps"}))


@hostile(
    "an-error-of-megabytes",
    "The list of tools is refused in ten million characters when it is asked for once more.",
    scenarios=(LISTED, "Every tool is described"),
    holds=fails("was refused", name=LISTED),
)
def _(lie: Hostility) -> None:
    seen: list[bool] = []

    def make(identity: Any, line: bytes) -> bytes:
        seen.append(True)
        if len(seen) == 1:
            return line
        error = {"code": 99, "message": "No! " * 2_500_000, "data": {"__proto__": [None]}}
        return json.dumps({"jsonrpc": "2.0", "id": identity, "error": error}).encode() + b"\n"

    answer(lie, "tools/list", make)


@hostile(
    "an-odd-error",
    "A call is answered with an error whose code is a text, and whose message is a number.",
    scenarios=(PLANNED,),
    holds=fails("it is no message of the protocol"),
)
def _(lie: Hostility) -> None:
    answer(lie, TOOL, lambda identity, line: b'{"jsonrpc":"2.0","id":%d,"error":{"code":"x","message":5}}\n' % identity)


@hostile(
    "names-of-megabytes",
    "Forty tools have names of half a megabyte, and descriptions as long.",
    scenarios=(LISTED, PLANNED),
)
def _(lie: Hostility) -> None:
    def make(identity: Any, line: bytes) -> bytes:
        message = json.loads(line)
        for number in range(40):
            long = f"{number} " + "x" * 500_000
            schema = {"type": "object", "properties": {long: {"description": long}}}
            message["result"]["tools"].append({"name": long, "description": long, "inputSchema": schema})
        return json.dumps(message).encode() + b"\n"

    answer(lie, "tools/list", make)


@hostile(
    "required-is-no-list",
    "A schema requires numbers and lists, and another one requires a number.",
    scenarios=(
        LISTED,
        f"{TOOL} refuses what its schema rules out (tools that take parameters 11)",
        f"A refusal by {TOOL} is flagged and says what was wrong (tools that take parameters 11)",
        "orchestrator_cancel_task refuses what its schema rules out (tools that take parameters 1)",
    ),
    holds=fails(f"the schema of {TOOL} is broken", name=LISTED),
)
def _(lie: Hostility) -> None:
    def make(identity: Any, line: bytes) -> bytes:
        message = json.loads(line)
        for tool in message["result"]["tools"]:
            if tool["name"] == TOOL:
                tool["inputSchema"]["required"] = [["title"], 5, {}]
            if tool["name"] == "orchestrator_cancel_task":
                tool["inputSchema"]["required"] = 5
        return json.dumps(message).encode() + b"\n"

    answer(lie, "tools/list", make)
