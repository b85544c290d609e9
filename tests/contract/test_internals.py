"""An internal error is told from a rejection by its words."""

import pytest

from acceptance.contract.internals import internal_words


@pytest.mark.parametrize(
    "text",
    [
        "cannot access local variable 'task' where it is not associated with a value",
        "Error executing tool: UNIQUE constraint failed: tasks.id",
        "'NoneType' object has no attribute 'status'",
        "KeyError: 'task_7'",
        "no such column: tasks.rank",
        "Cannot read properties of undefined (reading 'id')",
        "failed\n    at addTask (/srv/app/tasks.js:31:12)",
        'near "ORDER": syntax error',
        "SqliteError: SQLITE_BUSY: database is locked",
        "create_task() got an unexpected keyword argument 'colour'",
    ],
)
def test_what_a_program_says_to_programmers_is_no_rejection(text: str) -> None:
    assert internal_words(text)


@pytest.mark.parametrize(
    "text",
    [
        'There is no task "task_7".',
        "1 validation error for plan_taskArguments\ntitle\n  Field required [type=missing, input_type=dict]",
        "ValueError: The title must not be blank.",
        "MCP error -32602: Task not found: 7",
        "The store is locked by another process. Nothing was changed; try again in a moment.",
        "The title is missing an argument for the case of selecting tasks from a list.",
        "The key error_code is unknown.",
        "The file tasks.sqlite. is not in the workspace.",
    ],
)
def test_what_a_person_can_act_on_is_a_rejection(text: str) -> None:
    assert not internal_words(text)
