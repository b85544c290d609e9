"""The sandbox that SECURITY.md shows: a target in it writes to its workspace, and reaches no home and no process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
SANDBOXED = ROOT / "examples" / "sandboxed.sh"
HARM = """
import os, pathlib, signal, socket, sys
home, port, driver = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
def tried(harm):
    try:
        harm()
        return "done"
    except Exception:
        return "prevented"
print(tried(lambda: (home / "notes.txt").read_text()), tried(lambda: (home / "new.txt").write_text("new")),
    tried(lambda: socket.create_connection(("127.0.0.1", port), 2)), tried(lambda: os.kill(driver, signal.SIGUSR1)),
    tried(lambda: pathlib.Path("own.txt").write_text("its own")))
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder where the sandbox hides what is not of the run."""
    if not shutil.which("bwrap") or subprocess.run(["bwrap", "--ro-bind", "/", "/", "true"], check=False).returncode:
        pytest.skip("bubblewrap makes no sandbox here")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


def test_nothing_outside_of_the_workspaces_is_reached(place: Path) -> None:
    home, workspace = place / "home", place / "run" / "workspace"
    home.mkdir()
    (home / "notes.txt").write_text("nobody's business", encoding="utf-8")
    workspace.mkdir(parents=True)
    reads = [word for folder in {sys.prefix, sys.base_prefix} for word in ("--read", folder)]
    heard: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: heard.append(number))
    with socket.create_server(("127.0.0.1", 0)) as trap:
        words = [str(home), str(trap.getsockname()[1]), str(os.getpid())]
        done = subprocess.run(
            [str(SANDBOXED), *reads, sys.executable, "-c", HARM, *words],
            cwd=workspace, env={**os.environ, "PWD": str(workspace)}, capture_output=True, text=True,
            timeout=HANG_SECONDS, check=False,
        )  # fmt: skip
    signal.signal(signal.SIGUSR1, before)
    assert done.stdout.split() == ["prevented"] * 4 + ["done"], done.stderr
    assert heard == []
    assert sorted(path.name for path in home.iterdir()) == ["notes.txt"]
    assert (workspace / "own.txt").read_text(encoding="utf-8") == "its own"
