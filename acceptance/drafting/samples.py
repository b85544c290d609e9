"""What a trial plans: titles that no search confuses, and for each value of a task some that may be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from acceptance.contract.dialects import Dialect
from acceptance.contract.parameters import COMPLEXITIES, KINDS, SPECIALISTS
from acceptance.contract.values import TaskField, TaskPlan

DESCRIPTION: Final = "Each verb is spoken once"
TITLES: Final = ("Paint the fence", "Mow the lawn", "Wash the car", "Feed the cat", "Sweep the yard", "Bake the bread")
WORD: Final = "fence"
"""What a search finds of them: a word of the first title."""
NEW_TITLE: Final = "Paint the gate"
SAMPLES: Final[Mapping[TaskField, Sequence[Any]]] = {
    TaskField.DESCRIPTION: (DESCRIPTION,),
    TaskField.KIND: ("implementation", *KINDS),
    TaskField.COMPLEXITY: ("simple", *COMPLEXITIES),
    TaskField.SPECIALIST: ("tester", *SPECIALISTS),
    TaskField.EFFORT: ("2 hours",),
    TaskField.DUE_DATE: ("2031-05-17T10:00:00Z",),
    TaskField.CONTEXT: ({"instructions": ["with care"]},),
}
"""The values that a plan of a lone task can have beside its title; of each, the first that a dialect can say."""
FEW: Final = {TaskField.DESCRIPTION: SAMPLES[TaskField.DESCRIPTION]}


def title(number: int) -> str:
    """The title of so many tasks' last."""
    return TITLES[(number - 1) % len(TITLES)] + ("" if number <= len(TITLES) else f", number {number}")


def sayable(dialect: Dialect, given: Mapping[TaskField, Any], samples: Mapping[TaskField, Sequence[Any]]) -> TaskPlan:
    """A plan with what is given, and with as many samples as the dialect can say."""
    said = dict(given)
    for name, choices in samples.items():
        plans = ({**said, name: one} for one in choices)
        said = next((one for one in plans if not dialect.plan(TaskPlan(one)).lacking), said)
    return TaskPlan(said)
