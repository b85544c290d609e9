"""What a person sees of a run: at a terminal, in a log, in a log of GitHub, and where it is interrupted."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.project import HANG_SECONDS, SERVER, Project, ended, wait_for

CANCELLING = "features/1_feature_integration/cancelling.feature"
FEATURES = ("features/1_feature_integration/workflows.feature", "features/3_system_validation/templates.feature")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
OTHERS = (
    *("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"),
    # They would go before the size of the terminal.
    *("COLUMNS", "LINES"),
)


def environment(project: Project, more: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in project.environment().items() if key not in OTHERS} | dict(more)


def run(project: Project, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "acceptance", "run", *words],
        cwd=project.root,
        env=environment(project, variables),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def at_a_terminal(project: Project, columns: int, *words: str) -> tuple[int, str]:
    """Run at a pseudo-terminal of so many columns; returns the exit code and all that was written to it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    with ended(
        subprocess.Popen(
            [sys.executable, "-m", "acceptance", "run", *words],
            cwd=project.root,
            env=environment(project, {"TERM": "xterm-256color"}),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
    ) as process:
        os.close(theirs)
        written = bytearray()
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            written += piece
        os.close(ours)
    return process.returncode, written.decode("utf-8", "replace")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_log_has_a_line_for_each_feature_and_ends_with_what_to_do(project: Project, jobs: str) -> None:
    done = run(project, "--jobs", jobs, "--", *FEATURES)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    folded = [line for line in lines if line.startswith("  ✓ ")]
    assert [re.sub(r"\d.*", "", line) for line in sorted(folded)] == [
        "  ✓ Component workflows: ",
        "  ✓ Templates: ",
    ], lines
    assert not any("..." in line or "Rule:" in line for line in lines)
    assert lines[-1].startswith("For a verdict, run the whole suite: make accept")
    assert "\x1b" not in done.stdout + done.stderr


def test_at_a_terminal_one_line_lives_and_goes(project: Project) -> None:
    code, written = at_a_terminal(project, 100, "--", *FEATURES)
    assert code == 0, written
    assert re.search(r"\d+ of \d+ \(\d+ %\).* 0 failed", ESCAPE.sub("", written))
    assert "\x1b[?25l" in written
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l"), "the cursor is hidden still"
    left = ESCAPE.sub("", written[written.rindex("\x1b[?25h") :])
    assert "Scenarios:" in left
    assert " %)" not in left


def test_a_narrow_terminal_has_one_line_too(project: Project) -> None:
    code, written = at_a_terminal(project, 50, "--", CANCELLING)
    assert code == 0, written
    alive = [part for part in re.split(r"[\r\n]", ESCAPE.sub("", written)) if " %)" in part]
    assert alive
    assert max(map(len, alive)) <= 50


def test_verbose_prints_every_scenario_and_says_which_are_skipped(project: Project) -> None:
    done = run(project, "--verbose", "--command", f"{sys.executable} {SERVER} lies", "--", CANCELLING)
    assert "A cancelled task keeps its submitted work unchanged  skipped: NOT OFFERED: " in done.stdout
    done = run(project, "--command", f"{sys.executable} {SERVER} lies", "--", CANCELLING)
    assert re.search(r"– Cancelling tasks: \d+ skipped", done.stdout), done.stdout  # noqa: RUF001
    assert "skipped: NOT OFFERED: orchestrator_cancel_task" in done.stdout


def test_in_a_workflow_features_are_groups_and_causes_annotations(project: Project) -> None:
    summary = project.place / "summary.md"
    feature = "features/3_system_validation/templates.feature"
    command = f"{sys.executable} {SERVER} lies"
    done = run(project, "--command", command, "--", feature, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    lines = done.stdout.splitlines()
    assert sum(line.startswith("::group::") for line in lines) == lines.count("::endgroup::") == 1, done.stdout
    errors = [line for line in lines if line.startswith("::error ")]
    assert errors, done.stdout
    place = re.match(r"::error file=([^,]+),line=(\d+),title=", errors[0])
    assert place is not None
    assert "Scenario" in (project.root / place[1]).read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
    told = summary.read_text(encoding="utf-8")
    assert "| cause | what is promised |" in told
    assert "make scenario" in told


def test_what_never_ran_says_why(project: Project) -> None:
    (project.root / "features" / "broken.feature").write_text("Feature: X\n  Scenario: Y\n    Given x\n    nonsense\n")
    done = run(project, "--", "features/broken.feature")
    assert done.returncode != 0
    assert "broken.feature, line 4, cannot be read as a feature" in done.stdout + done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_names_only_files_that_there_are(project: Project, jobs: str) -> None:
    with ended(
        subprocess.Popen(
            [sys.executable, "-m", "acceptance", "run", "--jobs", jobs],
            cwd=project.root,
            env=environment(project, {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    ) as process:
        results = project.root / "reports" / "allure-results"
        wait_for(lambda: len(list(results.glob("*-result.json"))) >= 3)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=HANG_SECONDS)
    assert process.returncode == 1, output
    assert "not run" in output
    assert "The run was stopped early" in output
    named = re.search(r"Beside it: (.+)\.$", output, re.MULTILINE)
    assert named is not None, output
    assert {"summary.md", "progress.md"} <= set(named[1].split(", "))
    assert "sign-off" not in output
    for name in named[1].split(", "):
        assert (project.root / "reports" / name).is_file(), name
    assert not project.left_behind()


def test_nothing_of_the_console_is_left(project: Project, tmp_path: Path) -> None:
    done = run(project, "--", CANCELLING, TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stdout
    assert not list(tmp_path.glob("oa-console-*"))
