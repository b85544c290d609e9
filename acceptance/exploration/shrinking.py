"""Making the way to a disagreement as short, and its values as plain, as they can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from time import monotonic
from typing import Any, Final

from acceptance.contract.model.operations import Interrupt, Operation, Plan
from acceptance.contract.values import TaskField
from acceptance.exploration.steps import Step

PLAIN: Final = "Text"
MOST_TRIES: Final = 250

Fails = Callable[[Sequence[Step]], bool]


@dataclass
class Shrinking:
    """Shrinks the steps that lead to one disagreement.

    Attributes:
        fails: whether other steps lead to the same disagreement.
        deadline: when it has to be done with, on the monotonic clock.
        tries: how many other steps were tried.
    """

    fails: Fails
    deadline: float
    tries: int = 0

    def shrink(self, steps: Sequence[Step]) -> list[Step]:
        """The fewest and plainest steps that were found to lead to the same disagreement."""
        best = list(steps)
        while True:
            before = list(best)
            best = self._plainer(self._shorter(best))
            if best == before or self._spent:
                return best

    @property
    def _spent(self) -> bool:
        return self.tries >= MOST_TRIES or monotonic() > self.deadline

    def _try(self, steps: Sequence[Step]) -> bool:
        if self._spent:
            return False
        self.tries += 1
        return self.fails(steps)

    def _shorter(self, steps: list[Step]) -> list[Step]:
        """Leave out as many steps as can be, the larger parts first, from the end."""
        size = max(1, len(steps) // 2)
        while size:
            start = len(steps) - size
            while start > -size:
                without = steps[: max(start, 0)] + steps[start + size :]
                if len(without) < len(steps) and self._try(without):
                    steps = without
                start -= size
            size //= 2
        return steps

    def _plainer(self, steps: list[Step]) -> list[Step]:
        """Make each step plainer, one value at a time."""
        for place in range(len(steps)):
            again = True
            while again:
                again = False
                for plainer in plainer_steps(steps[place]):
                    candidate = [*steps[:place], plainer, *steps[place + 1 :]]
                    if self._try(candidate):
                        steps, again = candidate, True
                        break
        return steps


def plainer_steps(step: Step) -> Iterator[Step]:
    """A step with one thing made plainer, the greatest gain first."""
    if step.client:
        yield replace(step, client=0)
    for operation in plainer_operations(step.operation):
        yield replace(step, operation=operation)


def plainer_operations(operation: Operation) -> Iterator[Operation]:
    """An operation with one value left out, or made plainer."""
    if isinstance(operation, Interrupt) and operation.during is not None:
        yield operation.during
    for one in fields(operation):
        value: Any = getattr(operation, one.name)
        default: Any = one.default_factory() if one.default_factory is not MISSING else one.default
        if default is not MISSING and value != default:
            yield replace(operation, **{one.name: default})
        if isinstance(value, Mapping):
            title = plain_title(operation.name) if isinstance(operation, Plan) else None
            for plainer in _plainer_mappings(value, title):
                yield replace(operation, **{one.name: plainer})
        elif isinstance(value, tuple) and len(value) > 1:
            for place in range(len(value)):
                yield replace(operation, **{one.name: value[:place] + value[place + 1 :]})
        elif isinstance(value, str) and one.name in {"summary", "work", "reason"} and value != PLAIN:
            yield replace(operation, **{one.name: PLAIN})


def plain_title(name: str) -> str:
    """The title of a task of which only the name matters, as the specification writes such a name."""
    return name.capitalize()


def _plainer_mappings(values: Mapping[Any, Any], title: str | None) -> Iterator[dict[Any, Any]]:
    """A mapping with one entry less, or plainer; a title that is given is the plainest there has to be."""
    for key, value in values.items():
        if key is not TaskField.TITLE or title is None:
            yield {other: inner for other, inner in values.items() if other != key}
        plain = title if key is TaskField.TITLE and title else PLAIN
        if isinstance(value, str) and key in {TaskField.TITLE, TaskField.DESCRIPTION} and value != plain:
            yield {**values, key: plain}
        if isinstance(value, list) and len(value) > 1:
            for place in range(len(value)):
                yield {**values, key: value[:place] + value[place + 1 :]}
        if key is TaskField.CONTEXT and isinstance(value, Mapping) and len(value) > 1:
            for inner in value:
                yield {**values, key: {name: one for name, one in value.items() if name != inner}}
