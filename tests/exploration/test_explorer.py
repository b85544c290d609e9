"""An exploration finds a flaw, tells it as a scenario, and tries it first the next time; the reference has none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]


def explore(reports: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "acceptance", "explore", "--seed", "1", *options]
    environment = {**os.environ, "ORCHESTRATOR_REPORTS": str(reports)}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=HANG_SECONDS, check=False
    )


@pytest.mark.costly
def test_a_flaw_is_found_shrunk_told_and_tried_again(tmp_path: Path) -> None:
    server = f"env PYTHONPATH={ROOT} {sys.executable} -m tests.flawed a-new-effort-is-not-kept"
    first = explore(tmp_path, "--command", server, "--area", "tasks", "--steps", "1500")
    assert first.returncode == 1, first.stderr
    assert "TASK-4: An update changes the fields given and no other." in first.stdout
    assert 'When the task "Task' in first.stdout and "estimated effort is changed to" in first.stdout
    assert "orchestrator_update_task" in first.stdout and "seed 1" in first.stdout
    again = explore(tmp_path, "--command", server, "--area", "tasks", "--steps", "1")
    assert again.returncode == 1 and "kept from before" in again.stdout


def test_the_reference_agrees_with_the_model(tmp_path: Path) -> None:
    done = explore(tmp_path, "--steps", "300")
    assert done.returncode == 0, done.stdout
    assert "0 findings" in done.stdout


def test_an_unknown_area_is_told(tmp_path: Path) -> None:
    done = explore(tmp_path, "--area", "astrology")
    assert done.returncode == 2 and "the areas are: tasks" in done.stdout + done.stderr
