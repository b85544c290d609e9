"""Fields by other names, in other places, left out or added (contract, "Reply fields", "Added keys")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tests.conforming.declaring import OWN, Fields, Means, conforming, everywhere

SYNONYMS: Final = "Reply fields: the first name is canonical, the rest are synonyms seen in the field."
ANY_NAME: Final = "Where no field name is in the table, a reply tells a thing by naming it anywhere."
LEFT_OUT: Final = "Empty fields may be left out."
ADDED: Final = "Added keys are allowed in every reply, around what was given."


def renaming(
    name: str, does: str, names: Mapping[str, str], *, allowed_by: str = SYNONYMS, tools: str = "", quick: bool = False
) -> None:
    """Declare a variant that has other names for some fields, wherever they are; `tools`: only those of this prefix."""

    @conforming(name, does, allowed_by=allowed_by, quick=quick)
    def _(means: Means) -> None:
        def rename(fields: Fields) -> Fields:
            return {names.get(key, key): content for key, content in fields.items()}

        means.fields(lambda tool, fields: everywhere(fields, rename, but=OWN) if tool.startswith(tools) else fields)


def changing(
    name: str, does: str, change: Callable[[str, Fields], Fields], *, allowed_by: str, quick: bool = False
) -> None:
    """Declare a variant that changes the fields of replies as a whole."""

    @conforming(name, does, allowed_by=allowed_by, quick=quick)
    def _(means: Means) -> None:
        means.fields(change)


renaming("id-for-task-id", "The task's id is called `id`.", {"task_id": "id"})
renaming(
    "other-titles",
    "Title and description are called `task_title` and `task_description`.",
    {"title": "task_title", "description": "task_description"},
    tools="orchestrator_",
)
renaming("artifact-references", "Artifacts are called `artifact_references`.", {"artifacts": "artifact_references"})
renaming(
    "children-for-results",
    "A synthesis has `children` in place of `results`.",
    {"results": "children"},
    tools="orchestrator_synthesize",
)


def called_active(tool: str, fields: Fields) -> Fields:
    """In progress is called active."""
    return everywhere(
        fields, lambda one: {**one, **({"status": "active"} if one.get("status") == "in_progress" else {})}, but=OWN
    )  # type: ignore[no-any-return]


def context_of_a_specialist(tool: str, fields: Fields) -> Fields:
    """A task's context is called specialist_context, but in a brief, where that is the specialist's."""

    def change(one: Fields) -> Fields:
        return {"specialist_context" if key == "context" else key: content for key, content in one.items()}

    return fields if tool == "orchestrator_execute_task" else everywhere(fields, change)  # type: ignore[no-any-return]


def summed_up(tool: str, fields: Fields) -> Fields:
    """Counts stand below `task_summary`."""
    if "counts" not in fields or tool != "orchestrator_get_status":
        return fields
    summary = {f"total_{state}": count for state, count in fields["counts"].items()}
    return {**{key: one for key, one in fields.items() if key != "counts"}, "task_summary": summary}


def listed_by_state(tool: str, fields: Fields) -> Fields:
    """A status has one list for each state, with its count."""
    if tool != "orchestrator_get_status":
        return fields
    lists: Fields = {}
    for state, count in fields["counts"].items():
        tasks = [one for one in fields["tasks"] if one["status"] == state]
        lists["active_tasks" if state == "in_progress" else f"{state}_tasks"] = {"tasks": tasks, "total_count": count}
    return {"session_id": fields["session_id"], **lists}


def counted_below(tool: str, fields: Fields) -> Fields:
    """The total stands below `query_summary.pagination`."""
    if tool != "orchestrator_query_tasks":
        return fields
    pagination = {key: fields[key] for key in ("total_count", "limit", "offset")}
    return {"query_summary": {"pagination": pagination, "returned": len(fields["tasks"])}, "tasks": fields["tasks"]}


changing(
    "active-for-in-progress",
    "In progress is called `active`.",
    called_active,
    allowed_by="`active` means `in_progress`.",
    quick=True,
)
changing(
    "specialist-context",
    "A task's context is called `specialist_context`.",
    context_of_a_specialist,
    allowed_by=SYNONYMS,
)
changing("counts-in-a-summary", "Counts stand below `task_summary`.", summed_up, allowed_by=SYNONYMS)
changing("a-list-for-each-state", "The status has a list for each state.", listed_by_state, allowed_by=SYNONYMS)
changing(
    "total-below-pagination", "The total stands below `query_summary.pagination`.", counted_below, allowed_by=SYNONYMS
)

EMPTY: Final = (None, "", [], {})


def without_empty(fields: Fields) -> Fields:
    """Fields without those that are empty."""
    return {key: content for key, content in fields.items() if content not in EMPTY or content is False or content == 0}


changing(
    "empty-fields-left-out",
    "Fields that are empty are left out, at any depth, empty lists too.",
    lambda tool, fields: everywhere(fields, without_empty, but=OWN),
    allowed_by=LEFT_OUT,
    quick=True,
)


def without_empty_in_tasks(fields: Fields) -> Fields:
    """A task without its empty fields; lists of tasks stay, be they empty."""
    return without_empty(fields) if {"task_id", "description"} <= fields.keys() else fields


changing(
    "empty-values-left-out",
    "Values of a task that are empty are left out.",
    lambda tool, fields: everywhere(fields, without_empty_in_tasks, but=OWN),
    allowed_by=LEFT_OUT,
)
changing(
    "null-for-empty",
    "What is empty is null.",
    lambda tool, fields: everywhere(
        fields,
        lambda one: {
            key: None if content == [] and key in {"dependencies", "artifacts"} else content
            for key, content in one.items()
        },
        but=OWN,
    ),
    allowed_by=LEFT_OUT,
)


def with_more(fields: Fields) -> Fields:
    """Fields with some that nobody asked for."""
    return {**fields, "links": {"self": "https://example.org/1"}, "_version": 3, "notes": None, "warnings": []}


changing(
    "added-keys",
    "Every object of a reply has further fields.",
    lambda tool, fields: everywhere(fields, with_more, but=OWN),
    allowed_by=ADDED,
    quick=True,
)
changing(
    "added-hints",
    "Every reply has further texts: a message and next steps.",
    lambda tool, fields: {
        "ok": True,
        "status_code": 200,
        **fields,
        "next_steps": ["Look at the task", "Hand in the work"],
    },
    allowed_by=ADDED,
)
changing(
    "success-and-the-task",
    "A task stands below `task`, beside `success: true`.",
    lambda tool, fields: {"success": True, "task": fields} if "task_id" in fields and tool in TASK_TOOLS else fields,
    allowed_by=ADDED,
)
TASK_TOOLS: Final = frozenset(
    {
        "orchestrator_plan_task",
        "orchestrator_update_task",
        "orchestrator_cancel_task",
        "orchestrator_execute_task",
        "orchestrator_complete_task",
    }
)
changing(
    "success-and-the-session",
    "A session stands below `session`, beside `success: true`.",
    lambda tool, fields: (
        {"success": True, "session": fields} if "session_id" in fields and tool in SESSION_TOOLS else fields
    ),
    allowed_by=ADDED,
)
SESSION_TOOLS: Final = frozenset(
    {"orchestrator_initialize_session", "orchestrator_resume_session", "orchestrator_session_status"}
)
