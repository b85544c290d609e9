"""`scenario` runs what a name means, says what is near where nothing fits, and leaves the last report alone."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.commands.scenario import choose, options
from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import read_record
from acceptance.specification.features import Case, read_specification
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "tests" / "sample_servers" / "raw.py"


def case(name: str, place: str = "features/a.feature:3", *tags: str) -> tuple[str, Case]:
    return name, Case(name, "1_a", "A", "", tags, (), place)


CASES = dict([case("A task is planned"), case("A task is planned twice"), case("A parent is closed")])


def names(found: list[Case]) -> list[str]:
    return [one.name for one in found]


def test_the_whole_name_means_one_scenario_though_others_contain_it() -> None:
    assert names(choose("A task is planned", CASES)) == ["A task is planned"]


def test_a_part_in_any_case_means_all_that_contain_it() -> None:
    assert names(choose("IS PLANNED", CASES)) == ["A task is planned", "A task is planned twice"]


def test_where_none_fits_the_nearest_are_named() -> None:
    with pytest.raises(
        SuiteError, match=r'No scenario has "A task is planed" in its name\.\n.*\n  A task is planned\n'
    ):
        choose("A task is planed", CASES)
    with pytest.raises(SuiteError, match=r"in its name\.$"):
        choose("xyzzy", CASES)


def test_no_name_is_not_every_scenario() -> None:
    with pytest.raises(SuiteError, match="Name a scenario"):
        choose("  ", CASES)


def test_behave_is_given_the_names_as_they_are_written_and_their_files_once() -> None:
    chosen = [case("What? (this)")[1], case("That", "features/a.feature:9", "large")[1]]
    assert options(chosen) == [
        "--format=plain",
        r"--name=^(?:What\?\ \(this\)|That)$",
        "--tags=@large or not @large",
        "features/a.feature",
    ]


def run(reports: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "acceptance", "scenario", *arguments],
        cwd=ROOT,
        env={**os.environ, "ORCHESTRATOR_REPORTS": str(reports)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def test_it_runs_that_scenario_and_leaves_the_last_report_alone(tmp_path: Path) -> None:
    last = tmp_path / "reports" / "acceptance-report.html"
    last.parent.mkdir()
    last.write_text("the last run")
    done = run(last.parent, "a task is planned and CAN be found", "--target", "reference")
    assert done.returncode == 2, done.stdout
    name = next(iter(read_specification(ROOT / "features").cases))
    done = run(last.parent, name, "--target", "reference")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f": {name}\n" in done.stdout and " ... passed\n" in done.stdout
    assert list(read_record(last.parent / "scenario")) == [name]
    assert sorted(path.name for path in last.parent.iterdir()) == ["acceptance-report.html", "scenario"]


def test_it_says_why_a_scenario_was_skipped(tmp_path: Path) -> None:
    command = shlex.join([sys.executable, str(RAW), "lies"])
    cancelling = read_specification(ROOT / "features").carrying("TASK-5")[0].name
    done = run(tmp_path / "reports", cancelling, "--command", command)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Skipped: {cancelling}\n  NOT OFFERED: orchestrator_cancel_task" in done.stdout
