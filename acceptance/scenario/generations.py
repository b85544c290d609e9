"""The tasks of a scenario as clients of both generations of the protocol see them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from acceptance.contract.views import TaskView
from acceptance.errors import ConnectFailedError, NotApplicableError, NotOfferedError, TargetFaultError
from acceptance.targets.target import LEGACY

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.servers.orchestrator import Orchestrator

MODERN: Final = "2026-07-28"
"""The version of the generation without a handshake."""
Seen: TypeAlias = dict[str, tuple[TaskView | None, TaskView | None]]
"""By the scenario's names of tasks, how each generation shows them; None where it does not."""


def read_in_both_generations(state: ScenarioState) -> Seen:
    """Read the tasks of a scenario over its own connection, and over one of the other generation.

    Raises:
        NotApplicableError: the target speaks one of them only.
        TargetFaultError: no look worked.
    """
    # Only here: the SDK is imported while the first server is.
    from acceptance.servers.connected_orchestrator import ConnectedOrchestrator  # noqa: PLC0415

    orchestrator, pool = state.orchestrator, state.pool
    target = orchestrator.connection.target
    other = replace(target, protocol=MODERN if target.mode == LEGACY else LEGACY)
    connection, workspace = pool.factory.begin(orchestrator.workspace, other)
    try:
        connected = ConnectedOrchestrator(connection.connected(), workspace, state.evidence)
        with suppress(NotOfferedError, TargetFaultError):
            connected.open_workspace()
        return _seen(state, connected)
    except ConnectFailedError:
        raise NotApplicableError(f"this target does not speak the protocol {other.protocol} as well") from None
    finally:
        pool.part_with(connection)


def _seen(state: ScenarioState, other: Orchestrator) -> Seen:
    """How the scenario's own server and another one in its workspace show each of its tasks."""
    orchestrator = state.orchestrator
    seen = {
        task.name: (
            orchestrator.look(task.identity, task.title, None),
            other.look(task.identity, task.title, None),
        )
        for task in state.tasks.values()
    }
    state.trail.lost = any(mine is not None and theirs is None for mine, theirs in seen.values())
    return seen
