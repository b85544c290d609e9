"""Who runs what, what is remembered of earlier runs, and how processes are ended."""

import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.shards.division import FeatureFile, Part, describe, divide, find_features, read_jobs
from acceptance.shards.durations import Durations, paces
from acceptance.shards.running import Crew, Worker
from acceptance.shards.sharing import Order, plan_phases
from acceptance.shards.summary import Summary
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]


def feature(name: str, scenarios: int = 1, folder: str = "1_feature_integration") -> FeatureFile:
    path = Path("features") / folder / f"{name}.feature"
    return FeatureFile(path, name, scenarios, (str(path),))


def test_the_scenarios_of_every_feature_are_counted_as_behave_counts_them() -> None:
    counts = {file.path: file.scenarios for file in find_features(ROOT, ["features"])}
    said = subprocess.run(
        [sys.executable, "-m", "behave", "--dry-run", "-f", "json", "--no-summary", "--tags", "not @nothing"],
        cwd=ROOT, capture_output=True, text=True, timeout=HANG_SECONDS, check=False,
    ).stdout  # fmt: skip
    features = json.loads(said[said.index("[") : said.rindex("]") + 1])
    expected = {
        Path(each["location"].rpartition(":")[0]): sum(one["type"] == "scenario" for one in each["elements"])
        for each in features
    }
    assert counts == expected


def test_a_feature_that_cannot_be_read_is_left_for_behave_to_tell(tmp_path: Path) -> None:
    (tmp_path / "broken.feature").write_text("Feature: broken\n  Scenario: none\n    Whatever\n", encoding="utf-8")
    assert describe(tmp_path, Path("broken.feature"), ("broken.feature",)).scenarios == 1


def test_the_longest_go_first_and_whole() -> None:
    files = [feature("a", 10), feature("b", 6), feature("c", 5), feature("d", 4)]
    shares = divide(files, 2, {})
    assert [[file.name for file in share.files] for share in shares] == [["a", "d"], ["b", "c"]]


def test_what_is_known_of_the_last_run_counts_more_than_numbers() -> None:
    files = [feature("quick", 50), feature("slow", 2), feature("new", 2)]
    shares = divide(files, 2, {"quick": 0.01, "slow": 3.0})
    assert [[file.name for file in share.files] for share in shares] == [["slow"], ["quick", "new"]]


def test_no_share_is_empty() -> None:
    assert len(divide([feature("a"), feature("b")], 5, {})) == 2


def test_what_must_run_alone_follows_what_is_shared() -> None:
    folders = ("6_sign_off", "1_feature_integration", "4_performance_benchmarks", "5_error_scenarios")
    phases = plan_phases([feature(folder, folder=folder) for folder in folders], Order(2), {})
    assert [(phase.name, len(phase.shares)) for phase in phases] == [
        ("shard", 2), ("performance benchmarks", 1), ("sign off", 1),
    ]  # fmt: skip


def test_machines_agree_on_their_parts_and_leave_the_judging_to_the_end() -> None:
    files = [feature(name, number) for number, name in enumerate("abcdefg", start=1)]
    files += [feature("bench", folder="4_performance_benchmarks"), feature("judge", folder="6_sign_off")]
    parts = [plan_phases(files, Order(2, Part(number, 3)), {"a": float(number)}) for number in (1, 2, 3)]
    names = Counter(file.name for phases in parts for phase in phases for file in phase.files)
    assert names == Counter(dict.fromkeys((*"abcdefg", "bench"), 1))
    assert "bench" in {file.name for file in parts[0][-1].files}


def test_a_part_may_have_nothing() -> None:
    assert plan_phases([feature("a")], Order(1, Part(2, 2)), {}) == []


@pytest.mark.parametrize("text", ["two", "0", "-1", "2.5", "", "65", "9" * 5000, "\u0662"])
def test_jobs_that_are_no_number(text: str) -> None:
    with pytest.raises(SuiteError, match="a whole number from 1 to 64"):
        read_jobs(text)


@pytest.mark.parametrize("text", ["1", "0/3", "4/3", "1/0", "a/b", "1/65", "1/3/5"])
def test_a_part_that_is_none(text: str) -> None:
    with pytest.raises(SuiteError, match="as in 1/3"):
        Part.read(text)


def test_a_pace_is_remembered_though_the_next_run_is_a_small_one(tmp_path: Path) -> None:
    memory = Durations(tmp_path / "durations.json", tmp_path)
    (tmp_path / "durations.json").write_text('{"Old": 2.0, "Both": 1.0, "Wrong": "x"}', encoding="utf-8")
    result = {"name": "n", "status": "passed", "start": 1000, "stop": 1500}
    (tmp_path / "1-result.json").write_text(
        json.dumps({**result, "labels": [{"name": "feature", "value": "Both"}]}), encoding="utf-8"
    )
    (tmp_path / "2-result.json").write_text('{"name": "cut sho', encoding="utf-8")
    memory.keep()
    assert memory.recall() == {"Old": 2.0, "Both": 0.5}


def test_what_was_skipped_tells_no_pace() -> None:
    assert paces(
        [ScenarioResult("a", "skipped", "", 9.0, feature="F"), ScenarioResult("b", "passed", "", 1.0, feature="F")]
    ) == {"F": 1.0}


def test_a_record_that_is_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    calls = tmp_path / "calls.jsonl"
    calls.write_text('{"answered": true, "tool": "orchestrator_plan_task"}\n{"event": "server sta', encoding="utf-8")
    summary = Summary.read(tmp_path, calls)
    assert (summary.answered, summary.servers, len(summary.tools)) == (1, 0, 1)


def test_a_process_that_does_not_heed_an_interrupt_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acceptance.shards.running.FAREWELL", 0.2)
    monkeypatch.setattr("acceptance.shards.running.EVERY", 0.05)
    deaf = "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); print('up', flush=True); signal.pause()"
    worker = Worker("deaf", (sys.executable, "-c", deaf), ("A feature",))
    with Crew(tmp_path, tmp_path / "shards", {}) as crew:
        output = tmp_path / "shards" / "deaf.txt"
        ended = crew.run([worker], lambda: output.read_text() and signal.raise_signal(signal.SIGINT))
        assert [(one.code, one.died) for one in ended] == [(-signal.SIGKILL, True)]
        assert crew.interrupted
        assert not crew.run([worker])
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
