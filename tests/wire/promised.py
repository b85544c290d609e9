"""The fields of replies that the contract promises, tool by tool; what else a reply has is evidence only.

A field inside a list is written like one inside an object: `tasks.title` is the title of each task.
"""

from collections.abc import Iterable, Mapping
from typing import Final


def below(place: str, names: Iterable[str]) -> frozenset[str]:
    """Fields of an object, or of each in a list, with the list itself."""
    return frozenset({place, *(f"{place}.{name}" for name in names)})


VALUES: Final = frozenset(
    (
        *("title", "description", "status", "task_type", "complexity", "specialist_type", "estimated_effort"),
        *("due_date", "parent_task_id", "dependencies", "context", "created_at"),
    )
)
ARTIFACTS: Final = below("artifacts", ("id", "type", "path", "size"))
TASK: Final = VALUES | {"task_id", "summary"} | ARTIFACTS
STATES: Final = ("pending", "in_progress", "completed", "blocked", "cancelled", "failed")
SESSION: Final = frozenset(("session_id", "working_directory"))

PROMISED: Final[Mapping[str, frozenset[str]]] = {
    "orchestrator_initialize_session": SESSION | {"created"},
    "orchestrator_list_sessions": below("sessions", SESSION) | {"total_count"},
    "orchestrator_session_status": SESSION | below("counts", STATES),
    "orchestrator_resume_session": SESSION,
    "orchestrator_cleanup_sessions": below("sessions", ("session_id",)),
    "orchestrator_get_status": below("counts", STATES),
    "orchestrator_query_tasks": below("tasks", TASK) | {"total_count"},
    "orchestrator_plan_task": (VALUES - {"created_at"}) | {"task_id"},
    "orchestrator_execute_task": frozenset(
        ("title", "description", "context", "specialist_type", "specialist_context", "execution_instructions")
    ),
    "orchestrator_delete_task": frozenset(("affected", "dependants")),
    "orchestrator_synthesize_results": below("results", ("task_id", "summary", "artifacts.path")) | {"unfinished"},
    "orchestrator_maintenance_coordinator": below("stale", ("task_id", "title"))
    | below("orphaned", ("task_id", "title"))
    | {"damage", "path"},
    "orchestrator_health_check": frozenset(("healthy", "server_version", "checks.database.connected")),
    "orchestrator_restart_status": below("history", ("reason", "requested_at")),
    "orchestrator_shutdown_prepare": below("blocking", ("task_id", "title")) | {"ready"},
    "orchestrator_reconnect_test": below("sessions", ("session_id",)),
    "template_load": frozenset(("template",)),
    "template_list": below("templates", ("template_id", "category")),
    "template_info": frozenset(("metadata", "parameters")),
    "template_validate": frozenset(("valid", "errors")),
    "template_validate_all": frozenset(("valid",)) | below("templates", ("template_id", "valid", "errors")),
    "template_instantiate": below("tasks", ("task_id", "title")),
    "template_get_installation_status": frozenset({"examples.installed"}),
}
"""What each tool's reply promises."""

ONLY_TRUE: Final[Mapping[str, frozenset[str]]] = {
    "orchestrator_execute_task": frozenset({"status"}),
    "orchestrator_get_status": below("tasks", ("task_id", "title", "status")),
    "orchestrator_synthesize_results": frozenset({"results.status"}),
    "orchestrator_update_task": VALUES,
    "orchestrator_cancel_task": VALUES | {"reason"},
    "orchestrator_complete_task": VALUES | {"summary"},
}
"""What a reply need not tell, but tells truly if it does (contract, "As given" and "Looks are of now")."""
