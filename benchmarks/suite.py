"""What the driver itself costs: a call through it against the same call through the SDK's client alone."""

from __future__ import annotations

from contextlib import ExitStack
from time import perf_counter
from typing import TYPE_CHECKING, Final

from anyio.from_thread import start_blocking_portal

from acceptance.errors import TargetFaultError
from acceptance.stopwatch import Comparison, Measured, SamplingLimits

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool

# Little is added, and it is held to little, so much is measured.
PATIENCE: Final = SamplingLimits(fewest=80, most=1_280, seconds=12)


def call_of_the_suite(pool: ServerPool, orchestrator: Orchestrator) -> Comparison:
    """Asking for the status as every step does it, evidence and report included, against the SDK's client.

    The client alone speaks to a process of its own, over the SDK's own transport, and is timed in its own loop. That
    process has its session as well: a refusal would be answered sooner than the question.

    Raises:
        TargetFaultError: the status is refused.
    """
    # Only here: see `stopwatch/traffic`.
    from mcp import Client, StdioServerParameters  # noqa: PLC0415
    from mcp.client.stdio import get_default_environment  # noqa: PLC0415

    stack = ExitStack()
    pool.at_the_end(stack.close)
    target, call, opening = pool.target, orchestrator.dialect.status(), orchestrator.dialect.initialize(None)
    server = StdioServerParameters(
        command=target.command[0],
        args=list(target.command[1:]),
        cwd=pool.factory.new_workspace(),
        env={**get_default_environment(), **target.environment},
    )
    portal = stack.enter_context(start_blocking_portal())
    client = stack.enter_context(portal.wrap_async_context_manager(Client(server, mode="legacy")))
    portal.call(client.list_tools)
    for each in (opening, call):
        if portal.call(client.call_tool, each.tool, each.arguments).is_error:
            raise TargetFaultError(f"the {each.verb} was rejected for a bare client")

    def ask_with_suite() -> float:
        started = perf_counter()
        orchestrator.ask(call)
        return (perf_counter() - started) * 1000

    async def ask_plainly() -> float:
        started = perf_counter()
        await client.call_tool(call.alone().tool, call.arguments)
        return (perf_counter() - started) * 1000

    return Comparison(
        Measured("requesting the status through the suite", ask_with_suite),
        Measured("requesting it through a bare client", lambda: portal.call(ask_plainly)),
        PATIENCE,
        pool.evidence.display.progress,
    )
