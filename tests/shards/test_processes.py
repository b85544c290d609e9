"""How many processes share a run when nobody says."""

from pathlib import Path

import pytest

from acceptance.shards import processes
from acceptance.shards.division import BENCHMARKS, FeatureFile, divide
from acceptance.shards.processes import jobs_for, usual_jobs
from acceptance.specification.features import read_specification
from acceptance.system.processors import processors

ROOT = Path(__file__).resolve().parents[2]
PLANNING = "features/1_feature_integration/planning.feature"
UPDATING = "features/1_feature_integration/updating.feature"


@pytest.fixture(autouse=True)
def four_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 4)


def test_a_whole_run_has_a_process_for_each_processor() -> None:
    assert usual_jobs(ROOT, ["features"], []) == 4


def test_two_files_have_no_more_than_two_processes() -> None:
    assert usual_jobs(ROOT, [PLANNING, UPDATING], []) == 2


@pytest.mark.parametrize(
    ("places", "options"),
    [
        ([PLANNING], []),
        ([f"{PLANNING}:20", f"{UPDATING}:20"], []),
        (["features"], ["--name", "A task"]),
        (["features"], ["--stop"]),
        (["features"], ["-Dtarget=mine"]),
        (["features"], ["--tags=@FLOW-1"]),
        ([f"features/{BENCHMARKS}"], []),
        (["benchmarks"], []),
    ],
    ids=[
        "one file",
        "lines",
        "a name",
        "until the first failure",
        "definitions",
        "few scenarios",
        "benchmarks",
        "stricter ones",
    ],
)
def test_what_two_processes_would_not_help_is_run_by_one(places: list[str], options: list[str]) -> None:
    assert usual_jobs(ROOT, places, options) == 1


def test_few_scenarios_are_run_again_by_one_process_and_many_by_several() -> None:
    cases = list(read_specification(ROOT / "features").cases.values())
    assert (jobs_for(cases[:10]), jobs_for(cases)) == (1, 4)


@pytest.mark.parametrize(
    ("told", "most"), [("100000 100000", 1), ("150000 100000", 2), ("1 100000", 1), ("max 100000", 999), ("", 999)]
)
def test_a_container_may_have_less_than_the_machine(tmp_path: Path, told: str, most: int) -> None:
    (tmp_path / "cpu.max").write_text(told)
    assert 1 <= processors(tmp_path / "cpu.max") <= most
    assert processors(tmp_path / "cpu.max") <= processors(tmp_path / "nothing")


def test_what_measures_runs_alone_wherever_it_is() -> None:
    assert FeatureFile(Path("benchmarks/suite.feature"), "Suite", 2, ()).folder == BENCHMARKS


def test_faults_take_longer_where_no_earlier_run_tells() -> None:
    files = [
        FeatureFile(Path("features", folder, f"{folder}.feature"), folder, count, ())
        for folder, count in (("5_error_scenarios", 10), ("1_feature_integration", 30), ("3_system_validation", 30))
    ]
    assert [len(share.files) for share in divide(files, 2, {})] == [1, 2]
