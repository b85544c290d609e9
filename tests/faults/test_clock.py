"""The library that moves clocks is there without the system's, and leaves nothing of a server that is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import anyio
import psutil
import pytest

from acceptance.errors import NotInjectableError
from acceptance.leftovers import Leftover, clear
from acceptance.supervision.clock_memory import NAMES, SHARED_MEMORY
from acceptance.supervision.supervised import supervised
from acceptance.supervision.supervisor import request_of
from acceptance.system import clock_library as library
from acceptance.system.clock_library import clock_library
from acceptance.system.waiting import wait_until

DAY = 86_400
SLEEPER = "import sys, time; print('up', flush=True); time.sleep(60)"


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    control = tmp_path / "clock"
    control.write_text("+1d")
    return {
        "LD_PRELOAD": str(clock_library([])),
        "FAKETIME_TIMESTAMP_FILE": str(control),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def remains(pid: int) -> list[Path]:
    return [path for name in NAMES if (path := Path(SHARED_MEMORY, name.format(pid))).exists()]


def test_the_packaged_library_moves_a_clock(variables: dict[str, str]) -> None:
    said = subprocess.run(["date", "+%s"], env=variables, capture_output=True, text=True, timeout=20, check=True).stdout
    true = subprocess.run(["date", "+%s"], capture_output=True, text=True, timeout=20, check=True).stdout
    assert DAY - 60 < int(said) - int(true) <= DAY


def test_a_library_for_another_kind_of_processor_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "PACKAGED", Path("vendor", "libfaketime", "src", "libfaketime.c"))
    with pytest.raises(NotInjectableError, match="no libfaketime runs on this machine"):
        clock_library([])


def test_nothing_is_left_of_a_server_that_is_killed(variables: dict[str, str], tmp_path: Path) -> None:
    async def start_and_kill() -> int:
        request = request_of(str(tmp_path), [sys.executable, "-c", SLEEPER], variables)
        server = await supervised(request, speaks=True, stderr=2, marker="none/1", tell=lambda words: None)
        assert server.stdout is not None
        assert await server.stdout.receive() == b"up\n"
        assert len(remains(server.pid)) == len(NAMES)
        os.kill(server.pid, signal.SIGKILL)
        assert await server.wait() == -signal.SIGKILL
        await server.left()
        return server.pid

    assert not remains(anyio.run(start_and_kill))


def test_nothing_is_left_of_a_server_that_a_later_run_ends(variables: dict[str, str]) -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEPER], env=variables, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        assert remains(server.pid)
        clear([Leftover("a server", process=psutil.Process(server.pid))])
        assert wait_until(lambda: not remains(server.pid), 5)
