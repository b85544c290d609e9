"""Shrinking leaves the steps and values that matter."""

from collections.abc import Sequence
from time import monotonic

from acceptance.contract.model.operations import CountTasks, Plan, Search, Start, Update
from acceptance.contract.values import TaskField, TaskState
from acceptance.exploration.shrinking import MOST_TRIES, Shrinking
from acceptance.exploration.steps import Step


def shrunk(steps: Sequence[Step], fails: object) -> tuple[list[Step], int]:
    shrinking = Shrinking(fails, monotonic() + 10)  # type: ignore[arg-type]
    return shrinking.shrink(steps), shrinking.tries


def test_only_what_matters_is_left() -> None:
    plans = [Step(1, Plan(f"task {n}", {TaskField.TITLE: "é\n", TaskField.EFFORT: "x"})) for n in range(20)]
    update = Step(1, Update("task 13", {TaskField.TITLE: "new", TaskField.EFFORT: "0"}, TaskState.BLOCKED))
    steps = [*plans, Step(0, CountTasks()), update, Step(0, Start("task 2"))]

    def fails(tried: Sequence[Step]) -> bool:
        known = set()
        for step in tried:
            if isinstance(step.operation, Plan):
                known.add(step.operation.name)
            if isinstance(step.operation, Update) and "0" in step.operation.values.values():
                return step.operation.task in known
        return False

    best, _ = shrunk(steps, fails)
    assert best == [
        Step(0, Plan("task 13", {TaskField.TITLE: "Task 13"})),
        Step(0, Update("task 13", {TaskField.EFFORT: "0"})),
    ]


def test_a_search_keeps_the_filter_that_matters() -> None:
    search = Search(states=("pending", "blocked"), text="a", children=True, limit=5, page=None)
    best, _ = shrunk([Step(0, search)], lambda tried: bool(tried) and tried[0].operation.states is not None)
    assert best == [Step(0, Search(states=("blocked",)))]


def test_it_ends_when_nothing_can_be_left_out() -> None:
    steps = [Step(0, CountTasks()) for _ in range(300)]
    best, tries = shrunk(steps, lambda tried: len(tried) == 300)
    assert best == steps and tries <= MOST_TRIES
