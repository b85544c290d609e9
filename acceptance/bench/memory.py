"""The memory that a server takes more after a load than before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import psutil

from acceptance.bench.activities import Activities
from acceptance.bench.crowds import check_all
from acceptance.errors import NotOfferedError
from acceptance.stopwatch import Verdict, median_interval
from acceptance.stopwatch.comparison import check_bound, judge
from acceptance.stopwatch.intervals import tidy
from acceptance.stopwatch.pictures import curve
from acceptance.stopwatch.traffic import flood

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool

WARM_UP: Final = 400
PORTIONS: Final = 10
PORTION: Final = 100
IN_FLIGHT: Final = 8
KILOBYTE: Final = 1024


class Memory:
    """What each call of a load leaves in a server's memory."""

    unit: Final = "kB per call"
    name: Final = f"memory growth over {PORTIONS * PORTION} planned tasks"

    def __init__(self, pool: ServerPool, orchestrator: Orchestrator) -> None:
        self._pool = pool
        self._orchestrator = orchestrator
        self._activities = Activities(orchestrator)
        self._sizes: list[int] = []

    def begin(self) -> None:
        """Load the server, and look at its memory before, meanwhile and afterwards.

        Raises:
            NotOfferedError: there is no process of ours whose memory could be seen.
        """
        self._orchestrator.ask(self._activities.plan_call())
        self._load(WARM_UP)
        self._sizes.append(self._size())
        for _ in range(PORTIONS):
            self._load(PORTION)
            self._sizes.append(self._size())

    def decide(self, bound: float) -> Verdict:
        """Hold what stays taken to a bound: the median over the portions, as a leak is in each of them."""
        check_bound(bound)
        found = median_interval(self._growth())
        return Verdict(found, bound, judge(found, bound))

    def absolute(self) -> str:
        """The memory before and after."""
        before, after = (tidy(size / KILOBYTE / KILOBYTE) for size in (self._sizes[0], self._sizes[-1]))
        return f"{before} MB before, {after} MB after"

    def details(self) -> dict[str, Any]:
        """The memory after each portion, in bytes."""
        return {"bytes": self._sizes, "calls_between": PORTION}

    def pictures(self) -> dict[str, str]:
        """The memory over the load."""
        points = [(float(n * PORTION), size / KILOBYTE / KILOBYTE) for n, size in enumerate(self._sizes)]
        title = "Memory under load"
        return {title: curve(title, "tasks planned", "MB", {"memory of the server": points})}

    def _growth(self) -> list[float]:
        pairs = zip(self._sizes, self._sizes[1:], strict=False)
        return [max(0.0, (after - before) / KILOBYTE / PORTION) for before, after in pairs]

    def _load(self, count: int) -> None:
        calls = [self._activities.plan_call() for _ in range(count)]
        results, _ = flood(self._orchestrator.connection, calls, IN_FLIGHT)
        check_all(calls, results, self._pool.evidence)

    def _size(self) -> int:
        """Bytes of the server and its children that lie in memory."""
        pid = self._orchestrator.connection.process.pid
        if pid is None:
            raise NotOfferedError("a process whose memory can be measured")
        server = psutil.Process(pid)
        return sum(int(one.memory_info().rss) for one in (server, *server.children(recursive=True)))
