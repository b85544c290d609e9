"""A server over the transport that the protocol had before streamable HTTP."""

import sys

from mcp.server.mcpserver import MCPServer

server = MCPServer("old")


@server.tool()
def orchestrator_get_status() -> str:
    """Tell the status."""
    return "Done."


if __name__ == "__main__":
    server.run("sse", port=int(sys.argv[1]))
