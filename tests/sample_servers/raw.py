"""A server without any library, that misbehaves as its first argument says; for tests of what the suite makes of it."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parents[1] / "reference" / "contract_schemas.json"


def tools() -> list[dict[str, Any]]:
    known = json.loads(SCHEMAS.read_text(encoding="utf-8"))
    listed = known["tools"] if isinstance(known, dict) else known
    return [{"name": tool["name"], "description": "", "inputSchema": tool["inputSchema"]} for tool in listed]


def lies() -> list[dict[str, Any]]:
    """A list with a tool missing, one that nobody knows, one twice, a broken schema, and no descriptions."""
    listed = [tool for tool in tools() if tool["name"] != "orchestrator_cancel_task"]
    listed[0]["inputSchema"] = {"type": "object", "properties": {"working_directory": {"type": "potato"}}}
    listed[1]["inputSchema"] = {"type": "object", "properties": "none", "required": 5}
    del listed[2]["description"]
    return [*listed, listed[3], {"name": "juggle", "inputSchema": {"type": "object"}}]


def answer(request: dict[str, Any], result: Any) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}) + "\n")
    sys.stdout.flush()


def asked_for_roots() -> str:
    """What a client that declares nothing answers to a ping and to a request for its roots."""
    heard = []
    for method in ("ping", "roots/list"):
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": f"own {method}", "method": method}) + "\n")
        sys.stdout.flush()
        reply = json.loads(sys.stdin.readline())
        heard.append(f"{reply['id']} {reply.get('result', reply.get('error', {}).get('code'))}")
    return ", ".join(heard)


def read(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return request if isinstance(request, dict) else {}


def serve(manner: str) -> None:
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        request = read(line)
        match request.get("method"):
            case "initialize":
                version = request["params"]["protocolVersion"]
                info = {"name": manner, "version": "0"}
                answer(request, {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info})
            case "tools/list":
                answer(request, {"tools": lies() if manner == "lies" else tools()})
            case "tools/call" if manner == "dies":
                sys.stderr.write("the disk of this server is on fire\n")
                sys.exit(3)
            case "tools/call" if manner == "asks":
                answer(request, {"content": [{"type": "text", "text": f"Heard: {asked_for_roots()}"}]})
            case "tools/call" if manner == "breaks":
                answer(request, {"content": "this is no list"})
            case "tools/call" if manner in {"agrees", "lies"}:
                answer(request, {"content": [{"type": "text", "text": "Done."}]})
            case "tools/call" if manner == "blabs":
                sys.stderr.write(f"started as {sys.argv} with {dict(os.environ)}\n")
                sys.stderr.flush()
                words = f"Not with {sys.argv} and {dict(os.environ)}."
                answer(request, {"content": [{"type": "text", "text": words}], "isError": True})
            case "tools/call" if manner == "refuses":
                answer(request, {"content": [{"type": "text", "text": "No."}], "isError": True})


def main(manner: str) -> None:
    if manner == "ends":
        sys.stderr.write("ModuleNotFoundError: No module named 'orchestrator'\n")
        sys.exit(1)
    if manner == "garbage":
        sys.stdout.write("Welcome to the orchestrator!\n")
        sys.stdout.flush()
    if manner in {"garbage", "never"}:
        sys.stderr.write("still thinking\n")
        sys.stderr.flush()
        for _ in sys.stdin:
            pass
        return
    if manner == "outlives":
        serve(manner)
        time.sleep(600)
    serve(manner)


if __name__ == "__main__":
    main(sys.argv[1])
