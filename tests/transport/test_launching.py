"""Real processes: started in their workspace, spoken to, and ended whatever they do; none outlives the driver."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from acceptance.errors import ConnectFailedError, ConnectionLostError, NoAnswerError
from acceptance.system.waiting import wait_until
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.child_process import Ending
from acceptance.transport.connection import Connection
from acceptance.transport.ending_grace import EndingGrace
from acceptance.transport.launching import ColdLauncher, Launch
from acceptance.transport.portal import Portal
from acceptance.transport.process import ServerProcess
from acceptance.transport.warm_launcher import WarmLauncher
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "tests" / "sample_servers" / "raw.py"
STUBBORN = """
import signal, subprocess, sys, pathlib
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
pathlib.Path("child.txt").write_text(str(child.pid))
sys.path.insert(0, {folder!r})
import raw
raw.serve("agrees")
signal.pause()
"""
CLOSES = """
import os, sys
sys.path.insert(0, {folder!r})
import raw
said = raw.answer
raw.answer = lambda request, result: said(request, result) if "content" not in result else os.close(1)
raw.serve("agrees")
"""
DRIVER = """
import sys
from pathlib import Path
from acceptance.evidence.evidence import Evidence
from acceptance.servers.server_pool import ServerPool
from acceptance.transport.ending_grace import EndingGrace
from acceptance.transport.warm_launcher import launcher_for
from acceptance.targets.target import Target
reports = Path(sys.argv[1])
warm = tuple(filter(None, sys.argv[2].split(",")))
target = Target("one", tuple(sys.argv[3:]), warm=warm, environment={"PYTHONPATH": "%s"})
evidence = Evidence(reports, lambda _: None)
with launcher_for(target, reports) as launcher, ServerPool(target, launcher, reports, evidence) as pool:
    print(pool.shared().connection.process.pid, flush=True)
    sys.stdin.read()
"""


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for by its parent does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal() as portal:
        yield portal


def connection(portal: Portal, folder: Path, *command: str, call: float = 5) -> Connection:
    launch = Launch(command, folder, {**os.environ}, folder.parent / "stderr.txt")
    target = Target("test", tuple(command), timeouts=Timeouts(connect=10, call=call, close=0.5))
    return Connection(portal, target, ServerProcess(launch, ColdLauncher(), grace=EndingGrace(0.5))).begin()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace"


def test_a_server_is_met_called_and_left(portal: Portal, workspace: Path) -> None:
    link = connection(portal, workspace, sys.executable, str(RAW), "agrees").connected()
    assert (link.server_name, link.server_version, len(link.tools)) == ("agrees", "0", 32)
    assert Path(f"/proc/{link.process.pid}/cwd").readlink() == workspace
    assert link.call("orchestrator_get_status", {}).text == "Done."
    assert [tool.name for tool in link.list_tools()] == list(link.tools)
    link.close()
    assert (link.process.ending, link.process.exit_code, link.alive) == (Ending.INPUT_CLOSED, 0, False)


def test_a_server_that_has_closed_its_output_is_not_called_again(portal: Portal, workspace: Path) -> None:
    link = connection(portal, workspace, sys.executable, "-c", CLOSES.format(folder=str(RAW.parent))).connected()
    assert link.alive
    with pytest.raises(ConnectionLostError):
        link.call("orchestrator_get_status", {})
    assert link.process.exit_code is None
    assert not link.alive
    link.close()


def test_an_interrupt_that_comes_while_a_server_is_left_is_not_lost(portal: Portal, workspace: Path) -> None:
    link = connection(portal, workspace, sys.executable, "-c", STUBBORN.format(folder=str(RAW.parent))).connected()
    interrupt = threading.Timer(0.2, signal.raise_signal, (signal.SIGINT,))
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        link.close()
    interrupt.join()
    assert link.process.pid is not None
    assert wait_until(lambda: not alive(link.process.pid or 0), HANG_SECONDS)


def test_a_stubborn_server_and_its_child_are_killed(portal: Portal, workspace: Path) -> None:
    script = STUBBORN.format(folder=str(RAW.parent))
    link = connection(portal, workspace, sys.executable, "-c", script).connected()
    child = int((workspace / "child.txt").read_text())
    assert alive(child)
    link.close()
    assert link.process.ending is Ending.KILLED
    assert link.process.exit_code == -signal.SIGKILL
    assert wait_until(lambda: not alive(child), HANG_SECONDS)


def test_a_server_that_ends_at_once_is_told_with_its_last_words(portal: Portal, workspace: Path) -> None:
    link = connection(portal, workspace, sys.executable, str(RAW), "ends")
    with pytest.raises(ConnectFailedError, match=r"exit code 1(.|\n)*No module named 'orchestrator'"):
        link.connected()
    link.close()


def test_a_command_that_cannot_be_started_is_told(portal: Portal, workspace: Path) -> None:
    with pytest.raises(ConnectFailedError, match="could not be started"):
        connection(portal, workspace, "/no/such/program").connected()


def test_a_call_has_its_bound(portal: Portal, workspace: Path) -> None:
    link = connection(portal, workspace, sys.executable, str(RAW), "keeps quiet", call=0.3).connected()
    with pytest.raises(NoAnswerError, match=r"orchestrator_get_status was not answered within 0\.3 s"):
        link.call("orchestrator_get_status", {})
    assert link.ended_within(0.05) is False
    link.close()


def test_a_server_that_dies_is_told_with_its_last_words(portal: Portal, workspace: Path) -> None:
    link = connection(portal, workspace, sys.executable, str(RAW), "dies").connected()
    with pytest.raises(ConnectionLostError):
        link.call("orchestrator_get_status", {})
    assert link.ended_within(5)
    assert link.process.exit_code == 3
    assert "on fire" in link.process.last_words()
    with pytest.raises(ConnectionLostError):
        link.call("orchestrator_get_status", {})
    link.close()


def test_a_warm_server_is_a_process_of_its_own(portal: Portal, workspace: Path) -> None:
    command = (sys.executable, "-m", "reference_orchestrator")
    launch = Launch(command, workspace, {**os.environ}, workspace.parent / "stderr.txt")
    target = Target("test", command)
    modules = ("reference_orchestrator.serving", "reference_orchestrator.__main__")
    with WarmLauncher(sys.executable, modules, {"PYTHONPATH": str(ROOT)}, workspace.parent / "warm.txt") as warm:
        links = [
            Connection(portal, target, ServerProcess(launch, warm, grace=EndingGrace(3))).begin() for _ in range(2)
        ]
        pids = {link.connected().process.pid for link in links}
        assert len(pids) == 2
        for link in links:
            assert Path(f"/proc/{link.process.pid}/cwd").readlink() == workspace
            assert not link.call("orchestrator_initialize_session", {}).is_error
            link.close()
            assert link.process.exit_code == 0
    assert not any(alive(pid) for pid in pids if pid)


@pytest.mark.parametrize("warm", ["", "reference_orchestrator.serving,reference_orchestrator.__main__"])
def test_a_driver_that_is_killed_leaves_no_server_behind(tmp_path: Path, warm: str) -> None:
    command = [sys.executable, "-c", DRIVER % ROOT, str(tmp_path), warm, sys.executable, "-m", "reference_orchestrator"]
    places = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=places, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as driver:
        assert driver.stdout
        pid = int(driver.stdout.readline())
        assert alive(pid)
        driver.kill()
        driver.wait()
        assert wait_until(lambda: not alive(pid), HANG_SECONDS)
        with suppress(BrokenPipeError):
            driver.communicate()
