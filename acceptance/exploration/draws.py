"""Choosing, on hypothesis's generation of data: every choice of a walk comes from here, so that a seed repeats it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from hypothesis import strategies as st

from acceptance.contract.model.operations import UNKNOWN
from acceptance.contract.model.state import ModelTask, Workspace
from acceptance.contract.values import TaskState
from acceptance.exploration.values import TEXTS, TITLES

T = TypeVar("T")

# All that UTF-8 can say, but NUL (see `acceptance.contract.fuzz`).
_ANY_TEXT: Final = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
_INDEX: Final = [st.integers(0, most) for most in range(120)]


class Draws:
    """The choices of one walk.

    Attributes:
        planned: how many tasks were named so far.
    """

    def __init__(self, data: st.DataObject, workspace: Callable[[int], Workspace]) -> None:
        """Choose for a walk.

        Args:
            data: hypothesis's.
            workspace: the directory in which a client works, as the model has it now.
        """
        self.planned = 0
        self.client = 0
        self._data = data
        self._workspace = workspace

    @property
    def workspace(self) -> Workspace:
        """The directory in which the client works that asks."""
        return self._workspace(self.client)

    def below(self, count: int) -> int:
        """A number from zero to less than a count."""
        if count <= 1:
            return 0
        return self._data.draw(_INDEX[count - 1] if count <= len(_INDEX) else st.integers(0, count - 1))

    def one_in(self, count: int) -> bool:
        """Whether one thing in so many happens."""
        return self.below(count) == count - 1

    def one_of(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.below(len(choices))]

    def some_of(self, choices: Sequence[T], most: int = 3) -> tuple[T, ...]:
        """One or several, each once."""
        return tuple(dict.fromkeys(self.one_of(choices) for _ in range(1 + self.below(most))))

    def perhaps(self, choices: Sequence[T]) -> T | None:
        """One of several, or none."""
        return self.one_of(choices) if self.one_in(2) else None

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of several, by their weights."""
        number = self.below(sum(weights.values()))
        for choice, weight in weights.items():
            number -= weight
            if number < 0:
                return choice
        raise AssertionError("weights that are used up")  # pragma: no cover

    def text(self) -> str:
        """A text that hurts, or any."""
        return str(self._data.draw(_ANY_TEXT)) if self.one_in(4) else self.one_of(TEXTS)

    def title(self) -> str:
        """A title that hurts, or any that is not blank."""
        drawn = str(self._data.draw(_ANY_TEXT)) if self.one_in(4) else self.one_of(TITLES)
        return drawn if drawn.strip() and not _is_debatable(drawn) else "Write the release notes"

    def tuned(self, weights: Mapping[T, int]) -> dict[T, int]:
        """Weights for one walk: some choices come more often in it, and some not at all (swarm testing)."""
        tuned = {choice: weight * self.one_of((0, 1, 1, 3)) for choice, weight in weights.items()}
        first = next(iter(weights))
        tuned[first] = max(tuned[first], weights[first])
        return tuned

    def new_name(self) -> str:
        """A name for a task that is planned now."""
        self.planned += 1
        return f"task {self.planned}"

    def task(self, states: Iterable[TaskState] = (), fits: Callable[[ModelTask], bool] | None = None) -> str:
        """The name of a task, mostly one in a state and of a kind; seldom one that nobody knows."""
        tasks = [*self.workspace.tasks.values()]
        if not tasks or self.one_in(30):
            return UNKNOWN
        wanted = [one for one in tasks if not states or one.state in states]
        wanted = [one for one in wanted if fits is None or fits(one)] or wanted
        return self.one_of(wanted if wanted and not self.one_in(5) else tasks).name


def _is_debatable(title: str) -> bool:
    """Whether one may argue that a title is blank: nothing in it can be seen."""
    return not any(one.isprintable() and not one.isspace() for one in title)


def blank_or(draws: Draws, words: Sequence[str], blanks: Sequence[str]) -> str:
    """A text out of a list, seldom a blank one."""
    return draws.one_of(blanks) if draws.one_in(15) else draws.one_of(words)
