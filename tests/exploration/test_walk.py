"""A walk goes on past what a target cannot do, and looks at each task where a list tells less."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.dialects import Dialect, shipped
from acceptance.contract.model.operations import Start
from acceptance.contract.model.state import ModelTask, Workspace
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField
from acceptance.errors import NotOfferedError
from acceptance.exploration import looks
from acceptance.exploration.clients import Clients
from acceptance.exploration.steps import Step
from acceptance.exploration.walk import Walk


def test_what_the_replies_tell_to_be_impossible_is_a_step_that_was_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: Any) -> None:
        raise NotOfferedError("advance (told.status == 'pending')")

    walk = Walk(cast(Clients, SimpleNamespace(ask=ask, all=[])))
    monkeypatch.setattr(walk, "call_of", lambda *_: Call("start", "advance"))
    assert walk.take(Step(0, Start("task 1"))) is None
    assert walk.taken == []


LISTED = "To Do:\n  TASK-1 - T (due 2031-05-17)\n"
SHOWN = """Task TASK-1 - T
==================================================

Status: ○ To Do
Due: {due}

Description:
--------------------------------------------------
No description provided

Acceptance Criteria:
--------------------------------------------------
No acceptance criteria defined
"""


def reply(call: Call, text: str) -> Reply:
    return Reply(call, ToolResult(text, None, is_error=False, milliseconds=1.0))


@pytest.mark.parametrize(("due", "found"), [("2031-05-17", []), ("2031-05-18", ["it is '2031-05-18'"])])
def test_a_task_is_compared_as_a_look_at_it_shows_it_where_a_list_tells_less(
    due: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    orchestrator = SimpleNamespace(dialect=Dialect(shipped("backlog")), offers=lambda _: True)
    clients = SimpleNamespace(
        all=[orchestrator],
        directories={},
        pages=lambda _, call: [reply(call, LISTED)],
        ask=lambda _, call: reply(call, SHOWN.format(due=due)),
    )
    walk = Walk(cast(Clients, clients))
    monkeypatch.setattr(looks, "check_files", lambda *_: [])
    values = {TaskField.TITLE: "T", TaskField.DUE_DATE: "2031-05-17"}
    task = ModelTask("task 1", "TASK-1", values, datetime(2026, 5, 1, tzinfo=UTC))
    walk.model.state.current[0] = "here"
    walk.model.state.workspaces["here"] = Workspace(tasks={"task 1": task})
    assert [one.found for one in walk.look()] == found
