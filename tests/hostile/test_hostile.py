"""The suite harms nobody: after each hostile target the machine is as it was, and the reports hold what they may."""

import subprocess
import sys

import pytest

from tests.flawed.bench import ROOT
from tests.hostile.record import Record
from tests.hostile.targets import HOSTILES
from tests.portions import selected


@pytest.fixture(scope="session")
def problems(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What does not hold after each, found by a process of its own, because behave is loaded there for good."""
    record = tmp_path_factory.mktemp("hostile") / "found.jsonl"
    command = [sys.executable, "-m", "tests.hostile.run", "--record", str(record)]
    command += selected(request, test_it_harms_nobody, "name")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert record.exists(), done.stdout + done.stderr
    return {name: found.problems for name, found in Record(record).found.items()}


@pytest.mark.costly
@pytest.mark.parametrize("name", HOSTILES)
def test_it_harms_nobody(problems: dict[str, list[str]], name: str) -> None:
    assert problems[name] == []


def test_each_says_what_it_does() -> None:
    assert all(one.does.endswith(".") for one in HOSTILES.values())
