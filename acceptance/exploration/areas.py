"""What a walk is about: which operations are drawn, and how often each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from acceptance.contract.model.operations import Operation
from acceptance.exploration import other_draws, search_draws, task_draws
from acceptance.exploration.draws import Draws

Drawer = Callable[[Draws], Operation]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the contract that is explored.

    Attributes:
        weights: how often each operation is drawn.
        clients: how many clients there are.
        length: how many steps a walk has at most.
    """

    weights: Mapping[Drawer, int]
    clients: int = 2
    length: int = 40


TASKS: Final[Mapping[Drawer, int]] = {
    task_draws.plan: 8,
    task_draws.start: 4,
    task_draws.submit: 4,
    task_draws.finish: 3,
    task_draws.update: 6,
    task_draws.cancel: 2,
    task_draws.delete: 3,
    task_draws.count: 1,
}
AREAS: Final[Mapping[str, Area]] = {
    "tasks": Area({**TASKS, search_draws.search: 2, task_draws.synthesise: 1}),
    "searches": Area({**TASKS, search_draws.search: 25}),
    "results": Area({**TASKS, task_draws.finish: 12, task_draws.synthesise: 6}),
    "sessions": Area(
        {
            **TASKS,
            other_draws.open_directory: 4,
            other_draws.ask_session: 4,
            other_draws.list_sessions: 2,
            other_draws.operate: 2,
            search_draws.search: 2,
        }
    ),
    "templates": Area(
        {
            other_draws.create_template: 8,
            other_draws.ask_template: 8,
            other_draws.fill_template: 8,
            other_draws.validate_template: 2,
            task_draws.start: 2,
            task_draws.finish: 2,
            search_draws.search: 1,
        },
        clients=1,
    ),
    "interruptions": Area({**TASKS, other_draws.interrupt: 2, task_draws.synthesise: 1}, length=30),
}
"""The areas by the words of the features."""
