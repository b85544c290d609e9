"""Two tasks that were treated alike, but for a parameter that no tool knows: they must not differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.reply import Reply
from acceptance.contract.views import TaskView, texts_in
from acceptance.errors import TargetFaultError
from acceptance.scenario.valid_calls import PLAN, ValidCalls

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState

UNKNOWN_VALUE: Final = "blue"
"""What a parameter is given that no tool knows; nothing else says it."""
DELETION: Final = "orchestrator_delete_task"
COMPARED: Final = (
    "orchestrator_plan_task",
    "orchestrator_update_task",
    "orchestrator_complete_task",
    "orchestrator_cancel_task",
    "orchestrator_execute_task",
    DELETION,
)
"""The tools of which each call is about one task."""


class Twins:
    """Looks for the trace that an unknown parameter left in a task, by a second task that had none."""

    def __init__(self, state: ScenarioState, valid: ValidCalls) -> None:
        self._state = state
        self._valid = valid

    def difference(self, reply: Reply) -> str:
        """How the task of an accepted call differs from one whose call had no unknown parameter; empty: not at all.

        Raises:
            TargetFaultError: the call without it was not answered, or one of the tasks is not shown.
        """
        if reply.call.promised not in COMPARED:
            return ""
        # Before another task is planned, which may be given the identity of one that was deleted.
        found = self._shown(reply)
        other = self._state.ask(self._valid.of(reply.call.promised))
        # What the scenario speaks of stays the call with the unknown parameter.
        self._state.last_reply = reply
        expected = self._shown(other)
        different = [name for name in {**found, **expected} if found.get(name) != expected.get(name)]
        return "; ".join(
            f"the task has the {name} {found.get(name)!r}, and without the parameter it has {expected.get(name)!r}"
            for name in different
        )

    def _shown(self, reply: Reply) -> Mapping[str, Any]:
        """What the orchestrator shows of the task that a call was about."""
        identity = str((reply.call.asked or reply.call.arguments).get("task_id") or reply.planned.identity)
        view = self._state.orchestrator.look(identity, PLAN.title, None)
        if view is None and reply.call.promised == DELETION:
            # Deleted for good, as it was asked for where the target has no archive.
            return {"state": "deleted"}
        if view is None:
            raise TargetFaultError(f"no tool shows the task of the {reply.call.verb}")
        return values_of(view)


def values_of(view: TaskView) -> dict[str, Any]:
    """What is shown of a task that does not differ between two tasks which were treated alike."""
    shown = {str(name): content for name, content in view.values.items() if content not in (None, "", [], {})}
    artifacts = [(one.kind, one.size) for one in view.artifacts]
    echoed = any(UNKNOWN_VALUE in text for text in texts_in(view.raw))
    return {"state": str(view.state), "artifacts": artifacts, f'word "{UNKNOWN_VALUE}"': echoed, **shown}
