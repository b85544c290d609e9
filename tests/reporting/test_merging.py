"""Results of several machines: parts of one run are put together whole, and nothing else is."""

import json
from pathlib import Path

import pytest

from acceptance.errors import SuiteError
from acceptance.reporting.merging import merge
from acceptance.shards.summary import Summary

TARGET = {"event": "target", "name": "mine", "server": "orchestrator", "version": "2.0.0"}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "allure-results").mkdir(parents=True)
    (folder / "allurerc.yml").touch()
    (folder / "allure-results" / "old-result.json").write_text('{"fullName": "old"}', encoding="utf-8")
    return folder


def part(root: Path, name: str, scenarios: str, **target: str) -> Path:
    folder = root / name
    (folder / "allure-results").mkdir(parents=True)
    (folder / "evidence").mkdir()
    (folder / "shards").mkdir()
    (folder / "shards" / "shard-1.txt").write_text(name, encoding="utf-8")
    for scenario in scenarios:
        result = {"fullName": f"F / {scenario}", "name": scenario, "status": "passed", "start": 1, "stop": 2}
        path = folder / "allure-results" / f"{folder.name}-{scenario}-result.json"
        path.write_text(json.dumps(result), encoding="utf-8")
    lines = [TARGET | target, {"event": "server started"}, {"answered": True, "tool": "orchestrator_plan_task"}]
    (folder / "evidence" / "calls.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8"
    )
    return folder


def test_parts_are_put_together_and_nothing_old_stays(tmp_path: Path, reports: Path) -> None:
    parts = [part(tmp_path, "one", "abc"), part(tmp_path, "two", "de")]
    assert merge(parts, reports) == 5
    summary = Summary.read(reports / "allure-results", reports / "evidence" / "calls.jsonl")
    assert [scenario.name for scenario in summary.scenarios] == list("abcde")
    assert (summary.answered, summary.servers) == (2, 2)
    assert (reports / "shards" / "part-2" / "shard-1.txt").read_text(encoding="utf-8") == "two"
    assert not list(tmp_path.glob("merging-*"))


def test_the_reports_may_be_a_part_themselves(tmp_path: Path, reports: Path) -> None:
    (reports / "allure-results" / "old-result.json").unlink()
    (reports / "allure-results").rmdir()
    part(tmp_path, "reports/x", "a")
    for each in (reports / "x").iterdir():
        each.rename(reports / each.name)
    (reports / "x").rmdir()
    assert merge([reports, part(tmp_path, "two", "b")], reports) == 2


def refused(folders: list[Path], reports: Path, words: str) -> None:
    with pytest.raises(SuiteError, match=words):
        merge(folders, reports)
    assert (reports / "allure-results" / "old-result.json").is_file()


def test_a_folder_that_is_none(tmp_path: Path, reports: Path) -> None:
    refused([tmp_path / "nowhere"], reports, "nowhere is not a results folder: it holds no allure-results")


def test_results_of_two_targets(tmp_path: Path, reports: Path) -> None:
    parts = [part(tmp_path, "one", "a"), part(tmp_path, "two", "b", server="theirs")]
    refused(parts, reports, r'the server differs \("orchestrator" and "theirs"\)')


def test_results_of_two_states_of_the_features(tmp_path: Path, reports: Path) -> None:
    parts = [part(tmp_path, "one", "a", features_digest="x"), part(tmp_path, "two", "b", features_digest="y")]
    refused(parts, reports, "not parts of one run: the digest of the features differs")


@pytest.mark.parametrize(
    ("digest", "words"),
    [
        ("requirements_digest", "the digest of the requirements differs"),
        ("suite_digest", "the digest of the steps and matchers differs"),
        ("files_digest", "the digest of the target's files differs"),
    ],
)
def test_results_of_other_requirements_steps_or_builds(tmp_path: Path, reports: Path, digest: str, words: str) -> None:
    parts = [part(tmp_path, "one", "a", **{digest: "x"}), part(tmp_path, "two", "b", **{digest: "y"})]
    refused(parts, reports, words)


def test_results_that_are_days_apart(tmp_path: Path, reports: Path) -> None:
    times = ("2026-11-20T12:00:00+00:00", "2026-11-25T12:00:00+00:00")
    parts = [part(tmp_path, name, name, time=time) for name, time in zip("ab", times, strict=True)]
    refused(parts, reports, "their results are 120 hours apart")


def test_the_campaign_that_one_part_held_is_kept(tmp_path: Path, reports: Path) -> None:
    parts = [part(tmp_path, "one", "a"), part(tmp_path, "two", "b")]
    (parts[0] / "campaign" / "workspace").mkdir(parents=True)
    (parts[0] / "campaign" / "record.json").write_text("{}", encoding="utf-8")
    (parts[0] / "campaign" / "workspace" / "store").write_text("the target's", encoding="utf-8")
    merge(parts, reports)
    assert (reports / "campaign" / "record.json").read_text(encoding="utf-8") == "{}"
    assert not (reports / "campaign" / "workspace").exists()


def test_a_campaign_that_is_a_link(tmp_path: Path, reports: Path) -> None:
    one = part(tmp_path, "one", "a")
    (tmp_path / "elsewhere").mkdir()
    (one / "campaign").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    refused([one], reports, "is a link")


def test_a_scenario_that_two_parts_ran(tmp_path: Path, reports: Path) -> None:
    refused([part(tmp_path, "one", "ab"), part(tmp_path, "two", "bc")], reports, '"F / b" was run in .*one and in')


def test_a_part_that_is_given_twice(tmp_path: Path, reports: Path) -> None:
    one = part(tmp_path, "one", "a")
    refused([one, tmp_path / "." / "one"], reports, "was given twice")


def test_a_part_that_lies_inside_the_reports(tmp_path: Path, reports: Path) -> None:
    refused([part(tmp_path, "reports/machine-1", "a")], reports, "Move it elsewhere")


def test_a_part_without_a_record(tmp_path: Path, reports: Path) -> None:
    one = part(tmp_path, "one", "a")
    (one / "evidence" / "calls.jsonl").unlink()
    refused([one], reports, "does not say which target was tested")


def test_a_result_that_is_cut_short(tmp_path: Path, reports: Path) -> None:
    one = part(tmp_path, "one", "a")
    (one / "allure-results" / "b-result.json").write_text('{"fullName": "F', encoding="utf-8")
    refused([one], reports, "is cut short or not a result")
