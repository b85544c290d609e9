"""What the contract of version 2.0 lists of the tools' parameters: types, values, defaults and bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeAlias


class Kind(Enum):
    """The type of a parameter: a value that it allows, and values that it does not."""

    TEXT = ("some words", (5, ["some words"]))
    FLAG = (True, ("true", 1))
    INTEGER = (20, ("20", True, 20.5))
    OBJECT = ({"some": "words"}, ("some words", ["some words"]))
    TEXTS = (["some words"], ("some words", [5]))
    WORD = (None, ("unheard_of", 5))
    WORDS = (None, (["unheard_of"], [5]))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a tool.

    Attributes:
        kind: its type.
        required: whether a call needs it.
        words: the values that it can have, where they are a closed list.
        default: the value that it has where a call leaves it out; `None` where the contract names none.
        least: the smallest number that it can be; `None` where there is no bound.
        most: the largest one.
    """

    kind: Kind
    required: bool = False
    words: tuple[str, ...] = ()
    default: bool | int | str | None = None
    least: int | None = None
    most: int | None = None

    def allowed(self) -> Iterator[Any]:
        """Values that it can have."""
        if self.words:
            yield from self.words if self.kind is Kind.WORD else ([word] for word in self.words)
        else:
            yield self.kind.value[0]
        yield from (bound for bound in (self.least, self.most) if bound is not None)

    def forbidden(self) -> Iterator[Any]:
        """Values that it cannot have."""
        yield from self.kind.value[1]
        if self.least is not None:
            yield self.least - 1
        if self.most is not None:
            yield self.most + 1


Parameters: TypeAlias = Mapping[str, Parameter]


def word(*words: str, default: str | None = None, required: bool = False) -> Parameter:
    """One word out of a closed list."""
    return Parameter(Kind.WORD, required=required, words=words, default=default)


def words(*one_of: str) -> Parameter:
    """Several words out of a closed list."""
    return Parameter(Kind.WORDS, words=one_of)


def flag(*, default: bool) -> Parameter:
    """A yes or no."""
    return Parameter(Kind.FLAG, default=default)


def integer(default: int, least: int | None = None, most: int | None = None) -> Parameter:
    """A whole number."""
    return Parameter(Kind.INTEGER, default=default, least=least, most=most)


TEXT: Final = Parameter(Kind.TEXT)
NEEDED: Final = Parameter(Kind.TEXT, required=True)
TEXTS: Final = Parameter(Kind.TEXTS)
OBJECT: Final = Parameter(Kind.OBJECT)
STATES: Final = ("pending", "active", "in_progress", "blocked", "completed", "failed", "cancelled", "archived")
KINDS: Final = (
    *("standard", "breakdown", "milestone", "review", "approval", "research", "implementation", "testing"),
    *("documentation", "deployment", "custom"),
)
COMPLEXITIES: Final = ("trivial", "simple", "moderate", "complex", "very_complex")
SPECIALISTS: Final = (
    *("analyst", "coder", "tester", "documenter", "reviewer", "architect", "devops", "researcher", "coordinator"),
    "generic",
)
OWNERS: Final = ("user", "shared")
CATEGORIES: Final = ("builtin", *OWNERS)

PARAMETERS: Final[Mapping[str, Parameters]] = {
    "orchestrator_initialize_session": {"working_directory": TEXT},
    "orchestrator_list_sessions": {"include_completed": flag(default=False), "limit": integer(10)},
    "orchestrator_resume_session": {"session_id": NEEDED},
    "orchestrator_session_status": {"session_id": NEEDED},
    "orchestrator_cleanup_sessions": {
        "cleanup_type": word("completed", "orphaned", "old", "all", default="completed"),
        "older_than_days": integer(7),
        "dry_run": flag(default=True),
    },
    "orchestrator_get_status": {"include_completed": flag(default=False)},
    "orchestrator_plan_task": {
        "title": NEEDED,
        "description": NEEDED,
        "task_type": word(*KINDS, default="standard"),
        "parent_task_id": TEXT,
        "complexity": word(*COMPLEXITIES, default="moderate"),
        "specialist_type": word(*SPECIALISTS),
        "estimated_effort": TEXT,
        "due_date": TEXT,
        "context": OBJECT,
        "dependencies": TEXTS,
    },
    "orchestrator_execute_task": {"task_id": NEEDED},
    "orchestrator_complete_task": {
        "task_id": NEEDED,
        "summary": NEEDED,
        "detailed_work": NEEDED,
        "file_paths": TEXTS,
        "artifact_type": word(
            "code", "documentation", "analysis", "design", "test", "config", "general", default="general"
        ),
        "next_action": word("continue", "needs_revision", "blocked", "complete", required=True),
        "legacy_artifacts": TEXTS,
    },
    "orchestrator_update_task": {
        "task_id": NEEDED,
        "title": TEXT,
        "description": TEXT,
        "status": word(*STATES),
        "specialist_type": word(*SPECIALISTS),
        "complexity": word(*COMPLEXITIES),
        "estimated_effort": TEXT,
        "due_date": TEXT,
        "context": OBJECT,
    },
    "orchestrator_cancel_task": {"task_id": NEEDED, "reason": TEXT, "preserve_work": flag(default=True)},
    "orchestrator_delete_task": {
        "task_id": NEEDED,
        "force": flag(default=False),
        "archive_instead": flag(default=True),
    },
    "orchestrator_query_tasks": {
        "status": words(*STATES),
        "task_type": words(*KINDS),
        "specialist_type": words(*SPECIALISTS),
        "parent_task_id": TEXT,
        "complexity": words(*COMPLEXITIES),
        "search_text": TEXT,
        "created_after": TEXT,
        "created_before": TEXT,
        "include_children": flag(default=False),
        "include_artifacts": flag(default=False),
        "limit": integer(100),
        "offset": integer(0),
    },
    "orchestrator_synthesize_results": {"parent_task_id": NEEDED},
    "orchestrator_maintenance_coordinator": {
        "action": word("scan_cleanup", "validate_structure", "update_documentation", "prepare_handover", required=True),
        "scope": word("current_session", "full_project", "specific_subtask", default="current_session"),
        "validation_level": word("basic", "comprehensive", "full_audit", default="basic"),
        "target_task_id": TEXT,
    },
    "orchestrator_health_check": {
        "include_reboot_readiness": flag(default=True),
        "include_connection_status": flag(default=True),
        "include_database_status": flag(default=True),
    },
    "orchestrator_restart_server": {
        "graceful": flag(default=True),
        "preserve_state": flag(default=True),
        "timeout": integer(30, 10, 300),
        "reason": word(
            *("configuration_update", "schema_migration", "error_recovery", "manual_request", "emergency_shutdown"),
            default="manual_request",
        ),
    },
    "orchestrator_restart_status": {
        "include_history": flag(default=False),
        "include_error_details": flag(default=True),
    },
    "orchestrator_shutdown_prepare": {
        "check_active_tasks": flag(default=True),
        "check_database_state": flag(default=True),
        "check_client_connections": flag(default=True),
    },
    "orchestrator_reconnect_test": {
        "session_id": TEXT,
        "include_buffer_status": flag(default=True),
        "include_reconnection_stats": flag(default=True),
    },
    "template_create": {
        "template_id": NEEDED,
        "template_content": NEEDED,
        "category": word(*OWNERS, default="user"),
        "overwrite": flag(default=False),
    },
    "template_load": {"template_id": NEEDED, "category": word(*CATEGORIES)},
    "template_list": {"category": word(*CATEGORIES), "include_metadata": flag(default=False)},
    "template_info": {"template_id": NEEDED, "category": word(*CATEGORIES)},
    "template_validate": {"template_content": NEEDED},
    "template_validate_all": {"category": word(*CATEGORIES)},
    "template_instantiate": {
        "template_id": NEEDED,
        "parameters": Parameter(Kind.OBJECT, required=True),
        "create_tasks": flag(default=False),
    },
    "template_delete": {"template_id": NEEDED, "category": word(*OWNERS)},
    "template_uninstall": {"template_id": NEEDED, "category": word(*OWNERS, default="user")},
    "template_install_examples": {"category": word(*OWNERS, default="shared"), "overwrite": flag(default=False)},
    "template_install_default_library": {
        "category": word("all", "development", "research", "creative", "business", "self_development", default="all"),
        "overwrite": flag(default=False),
    },
    "template_get_installation_status": {},
}
"""By the tools' names, and the names of their parameters."""
