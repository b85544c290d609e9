"""What the annotations of tools have to say, by what the verbs of the domain do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from acceptance.contract.dialects.dialect import Form

DESTRUCTIVE_TOOLS: Final = frozenset(
    {
        "orchestrator_cancel_task",
        "orchestrator_cleanup_sessions",
        "orchestrator_delete_task",
        "orchestrator_update_task",
        "template_create",
        "template_delete",
        "template_install_default_library",
        "template_install_examples",
        "template_uninstall",
    }
)
"""The tools of the contract that can delete something or overwrite it."""
DESTRUCTIVE_VERBS: Final = (
    *("change", "delete", "clean_up_sessions", "delete_template", "uninstall_template", "install_examples"),
    *("install_library",),
)
"""The verbs that delete something, or put something else in its place."""
WRITING_VERBS: Final = (
    *("plan", "plan_tree", "start", "submit", "cancel", "open_session", "resume_session", "create_template"),
    *DESTRUCTIVE_VERBS,
)
"""The verbs that write to the data store."""


def may_destroy(tool: str) -> bool:
    """Whether a tool of the contract can delete something or overwrite it."""
    return tool in DESTRUCTIVE_TOOLS


def tools_by_verb(form: Form, verbs: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The tools by which a dialect says each of these verbs that it has; several where some of them only look."""
    return {verb: tuple(step.tool for step in form.verbs[verb].steps) for verb in verbs if verb in form.verbs}
