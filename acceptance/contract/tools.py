"""What the contract of version 2.0 lists: its tools."""

from typing import Final

TOOLS: Final = (
    "orchestrator_cancel_task",
    "orchestrator_cleanup_sessions",
    "orchestrator_complete_task",
    "orchestrator_delete_task",
    "orchestrator_execute_task",
    "orchestrator_get_status",
    "orchestrator_health_check",
    "orchestrator_initialize_session",
    "orchestrator_list_sessions",
    "orchestrator_maintenance_coordinator",
    "orchestrator_plan_task",
    "orchestrator_query_tasks",
    "orchestrator_reconnect_test",
    "orchestrator_restart_server",
    "orchestrator_restart_status",
    "orchestrator_resume_session",
    "orchestrator_session_status",
    "orchestrator_shutdown_prepare",
    "orchestrator_synthesize_results",
    "orchestrator_update_task",
    "template_create",
    "template_delete",
    "template_get_installation_status",
    "template_info",
    "template_install_default_library",
    "template_install_examples",
    "template_instantiate",
    "template_list",
    "template_load",
    "template_uninstall",
    "template_validate",
    "template_validate_all",
)
"""The names of the tools, as `tools/list` has them."""

FAMILIES: Final = {
    "sessions": (
        "orchestrator_cleanup_sessions",
        "orchestrator_get_status",
        "orchestrator_initialize_session",
        "orchestrator_list_sessions",
        "orchestrator_resume_session",
        "orchestrator_session_status",
    ),
    "tasks": (
        "orchestrator_cancel_task",
        "orchestrator_delete_task",
        "orchestrator_execute_task",
        "orchestrator_plan_task",
        "orchestrator_query_tasks",
        "orchestrator_update_task",
    ),
    "results": ("orchestrator_complete_task", "orchestrator_synthesize_results"),
    "maintenance": ("orchestrator_maintenance_coordinator",),
    "templates": tuple(tool for tool in TOOLS if tool.startswith("template_")),
    "server control": (
        "orchestrator_health_check",
        "orchestrator_reconnect_test",
        "orchestrator_restart_server",
        "orchestrator_restart_status",
        "orchestrator_shutdown_prepare",
    ),
}
"""The families that the tools belong to."""
