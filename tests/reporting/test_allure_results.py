"""The results that allure-behave writes, once repaired, say what behave itself says about the same run."""

from typing import Any

import pytest

from tests.reporting.sample_runs import Run, Runner

OUTCOMES = {
    "passed": "passed",
    "failed": "failed",
    "skipped": "skipped",
    "error": "broken",
    "hook_error": "broken",
    "cleanup_error": "broken",
    "undefined": "broken",
    "pending": "broken",
}
SAID_OTHERWISE = {
    # A skip that comes after the last step leaves behave's status as it was.
    "The hook after the last step finds out": "skipped",
    # The criterion is not met, whatever clearing up did.
    "A criterion is not met and clearing up breaks too": "failed",
}
NEVER_BEGUN = {"Nothing of it can be judged", "Nor this"}
SELECTIONS = {
    "all but large": ("--tags", "not @large"),
    "all but large, skipped ones hidden": ("--tags", "not @large", "--no-skipped"),
    "some": ("--tags", "@PLAN-2 or @PLAN-4 or @API-2 or @SYS-1 or @ERR-1 or @ERR-3"),
    "some, skipped ones hidden": ("--tags", "@PLAN-2 or @PLAN-4 or @API-2 or @SYS-3 or @ERR-2", "--no-skipped"),
    "by name": ("--name", "waits", "--name", "errors at once"),
    "by place": ("features/1_feature_integration/planning.feature:31",),
    "all": (),
}
EVERYTHING = SELECTIONS["all but large"]


@pytest.fixture(params=list(SELECTIONS.values()), ids=list(SELECTIONS))
def run(request: pytest.FixtureRequest, run_sample: Runner) -> Run:
    return run_sample(*request.param)


@pytest.fixture
def whole(run_sample: Runner) -> dict[str, dict[str, Any]]:
    return run_sample(*EVERYTHING).allure


def selected(run: Run) -> list[dict[str, Any]]:
    """Leave out what behave lists as skipped only because it was not asked for."""
    lacking = "What a target does not offer"
    return [each for each in run.judged if each["status"] != "skipped" or each["feature"] == lacking]


def labels(result: dict[str, Any], name: str) -> list[str]:
    return [label["value"] for label in result["labels"] if label["name"] == name]


def test_every_selected_scenario_has_one_result_and_no_other_has_any(run: Run) -> None:
    names = {each["name"] for each in selected(run) if each["status"] != "skipped" or each["name"] in run.allure}
    assert set(run.allure) - NEVER_BEGUN == names


def test_each_status_is_the_one_that_behave_gave(run: Run) -> None:
    said = {each["name"]: OUTCOMES[each["status"]] for each in selected(run) if each["name"] in run.allure}
    expected = said | {name: status for name, status in SAID_OTHERWISE.items() if name in said}
    assert {name: run.allure[name]["status"] for name in said} == expected


def test_each_step_keeps_its_name_and_status(run: Run) -> None:
    for each in selected(run):
        if each["name"] not in run.allure:
            continue
        expected = [
            (f"{step['keyword']} {step['name']}", OUTCOMES[step.get("result", {"status": "skipped"})["status"]])
            for step in each["steps"]
        ]
        steps = [(step["name"], step["status"]) for step in run.allure[each["name"]].get("steps", [])]
        assert steps == expected, each["name"]


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        ("by name", {"Work waits", "Work that waits for itself is refused", "Several errors at once"}),
        ("by place", {"Work waits"}),
    ],
)
def test_what_was_not_asked_for_is_absent(run_sample: Runner, selection: str, names: set[str]) -> None:
    assert set(run_sample(*SELECTIONS[selection]).allure) - NEVER_BEGUN == names


def test_the_sample_was_run(run_sample: Runner) -> None:
    assert len(run_sample(*EVERYTHING).allure) == 26
    assert len(run_sample().allure) == 28


def test_a_dry_run_leaves_no_results(run_sample: Runner) -> None:
    assert run_sample("--dry-run").allure == {}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Work that waits for itself is refused", "Expected: 'cancelled'\n     but: was 'completed'"),
        ("A step that raises something else than an assertion", "KeyError: 'no such key'"),
        ("Several errors at once", "OSError: the pipe is closed\nValueError: not a number"),
        ("A target that cannot be reached", "The target's command ended with exit code 3."),
        ("A step that has no words", 'The suite does not define the step "When nobody wrote this phrase".'),
        ("Preparing breaks", "Preparing it failed: RuntimeError: no workspace"),
        ("Clearing up breaks", "Cleaning up after it failed: RuntimeError: the evidence could not be written"),
        ("A cleanup breaks", "Cleaning up after it failed: RuntimeError: the server would not stop"),
        ("A tag's hook breaks", "Preparing it failed: RuntimeError: the tag's hook broke"),
        ("Nor this", "Preparing it failed: RuntimeError: the feature cannot be prepared"),
        ("A step finds out that a tool is missing", "NOT OFFERED: orchestrator_query_tasks"),
        ("Preparing finds out that a tool is missing", "NOT OFFERED: orchestrator_repair"),
        ("The hook after a step finds out", "NOT OFFERED: orchestrator_restart"),
        ("The hook after the last step finds out", "NOT OFFERED: orchestrator_restart"),
    ],
)
def test_the_message_says_why(whole: dict[str, dict[str, Any]], name: str, message: str) -> None:
    assert whole[name]["statusDetails"]["message"] == message


def test_a_failure_says_what_was_expected_and_then_what_clearing_up_met(whole: dict[str, dict[str, Any]]) -> None:
    message = whole["A criterion is not met and clearing up breaks too"]["statusDetails"]["message"]
    assert message.startswith("Expected: 'cancelled'")
    assert message.endswith("Cleaning up after it failed: RuntimeError: the evidence could not be written")


def test_traces_name_no_library_and_no_place_of_this_machine(whole: dict[str, dict[str, Any]]) -> None:
    traces = {name: each.get("statusDetails", {}).get("trace", "") for name, each in whole.items()}
    assert not traces["Work that waits for itself is refused"]
    assert traces["A step that raises something else than an assertion"].startswith("steps/phrases.py, line ")
    assert not [trace for trace in traces.values() if "site-packages" in trace]
    assert not [trace for trace in traces.values() if trace.startswith("/")]


def test_what_breaks_after_a_feature_is_told(run_sample: Runner) -> None:
    told = "".join(path.read_text() for path in run_sample(*EVERYTHING).results.glob("*-globals.json"))
    assert "A feature that cannot be cleared up: Cleaning up after it failed" in told


def test_phase_feature_and_rule_are_the_way_to_a_scenario(whole: dict[str, dict[str, Any]]) -> None:
    waits = whole["Work waits"]
    way = ["1 Feature integration", "Planning a piece of work", "A plan can wait for another"]
    assert [labels(waits, name) for name in ("epic", "feature", "story")] == [[step] for step in way]
    assert waits["titlePath"] == way
    assert labels(whole["Several errors at once"], "epic") == ["2 API testing"]
    assert labels(whole["It was judged all the same"], "epic") == ["6 Sign-off"]
    assert labels(whole["Several errors at once"], "story") == []


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("A plan keeps the title it was given", "critical"),
        ("A plan of huge size is kept (sizes 2)", "normal"),
        ("Work waits", "blocker"),
        ("Work that waits for itself is refused", "minor"),
        ("Several errors at once", "normal"),
    ],
)
def test_the_severity_written_nearest_counts(whole: dict[str, dict[str, Any]], name: str, severity: str) -> None:
    assert labels(whole[name], "severity") == [severity]


def test_requirements_are_labels_and_visible_tags(whole: dict[str, dict[str, Any]]) -> None:
    refused = whole["Work that waits for itself is refused"]
    assert labels(refused, "requirement") == labels(refused, "tag") == ["PLAN-3", "PLAN-4"]
    assert labels(whole["Preparing breaks"], "requirement") == ["SYS-1"]


def test_attachments_lie_where_they_were_made(whole: dict[str, dict[str, Any]]) -> None:
    result = whole["Evidence is attached where it belongs"]
    assert [each["name"] for each in result["attachments"]] == ["attached before"]
    assert [each["name"] for each in result["steps"][1]["attachments"]] == ["request and reply"]
    planned = whole["A plan of huge size is kept (sizes 2)"]["steps"][1]
    assert [each["name"] for each in planned["attachments"]] == ["table"]
