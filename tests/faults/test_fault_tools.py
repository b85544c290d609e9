"""The means by which faults are brought about: rights, room, states of processes, recoveries."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.errors import NotInjectableError
from acceptance.faults.disk_faults import FullFolder, limit_file_size
from acceptance.faults.recovery import Recoveries, Recovery
from acceptance.system.rights import passes_over_modes
from acceptance.system.waiting import wait_until

WRITER = """
import sys
for line in sys.stdin:
    try:
        with open(line.strip(), "wb", buffering=0) as file:
            file.write(bytes(100_000))
        print("written", flush=True)
    except OSError as error:
        print(error.strerror, flush=True)
"""
BOUND = """
import sys
from pathlib import Path
from acceptance.system.rights import be_bound_by_modes
be_bound_by_modes()
try:
    Path(sys.argv[1]).write_text("overwritten")
except PermissionError:
    print("refused")
"""


def test_a_limit_on_files_is_met_and_taken_back(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None

        def write(name: str) -> str:
            writer.stdin.write(f"{tmp_path / name}\n")
            writer.stdin.flush()
            return writer.stdout.readline().strip()

        assert write("before") == "written"
        unlimit = limit_file_size(writer.pid, 0)
        assert write("meanwhile") == "File too large"
        unlimit()
        assert write("afterwards") == "written"
    unlimit()


PYTHON_STARTER = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


@pytest.mark.parametrize(
    "starter",
    [[sys.executable, "-c", PYTHON_STARTER], ["sh", "-c", f'{sys.executable} -c "$0"; true']],
    ids=["ignores the signal of the limit", "would end by it"],
)
def test_a_limit_binds_the_process_that_does_the_work_of_another(starter: list[str], tmp_path: Path) -> None:
    with subprocess.Popen([*starter, WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:

        def write(name: str) -> str:
            assert writer.stdin and writer.stdout
            writer.stdin.write(f"{tmp_path / name}\n")
            writer.stdin.flush()
            return writer.stdout.readline().strip()

        assert write("before") == "written"
        unlimit = limit_file_size(writer.pid, 0)
        assert write("meanwhile") == "File too large"
        unlimit()
        assert write("afterwards") == "written"


HANDLER = """
import signal, sys
signal.signal(signal.SIGXFSZ, lambda *_: sys.exit(1))
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    "command",
    [["sh", "-c", "echo ready; exec cat"], [sys.executable, "-c", HANDLER]],
    ids=["leaves it to the system", "handles it"],
)
def test_a_process_that_may_end_by_the_signal_of_a_limit_is_not_limited(command: list[str]) -> None:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        with pytest.raises(NotInjectableError, match="may end it, as no full disk does"):
            limit_file_size(process.pid, 0)
        process.kill()


def test_a_process_that_is_gone_cannot_be_limited() -> None:
    with pytest.raises(NotInjectableError):
        limit_file_size(None, 0)


def test_a_small_file_system_is_filled_and_cleared(tmp_path: Path) -> None:
    try:
        folder = FullFolder(tmp_path / "small")
    except NotInjectableError as reason:
        pytest.skip(str(reason))
    try:
        assert folder.fill(0) == 0
        with pytest.raises(OSError, match="No space left"):
            (folder.path / "more").write_bytes(bytes(10_000))
        folder.clear()
        (folder.path / "more").write_bytes(bytes(10_000))
    finally:
        folder.remove()
    assert not os.path.ismount(folder.path)


def test_a_bound_process_does_not_pass_over_modes(tmp_path: Path) -> None:
    file = tmp_path / "read-only"
    file.write_text("as it was")
    file.chmod(0o444)
    done = subprocess.run([sys.executable, "-c", BOUND, str(file)], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), file.read_text()) == ("refused", "as it was")


def test_it_is_known_who_passes_over_modes() -> None:
    assert passes_over_modes(os.getpid()) is (os.geteuid() == 0)
    assert passes_over_modes(2**22 + 1) is None


def test_waiting_has_a_bound() -> None:
    assert wait_until(lambda: True, 0)
    assert not wait_until(lambda: False, 0.02)


def test_recoveries_are_counted_by_kind() -> None:
    recoveries = Recoveries()
    assert not recoveries
    for kind, recovered, seconds in (
        ("killed", True, 0.25),
        ("killed", True, 0.75),
        ("killed", None, None),
        ("disk full", False, None),
    ):
        recoveries.add(Recovery(kind, recovered, seconds))
    assert recoveries.rows() == [("disk full", 1, 1, 0, None, None), ("killed", 3, 2, 2, 0.5, 0.75)]
    assert "killed,3,2,2,0.5,0.75" in recoveries.table()
    assert "killed" in (recoveries.picture() or "")


def test_where_nobody_looked_no_picture_is_drawn() -> None:
    recoveries = Recoveries()
    recoveries.add(Recovery("killed", None, None))
    assert recoveries.picture() is None
