"""A server is ended also where its client's time is up at the moment that the client leaves it."""

import os
import signal
import sys
from pathlib import Path

import anyio

from acceptance.transport.child_process import Ending
from acceptance.transport.ending_grace import EndingGrace
from acceptance.transport.launching import ColdLauncher, Launch
from acceptance.transport.portal import Portal
from acceptance.transport.process import ServerProcess

READS_TO_THE_END = "import sys; sys.stdin.read()"
IGNORES_ALL = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()"


async def left_when_time_is_up(process: ServerProcess) -> None:
    with anyio.CancelScope() as time:
        async with process:
            await anyio.wait_all_tasks_blocked()
            # The tasks that read and write learn of it only after the ending has begun.
            time.cancel()


def ending(script: str, folder: Path) -> tuple[Ending, int | None]:
    launch = Launch((sys.executable, "-c", script), folder, {**os.environ}, folder / "stderr.txt")
    process = ServerProcess(launch, ColdLauncher(), grace=EndingGrace(1))
    with Portal() as portal:
        portal.portal.call(left_when_time_is_up, process)
    return process.ending, process.exit_code


def test_who_ends_with_its_input_is_let_end(tmp_path: Path) -> None:
    assert ending(READS_TO_THE_END, tmp_path) in {
        (Ending.INPUT_CLOSED, 0),
        # It had not begun to read when its time was over.
        (Ending.TERMINATED, -signal.SIGTERM),
    }


def test_who_ignores_it_is_killed(tmp_path: Path) -> None:
    assert ending(IGNORES_ALL, tmp_path) in {
        (Ending.KILLED, -signal.SIGKILL),
        # The signal came before the program could say that it ignores it.
        (Ending.TERMINATED, -signal.SIGTERM),
    }
