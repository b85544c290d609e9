"""Targets whose answers are too deep, too large, without an end, or no JSON that anybody reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from typing import Any, Final

from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile
from tests.hostile.lines import answer, fields, result, words

ENFORCES = "enforces its input schema and writes nothing outside the workspace (tools with parameters"
TOOL: Final = "orchestrator_plan_task"
PLANNED: Final = "A planned task is pending"
LISTED: Final = "Every tool declares which parameters it accepts"
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
    holds=fails("it is not JSON that clients can read (recursion limit exceeded"),
)
def _(lie: Hostility) -> None:
    no_json(lie, "[" * 100_000 + "]" * 100_000)


@hostile(
    "half-a-character",
    "A reply holds half a character.",
    scenarios=(PLANNED,),
    holds=fails("it is not JSON that clients can read"),
)
def _(lie: Hostility) -> None:
    no_json(lie, r'"\ud800"')


@hostile(
    "thousands-of-digits",
    "A reply counts the tasks by a number of five thousand digits.",
    scenarios=(PLANNED,),
    holds=fails("it is not JSON that clients can read (number out of range"),
)
def _(lie: Hostility) -> None:
    no_json(lie, "9" * 5_000)


@hostile(
    "no-number",
    "Every number of a reply is none, or has no end.",
    scenarios=(PLANNED, "Planning a task raises the count of pending tasks by one"),
    reached=False,
)
def _(lie: Hostility) -> None:
    fields(lie, "orchestrator_get_status", '{"counts":{"pending":NaN,"completed":-Infinity,"failed":1e999999}}')
    words(lie, TOOL, f'{TASK}NaN,"created_at":-Infinity}}')


@hostile(
    "the-text-is-too-deep",
    "The text of a reply is JSON that is nested nine hundred levels deep.",
    scenarios=(PLANNED,),
    holds=fails("does not contain"),
)
def _(lie: Hostility) -> None:
    words(lie, TOOL, f'{{"words":{"[" * 900}"x"{"]" * 900}}}')


@hostile(
    "the-text-is-no-dictionary",
    "The text of a reply looks like a dictionary of Python, with a list for a name.",
    scenarios=(PLANNED,),
    holds=fails("does not contain"),
)
def _(lie: Hostility) -> None:
    words(lie, TOOL, "{[]: 1, 'status': 'pending'}")


@hostile(
    "the-text-is-a-long-dictionary",
    "The text of a reply is a dictionary of Python with eight million entries.",
    scenarios=(PLANNED,),
    holds=fails("does not contain"),
)
def _(lie: Hostility) -> None:
    words(lie, TOOL, "{'tasks': [" + "1," * 8_000_000 + "]}")


@hostile(
    "odd-values-in-a-dictionary",
    "The text of a reply is a dictionary of Python with a number of a million digits, half a character, and bytes.",
    scenarios=(PLANNED,),
    holds=fails("it holds a number of more than 4,300 digits, which clients do not read"),
)
def _(lie: Hostility) -> None:
    number = "0x" + "f" * 1_000_000
    words(lie, TOOL, f"{{'task_id': {number}, 'status': '\\ud800', b'\\xff': {{1, 2}}, 5: ...}}")


@hostile(
    "ids-are-no-ids",
    "An answer bears true as its id, the next one a number with a point, then a list.",
    scenarios=("Only protocol messages are written to standard output",),
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
    scenarios=(LISTED, "Every tool has a description"),
    holds=fails("was rejected", name=LISTED),
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
    holds=fails("it is not a protocol message"),
)
def _(lie: Hostility) -> None:
    answer(lie, TOOL, lambda identity, line: b'{"jsonrpc":"2.0","id":%d,"error":{"code":"x","message":5}}\n' % identity)


def without_end(name: str, does: str, make: Callable[[int, list[Any]], list[Any]], words: str) -> None:
    """Declare a target of which each page of the list of tools names a further one; `make` gives the page's tools."""

    @hostile(name, does, scenarios=(LISTED, PLANNED), holds=fails(words, name=LISTED))
    def _(lie: Hostility) -> None:
        pages = count(1)
        tools: list[Any] = []

        def page(identity: Any, line: bytes) -> bytes:
            number = next(pages)
            # The reference has one page, and rejects to be asked for another.
            tools.extend(json.loads(line).get("result", {}).get("tools", ()) if number == 1 else ())
            result = {"nextCursor": f"page {number + 1}", "tools": make(number, list(tools))}
            return json.dumps({"jsonrpc": "2.0", "id": identity, "result": result}).encode() + b"\n"

        answer(lie, "tools/list", page)


without_end(
    "a-list-without-an-end",
    "Each page of the list of tools names a further page, on which the same tools stand again.",
    lambda number, tools: tools,
    "the list of tools has no end: page 4 names a further page, after 128 tools, 32 of them different",
)
without_end(
    "a-list-without-an-end-of-tools",
    "Each page of the list of tools has a further tool, and names a further page.",
    lambda number, tools: tools if number == 1 else [{**tools[0], "name": f"tool {number}"}],
    "the list of tools has no end: page 200 names a further page, after 200 tools, 200 of them different",
)


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
        f"{TOOL} {ENFORCES} 11)",
        f"The rejection by {TOOL} is flagged as an error and explained (tools with parameters 11)",
        f"orchestrator_cancel_task {ENFORCES} 1)",
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


@hostile(
    "a-reply-of-a-hundred-megabytes",
    "The text of a reply has a hundred million characters.",
    scenarios=(PLANNED,),
    seconds=120,
)
def _(lie: Hostility) -> None:
    words(lie, TOOL, "All is well. " * 7_700_000)


@hostile(
    "ten-thousand-tools",
    "It lists ten thousand tools beside its own, and each of its own twice.",
    scenarios=(LISTED, PLANNED),
    seconds=120,
)
def _(lie: Hostility) -> None:
    def make(identity: Any, line: bytes) -> bytes:
        message = json.loads(line)
        own = message["result"]["tools"]
        message["result"]["tools"] = [
            *own,
            *({**own[0], "name": f"tool_{number}"} for number in range(10_000)),
            *own,
        ]
        return json.dumps(message).encode() + b"\n"

    answer(lie, "tools/list", make)
