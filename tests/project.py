"""A copy of the project, so that a run in a test never touches the reports of the person who tests."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import AnyStr

import pytest

from acceptance.system.workspaces import place_for_workspaces

ROOT = Path(__file__).resolve().parents[1]
SERVER = Path(__file__).parent / "sample_servers" / "raw.py"
HANG_SECONDS = 200.0
"""How long whatever comes to an end may take, in seconds: far longer than it does on a busy machine. What hangs is
ended by this bound, and what leaves a process of theirs that sleeps for 300 is found by it."""
WHOLE_SECONDS = 1200.0
"""The same for a run of the whole suite."""
COPIED = ("acceptance", "dialects", "features", "reference_orchestrator", "steps", "targets")


@dataclass(frozen=True)
class Project:
    """A copy of the project and what is run in it.

    Attributes:
        root: its folder.
        place: where its runs make their workspaces, so that none is taken for that of another run on this machine.
    """

    root: Path
    place: Path

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "behave", "--no-color", *arguments]

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.root), "TMPDIR": str(self.place)}

    def behave(self, *arguments: str, seconds: float = HANG_SECONDS) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def server(self, manner: str) -> str:
        return f"-Dcommand={sys.executable} {SERVER} {manner}"

    def add_target(self, name: str, command: Sequence[str], extra: str = "") -> None:
        words = ", ".join(f'"{word}"' for word in command)
        with (self.root / "targets.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[targets.{name}]\ncommand = [{words}]\n{extra}\n")

    def left_behind(self) -> list[str]:
        """The command lines of processes that a run in this copy left behind."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                cwd = str((folder / "cwd").readlink())
            except OSError:
                continue
            if folder.name != str(os.getpid()) and (str(self.place) in cwd or str(self.root) in line):
                found.append(line)
        return found


@contextmanager
def ended(process: subprocess.Popen[AnyStr]) -> Iterator[subprocess.Popen[AnyStr]]:
    """End a process with the test that began it: where the test fails before, nobody waits for the rest of its run."""
    with process:
        try:
            yield process
        except BaseException:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(HANG_SECONDS)
            process.kill()
            raise


@contextmanager
def copied(folder: Path) -> Iterator[Project]:
    """Copy the project into a folder, for as long as this lasts."""
    root = folder / "project"
    root.mkdir()
    for name in COPIED:
        # With what is compiled, so that no run of a copy compiles it again.
        shutil.copytree(ROOT / name, root / name)
    for name in ("environment.py", "pyproject.toml", "targets.toml"):
        shutil.copy(ROOT / name, root / name)
    (root / "reports").mkdir()
    shutil.copy(ROOT / "reports" / "allurerc.yml", root / "reports" / "allurerc.yml")
    # A short path: a socket's cannot be long.
    with tempfile.TemporaryDirectory(prefix="oa-", dir=place_for_workspaces()) as place:
        yield Project(root, Path(place))


def wait_for(condition: Callable[[], object], seconds: float = HANG_SECONDS) -> None:
    """Wait until something is so, looking every few milliseconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("what was waited for did not come")
