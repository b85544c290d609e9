"""The event loop in which all connections of a run live, used from the thread in which the steps run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self, TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

T = TypeVar("T")


class Portal:
    """The event loop, in a thread of its own, in which all connections of a run live."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.portal: BlockingPortal
        self._loop: asyncio.AbstractEventLoop

    def __enter__(self) -> Self:
        self.portal = self._stack.enter_context(start_blocking_portal("asyncio", name="orchestrators"))
        self._loop = self.portal.call(running_loop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what still runs in the portal, then the portal."""
        self.portal.call(self.portal.stop, True)
        self._stack.close()

    def wait_for(self, future: Future[T]) -> T:
        """The result of what runs in the portal; Ctrl-C in the waiting thread cancels it."""
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def do(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do something in the loop and wait for it; Ctrl-C in the waiting thread cancels it.

        This is the way of every call: the loop's own way in costs half of what the portal's does.
        """
        return self.wait_for(asyncio.run_coroutine_threadsafe(work(), self._loop))


async def running_loop() -> asyncio.AbstractEventLoop:
    """The loop in which this is asked."""
    return asyncio.get_running_loop()
