"""Whole runs, timed: of features that all pass, and of nothing else."""

from pathlib import Path

import pytest

from acceptance.errors import TargetFaultError
from acceptance.stopwatch import Measured
from benchmarks.sharing import STARTED, Sharing, run_features
from tests.project import ROOT

DOCUMENTATION = str(ROOT / "features" / "3_system_validation" / "documentation.feature")


def test_a_run_is_made_in_a_folder_of_its_own(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    run_features(1, [DOCUMENTATION], "reference", reports)
    assert (reports / "evidence" / "calls.jsonl").read_text(encoding="utf-8").count(STARTED) == 1
    assert list((reports / "allure-results").glob("*-result.json"))


def test_a_run_that_does_not_pass_is_not_timed(tmp_path: Path) -> None:
    with pytest.raises(TargetFaultError, match='There is no target "none-such"') as failure:
        run_features(2, [DOCUMENTATION], "none-such", tmp_path / "reports")
    assert "Traceback" not in str(failure.value)


@pytest.mark.parametrize(("shared", "met"), [(60_000.0, True), (70_000.0, False)])
def test_two_thirds_of_the_time_are_one_and_a_half_times_as_fast(shared: float, met: bool) -> None:
    times = iter([shared, shared + 1])
    runs = Sharing(Measured("by two", lambda: next(times)), Measured("by one", lambda: 100_000.0), starts=[300, 301])
    runs.patience = type(runs.patience)(fewest=2, most=2, warm_up=0)
    runs.begin()
    assert runs.decide(0.667).met is met
    assert runs.absolute().endswith("s against 100 s, with 300 to 301 server starts")
