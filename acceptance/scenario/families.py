"""The children of each parent that a scenario knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from acceptance.errors import TargetFaultError

if TYPE_CHECKING:
    from acceptance.scenario.tasks import Task


class Families(dict[str, "list[Task]"]):
    """The children of each parent, by its name and in planned order."""

    def __missing__(self, parent: str) -> NoReturn:
        """Say that nothing is known to be under a task.

        Raises:
            TargetFaultError: always; a target that tells no parent leaves its tasks without a family.
        """
        raise TargetFaultError(f'the reply shows no subtask of "{parent}"')
