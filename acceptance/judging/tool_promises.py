"""Which requirement promises what each tool does, and what that is called in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Promise:
    """What a tool is promised to do.

    Attributes:
        words: what is done with it, in words that begin a sentence.
        requirements: those that promise it, the contract's own first.
    """

    words: str
    requirements: tuple[str, ...]

    @property
    def requirement(self) -> str:
        """The contract's own requirement."""
        return self.requirements[0]


def _promise(words: str, requirements: str) -> Promise:
    return Promise(words, tuple(requirements.split()))


PROMISES: Final[Mapping[str, Promise]] = {
    "orchestrator_initialize_session": _promise("Opening a session", "SESSION-1 PLAN-1"),
    "orchestrator_list_sessions": _promise("Listing sessions", "SESSION-2"),
    "orchestrator_session_status": _promise("Reading the status of a session", "SESSION-2 VALID-5"),
    "orchestrator_resume_session": _promise("Resuming a session", "SESSION-2"),
    "orchestrator_cleanup_sessions": _promise("Cleaning up sessions", "SESSION-3"),
    "orchestrator_get_status": _promise("Counting tasks", "STATUS-1 VALID-5"),
    "orchestrator_plan_task": _promise("Planning a task", "TASK-1 PLAN-2 PLAN-3 PLAN-4"),
    "orchestrator_execute_task": _promise("Starting a task", "TASK-2 EXEC-1 EXEC-2 EXEC-3"),
    "orchestrator_execute_subtask": _promise("Starting a task", "TASK-2 EXEC-1 EXEC-2 EXEC-3"),
    "orchestrator_complete_task": _promise("Submitting a result", "TASK-3 EXEC-4 VALID-8"),
    "orchestrator_complete_subtask": _promise("Submitting a result", "TASK-3 EXEC-4 VALID-8"),
    "orchestrator_update_task": _promise("Changing a task", "TASK-4 VALID-6"),
    "orchestrator_cancel_task": _promise("Cancelling a task", "TASK-5 FAULT-3"),
    "orchestrator_delete_task": _promise("Deleting a task", "TASK-6"),
    "orchestrator_query_tasks": _promise("Searching tasks", "TASK-7 VALID-4"),
    "orchestrator_synthesize_results": _promise("Synthesising results", "RESULT-1 VALID-7"),
    "orchestrator_maintenance_coordinator": _promise("Maintenance", "MAINT-1 MAINT-2 MAINT-3 VALID-9"),
    "orchestrator_health_check": _promise("Checking the health", "CTRL-1 VALID-1"),
    "orchestrator_restart_server": _promise("Restarting by request", "CTRL-2 VALID-2 FAULT-1"),
    "orchestrator_restart_status": _promise("Reading the status of a restart", "CTRL-3"),
    "orchestrator_shutdown_prepare": _promise("Preparing a shutdown", "CTRL-4"),
    "orchestrator_reconnect_test": _promise("Testing a reconnection", "CTRL-5 VALID-3"),
    "template_create": _promise("Creating a template", "TMPL-1"),
    "template_load": _promise("Loading a template", "TMPL-1"),
    "template_list": _promise("Listing templates", "TMPL-1"),
    "template_info": _promise("Describing a template", "TMPL-1"),
    "template_validate": _promise("Validating a template", "TMPL-2"),
    "template_validate_all": _promise("Validating all templates", "TMPL-2"),
    "template_instantiate": _promise("Instantiating a template", "TMPL-3"),
    "template_delete": _promise("Deleting a template", "TMPL-4"),
    "template_uninstall": _promise("Uninstalling a template", "TMPL-4"),
    "template_install_default_library": _promise("Installing the built-in library", "TMPL-5"),
    "template_install_examples": _promise("Installing the examples", "TMPL-5"),
    "template_get_installation_status": _promise("Reading what is installed", "TMPL-5"),
}
"""The promises of the contract's tools, by the tools' names."""
