"""The console while a run goes on: what it reads of the record, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from acceptance.display.workflow import workflow_command
from acceptance.evidence.appended_lines import AppendedLines
from acceptance.evidence.call_record import BEGAN, CALLS, PLANNED
from acceptance.evidence.scenario_results import RECORD, ScenarioResult, append_result
from acceptance.reporting.live.live_console import LiveConsole
from acceptance.reporting.live.run_progress import FeatureProgress, RunProgress
from acceptance.reporting.live.wording import MOST_WRONG, details, headline, how_far, rounded
from acceptance.specification.features import Case


def case(name: str, feature: str = "Planning", folder: str = "1_feature_integration") -> Case:
    return Case(name, folder, feature, "", (), (), f"features/{folder}/{feature.lower()}.feature:3")


def ended(name: str, status: str = "passed", message: str = "") -> ScenarioResult:
    return ScenarioResult(name, status, message, 0.5)


CASES = {name: case(name, feature) for name, feature in (("A", "One"), ("B", "One"), ("C", "Two"))}


class Recorder:
    """Keeps what is shown."""

    def __init__(self) -> None:
        self.features: list[str] = []
        self.far = ""

    def feature(self, feature: FeatureProgress) -> None:
        self.features.append(headline(feature))

    def progress(self, progress: RunProgress, passed: float) -> None:
        self.far = f"{how_far(progress, passed)} / {progress.scenario}"


def record(reports: Path, event: str, **told: object) -> None:
    (reports / "evidence").mkdir(exist_ok=True)
    with (reports / CALLS).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"time": "", "scenario": "", "event": event, **told}) + "\n")


def test_a_feature_is_folded_as_soon_as_its_last_scenario_has_ended(tmp_path: Path) -> None:
    show = Recorder()
    live = LiveConsole(tmp_path, RunProgress(CASES), show)
    record(tmp_path, PLANNED, scenarios=["A", "B", "C"])
    record(tmp_path, BEGAN, scenario="A")
    append_result(tmp_path, ended("A"))
    record(tmp_path, BEGAN, scenario="B")
    live.look()
    assert (show.features, show.far) == ([], "1 of 3 (33 %), 0 failed / B")
    append_result(tmp_path, ended("B", "failed", "Expected: one\n     but: two"))
    live.look()
    assert show.features == ["One: 1 passed, 1 failed (1.0 s)"]
    assert show.far.startswith("2 of 3 (66 %), 1 failed")
    live.finish()
    assert len(show.features) == 1


def test_what_was_planned_and_not_run_is_told_where_the_run_is_cut_short(tmp_path: Path) -> None:
    show = Recorder()
    live = LiveConsole(tmp_path, RunProgress(CASES), show)
    record(tmp_path, PLANNED, scenarios=["A", "B", "C"])
    append_result(tmp_path, ended("A"))
    live.finish()
    assert show.features == ["One: 1 passed, 1 not run (0.5 s)"]


def test_what_an_earlier_run_recorded_is_not_told_again(tmp_path: Path) -> None:
    record(tmp_path, PLANNED, scenarios=["A"])
    append_result(tmp_path, ended("A"))
    show = Recorder()
    live = LiveConsole(tmp_path, RunProgress(CASES), show)
    live.look()
    assert show.far == "starting / "
    for file in (tmp_path / CALLS, tmp_path / RECORD):
        file.unlink()
    record(tmp_path, PLANNED, scenarios=["C"])
    append_result(tmp_path, ended("C"))
    live.look()
    assert show.features == ["Two: 1 passed (0.5 s)"]


def test_lines_come_whole_however_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    lines = AppendedLines(file)
    assert list(lines) == []
    with file.open("ab", buffering=0) as written:
        written.write(b"one\ntw")
        assert list(lines) == ["one"]
        written.write("o ä\n\xff".encode()[:-1])
        assert list(lines) == ["two ä"]


@pytest.mark.parametrize("line", ["", "{", "[]", '{"event": "planned", "scenarios": 7}', "[" * 100_000])
def test_a_line_that_nobody_wrote_like_that_breaks_nothing(tmp_path: Path, line: str) -> None:
    show = Recorder()
    live = LiveConsole(tmp_path, RunProgress(CASES), show)
    (tmp_path / "evidence").mkdir()
    for file in (CALLS, RECORD):
        (tmp_path / file).write_text(f'{line} "event": "planned"\n{line}\n', encoding="utf-8")
    live.finish()
    assert (show.features, show.far) == ([], "starting / ")


def test_of_many_failures_the_first_are_named_and_reasons_of_skips_are_counted() -> None:
    feature = FeatureProgress("One", "one.feature")
    for number in range(MOST_WRONG + 2):
        feature.ended[f"F{number}"] = ended(f"F{number}", "failed", "x" * 1000)
    for number in range(3):
        feature.ended[f"S{number}"] = ended(f"S{number}", "skipped", "NOT OFFERED: template_list")
    told = list(details(feature))
    assert told[0] == "failed: F0"
    assert "and 2 more that failed" in told
    assert "3 skipped: NOT OFFERED: template_list" in told
    assert max(map(len, told)) < 300


def test_the_time_left_follows_what_earlier_runs_took() -> None:
    cases = {f"S{number}": case(f"S{number}", "Short") for number in range(6)}
    cases["L"] = case("L", "Long", "4_performance_benchmarks")
    progress = RunProgress(cases, {"Short": 0.1, "Long": 60.0})
    progress.plan(cases)
    assert progress.seconds_left(1) is None
    for number in range(5):
        progress.end(ended(f"S{number}"))
    left = progress.seconds_left(1)
    assert left is not None
    assert 100 < left < 130
    assert rounded(left) == "about 2 min"
    assert rounded(3) == "a few seconds"


def test_github_obeys_nothing_that_others_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    workflow_command("error", "100 %\n::set-env name=X::y\x1b[2J", file="a,b:c", title="t")
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert told.startswith("::error file=a%2Cb%3Ac,title=t::100 %25")
    assert "\x1b" not in told
