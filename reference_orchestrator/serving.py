"""Serving a workspace: the desk, the server and the transport put together."""

from pathlib import Path

import anyio

from reference_orchestrator.desk import Desk
from reference_orchestrator.server import build_server
from reference_orchestrator.stdio import Incoming, Outgoing, StdioLoop


def serve(home: Path) -> None:
    """Serve over standard input and output until that ends, and leave the stores closed.

    Args:
        home: the working directory of the process.
    """
    desk = Desk(home)
    try:
        anyio.run(_serve, desk)
    finally:
        desk.close()


async def _serve(desk: Desk) -> None:
    server = build_server(desk)

    async def connect(incoming: Incoming, outgoing: Outgoing) -> None:
        await server.run(incoming, outgoing, server.create_initialization_options())

    loop = StdioLoop()
    desk.activity.end_by(loop.end)
    await loop.run(connect)
