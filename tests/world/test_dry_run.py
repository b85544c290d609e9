"""Acts tried without an orchestrator: what is not offered is found, and nothing is touched."""

import json
import re
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from mcp_types import Tool

from acceptance.contract.calls import Call
from acceptance.contract.dialects import named
from acceptance.contract.values import Deletion, Filter, TaskField, TaskState
from acceptance.errors import NotOfferedError
from acceptance.faults.workload import Manner
from acceptance.targets.target import Target
from acceptance.world.dry_run import DryRun
from tests.project import ROOT, Project

TARGET = Target("old", ("old-orchestrator",))
PLAN, EXECUTE, STATUS, UPDATE = (
    Tool(name=f"orchestrator_{name}", input_schema={"properties": {key: {} for key in properties.split()}})
    for name, properties in (
        ("plan_task", "title description"),
        ("execute_task", "task_id"),
        ("get_status", "include_completed"),
        ("update_task", "task_id description"),
    )
)


def rehearsal(*tools: Tool) -> DryRun:
    return DryRun(TARGET, {tool.name: tool for tool in tools})


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def what(missing: NotOfferedError | None) -> str | None:
    return missing and missing.what


def test_an_act_is_found_not_to_be_offered_behind_others_that_are() -> None:
    scenario = rehearsal(PLAN, EXECUTE)
    assert scenario.lacking(lambda: scenario.world.planner.task("One")) is None
    assert scenario.lacking(lambda: scenario.world.state.it.reach(TaskState.IN_PROGRESS)) is None
    assert what(scenario.lacking(lambda: scenario.world.state.it.cancel(None))) == "orchestrator_cancel_task"
    assert (
        what(scenario.lacking(lambda: scenario.world.state.task("One").delete(Deletion())))
        == "orchestrator_delete_task"
    )


def test_a_tool_of_the_contract_is_missing_by_its_name_where_another_stands_for_it() -> None:
    board = Target("board", ("board",), dialect=named("noteboard.toml", ROOT / "tests" / "dialects"))
    scenario = DryRun(board, {"add": Tool(name="add", input_schema={})})
    for tool, told in (("plan_task", " by this name, but add, board, link"), ("health_check", "")):
        call = Call("call", f"orchestrator_{tool}")
        assert what(scenario.lacking(lambda call=call: scenario.world.state.ask(call))) == f"{call.tool}{told}"


@pytest.mark.parametrize(
    ("changes", "state", "missing"),
    [
        ({TaskField.DESCRIPTION: "Another one"}, None, None),
        ({}, TaskState.BLOCKED, "orchestrator_update_task(status)"),
        ({TaskField.KIND: "testing"}, None, "orchestrator_update_task(task_type)"),
    ],
)
def test_a_parameter_is_looked_for_before_the_task_is_looked_at(
    changes: dict[TaskField, str], state: TaskState | None, missing: str | None
) -> None:
    scenario = rehearsal(PLAN, STATUS, UPDATE)
    scenario.lacking(lambda: scenario.world.planner.task("One"))
    assert what(scenario.lacking(lambda: scenario.world.state.it.change(dict(changes), state))) == missing


def test_what_would_touch_a_server_ends_the_act_and_tells_nothing() -> None:
    scenario = rehearsal(PLAN, STATUS)
    before = threading.active_count(), open_files()
    for act in (
        scenario.world.state.servers.start_second,
        lambda: scenario.world.state.pool,
        scenario.world.discovery.list_tools,
        scenario.world.state.servers.end,
        lambda: scenario.world.faults.experiment.start_work(4, Manner()),
        lambda: scenario.world.state.orchestrator.connection.process,
        lambda: scenario.world.tampering.secret,
        lambda: scenario.world.sessions.open_bad_place("a file"),
        lambda: scenario.world.shell,
    ):
        assert scenario.lacking(act) is None
    assert (threading.active_count(), open_files()) == before


def test_nothing_is_arranged_for_what_is_not_offered(project: Project) -> None:
    feature = "features/1_feature_integration/cancelling.feature"
    done = project.behave(project.server("lies"), feature)
    assert re.search(r"0 scenarios passed, 0 failed, [1-9]\d* skipped", done.stdout), done.stdout + done.stderr
    lines = (project.root / "reports" / "evidence" / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    assert not [line for line in map(json.loads, lines) if line.get("tool") and line["scenario"]]
    results = [json.loads(file.read_text()) for file in (project.root / "reports").rglob("*-result.json")]
    assert {result["statusDetails"]["message"].split(":")[0] for result in results} == {"NOT OFFERED"}


FLAT = (
    Tool(name="add", input_schema={"properties": {"title": {}, "after": {}}}),
    Tool(name="list", input_schema={"properties": {"words": {}}}),
)
FLAT_DIALECT = """
speaks = "a list without subtasks"
[task]
task_id = "id"
[verbs.plan]
tool = "add"
arguments = { title = "title", after = "dependencies" }
[verbs.search]
tool = "list"
arguments = { words = "search_text" }
"""


def test_a_tree_of_which_the_tasks_alone_count_is_arranged_without_subtasks(tmp_path: Path) -> None:
    """What comes to its parent, or to a task as a subtask, is told not to be offered."""
    (tmp_path / "flat.toml").write_text(FLAT_DIALECT, encoding="utf-8")
    target = Target("flat", ("flat",), dialect=named("flat.toml", tmp_path))
    scenario = DryRun(target, {tool.name: tool for tool in FLAT})
    world = scenario.world
    tree = SimpleNamespace(headings=["task", "depends on"], rows=[["Build", ""], ["Ship", "Build"]])
    assert scenario.lacking(lambda: world.planner.family("Release", tree)) is None
    assert scenario.lacking(lambda: world.task_queries.look_up({Filter.WORDS: "Ship"})) is None
    assert [task.name for task in world.task_queries.family("Release")] == ["Build", "Ship"]
    for act in (
        lambda: world.task_queries.look_up({Filter.WORDS: "Ship"}, "Release"),
        lambda: world.state.task("Release").look(),
        lambda: world.task_queries.subtask("Ship"),
        lambda: world.task_queries.require_planned(["Ship", "Release"]),
        lambda: world.planner.many("Release", 3),
    ):
        assert what(scenario.lacking(act)) == "add(parent_task_id)"
