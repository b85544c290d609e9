"""A bound does not count the time in which the machine gave the server no processor."""

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import anyio
import pytest

from acceptance.transport.patience import MOST_TIMES, patient, starved_seconds
from tests.project import HANG_SECONDS, ended

SECONDS = 1.2
ALONE = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))});"
SPINS = f"{ALONE} print('spins', flush=True)\nwhile True: pass"
WAITS = "import sys; print('waits', flush=True); sys.stdin.read()"

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="this system does not tell")  # noqa: PTH110


def begun(stack: ExitStack, program: str) -> subprocess.Popen[bytes]:
    # Each in a session of its own: Linux shares a processor out among sessions first.
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    stack.enter_context(ended(process))
    stack.callback(process.kill)
    assert process.stdout and process.stdout.readline()
    return process


@pytest.fixture
def crowd() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Four processes that want the same processor all the time."""
    with ExitStack() as stack:
        yield [begun(stack, SPINS) for _ in range(4)]


@pytest.fixture
def idle() -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits to be spoken to."""
    with ExitStack() as stack:
        yield begun(stack, WAITS)


async def lasted(pid: int) -> float:
    """How long a bound lasted for a server that never gets ready, in times of its length."""
    began = anyio.current_time()
    with pytest.raises(ExceptionGroup) as raised:
        async with patient(SECONDS, lambda: pid):
            with anyio.fail_after(HANG_SECONDS):
                await anyio.sleep_forever()
    assert raised.group_contains(TimeoutError)
    return (anyio.current_time() - began) / SECONDS


def test_who_waits_for_a_processor_gets_more_time(crowd: list[subprocess.Popen[bytes]]) -> None:
    before = starved_seconds(crowd[0].pid)
    assert anyio.run(lasted, crowd[0].pid) > 2
    assert starved_seconds(crowd[0].pid) - before > SECONDS


def test_the_bound_has_an_end_all_the_same(crowd: list[subprocess.Popen[bytes]]) -> None:
    # Four that share one processor wait three quarters of all time: what they have waited for grows without an end.
    assert anyio.run(lasted, crowd[0].pid) < 2 * MOST_TIMES


def test_who_only_waits_gets_no_more(idle: subprocess.Popen[bytes]) -> None:
    before = starved_seconds(idle.pid)
    anyio.run(lasted, idle.pid)
    assert starved_seconds(idle.pid) - before < SECONDS / 2


def test_an_ending_that_takes_long_does_not_hide_that_the_time_was_over(crowd: list[subprocess.Popen[bytes]]) -> None:
    async def end_slowly() -> None:
        async with patient(SECONDS, lambda: crowd[0].pid) as scope:
            scope.deadline = anyio.current_time()
            try:
                await anyio.sleep_forever()
            finally:
                with anyio.CancelScope(shield=True):
                    await anyio.sleep(SECONDS)

    with pytest.raises(ExceptionGroup) as raised:
        anyio.run(end_slowly)
    assert raised.group_contains(TimeoutError)


def test_what_is_ready_is_not_bounded_any_more() -> None:
    async def outlast() -> bool:
        async with patient(SECONDS / 4, lambda: None) as scope:
            scope.deadline = math.inf
            await anyio.sleep(SECONDS)
        return True

    assert anyio.run(outlast)


def test_a_process_that_is_gone_has_not_waited() -> None:
    assert starved_seconds(2**22 + 1) == 0
