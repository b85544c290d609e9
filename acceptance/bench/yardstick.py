"""The smallest server that the SDK makes: one tool that does nothing. What an orchestrator costs is compared to it.

Run by its path, it imports nothing of the suite.
"""

from mcp.server.mcpserver import MCPServer

server = MCPServer("yardstick")


@server.tool()
def nothing() -> str:
    """Do nothing."""
    return "done"


if __name__ == "__main__":
    server.run("stdio")
