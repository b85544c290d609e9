"""Lies about single rejections: one tool flags or explains what it rejects otherwise than all others (PROTO-1)."""

import json

from mcp_types import TextContent

from reference_orchestrator import server
from reference_orchestrator.domain.refusals import Refusal
from tests.flawed.lying import Lie, flaw

MARK = "\u2063"
"""An invisible character that leads a rejection of a chosen tool from where it is raised to where it is worded."""


def _rejections(lie: Lie, tools, change) -> None:
    """Change what the rejections of some tools look like."""

    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            raise Refusal(f"{MARK}{refusal}") from None

    def make(original):
        def refused(words):
            result = original(words.removeprefix(MARK))
            if not words.startswith(MARK):
                return result
            lie.told()
            return change(result)

        return refused

    for tool in tools:
        lie.around(tool, wrap)
    lie.patch(server, "_refused", make)


def unflagged(result):
    """A rejection as it is where it is not flagged."""
    words = json.dumps({"error": result.content[0].text})
    return result.model_copy(update={"is_error": False, "content": [TextContent(type="text", text=words)]})


def _cryptic(result):
    words = "sqlite3.IntegrityError: NOT NULL constraint failed"
    return result.model_copy(update={"content": [TextContent(type="text", text=words)]})


def without_schemas(lie: Lie) -> None:
    """Declare no schema of results: an unflagged rejection would be held against it, and fail for that reason."""
    lie.patch(
        server, "_listed", lambda original: lambda tool: original(tool).model_copy(update={"output_schema": None})
    )


TASK_TOOLS = ("orchestrator_update_task", "orchestrator_complete_task", "orchestrator_plan_task")
SESSION_TOOLS = ("orchestrator_initialize_session", "orchestrator_reconnect_test", "orchestrator_cleanup_sessions")
TEMPLATE_TOOLS = (
    *("template_create", "template_load", "template_info", "template_delete", "template_uninstall"),
    *("template_install_default_library", "template_install_examples"),
)


@flaw(
    "rejected-changes-are-not-flagged",
    "A rejected plan, change or submission is not flagged as an error.",
    breaks="PROTO-1",
    caught_by=(
        "A flagged rejection explains that an untitled task cannot be planned",
        "A flagged rejection explains that an unknown task's title cannot be changed",
        "A flagged rejection explains that a pending task takes no result",
        "A flagged rejection explains that a completed task cannot become in progress",
    ),
)
def _(lie: Lie) -> None:
    _rejections(lie, TASK_TOOLS, unflagged)
    without_schemas(lie)


@flaw(
    "rejected-sessions-are-not-flagged",
    "A rejected opening, clean-up or reconnection is not flagged as an error.",
    breaks="PROTO-1",
    caught_by=(
        "A flagged rejection explains that a session in a file cannot be opened",
        "A flagged rejection explains that reconnection to an unknown session cannot be tested",
    ),
)
def _(lie: Lie) -> None:
    _rejections(lie, SESSION_TOOLS, unflagged)
    without_schemas(lie)


@flaw(
    "rejected-templates-are-not-flagged",
    "What is rejected about templates is not flagged as an error.",
    breaks="PROTO-1",
    caught_by=(
        "A flagged rejection explains that a template made of prose cannot be created",
        "A flagged rejection explains that an unknown template cannot be loaded",
        "A flagged rejection explains that an unknown template cannot be uninstalled",
    ),
)
def _(lie: Lie) -> None:
    _rejections(lie, TEMPLATE_TOOLS, unflagged)
    without_schemas(lie)


@flaw(
    "rejected-deletions-and-searches-are-database-messages",
    "A rejected deletion, search or maintenance is a message of the database.",
    breaks="PROTO-1",
    caught_by=(
        "A flagged rejection explains that a subtask prevents a deletion",
        "A flagged rejection explains that a search with an invalid time is invalid",
        "A flagged rejection explains that an unknown task cannot be validated",
    ),
)
def _(lie: Lie) -> None:
    tools = ("orchestrator_delete_task", "orchestrator_query_tasks", "orchestrator_maintenance_coordinator")
    _rejections(lie, tools, _cryptic)


@flaw(
    "a-rejected-start-is-not-flagged",
    "A start that a dependency prevents is not flagged as an error.",
    breaks="PROTO-1",
    caught_by="A flagged rejection explains that unfinished dependencies prevent a start",
)
def _(lie: Lie) -> None:
    _rejections(lie, ("orchestrator_execute_task",), unflagged)
    without_schemas(lie)
