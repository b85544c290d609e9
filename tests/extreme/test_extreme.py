"""Whole runs on two orchestrators that give every call the same answer: nothing that judges the run is met by them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.portions import selected
from tests.project import HANG_SECONDS, WHOLE_SECONDS

ROOT = Path(__file__).resolve().parents[2]
TARGETS = Path(__file__).with_name("targets.toml")
ORCHESTRATORS = ("refusing", "agreeing")


@dataclass(frozen=True)
class WholeRun:
    """A whole run that is under way, with what it writes."""

    process: subprocess.Popen[str]
    reports: Path
    errors: Path


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, WholeRun]]:
    """The runs at the same time: each waits for long for what its orchestrator never does."""
    targets = selected(request, test_no_criterion_and_no_metric_is_met, "target")
    started = {target: started_run(target, tmp_path_factory.mktemp(target)) for target in targets}
    try:
        yield started
    finally:
        for run in started.values():
            if run.process.poll() is None:
                run.process.terminate()
            run.process.wait(HANG_SECONDS)


@pytest.mark.costly
@pytest.mark.parametrize("target", ORCHESTRATORS)
def test_no_criterion_and_no_metric_is_met(runs: dict[str, WholeRun], target: str) -> None:
    run = runs[target]
    assert run.process.wait(WHOLE_SECONDS) == 1, run.errors.read_text(encoding="utf-8")[-2000:]
    assert "Rejected: " in run.errors.read_text(encoding="utf-8")
    record = json.loads((run.reports / "sign-off.json").read_text(encoding="utf-8"))
    judged = record["metrics"] | record["criteria"]
    assert len(judged) == 30
    assert {name: one["found"] for name, one in judged.items() if one["met"]} == {}
    assert not any(record["counts"].get(status) for status in ("broken", "not offered"))


def started_run(target: str, folder: Path) -> WholeRun:
    """Start a whole run on one of the two."""
    reports, errors = folder / "reports", folder / "stderr.txt"
    variables = {"ORCHESTRATOR_TARGETS": str(TARGETS), "ORCHESTRATOR_REPORTS": str(reports)}
    with errors.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "behave", f"-Dtarget={target}"],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=subprocess.DEVNULL,
            stderr=file,
            text=True,
        )
    return WholeRun(process, reports, errors)
