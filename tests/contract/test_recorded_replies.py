"""Replies recorded from the releases 1.7.0 and 1.8.0, read as every reply is; a server's own paths are taken out."""

import json
from pathlib import Path

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskState
from acceptance.errors import UnreadableReplyError

RECORDED = Path(__file__).parent / "recorded"


@pytest.fixture(params=["1.7", "1.8"])
def replies(request: pytest.FixtureRequest) -> dict[str, list[Reply]]:
    """The replies of one release by the tools that gave them, in their order."""
    found: dict[str, list[Reply]] = {}
    for one in json.loads((RECORDED / f"published-{request.param}.json").read_text(encoding="utf-8")):
        result = ToolResult(one["text"], one["structured"], one["is_error"], 1.0)
        found.setdefault(one["tool"], []).append(Reply(Call("call", one["tool"], one["arguments"]), result))
    return found


def test_a_tree_that_was_planned_is_read_with_its_tasks(replies: dict[str, list[Reply]]) -> None:
    planned = replies["orchestrator_plan_task"][0]
    assert planned.accepted
    assert planned.planned_parent.startswith("task_")
    assert len(planned.tasks) == 2


def test_counts_and_states_are_read_before_and_after_a_completion(replies: dict[str, list[Reply]]) -> None:
    before, after = replies["orchestrator_get_status"]
    assert (before.counts[TaskState.PENDING], before.counts[TaskState.COMPLETED]) == (2, 0)
    assert (after.counts[TaskState.PENDING], after.counts[TaskState.COMPLETED]) == (1, 1)


def test_a_completion_tells_its_state_and_its_artifact(replies: dict[str, list[Reply]]) -> None:
    completed = replies["orchestrator_complete_subtask"][0]
    assert completed.accepted
    assert completed.told_state is TaskState.COMPLETED
    assert completed.artifacts[0].path


@pytest.mark.parametrize(
    ("tool", "number"),
    [
        ("orchestrator_execute_subtask", 1),
        ("orchestrator_complete_subtask", 1),
        ("orchestrator_plan_task", 1),
        ("juggle", 0),
    ],
)
def test_refusals_are_refusals(replies: dict[str, list[Reply]], tool: str, number: int) -> None:
    assert replies[tool][number].refused


def test_what_cannot_be_read_shows_the_reply(replies: dict[str, list[Reply]]) -> None:
    with pytest.raises(UnreadableReplyError, match="it says: # Task Synthesis Report"):
        _ = replies["orchestrator_synthesize_results"][0].task
