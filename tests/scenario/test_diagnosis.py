"""After a failure: a subtask that is shown without its parent was never what the scenario began with."""

from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskState
from acceptance.contract.views import TaskView
from acceptance.evidence.call_trail import FailedCall
from acceptance.scenario.diagnosis import has_lost_a_task, lost_parent
from acceptance.scenario.servers import ScenarioServers
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.tasks import Task
from acceptance.world.dry_run import NoServers
from tests.scenario.test_arranging import Scripted

WHOLE = {"task_id": "7", "title": "Child", "complexity": "moderate", "status": "pending"}


def family(*shown: dict[str, Any]) -> ScenarioState:
    state = ScenarioState(ScenarioServers(NoServers(Scripted({"query_tasks": {"tasks": list(shown)}}))))
    parent = state.own(Task(state, "Parent", "Parent", known_as="1"))
    planned = Reply(Call("plan", "orchestrator_plan_task"), ToolResult("", {"task_id": "7"}, False, 0))
    state.own(Task(state, "Child", "Child", reply=planned, known_as="7", parent=parent))
    return state


def test_a_subtask_without_its_parent_blames_the_plan() -> None:
    expected = FailedCall(
        "orchestrator_plan_task", "accepted", 'accepted, but "Child" is shown without its parent', True
    )
    assert lost_parent(family(WHOLE)) == expected
    assert lost_parent(family({**WHOLE, "parent_task_id": "2"})) == expected


@pytest.mark.parametrize(
    "shown", [{**WHOLE, "parent_task_id": "1"}, {"task_id": "7", "title": "Child"}, {**WHOLE, "task_id": "8"}]
)
def test_one_with_its_parent_one_told_in_part_and_one_that_is_gone_blame_nobody(shown: dict[str, Any]) -> None:
    assert lost_parent(family(shown)) is None


@pytest.mark.parametrize(
    ("shown", "lost"),
    [
        ([], True),
        ([WHOLE], True),
        ([{**WHOLE, "status": "in_progress"}], False),
        ([{**WHOLE, "status": "completed"}], False),
    ],
)
def test_what_one_process_accepted_and_another_does_not_show_is_lost(shown: list[dict[str, Any]], lost: bool) -> None:
    state = family(*shown)
    state.tasks.pop("Parent")
    state.tasks["Child"]._recalled = TaskView("7", TaskState.IN_PROGRESS, {}, None, {})
    assert not has_lost_a_task(state)
    state.servers.several = True
    assert has_lost_a_task(state) is lost


def test_a_scenario_without_a_tree_blames_nobody() -> None:
    state = family(WHOLE)
    state.tasks.clear()
    assert lost_parent(state) is None
