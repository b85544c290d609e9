"""`quick` looks at the gravest scenarios first, ends in time, and leaves the last report alone."""

import os
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from acceptance.commands.quick import read_seconds
from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import read_record
from acceptance.shards.quick import FOLDERS, SEVERITIES, dealt, quick_cases
from acceptance.specification.features import read_specification
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
CASES = read_specification(ROOT / "features").cases
# So short that the time is over when the first scenario begins.
SHORT = ("--seconds", "5", "--jobs", "1")


def test_the_gravest_come_first_and_each_promise_before_any_has_a_second() -> None:
    found = quick_cases(CASES.values())
    assert {case.folder for case in found} == set(FOLDERS)
    assert [case.severity for case in found] == sorted((case.severity for case in found), key=SEVERITIES.index)
    plain = [case for case in found if case.severity == "critical" and "own_server" not in case.tags]
    promises = [(case.feature, case.rule) for case in plain]
    assert len(set(promises)) > 40
    assert set(promises[: len(set(promises))]) == set(promises)


def test_every_scenario_is_dealt_out_once() -> None:
    cases = quick_cases(CASES.values())
    shares = dealt(cases, 3)
    assert Counter(place for share in shares for place in share.locations) == Counter(case.place for case in cases)
    assert max(share.weight for share in shares) < 2 * min(share.weight for share in shares)


@pytest.mark.parametrize("text", ["4", "0", "-5", "two", "", "1e3", "99999"])
def test_a_time_that_is_none(text: str) -> None:
    with pytest.raises(SuiteError, match="a whole number from 5 to 3600"):
        read_seconds(text)


def run(reports: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "acceptance", "quick", *arguments],
        cwd=ROOT,
        env={**os.environ, "ORCHESTRATOR_REPORTS": str(reports), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def test_it_says_how_the_target_does_so_far_and_leaves_the_last_report_alone(tmp_path: Path) -> None:
    last = tmp_path / "reports" / "sign-off.json"
    last.parent.mkdir()
    last.write_text("the last run")
    done = run(last.parent, "--target", "reference", *SHORT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("reference, so far accepted: 1 scenario of "), done.stdout
    assert "all 1 passed" in done.stdout
    assert list(read_record(last.parent / "quick")) == [quick_cases(CASES.values())[0].name]
    assert sorted(path.name for path in last.parent.iterdir()) == ["quick", "sign-off.json"]


def test_what_is_wrong_is_told_with_what_runs_it_again(tmp_path: Path) -> None:
    command = shlex.join(
        ["env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "tests.flawed", "another-directory-is-told"]
    )
    done = run(tmp_path / "reports", "--command", command, *SHORT)
    assert done.returncode == 1, done.stdout + done.stderr
    assert ", so far rejected: 1 scenario of " in done.stdout
    assert "1 of 1 did not pass" in done.stdout
    assert "     Run it again: make scenario " in done.stdout
    assert len(done.stdout.splitlines()) < 8, done.stdout


def test_a_target_that_does_not_start_is_told_of(tmp_path: Path) -> None:
    done = run(tmp_path / "reports", "--command", f"{sys.executable} -c 'raise SystemExit(3)'", *SHORT)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "ended with exit code 3 before it answered" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
