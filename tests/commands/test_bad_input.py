"""What wrong targets and wrong options get: one sentence that names what to mend, and nothing left behind."""

import json
import re
import signal
import subprocess
import sys
from collections import Counter

import pytest

from acceptance.errors import SuiteError
from acceptance.specification.tags import check_tags, chosen_tags
from tests.project import HANG_SECONDS, ROOT, SERVER, Project, ended, wait_for

QUICK = "timeouts = { connect = 2, call = 1, close = 1 }"
ONE_FEATURE = "features/1_feature_integration/workflows.feature"


def outcomes(project: Project) -> Counter[str]:
    results = (project.root / "reports" / "allure-results").glob("*-result.json")
    return Counter(json.loads(path.read_text(encoding="utf-8"))["status"] for path in results)


def attachments(project: Project) -> tuple[list[str], int]:
    """The files that the results speak of, and the number of calls in the record."""
    results = [path.read_text(encoding="utf-8") for path in (project.root / "reports").rglob("*-result.json")]
    calls = (project.root / "reports" / "evidence" / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    sources = re.findall(r'"source": "([^"]+)"', "".join(results))
    return sources, sum("outcome" in json.loads(line) for line in calls)


def assert_called_off(project: Project, done: subprocess.CompletedProcess[str], *words: str) -> None:
    said = done.stdout + done.stderr
    assert done.returncode not in {0, None}, said
    assert "Traceback" not in said
    for word in words:
        assert word in said, said
    assert not outcomes(project)
    assert not project.left_behind()


def test_an_unknown_target(project: Project) -> None:
    done = project.behave("-Dtarget=publshed-1.7")
    known = "reference, reference-http, published-1.7"
    assert_called_off(project, done, 'no target "publshed-1.7"', known, 'mean "published-1.7"?')


def test_a_command_that_does_not_exist(project: Project) -> None:
    done = project.behave("-Dcommand=no-such-orchestrator --stdio")
    assert_called_off(project, done, "does not exist: no-such-orchestrator")


def test_a_target_and_a_command(project: Project) -> None:
    done = project.behave("-Dcommand=x", "-Dtarget=reference")
    assert_called_off(project, done, "not both")


def test_an_option_that_is_none(project: Project) -> None:
    done = project.behave("-Dtraget=reference")
    assert_called_off(project, done, "-D traget=", "target, command")


def test_a_wrong_key_in_the_file_of_targets(project: Project) -> None:
    project.add_target("mine", ["x"], 'enviroment = { A = "b" }')
    done = project.behave("-Dtarget=mine")
    lines = (project.root / "targets.toml").read_text(encoding="utf-8").splitlines()
    line = lines.index('enviroment = { A = "b" }') + 1
    assert_called_off(project, done, f"targets.toml, line {line}", '"enviroment" is unknown', 'mean "environment"?')


def test_a_server_that_ends_at_once(project: Project) -> None:
    done = project.behave(project.server("ends"))
    assert_called_off(project, done, "ended with exit code 1 before it answered", "No module named 'orchestrator'")


def test_a_server_that_prints_garbage(project: Project) -> None:
    project.add_target("garbage", [sys.executable, str(SERVER), "garbage"], QUICK)
    done = project.behave("-Dtarget=garbage")
    assert_called_off(project, done, "did not answer the handshake within 2 s", "Welcome to the orchestrator!")


def test_a_server_that_never_answers(project: Project) -> None:
    project.add_target("never", [sys.executable, str(SERVER), "never"], QUICK)
    done = project.behave("-Dtarget=never")
    assert_called_off(project, done, "did not answer the handshake within 2 s", "still thinking")


def test_tags_that_select_nothing(project: Project) -> None:
    assert_called_off(project, project.behave("-t", "@PLAN-1 and not @PLAN-1"), "No scenario was selected")


def test_unknown_tags_are_named_with_the_nearest(project: Project) -> None:
    done = project.behave("-t", "not @critcal or @PLAM-2")
    assert_called_off(project, done, "tag @critcal. Did you mean @critical?", "tag @PLAM-2. Did you mean @PLAN-2?")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("@PLAN-99 and @critcal", "No scenario has the tag @critcal. Did you mean @critical?"),
        ("@plan-1", "Did you mean @PLAN-1?"),
        ("@PLAN-1,@PLAN-2", 'Write "@PLAN-1 or @PLAN-2".'),
        ("@zzz", "The requirements are listed in features/requirements.md."),
        ("@PLAN-1 and (", 'cannot be read: Unclosed "(".'),
    ],
)
def test_a_wrong_expression_of_tags_is_refused(typed: str, told: str) -> None:
    with pytest.raises(SuiteError, match=re.escape(told)):
        check_tags([typed], ROOT)


def test_known_tags_are_not_refused() -> None:
    # The tag of PERF-4 stands in the rows of examples alone.
    check_tags(["@PERF-4"], ROOT)
    check_tags(["@PLAN-* and not (@large or FLOW-1)", "@stricter", "not @large", "{config.tags} and @critical"], ROOT)


@pytest.mark.parametrize(
    ("typed", "large", "chosen"),
    [
        ("", False, []),
        ("", True, ["--tags=@large or not @large"]),
        ("@PLAN-2 or @FLOW-1", False, ["--tags=(@PLAN-2 or @FLOW-1) and not @large"]),
        ("@PLAN-2 or @FLOW-1", True, ["--tags=@PLAN-2 or @FLOW-1"]),
        ("@large and @PERF-2", False, ["--tags=@large and @PERF-2"]),
        ("not large", False, ["--tags=not large"]),
        ("@*", False, ["--tags=(@*) and not @large"]),
    ],
)
def test_tags_do_not_ask_for_large_scenarios_unless_they_name_them(typed: str, large: bool, chosen: list[str]) -> None:
    assert chosen_tags(typed, large=large) == chosen


@pytest.mark.parametrize("manner", ["dies", "breaks"])
def test_a_server_that_breaks_is_all_red_and_breaks_nothing(project: Project, manner: str) -> None:
    project.add_target(manner, [sys.executable, str(SERVER), manner], QUICK)
    done = project.behave(f"-Dtarget={manner}", ONE_FEATURE)
    assert set(outcomes(project)) == {"failed"}, done.stdout[-2000:]
    assert not project.left_behind()


@pytest.mark.parametrize("manner", ["agrees", "refuses"])
def test_no_scenario_about_a_task_passes_where_nothing_is_kept(project: Project, manner: str) -> None:
    project.add_target(manner, [sys.executable, str(SERVER), manner], QUICK)
    done = project.behave(f"-Dtarget={manner}", ONE_FEATURE, "features/1_feature_integration/executing.feature")
    found = outcomes(project)
    passed_for_refusing = 1 if manner == "refuses" else 0
    assert found["passed"] <= passed_for_refusing, done.stdout[-2000:]
    assert found["broken"] == 0, done.stdout[-2000:]


def test_a_server_that_outlives_its_input_is_ended_and_told_of(project: Project) -> None:
    project.add_target("outlives", [sys.executable, str(SERVER), "outlives"], QUICK)
    done = project.behave(
        "-Dtarget=outlives", ONE_FEATURE, "--name", "The API testing workflow runs from planning to synthesis"
    )
    assert "had to be terminated" in done.stderr
    assert "had to be terminated" in (project.root / "reports" / "evidence" / "calls.jsonl").read_text(encoding="utf-8")
    assert not project.left_behind()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_the_servers_and_keeps_the_results(project: Project, number: signal.Signals) -> None:
    command = project.command()
    with ended(
        subprocess.Popen(command, cwd=project.root, env=project.environment(), stdout=subprocess.PIPE, text=True)
    ) as run:
        results = project.root / "reports" / "allure-results"
        wait_for(lambda: len(list(results.glob("*-result.json"))) >= 3)
        run.send_signal(number)
        output, _ = run.communicate(timeout=HANG_SECONDS)
    assert run.returncode not in {0, -number}, output
    assert sum(outcomes(project).values()) >= 3
    sources, lines = attachments(project)
    # A call that was answered is in the record at once, and in the report when its scenario has ended.
    assert sources
    assert all((results / source).is_file() for source in sources)
    assert lines >= len([source for source in sources if source.endswith(".json")])
    assert "Traceback" not in output
    assert not project.left_behind()


def test_no_workspace_outlives_a_run(project: Project) -> None:
    done = project.behave(ONE_FEATURE)
    assert done.returncode == 0, done.stdout[-2000:]
    assert not list(project.place.iterdir())


def test_a_list_of_tools_that_lies_fails_criteria_and_breaks_nothing(project: Project) -> None:
    project.add_target("lies", [sys.executable, str(SERVER), "lies"], QUICK)
    folders = ("features/2_api_testing/protocol.feature", "features/3_system_validation/documentation.feature")
    done = project.behave("-Dtarget=lies", *folders)
    found = outcomes(project)
    assert (done.returncode, found["broken"]) == (1, 0), done.stdout[-2000:]
    for criterion in (
        "Every tool has a description",
        "Every tool of the contract is listed",
        "No tool is listed twice",
        "Every tool declares which parameters it accepts",
        "orchestrator_plan_task enforces its input schema and writes nothing outside the workspace",
    ):
        assert f"  {criterion}" in done.stdout[done.stdout.index("Failing scenarios") :], criterion
    assert "Traceback" not in done.stdout + done.stderr
    assert not project.left_behind()
