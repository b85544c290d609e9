"""Serving a workspace: the server's context, the server and the transport put together."""

from pathlib import Path

import anyio

from reference_orchestrator.server import build_server
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.stdio import Incoming, Outgoing, StdioLoop


def serve(home: Path) -> None:
    """Serve over standard input and output until that ends, and leave the stores closed.

    Args:
        home: the working directory of the process.
    """
    server_context = ServerContext(home)
    try:
        anyio.run(_serve, server_context)
    finally:
        server_context.close()


async def _serve(server_context: ServerContext) -> None:
    server = build_server(server_context)

    async def connect(incoming: Incoming, outgoing: Outgoing) -> None:
        await server.run(incoming, outgoing, server.create_initialization_options())

    loop = StdioLoop()
    server_context.activity.end_by(loop.end)
    await loop.run(connect)
