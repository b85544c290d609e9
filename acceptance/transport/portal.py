"""The event loop in which all connections of a run live, used from the thread in which the steps run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, suppress
from threading import Lock
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from acceptance.transport.sdk import keep_its_log_quiet

T = TypeVar("T")


class Portal:
    """The event loop, in a thread of its own, in which all connections of a run live."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.portal: BlockingPortal
        self._loop: asyncio.AbstractEventLoop

    def __enter__(self) -> Self:
        keep_its_log_quiet()
        self.portal = self._stack.enter_context(start_blocking_portal("asyncio", name="orchestrators"))
        self._loop = self.portal.call(running_loop)
        self._loop.set_exception_handler(tell_of)
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

    def do(self, work: Callable[[], Coroutine[Any, Any, T]], seconds: float) -> T:
        """Do something in the loop and wait for it; Ctrl-C in the waiting thread cancels it.

        This is the way of every call, so it is a short one: the portal's own costs three times as much.

        Raises:
            TimeoutError: it did not come to its end in time, and was cancelled.
        """
        errand = LoopCall(self._loop, work)
        try:
            if errand.ended.acquire(timeout=seconds):
                return errand.result()
        except BaseException:
            errand.cancel()
            raise
        errand.cancel()
        raise TimeoutError


class LoopCall(Generic[T]):
    """Something that is done in a loop for another thread.

    Attributes:
        ended: can be acquired once it has come to its end.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Have it begun.

        Raises:
            RuntimeError: the loop has ended.
        """
        self.ended = Lock()
        self.ended.acquire()
        self._loop = loop
        self._work = work
        self._task: asyncio.Task[None] | None = None
        self._results: list[T] = []
        self._error: BaseException | None = None
        loop.call_soon_threadsafe(self._begin)

    def cancel(self) -> None:
        """Give it up; nobody waits for it any more."""
        # A loop that has ended has cancelled it already.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(lambda: self._task and self._task.cancel())

    def result(self) -> T:
        """What came of it, once it has ended.

        Raises:
            BaseException: what it raised itself; `CancelledError` of `concurrent.futures` where it was cancelled.
        """
        if isinstance(self._error, asyncio.CancelledError):
            raise CancelledError
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _begin(self) -> None:
        self._task = self._loop.create_task(self._run())

    async def _run(self) -> None:
        try:
            self._results.append(await self._work())
        except BaseException as error:
            self._error = error
            if not isinstance(error, Exception):
                raise
        finally:
            self.ended.release()


def tell_of(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tell of what went wrong in a loop and was awaited by nobody, as asyncio does.

    A socket that is closed at the very moment when something comes in has its waiter woken twice by anyio, of which
    asyncio would print a traceback. Nothing is lost by it: whoever closed the socket reads no more.
    """
    if not isinstance(context.get("exception"), asyncio.InvalidStateError):
        loop.default_exception_handler(context)


async def running_loop() -> asyncio.AbstractEventLoop:
    """The loop in which this is asked."""
    return asyncio.get_running_loop()
