"""`slow.py MANNER`: the reference with something on top that costs time, memory or tasks; it has no switch for that.

It serves the working directory, as the reference does.
"""

import itertools
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import anyio

from reference_orchestrator import server
from reference_orchestrator.__main__ import main as serve
from reference_orchestrator.domain.queries import Page
from reference_orchestrator.server import Dispatcher
from reference_orchestrator.store import Database, database
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import queries

DELAY: Final = 0.005
CALLS_BEFORE_DEATH: Final = 120
HOARDED: Final[list[bytes]] = []


def before_each_call(act: Callable[[int], float]) -> None:
    """Have every call wait; `act` gets the number of the call, and gives the seconds."""
    honest, numbers = Dispatcher.call, itertools.count(1)

    async def call(self: Dispatcher, name: str, given: Any) -> Any:
        await anyio.sleep(act(next(numbers)))
        return await honest(self, name, given)

    Dispatcher.call = call  # type: ignore[method-assign]


def delayed() -> None:
    """Five milliseconds are added to each call."""
    before_each_call(lambda number: DELAY)


def delayed_much() -> None:
    """Forty milliseconds are added to each call, which is told on a busy machine too."""
    before_each_call(lambda number: 8 * DELAY)


def erratic() -> None:
    """Twenty calls take much longer, the next twenty do not, and so on: nothing can be told of the median."""
    before_each_call(lambda number: 0.3 * (number // 20 % 2))


def hoards() -> None:
    """Each call leaves 40 kB behind."""

    def hoard(number: int) -> float:
        HOARDED.append(os.urandom(40 * 1024))
        return 0

    before_each_call(hoard)


def dies() -> None:
    """After some calls it ends."""

    def die(number: int) -> float:
        if number > CALLS_BEFORE_DEATH:
            sys.stderr.write("out of patience\n")
            sys.stderr.flush()
            os._exit(3)
        return 0

    before_each_call(die)


def scans() -> None:
    """A look-up reads every task, and cuts the page out of all of them."""
    honest = queries.query_tasks

    def find(table: TaskTable, wanted: Any, page: Page) -> Any:
        return found(table, wanted, Page(10**6))[page.offset :][: page.limit]

    found = TaskTable.find

    def query_tasks(call: Any) -> Any:
        TaskTable.find = find  # type: ignore[method-assign]
        try:
            return honest(call)
        finally:
            TaskTable.find = found  # type: ignore[method-assign]

    replace_tool("orchestrator_query_tasks", query_tasks)


def crowds() -> None:
    """Calls that come together are in each other's way: each waits longer, and the others wait for it."""
    honest, lock = server._run, threading.Lock()

    def run(tool: Any, call: Any) -> Any:
        with lock:
            time.sleep(0.004 * min(3, call.server_context.activity.under_way - 1))
        return honest(tool, call)

    server._run = run


def waits_for_writers() -> None:
    """Who looks waits for who writes: one lock for both. The latter has little patience here, for the test's sake."""
    database.LOCK_TIMEOUT = 0.3
    honest, lock, write = Database.read, threading.Lock(), Database.write

    @contextmanager
    def read(self: Database) -> Iterator[Any]:
        with lock, honest(self) as look:
            yield look

    @contextmanager
    def change(self: Database, **given: Any) -> Iterator[Any]:
        with lock, write(self, **given) as work:
            yield work

    Database.read, Database.write = read, change  # type: ignore[method-assign]


def loses() -> None:
    """Every fiftieth hand-in is answered, and forgotten."""
    numbers = itertools.count(1)
    [honest] = [tool.run for tool in server.all_tools() if tool.name == "orchestrator_complete_task"]
    kept: dict[str, Any] = {}

    def complete(call: Any) -> Any:
        if next(numbers) % 50:
            kept.update(honest(call))
            return dict(kept)
        return {**kept, "task_id": call.arguments.text("task_id")}

    replace_tool("orchestrator_complete_task", complete)


def forgets_in_a_crowd() -> None:
    """Of plans that come together, all but a few are answered as the first was, and forgotten."""
    honest, first = server._run, []

    def run(tool: Any, call: Any) -> Any:
        if tool.name != "orchestrator_plan_task" or not first or call.server_context.activity.under_way == 1:
            first.append(honest(tool, call))
            return first[-1]
        reply = {**first[0][0], "task_id": "task_" + os.urandom(16).hex()}
        return reply, server.written(reply)

    server._run = run


def starts_slowly() -> None:
    """Nothing is answered for a second and a half."""
    time.sleep(1.5)


def recovers_slowly() -> None:
    """After a kill, which is told by a log that nobody moved into the store, all is looked through at length."""
    log = Path(".task_orchestrator") / "orchestrator.db-wal"
    if log.exists() and log.stat().st_size:
        time.sleep(0.5)


def replace_tool(name: str, run: Callable[[Any], Any]) -> None:
    """Have a tool do something else."""
    tools = [replace(tool, run=run) if tool.name == name else tool for tool in server.all_tools()]
    server.all_tools = lambda: tuple(tools)


SPOILERS: Final = (
    delayed,
    delayed_much,
    erratic,
    hoards,
    dies,
    scans,
    crowds,
    waits_for_writers,
    loses,
    forgets_in_a_crowd,
    starts_slowly,
    recovers_slowly,
)
MANNERS: Final = MappingProxyType({act.__name__.replace("_", "-"): act for act in SPOILERS})


def main() -> None:
    """Serve, in the manner that the last argument names; `honest` is as the reference is."""
    manner = sys.argv.pop()
    if manner != "honest":
        MANNERS[manner]()
    serve()


if __name__ == "__main__":
    main()
