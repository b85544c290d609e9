"""Tasks that are each other's parents and children (contract TMPL-3)."""

from collections.abc import Mapping
from typing import Any


def parents_first(tasks: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The keys of tasks, parents before their children, otherwise in their own order."""
    ordered: dict[str, None] = {}
    for key in tasks:
        line = [key]
        while (parent := tasks[line[-1]].get("parent")) and parent not in ordered:
            line.append(parent)
        ordered.update(dict.fromkeys(reversed(line)))
    return list(ordered)
