"""What several tools that change tasks have in common."""

import secrets
from dataclasses import replace

from reference_orchestrator.domain.tasks import Task
from reference_orchestrator.domain.times import later_than, parse_moment, stamp
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import Call


def new_task_id() -> str:
    """An id that no task ever had."""
    return f"task_{secrets.token_hex(8)}"


def save_change(call: Call, work: Transaction, before: Task, after: Task) -> None:
    """Keep what a task has become and when it was changed, or that a call came which changed nothing.

    Args:
        call: whose clock tells the time.
        work: the transaction.
        before: the task as the store has it.
        after: the task as it is to be.
    """
    now = call.server_context.now()
    if after != before:
        # No change comes before an earlier one, wherever the clock was set to meanwhile.
        work.tasks.save(before, replace(after, updated_at=later_than(before.updated_at, now)))
    else:
        work.tasks.save(before, replace(after, last_call_at=stamp(now)))


def due_date_of(call: Call) -> str | None:
    """The due date as given, or None if none was given.

    Raises:
        Refusal: it is no ISO date or time.
    """
    given = call.arguments.text_or_none("due_date")
    if given is not None:
        parse_moment("due_date", given)
    return given
