"""A filter as a condition in SQL; every value is a parameter, none is part of the text (Contract SAFE-7)."""

import json

from reference_orchestrator.domain.queries import TaskFilter
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.store.schema import CASEFOLD


def conditions(wanted: TaskFilter) -> tuple[str, tuple[str | int, ...]]:
    """Say what fits.

    Returns:
        A condition over the table of tasks, and the values of its parameters.
    """
    parts: list[str] = []
    values: list[str] = []
    lists = (
        ("status", wanted.statuses),
        ("task_type", wanted.task_types),
        ("specialist_type", wanted.specialists),
        ("complexity", wanted.complexities),
    )
    for column, allowed in lists:
        if allowed:
            parts.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(allowed))
    if not wanted.statuses:
        parts.append("status <> ?")
        values.append(TaskStatus.ARCHIVED)
    if wanted.search_text:
        needle = wanted.search_text.casefold()
        parts.append("instr(search, ?) > 0")
        values.append(needle)
        # The two texts stand in the column with a line break between them, which is in neither.
        if "\n" in needle:
            parts.append(f"(instr({CASEFOLD}(title), ?) > 0 OR instr({CASEFOLD}(description), ?) > 0)")
            values += [needle, needle]
    comparisons = (
        ("parent_task_id = ?", wanted.parent_task_id),
        ("created_at > ?", wanted.created_after),
        ("created_at < ?", wanted.created_before),
    )
    for comparison, value in comparisons:
        if value is not None:
            parts.append(comparison)
            values.append(value)
    return " AND ".join(parts), tuple(values)
