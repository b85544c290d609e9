"""A server over HTTP without any library of the protocol, that misbehaves as its second argument says."""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    manner = "agrees"
    name = "orchestrator_get_status"

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match request.get("method"):
            case "initialize" if (
                self.manner == "wants a token" and self.headers["Authorization"] != "Bearer opensesame"
            ):
                self.reply(401, b"Who are you?", "text/plain")
            case "initialize":
                offered = request["params"]["protocolVersion"]
                version = "2025-06-18" if self.manner == "has its own version" else offered
                info = {"name": self.manner, "version": "0"}
                self.result(request, {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info})
            case "tools/list":
                name = "status" if self.manner == "has other names" else self.name
                tool = {"name": name, "inputSchema": {"type": "object"}}
                broken = {"name": "broken", "inputSchema": 5}
                self.result(request, {"tools": [tool, broken]})
            case "tools/call":
                self.call(request)
            case _:
                self.reply(202, b"", "text/plain")

    def call(self, request: dict[str, Any]) -> None:
        match self.manner:
            case "forgets":
                self.reply(404, b"", "text/plain")
            case "is behind a dead gateway":
                self.reply(502, b"<h1>Bad Gateway</h1>", "text/html")
            case "babbles":
                self.reply(200, b"{ this is no JSON", "application/json")
            case "dies":
                sys.stderr.write("no room here\n")
                sys.stderr.flush()
                os._exit(4)
            case "hangs up":
                self.close_connection = True
            case "hangs up in the middle":
                self.wfile.write(
                    b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"js'
                )
                self.close_connection = True
            case _:
                told = f"{request['params']['name']} for {self.headers['Authorization']}"
                self.result(request, {"content": [{"type": "text", "text": told}]})

    def result(self, request: dict[str, Any], result: Any) -> None:
        body = {"jsonrpc": "2.0", "id": request["id"], "result": result}
        self.reply(200, json.dumps(body).encode(), "application/json")

    def reply(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Mcp-Session-Id", "1")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.reply(405, b"", "text/plain")

    def do_DELETE(self) -> None:
        self.reply(200, b"", "text/plain")


if __name__ == "__main__":
    port, Handler.manner = int(sys.argv[1]), sys.argv[2]
    if Handler.manner == "ends":
        sys.exit("the address is not mine to listen at")
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
