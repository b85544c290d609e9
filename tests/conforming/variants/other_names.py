"""Fields for which the contract's table has no name, by other names (contract, "Where a reply is")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.conforming.declaring import OWN, Fields, everywhere
from tests.conforming.variants.fields import ANY_NAME, changing, renaming

PRIVATE: Final[Mapping[str, Mapping[str, str]]] = {
    "orchestrator_maintenance_coordinator": {
        "stale": "not_touched_for_a_day",
        "orphaned": "without_a_parent",
        "archived": "moved_to_the_archive",
        "valid": "in_order",
        "damage": "what_is_wrong",
        "path": "written_to",
        "open_tasks": "still_to_do",
    },
    "orchestrator_initialize_session": {"created": "store_is_new"},
    "orchestrator_resume_session": {"created": "store_is_new"},
    "orchestrator_cleanup_sessions": {"sessions": "removed"},
    "orchestrator_shutdown_prepare": {"ready": "can_shut_down", "blocking": "in_the_way"},
    "orchestrator_restart_status": {"history": "restarts_so_far", "requested_at": "began", "finished_at": "ended"},
    "orchestrator_reconnect_test": {"sessions": "available", "reconnectable": "usable"},
    "orchestrator_execute_task": {},
    "template_load": {"template": "value", "content": "source"},
    "template_list": {"templates": "found"},
    "template_validate": {"valid": "passes", "errors": "mistakes"},
    "template_validate_all": {"valid": "passes", "errors": "mistakes", "templates": "looked_at"},
    "template_instantiate": {"tasks": "tasks"},
    "template_install_examples": {"installed": "written", "skipped": "left_alone", "overwritten": "replaced"},
    "template_install_default_library": {"installed": "written", "skipped": "left_alone", "overwritten": "replaced"},
    "template_get_installation_status": {"installed": "present", "available": "on_offer"},
}
"""Names of the reference that the contract's table does not have, and others in their place."""


def private(name: str, does: str, *tools: str, quick: bool = False) -> None:
    """Declare a variant that has other names for the fields of tools which the contract's table does not have."""

    def change(tool: str, fields: Fields) -> Fields:
        names = PRIVATE.get(tool, {}) if tool in tools or not tools else {}

        def rename(one: Fields) -> Fields:
            return {names.get(key, key): content for key, content in one.items()}

        return everywhere(fields, rename, but=OWN) if names else fields  # type: ignore[no-any-return]

    changing(name, does, change, allowed_by=ANY_NAME, quick=quick)


private(
    "other-names-of-maintenance",
    "Maintenance has other names for what it tells.",
    "orchestrator_maintenance_coordinator",
    quick=True,
)
private(
    "other-names-of-sessions",
    "Sessions have other names for what they tell beside the table.",
    "orchestrator_initialize_session",
    "orchestrator_resume_session",
    "orchestrator_cleanup_sessions",
)
private(
    "other-names-of-control",
    "Server control has other names for what it tells beside the table.",
    "orchestrator_shutdown_prepare",
    "orchestrator_restart_status",
    "orchestrator_reconnect_test",
    quick=True,
)
private(
    "other-names-of-templates",
    "Templates have other names for what they tell.",
    "template_load",
    "template_list",
    "template_validate",
    "template_validate_all",
    quick=True,
)
private(
    "other-names-of-installations",
    "Installations have other names for what they tell.",
    "template_install_examples",
    "template_install_default_library",
    "template_get_installation_status",
    quick=True,
)
renaming(
    "template-ids-called-id",
    "Templates in a list have an `id` and a `kind`.",
    {"template_id": "id", "category": "kind"},
    allowed_by=ANY_NAME,
    tools="template_",
)
renaming(
    "template-ids-called-name",
    "Templates in a list have a `name`.",
    {"template_id": "name"},
    allowed_by=ANY_NAME,
    tools="template_",
)
