"""The values of a task in the words of the features."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from acceptance.contract.values import TaskField


def in_words(value: TaskField, content: Any, name_of: Callable[[Any], str]) -> str | None:
    """A value in words: tasks by the scenario's names, no underscores; `None` where there is none.

    Args:
        value: which of a task's values it is.
        content: as a reply tells it.
        name_of: gives the scenario's name of a task of this identity.
    """
    if content is None:
        return None
    if value in {TaskField.KIND, TaskField.COMPLEXITY, TaskField.SPECIALIST}:
        return str(content).replace("_", " ")
    if value is TaskField.DEPENDS_ON and isinstance(content, list):
        return ", ".join(map(name_of, content))
    if value is TaskField.CONTEXT and isinstance(content, Mapping):
        return "; ".join(f"{name}: {said}" for name, said in content.items())
    return name_of(content) if value is TaskField.PARENT else str(content)
