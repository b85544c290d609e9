"""A command whose reader goes away (`… | head`) goes on to its end, and leaves no trace of that on the console."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import HANG_SECONDS, Project, ended

ROOT = Path(__file__).resolve().parents[2]
FEATURE = "features/1_feature_integration/cancelling.feature"


def read_in_part(words: list[str], lines: int, **how: object) -> tuple[int, str]:
    """Run a command whose output is read for so many lines; returns the exit code and the standard error."""
    command = [sys.executable, "-m", *words]
    with ended(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)) as process:
        for _ in range(lines):
            assert process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        return process.wait(HANG_SECONDS), errors


def test_the_catalogue_may_be_read_in_part() -> None:
    assert read_in_part(["steps.support.catalogue"], 2, cwd=ROOT) == (0, "")


@pytest.mark.parametrize(("verbose", "lines"), [((), 1), (("--verbose",), 4)], ids=["folded", "verbose"])
def test_a_run_goes_on_unread(project: Project, verbose: tuple[str, ...], lines: int) -> None:
    words = ["acceptance", "run", *verbose, "--", FEATURE]
    code, errors = read_in_part(words, lines, cwd=project.root, env=project.environment())
    assert code == 0, errors
    assert "Traceback" not in errors
    assert (project.root / "reports" / "summary.md").is_file()
    assert not project.left_behind()
