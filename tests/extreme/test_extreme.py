"""Whole runs on two orchestrators that give every call the same answer: nothing that judges the run is met by them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TARGETS = Path(__file__).with_name("targets.toml")


@pytest.mark.parametrize("target", ["refusing", "agreeing"])
def test_no_criterion_and_no_metric_is_met(tmp_path: Path, target: str) -> None:
    reports = tmp_path / "reports"
    variables = {"ORCHESTRATOR_TARGETS": str(TARGETS), "ORCHESTRATOR_REPORTS": str(reports)}
    done = subprocess.run(
        [sys.executable, "-m", "behave", f"-Dtarget={target}"],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 1, done.stdout[-2000:]
    assert "Rejected: " in done.stderr
    record = json.loads((reports / "sign-off.json").read_text(encoding="utf-8"))
    judged = record["metrics"] | record["criteria"]
    assert len(judged) == 30
    assert {name: one["found"] for name, one in judged.items() if one["met"]} == {}
    assert not any(record["counts"].get(status) for status in ("broken", "not offered"))
