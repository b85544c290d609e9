"""What tools are taken for: of servers of several shapes, and of words that must not mislead."""

from typing import Any

import pytest

from acceptance.contract.dialects.guessing import best_guesses, guesses_of

STATES = {"enum": ["pending", "in-progress", "done", "cancelled"]}


def tool(name: str, parameters: dict[str, Any] | str = "", required: str = "", description: str = "") -> dict[str, Any]:
    rules = {one: {"type": "string"} for one in parameters.split()} if isinstance(parameters, str) else parameters
    return {
        "name": name,
        "description": description,
        "inputSchema": {"properties": rules, "required": required.split()},
    }


@pytest.mark.parametrize(
    ("listed", "verb", "arguments"),
    [
        (tool("task_create", "title dueDate"), "plan", {"title": "title", "dueDate": "due_date"}),
        (tool("addTodo", "text"), "plan", {"text": "title"}),
        (
            tool("create-issue", "name body blocked_by"),
            "plan",
            {"name": "title", "body": "description", "blocked_by": "dependencies"},
        ),
        (tool("execute_task", "taskId"), "start", {"taskId": "task_id"}),
        (tool("complete_todo", "id result"), "submit", {"id": "task_id", "result": "summary"}),
        (tool("get_task_detail", "taskId"), "look", {"taskId": "task_id"}),
        (tool("get_tasks", "status"), "search", {"status": "status"}),
        (tool("get_task", ""), "search", {}),
        (tool("remove_item", "id"), "delete", {"id": "task_id"}),
        (tool("note", "ref", description="Tell one note, as JSON."), "look", {"ref": "task_id"}),
        (tool("list_templates"), "list_templates", {}),
        (tool("health_check"), "health", {}),
    ],
)
def test_a_tool_is_taken_for_what_it_says(listed: dict[str, Any], verb: str, arguments: dict[str, str]) -> None:
    (guess,) = guesses_of(listed)
    assert (guess.verb, guess.arguments) == (verb, arguments)


@pytest.mark.parametrize(
    "listed",
    [
        tool("add_dependency", "id dependsOn"),
        tool("add_task_comment", "id text"),
        tool("get_tag_usage"),
        tool("next_task"),
        tool("get_instructions"),
        tool("definition_of_done_defaults_get"),
        tool("autopilot_start", "taskId projectRoot", description="Start a new TDD workflow for a task."),
        tool("start_workflow", "taskId", description="Start a workflow for a task."),
        tool("think", "thought", description="Think about a task."),
        tool("juggle", "balls"),
        {"name": "add", "inputSchema": "nonsense", "description": None} | {"name": "x"},
    ],
)
def test_a_tool_about_something_else_is_taken_for_nothing(listed: dict[str, Any]) -> None:
    assert not list(guesses_of(listed))


def test_a_tool_that_sets_a_state_is_taken_for_each_verb_that_does() -> None:
    found = {
        one.verb: one.arguments
        for one in guesses_of(tool("set_task_status", {"id": {}, "status": STATES}, "id status"))
    }
    assert found == {
        "change": {"id": "task_id", "status": "status"},
        "start": {"id": "task_id", "status": {"constant": "in-progress"}},
        "submit": {"id": "task_id", "status": {"constant": "done"}},
        "cancel": {"id": "task_id", "status": {"constant": "cancelled"}},
    }


def test_the_surest_guess_counts_and_tells_what_it_leaves_open() -> None:
    best = best_guesses(
        [tool("update_task", {"id": {}, "status": STATES}), tool("finish_task", "id score", "id score")]
    )
    assert best["submit"].tool == "finish_task"
    assert best["submit"].unfilled == ("score",)
    assert best["submit"].why == 'its name says "finish" and "task"'
    assert best["start"].why == 'it can set status to "in-progress"'
