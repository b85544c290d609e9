"""The library that moves clocks is there without the system's, and leaves nothing of a server that is killed."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
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
from acceptance.transport.launching import Launch
from acceptance.transport.warm_launcher import WarmLauncher
from tests.project import HANG_SECONDS, ROOT

DAY = 86_400
FORK_SERVER = "acceptance.transport.fork_server"
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
    said = subprocess.run(
        ["date", "+%s"], env=variables, capture_output=True, text=True, timeout=HANG_SECONDS, check=True
    ).stdout
    true = subprocess.run(["date", "+%s"], capture_output=True, text=True, timeout=HANG_SECONDS, check=True).stdout
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
        assert wait_until(lambda: not remains(server.pid), HANG_SECONDS)


def test_servers_with_a_clock_are_forked_by_a_process_that_has_it(variables: dict[str, str], tmp_path: Path) -> None:
    """The first costs the imports, those after it a fork; each follows the clock, and nothing is left of any."""
    command, everything = (sys.executable, "-m", "tests.extreme.refusing"), {**variables, "PYTHONPATH": str(ROOT)}
    launch = Launch(command, tmp_path, everything, tmp_path / "stderr.txt", special=variables)

    async def start(launcher: WarmLauncher, one: Launch) -> tuple[int, bool]:
        server = await launcher.launch(one, 2)
        program = psutil.Process(server.pid).cmdline()
        # A program that was just begun loads its libraries only now.
        followed = wait_until(lambda: "libfaketime" in Path("/proc", str(server.pid), "maps").read_text(), HANG_SECONDS)
        os.kill(server.pid, signal.SIGKILL)
        await server.wait()
        await server.left()
        return program.index(FORK_SERVER) if FORK_SERVER in program else -1, followed

    async def start_three() -> list[tuple[int, bool]]:
        modules, root = ("tests.extreme.one_answer", "tests.extreme.refusing"), {"PYTHONPATH": str(ROOT)}
        with WarmLauncher(sys.executable, modules, root, tmp_path / "fork_server.txt") as launcher:
            often = replace(launch, again=True)
            found = [await start(launcher, one) for one in (often, often, launch)]
            left.extend(
                one.pid for one in psutil.Process().children() if FORK_SERVER in one.cmdline() and remains(one.pid)
            )
        return found

    left: list[int] = []
    first, second, alone = anyio.run(start_three)
    assert first[1] and second[1] and alone[1]
    assert first[0] == second[0] > 0 > alone[0]
    assert len(left) == 1
    assert not remains(left[0])
