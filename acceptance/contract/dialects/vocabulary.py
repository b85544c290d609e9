"""The verbs that a dialect can say, and what can be asked for with each, by the contract's names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PLANNED: Final = (
    *("title", "description", "task_type", "complexity", "specialist_type", "estimated_effort", "due_date"),
    *("parent_task_id", "dependencies", "context"),
)
"""What a task is planned with."""
FILTERS: Final = (
    *("status", "task_type", "specialist_type", "complexity", "search_text", "parent_task_id"),
    *("created_after", "created_before"),
)
TASK_FIELDS: Final = (*("task_id", *PLANNED, "status", "created_at", "updated_at", "children", "artifacts", "summary"),)
"""What a reply can tell of a task."""
STATES: Final = ("pending", "in_progress", "blocked", "completed", "failed", "cancelled", "archived")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the domain.

    Attributes:
        words: what it is called in messages.
        takes: what can be asked for with it.
    """

    words: str
    takes: tuple[str, ...] = ()


VERBS: Final[Mapping[str, Verb]] = {
    "plan": Verb("plan", PLANNED),
    "plan_tree": Verb("plan", (*PLANNED, "subtasks")),
    "start": Verb("start", ("task_id",)),
    "submit": Verb(
        "submission",
        ("task_id", "summary", "detailed_work", "next_action", "artifact_type", "file_paths", "legacy_artifacts"),
    ),
    "change": Verb("change", ("task_id", "status", *PLANNED)),
    "cancel": Verb("cancellation", ("task_id", "reason", "preserve_work")),
    "delete": Verb("deletion", ("task_id", "archive_instead", "force")),
    "search": Verb("search", (*FILTERS, "include_children", "include_artifacts", "limit", "offset", "page")),
    "look": Verb("look at a task", ("task_id",)),
    "synthesize": Verb("synthesis", ("parent_task_id",)),
    "open_session": Verb("request to open a session", ("working_directory",)),
    "list_sessions": Verb("list", ("include_completed", "limit")),
    "session_status": Verb("status", ("session_id",)),
    "resume_session": Verb("resumption", ("session_id",)),
    "clean_up_sessions": Verb("cleanup", ("cleanup_type", "older_than_days", "dry_run")),
    "status": Verb("status", ("include_completed",)),
    "maintain": Verb("maintenance", ("action", "scope", "validation_level", "target_task_id")),
    "health": Verb(
        "health check", ("include_reboot_readiness", "include_connection_status", "include_database_status")
    ),
    "restart": Verb("restart", ("graceful", "preserve_state", "timeout", "reason")),
    "restart_status": Verb("restart status", ("include_history", "include_error_details")),
    "prepare_shutdown": Verb(
        "preparation of a shutdown", ("check_active_tasks", "check_database_state", "check_client_connections")
    ),
    "test_reconnection": Verb(
        "reconnection test", ("session_id", "include_buffer_status", "include_reconnection_stats")
    ),
    "create_template": Verb("creation", ("template_id", "template_content", "category", "overwrite")),
    "load_template": Verb("load", ("template_id", "category")),
    "describe_template": Verb("description", ("template_id", "category")),
    "list_templates": Verb("list of templates", ("category", "include_metadata")),
    "validate_template": Verb("validation", ("template_content",)),
    "validate_templates": Verb("validation", ("category",)),
    "instantiate_template": Verb("instantiation", ("template_id", "parameters", "create_tasks")),
    "delete_template": Verb("removal", ("template_id", "category")),
    "uninstall_template": Verb("removal", ("template_id", "category")),
    "install_examples": Verb("installation", ("category", "overwrite")),
    "install_library": Verb("installation", ("category", "overwrite")),
    "installation_status": Verb("installation status"),
}
STANDS_FOR: Final[Mapping[str, str]] = {
    "plan": "orchestrator_plan_task",
    "plan_tree": "orchestrator_plan_task",
    "start": "orchestrator_execute_task",
    "submit": "orchestrator_complete_task",
    "change": "orchestrator_update_task",
    "cancel": "orchestrator_cancel_task",
    "delete": "orchestrator_delete_task",
    "search": "orchestrator_query_tasks",
    "look": "orchestrator_query_tasks",
    "synthesize": "orchestrator_synthesize_results",
    "open_session": "orchestrator_initialize_session",
    "list_sessions": "orchestrator_list_sessions",
    "session_status": "orchestrator_session_status",
    "resume_session": "orchestrator_resume_session",
    "clean_up_sessions": "orchestrator_cleanup_sessions",
    "status": "orchestrator_get_status",
    "maintain": "orchestrator_maintenance_coordinator",
    "health": "orchestrator_health_check",
    "restart": "orchestrator_restart_server",
    "restart_status": "orchestrator_restart_status",
    "prepare_shutdown": "orchestrator_shutdown_prepare",
    "test_reconnection": "orchestrator_reconnect_test",
    "create_template": "template_create",
    "load_template": "template_load",
    "describe_template": "template_info",
    "list_templates": "template_list",
    "validate_template": "template_validate",
    "validate_templates": "template_validate_all",
    "instantiate_template": "template_instantiate",
    "delete_template": "template_delete",
    "uninstall_template": "template_uninstall",
    "install_examples": "template_install_examples",
    "install_library": "template_install_default_library",
    "installation_status": "template_get_installation_status",
}
"""The contract's tool that does what each verb asks for: what it promises holds for a target's own tools as well."""
