"""A server over standard streams without any library, whose tool calls are answered as its argument says."""

import json
import sys

WRITE = sys.stdout.buffer.write
SCHEMAS = {
    "odd schemas": {
        "type": "object",
        "required": 5,
        "properties": {
            "one": {"anyOf": 5},
            "two": {"type": {"a": 1}},
            "three": {"enum": 5, "default": [5]},
            "four": {"items": {"anyOf": [5, None]}, "type": "array"},
            "": {},
            "a b": {"type": "string"},
            "--": {"type": "integer"},
            "five": 5,
        },
    }
}


def answer(identity: object, text: str) -> bytes:
    """A result of which every byte is given, as a line."""
    return f'{{"jsonrpc":"2.0","id":{identity},"result":{text}}}\n'.encode()


def fields(text: str) -> str:
    """A result with nothing but fields."""
    return f'{{"content":[],"structuredContent":{text}}}'


SAYINGS = {
    "too deep": fields('{"a":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "deep": fields('{"a":' + "[" * 180 + "]" * 180 + "}"),
    "half a character": fields('{"a":"\\ud800"}'),
    "digits": fields('{"a":' + "9" * 5_000 + "}"),
    "no number": fields('{"a":NaN,"b":1e999999}'),
    "odd": '{"content":[{"type":"text","text":{"a":1}},5,{"type":"text"}],"isError":"no"}',
}


def main(manner: str) -> None:
    for line in sys.stdin.buffer:
        request = json.loads(line)
        identity = request.get("id")
        match request.get("method"):
            case "initialize":
                info = {"name": manner, "version": "0"}
                result = {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}, "serverInfo": info}
                WRITE(answer(identity, json.dumps(result)))
            case "tools/list":
                tool = {"name": "orchestrator_get_status", "inputSchema": SCHEMAS.get(manner, {"type": "object"})}
                WRITE(answer(identity, json.dumps({"tools": [tool]})))
            case "tools/call" if manner == "a flood":
                while True:
                    WRITE(b'{"jsonrpc":"2.0","method":"notifications/message"}\n' * 1_000)
            case "tools/call" if manner == "no end":
                while True:
                    WRITE(b" " * 65_536)
            case "tools/call":
                WRITE(answer(identity, SAYINGS.get(manner, fields('{"fine":true}'))))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
