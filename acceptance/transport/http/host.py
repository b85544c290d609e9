"""The process of a server that is spoken to over HTTP: started at a port of its own, and ended by a signal."""

from __future__ import annotations

import random
import signal
import socket
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

import anyio
from anyio.abc import TaskStatus

from acceptance.transport.child_process import Child, Ending
from acceptance.transport.ending_grace import EndingGrace, Way
from acceptance.transport.http.process_reaper import ProcessReaper
from acceptance.transport.launching import Launch, Launcher
from acceptance.transport.portal import Portal

# Below the ports that systems give to outgoing connections, so that none of these takes one in between.
PORTS: Final = range(20_000, 32_000)
TRIES: Final = 200
# How often it is looked whether the server listens by now, in seconds.
LOOK_EVERY: Final = 0.01


class HttpHost(Child):
    """A server in a process group of its own, listening at an address.

    Attributes:
        url: the address.
    """

    def __init__(
        self, launch: Launch, launcher: Launcher, reaper: ProcessReaper, *, url: str, grace: EndingGrace
    ) -> None:
        """Describe the process; `begin` starts it.

        Args:
            launch: what is started, and where.
            launcher: how it is started.
            reaper: kills it if this process cannot.
            url: where it will be found.
            grace: how long it has to end when it is terminated; shared by all servers of a target.
        """
        super().__init__(launch, launcher, grace=grace)
        self.url = url
        self._reaper = reaper
        self._launched: anyio.Event
        self._failure: OSError | None = None

    def begin(self, portal: Portal) -> None:
        """Start the process in the background; `reachable` waits for it."""
        portal.portal.start_task(self._own)

    async def reachable(self) -> None:
        """Wait until it listens; whoever waits has the bound.

        Raises:
            OSError: it could not be started.
            ConnectionError: it ended before it accepted connections.
        """
        await self._launched.wait()
        if self._failure is not None:
            raise self._failure
        place = urlsplit(self.url)
        while self.exit_code is None:
            with suppress(OSError):
                async with await anyio.connect_tcp(place.hostname or "", place.port or 0):
                    return
            await anyio.sleep(LOOK_EVERY)
        raise ConnectionError("it ended before it accepted connections")

    async def end(self) -> None:
        """Ask it to end, and kill it if it does not."""
        if self.pid is None:
            return
        if self.exit_code is not None:
            self.ending = Ending.BY_ITSELF
        else:
            self.signal_group(signal.SIGTERM)
            self.ending = Ending.ASKED if await self.ends_when(Way.TERMINATED) else Ending.KILLED
        await self.settle()

    async def _own(self, *, task_status: TaskStatus[None]) -> None:
        self._launched = anyio.Event()
        task_status.started()
        try:
            process = await self.start()
            self._reaper.watch(process.pid)
        except OSError as error:
            self._failure = error
            return
        finally:
            self._launched.set()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._kill_when_cancelled)
            tasks.start_soon(self.pump)
            with anyio.CancelScope(shield=True):
                await self.wait()
            tasks.cancel_scope.cancel()
        self._reaper.forget(process.pid)

    async def _kill_when_cancelled(self) -> None:
        """Kill the process when the event loop ends: nobody is there any more then who could end it better."""
        try:
            await anyio.sleep_forever()
        finally:
            if self.exit_code is None:
                self.signal_group(signal.SIGKILL)


def free_port() -> int:
    """A port of loopback that nobody listens at.

    Raises:
        OSError: none of many was free.
    """
    for port in random.sample(PORTS, TRIES):
        with socket.socket() as tried, suppress(OSError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port was found on this machine")
