"""A bound for a server that does not count the time in which the machine gave it no processor.

A server that imports for two seconds takes twenty on a machine with ten other things to do. That says nothing about the
server, so its bound grows by as long as its processes waited in the queue for a processor, as Linux tells it. A server
that only waits, for whatever it may be, gets no more time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import anyio

from acceptance.supervision.process_table import descendants

MOST_TIMES: Final = 5
"""The bound grows to so many times its length at most."""

LOOKS: Final = 8
"""So often it is looked within the bound how long the server has waited."""

LOOK_SECONDS: Final = 0.5
"""The least time between two looks, each of which reads what Linux tells of every process."""

NANOSECONDS: Final = 1e9


@asynccontextmanager
async def patient(seconds: float, server: Callable[[], int | None]) -> AsyncIterator[anyio.CancelScope]:
    """Give something so many seconds, in which its server had a processor when it wanted one.

    Args:
        seconds: the bound.
        server: the id of the server's process, as soon as there is one.

    Raises:
        TimeoutError: the time is over; in an exception group, as everything that is raised inside.
    """
    async with anyio.create_task_group() as beside:
        with anyio.fail_after(seconds) as scope:
            beside.start_soon(_extend, scope, seconds, server)
            yield scope
        beside.cancel_scope.cancel()


def starved_seconds(pid: int) -> float:
    """How long a process and those below it have waited for a processor; 0 on a system that does not tell."""
    waited = 0
    for one in (pid, *(one.pid for one in descendants(pid))):
        with suppress(OSError, ValueError, IndexError):
            waited += int(Path(f"/proc/{one}/schedstat").read_text(encoding="ascii").split()[1])
    return waited / NANOSECONDS


async def _extend(scope: anyio.CancelScope, seconds: float, server: Callable[[], int | None]) -> None:
    """Move the end of a bound as long as the server waits for a processor."""
    began, known = anyio.current_time(), server()
    last = began + MOST_TIMES * seconds
    # Over HTTP it may have run for long.
    before = starved_seconds(known) if known else 0.0
    while True:
        await anyio.sleep(max(seconds / LOOKS, LOOK_SECONDS))
        # Who holds the scope takes the bound away once there is nothing to wait for. What is over stays over: anyio
        # takes a scope whose end was moved behind its cancellation for one that was not late.
        if scope.deadline > last or scope.cancel_called:
            return
        if pid := server():
            scope.deadline = min(last, began + seconds + starved_seconds(pid) - before)
