"""A server over HTTP without any library of the protocol, that answers the first tool call as its argument says.

Arguments: the port, the manner, the port at which nobody must ask for anything.
"""

import gzip
import json
import os
import sys
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOOL = {"name": "orchestrator_get_status", "description": "Status", "inputSchema": {"type": "object"}}
HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


def bomb() -> bytes:
    """A gigabyte of zeros, packed; one block is made, and comes many times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return HEADER + block * 64


JSON, STREAM = "application/json", "text/event-stream"
DEEP = b'{"jsonrpc":"2.0","id":2,"result":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}"
FLOODS = {
    "a body without an end": (JSON, b" " * 65_536),
    "an event without an end": (STREAM, b"data: " + b"x" * 65_530),
    "events without an end": (STREAM, b'data: {"jsonrpc":"2.0","method":"notifications/x"}\n\n' * 100),
}
PACKED = {
    "a bomb": (JSON, "gzip"),
    "a bomb in a bomb": (JSON, "gzip, gzip"),
    "packed wrongly": (JSON, "gzip"),
    "packed events": (STREAM, "gzip"),
}
ELSEWHERE = {
    "elsewhere": (307, "Location", "http://localhost:{trap}/"),
    "no address": (307, "Location", "http://["),
    "another protocol": (308, "Location", "file:///etc/passwd"),
    "who are you": (401, "WWW-Authenticate", 'Bearer resource_metadata="http://127.0.0.1:{trap}/.well-known/x"'),
    "cookies": (200, "Set-Cookie", "x=" + "y" * 4000),
}
EVENTS = {
    "come again": b"id: 1\nretry: " + b"9" * 400 + b"\ndata:\n\n",
    "an event too deep": b"data: " + DEEP + b"\n\n",
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    manner = ""
    trap = ""
    bomb = b""
    calls = 0

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match request.get("method"):
            case "initialize":
                version, info = request["params"]["protocolVersion"], {"name": self.manner, "version": "0"}
                self.result(request, {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info})
            case "tools/list":
                self.result(request, {"tools": [TOOL]})
            case "tools/call":
                Handler.calls += 1
                if Handler.calls == 1:
                    self.misbehave(request)
                else:
                    self.result(request, {"content": [{"type": "text", "text": "fine"}]})
            case "notifications/initialized" if self.manner == "a notification is acknowledged for ever":
                self.head(202, {"Transfer-Encoding": "chunked"})
                self.trickle()
            case _:
                self.reply(202, b"", "text/plain")

    def misbehave(self, request: dict[str, Any]) -> None:
        if self.manner in FLOODS:
            kind, data = FLOODS[self.manner]
            self.head(200, {"Content-Type": kind, "Transfer-Encoding": "chunked"})
            self.flood(data)
        elif self.manner in PACKED:
            kind, packing = PACKED[self.manner]
            bodies = {"gzip, gzip": gzip.compress(self.bomb), "gzip": self.bomb or b"not packed at all"}
            self.reply(200, bodies[packing], kind, {"Content-Encoding": packing})
        elif self.manner in ELSEWHERE:
            status, name, told = ELSEWHERE[self.manner]
            self.reply(status, b"", "text/plain", {name: told.format(trap=self.trap)})
        elif self.manner in EVENTS:
            self.head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
            self.chunk(EVENTS[self.manner])
            self.wfile.write(b"0\r\n\r\n")
        elif self.manner == "headers without an end":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Long: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n" * 1_000_000)
        elif self.manner == "too deep":
            self.reply(200, DEEP, "application/json")
        else:
            self.result(request, {"content": [{"type": "text", "text": "fine"}]})

    def do_GET(self) -> None:
        match self.manner:
            case "a stream that says when to come again":
                self.head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
                self.chunk(b"retry: " + b"9" * 400 + b"\n\n")
                self.chunk(b"id: 5\ndata:\n\n")
                self.wfile.write(b"0\r\n\r\n")
            case "a stream without an end":
                self.head(200, {"Content-Type": "text/plain", "Transfer-Encoding": "chunked"})
                self.flood(b"x" * 65_536)
            case "not found":
                self.reply(404, b"", "text/plain")
            case _:
                self.reply(405, b"", "text/plain")

    def do_DELETE(self) -> None:
        self.head(200, {"Transfer-Encoding": "chunked"})
        self.flood(b"x" * 65_536) if self.manner == "no farewell" else self.wfile.write(b"0\r\n\r\n")

    def body(self, request: dict[str, Any], result: Any) -> bytes:
        return json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}).encode()

    def result(self, request: dict[str, Any], result: Any) -> None:
        self.reply(200, self.body(request, result), "application/json")

    def reply(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.head(status, {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def whole(self, body: bytes, headers: dict[str, str]) -> None:
        headers.pop("Transfer-Encoding", None)
        self.head(200, {**headers, "Content-Length": str(len(body))})
        self.wfile.write(body)

    def head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        session = "\u00e9t\u00e9" if self.manner == "a session of no letters" else "1"
        for name, told in {**headers, "Mcp-Session-Id": session}.items():
            self.send_header(name, told)
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def flood(self, data: bytes) -> None:
        try:
            while True:
                self.chunk(data)
        except OSError:
            self.close_connection = True

    def trickle(self) -> None:
        try:
            while True:
                self.chunk(b"x")
                time.sleep(0.2)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


if __name__ == "__main__":
    port, Handler.manner, Handler.trap = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    Handler.bomb = bomb() if "bomb" in Handler.manner else b""
    threading.Timer(40, os._exit, (1,)).start()
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
