"""Two tasks that were treated alike but for an unknown parameter."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.views import TaskView, read_task
from acceptance.errors import TargetFaultError
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.twins import Twins
from acceptance.scenario.valid_calls import ValidCalls

DELETION, START = "orchestrator_delete_task", "orchestrator_execute_task"


def reply(tool: str, identity: str) -> Reply:
    call = Call("deletion", "drop", {"id": identity}, stands_for=tool)
    return Reply(call, ToolResult("Done.", None, is_error=False, milliseconds=1.0))


def difference(
    tool: str, shown: dict[str, dict[str, str] | None], after: dict[str, dict[str, str] | None] | None = None
) -> str:
    """What is found where the first task was treated with an unknown parameter and the second without.

    Args:
        tool: what is called.
        shown: what a look shows of each task.
        after: the same when the second was called.
    """

    def ask(_: Call) -> Reply:
        shown.update(after or {})
        return second

    def look(identity: str, *_: Any) -> TaskView | None:
        fields = shown[identity]
        return None if fields is None else read_task(fields)

    second = reply(tool, "2")
    orchestrator = SimpleNamespace(look=look)
    state = SimpleNamespace(orchestrator=orchestrator, ask=ask, last_reply=None)
    valid = SimpleNamespace(of=lambda _: second.call)
    twins = Twins(cast(ScenarioState, state), cast(ValidCalls, valid))
    first = reply(tool, "1")
    object.__setattr__(first.call, "asked", {"task_id": "1"})
    object.__setattr__(second.call, "asked", {"task_id": "2"})
    return twins.difference(first)


def test_two_tasks_that_were_deleted_for_good_do_not_differ() -> None:
    assert not difference(DELETION, {"1": None, "2": None})


def test_an_identity_that_is_given_again_is_not_taken_for_the_task_that_was_deleted() -> None:
    again = {"task_id": "1", "title": "Another one", "status": "pending"}
    assert not difference(DELETION, {"1": None, "2": None}, after={"1": again})


def test_a_parameter_that_spares_a_task_from_its_deletion_is_found() -> None:
    shown = {"1": {"task_id": "1", "title": "Still here", "status": "pending"}, "2": None}
    assert "the task has the state 'pending', and without the parameter it has 'deleted'" in difference(DELETION, shown)


def test_a_started_task_that_nothing_shows_is_a_fault() -> None:
    with pytest.raises(TargetFaultError, match="no tool shows the task"):
        difference(START, {"1": None, "2": None})
