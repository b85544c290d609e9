"""Which tasks came of a template that was filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acceptance.contract.model.contract_model import Observed
from acceptance.contract.model.operations import FillTemplate
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.template_rules import tasks_of
from acceptance.contract.values import TaskField
from acceptance.exploration.disagreement import Disagreement, brief

if TYPE_CHECKING:
    from acceptance.exploration.walk import Walk


def identities_of(walk: Walk, client: int, filling: FillTemplate, observed: Observed) -> Iterator[Disagreement]:
    """Recognise the new tasks by their titles, and say which are missing."""
    if not filling.create:
        return
    given = walk.model.state.given
    new = [view for identity, view in walk.looks.views(client).items() if identity not in given]
    for name, values in tasks_of(walk.model.workspace(client), filling).items():
        title = values[TaskField.TITLE]
        view = next((one for one in new if one.values.get(TaskField.TITLE) == title), None)
        if view is None:
            told = [one.values.get(TaskField.TITLE) for one in new]
            yield Disagreement(
                Promise.FILLED, f"a task with the title {brief(title)}", f"the new ones are {brief(told)}"
            )
            return
        new.remove(view)
        observed.identities[name] = str(view.identity)
        walk.touched[name] = Promise.FILLED
