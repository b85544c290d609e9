"""A run that is interrupted in the middle of a fault takes the fault back, and leaves nothing behind."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from acceptance.system.waiting import wait_until
from tests.project import HANG_SECONDS, Project, ended

FEATURE = """
Feature: Interrupted
  @FAULT-1 @critical
  Scenario: A fault that lasts
    Given the orchestrator runs on a small file system
    And the task "Written before" is planned
    And 2 agents are working
    When the orchestrator is frozen for 60 s
    Then the orchestrator works again
"""


def frozen_below(folder: Path) -> list[int]:
    """The processes that are stopped and work below a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stopped = (process / "stat").read_text().rpartition(")")[2].split()[0] == "T"
            if stopped and (process / "cwd").readlink().is_relative_to(folder):
                found.append(int(process.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount the small file system")
def test_an_interrupted_fault_leaves_nothing(project: Project) -> None:
    (project.root / "features" / "interrupted.feature").write_text(FEATURE)
    places = project.root / "places"
    places.mkdir()
    environment = {**project.environment(), "TMPDIR": str(places)}
    with ended(
        subprocess.Popen(
            project.command("features/interrupted.feature"),
            cwd=project.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    ) as run:
        assert wait_until(lambda: bool(frozen_below(places)) or run.poll() is not None, HANG_SECONDS)
        frozen = frozen_below(places)
        run.send_signal(signal.SIGINT)
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert frozen, output
    assert str(places) not in Path("/proc/mounts").read_text()
    assert not list(places.iterdir()), output
    assert project.left_behind() == []
