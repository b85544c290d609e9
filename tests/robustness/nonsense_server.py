"""A server that speaks nonsense at one stage of a conversation, as its one argument, a plan in JSON, says.

It needs no library, so that it starts in a moment. Where it does not misbehave it keeps the protocol, so that the
nonsense meets the driver at every stage.
"""

import base64
import json
import os
import sys
import time

TOOL = {"name": "orchestrator_get_status", "description": "Status", "inputSchema": {"type": "object"}}


def write(data: bytes) -> None:
    """Write all of it, or end where nobody reads any more."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError:
        os._exit(0)


def right_answer(request: dict) -> dict:
    """What a server that keeps the protocol answers."""
    result: dict = {}
    if request["method"] == "initialize":
        version = request["params"]["protocolVersion"]
        info = {"name": "nonsense", "version": "1"}
        result = {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info}
    elif request["method"] == "tools/list":
        result = {"tools": [TOOL]}
    elif request["method"] == "tools/call":
        result = {"content": [{"type": "text", "text": "{}"}]}
    return {"jsonrpc": "2.0", "id": request["id"], "result": result}


def speak(plan: dict, request: dict) -> None:
    """Say the nonsense of the plan in the place of an answer."""
    answer = right_answer(request) if "id" in request else {"jsonrpc": "2.0", "method": "notifications/x"}
    line = json.dumps(answer).encode()
    said = SAYINGS.get(plan["kind"])
    if said is not None:
        write(said(plan, line, answer))
    elif plan["kind"] == "an answer that comes too late":
        time.sleep(plan["seconds"])
        write(line + b"\n")
    elif plan["kind"] == "a closed output":
        os.close(1)
        time.sleep(plan["seconds"])
        os._exit(0)
    elif plan["kind"] == "the end":
        sys.stderr.write("that was all\n")
        sys.stderr.flush()
        os._exit(plan["code"])


def cut(plan: dict, line: bytes) -> bytes:
    """The beginning of a line."""
    return line[: max(1, len(line) * plan["share"] // 100)]


def one_line(**content: object) -> bytes:
    """A message as a line."""
    return json.dumps({"jsonrpc": "2.0", **content}).encode() + b"\n"


LONG = b'{"jsonrpc": "2.0", "id": 1, "result": {"text": "' + b"x" * 10_000_000 + b'"}}\n'
NOTE = one_line(method="notifications/message", params={"level": "info", "data": "x"})
SAYINGS = {
    "random bytes": lambda plan, line, answer: base64.b64decode(plan["payload"]) + b"\n" + line + b"\n",
    "random bytes only": lambda plan, line, answer: base64.b64decode(plan["payload"]) + b"\n",
    "a line that breaks off": lambda plan, line, answer: cut(plan, line) + b"\n",
    "a line without an end": lambda plan, line, answer: cut(plan, line),
    "another id": lambda plan, line, answer: one_line(**{**answer, "id": plan["value"]}),
    "another result": lambda plan, line, answer: one_line(id=answer.get("id"), result=plan["value"]),
    "an odd error": lambda plan, line, answer: one_line(id=answer.get("id"), error=plan["value"]),
    "a line of ten million characters": lambda plan, line, answer: LONG + line + b"\n",
    "a flood of notifications": lambda plan, line, answer: NOTE * plan["count"] + line + b"\n",
    "the answer many times": lambda plan, line, answer: (line + b"\n") * min(plan["count"], 50),
    "deep nesting": lambda plan, line, answer: b"[" * 5000 + b"]" * 5000 + b"\n" + line + b"\n",
    "no answer": lambda plan, line, answer: b"",
    "requests of its own": lambda plan, line, answer: (
        one_line(id=plan["value"], method="sampling/createMessage", params=plan["value"]) + line + b"\n"
    ),
}


def main() -> None:
    plan = json.loads(sys.argv[1])
    marker = sys.argv[2]

    def misbehave(request: dict) -> None:
        # That the nonsense was really spoken is what the test asks for.
        os.close(os.open(marker, os.O_CREAT | os.O_WRONLY))
        speak(plan, request)

    if plan["stage"] == "the start":
        misbehave({"method": "the start"})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if plan["stage"] == request.get("method"):
            misbehave(request)
        elif "id" in request and "method" in request:
            write(json.dumps(right_answer(request)).encode() + b"\n")
    if plan["deaf"]:
        time.sleep(30)


if __name__ == "__main__":
    main()
