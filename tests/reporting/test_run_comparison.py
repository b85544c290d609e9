"""Two runs side by side: who meets what, and what a regression is."""

import json
from pathlib import Path
from typing import Any

import pytest

from acceptance.commands import compare as command
from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import read_results
from acceptance.reporting.comparing.pages import markdown, page
from acceptance.reporting.comparing.run_comparison import CriterionStatus, Group, RunComparison, Side

WORDS = {"TASK-5": "A cancelled task stays cancelled.", "TASK-1": "A task is planned.", "OSM-2": "Little is added."}
MISSING = "NOT OFFERED: orchestrator_cancel_task"


def result(name: str, status: str, message: str = "", requirement: str = "TASK-1") -> dict[str, Any]:
    return {
        "name": name,
        "status": status,
        "statusDetails": {"message": message},
        "labels": [{"name": "requirement", "value": requirement}, {"name": "feature", "value": "Tasks"}],
        "titlePath": ["1 Feature integration", "Tasks"],
        "start": 1,
        "stop": 2,
    }


def write(folder: Path, *results: dict[str, Any]) -> Path:
    (folder / "allure-results").mkdir(parents=True)
    for number, one in enumerate(results):
        (folder / "allure-results" / f"{number}-result.json").write_text(json.dumps(one))
    return folder


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return write(
        tmp_path / "known",
        result("planning", "passed"),
        result("looking", "passed"),
        result("cancelling", "passed", requirement="TASK-5"),
        result("gone", "passed"),
        result("hard", "failed", "too hard"),
    )


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write(
        tmp_path / "new",
        result("planning", "passed"),
        result("looking", "failed", "Expected: a task\n     but: <b>none</b> | at all"),
        result("cancelling", "skipped", MISSING, requirement="TASK-5"),
        result("hard", "passed"),
        result("fresh", "broken", "the suite itself broke"),
    )


def comparison(known: Path, new: Path) -> RunComparison:
    sides = [Side(folder.name, tuple(read_results(folder / "allure-results"))) for folder in (known, new)]
    return RunComparison(sides[0], sides[1], WORDS)


def test_every_scenario_of_either_run_is_in_one_group(known: Path, new: Path) -> None:
    rows = {row.name: row for row in comparison(known, new).scenarios}
    assert {name: row.group for name, row in rows.items()} == {
        "planning": Group.BOTH,
        "looking": Group.ONLY_FIRST,
        "cancelling": Group.ONLY_FIRST,
        "gone": Group.ONLY_FIRST,
        "hard": Group.ONLY_SECOND,
        "fresh": Group.NEITHER,
    }
    assert rows["cancelling"].second is CriterionStatus.NOT_OFFERED
    assert rows["gone"].second is rows["fresh"].first is CriterionStatus.ABSENT
    assert rows["fresh"].second is CriterionStatus.BROKEN


def test_a_requirement_is_met_where_one_scenario_passed_and_none_failed(known: Path, new: Path) -> None:
    rows = {row.name: row for row in comparison(known, new).requirements}
    assert list(rows) == ["TASK-5", "TASK-1"]
    assert (rows["TASK-1"].first, rows["TASK-1"].second) == (CriterionStatus.NOT_MET, CriterionStatus.NOT_MET)
    assert rows["TASK-5"].group is Group.ONLY_FIRST


def test_what_is_told_cannot_break_the_page(known: Path, new: Path) -> None:
    found = comparison(known, new)
    assert "&lt;b&gt;none&lt;/b&gt;" in page(found)
    assert "<b>none" not in page(found)
    line = next(line for line in markdown(found).splitlines() if line.startswith("| looking"))
    assert line.endswith("| `B: Expected: a task but: <b>none</b> ¦ at all` |")


def test_a_regression_has_an_exit_code_of_its_own(
    known: Path, new: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "REPORTS", tmp_path / "reports")
    assert command.compare(str(known), str(new)) == 3
    told = capsys.readouterr().out
    assert "3 criteria that A meets, B does not; 1 criterion that B meets, A does not." in told
    assert MISSING in " ".join(told.split())
    for name in ("compare.html", "compare.md"):
        assert f"Only A meets: {known}" in (tmp_path / "reports" / name).read_text(encoding="utf-8")
    assert command.compare(str(known), str(known)) == 0
    assert "No difference" in capsys.readouterr().out


def test_what_is_neither_a_target_nor_results_is_told(
    known: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "REPORTS", tmp_path / "reports")
    with pytest.raises(SuiteError, match=r'"refrence" is neither a folder with the results of a run nor a target'):
        command.compare(str(known), "refrence")
