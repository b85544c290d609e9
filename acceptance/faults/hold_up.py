"""What holds up the calls in flight of a server that is about to end: a lock on its data store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from acceptance.confinement.files import WorkspaceFiles
from acceptance.errors import NotApplicableError
from acceptance.servers.store import Store

if TYPE_CHECKING:
    from acceptance.faults.fault_experiment import FaultExperiment
    from acceptance.scenario.state import ScenarioState
    from acceptance.servers.store_lock import StoreLock
    from acceptance.transport.raw import RawConversation


class HoldUp:
    """The lock of one server's data store, as long as it is held.

    Attributes:
        store: the store that was locked; None: none was.
    """

    def __init__(self, state: ScenarioState, experiment: FaultExperiment) -> None:
        self.store: Store | None = None
        self._state = state
        self._experiment = experiment
        self._lock: StoreLock | None = None
        self._impossible: NotApplicableError | None = None

    @property
    def held(self) -> bool:
        """Whether the store is locked now."""
        return self._lock is not None

    def try_to_hold(self, conversation: RawConversation) -> bool:
        """Lock the store; returns whether it has a lock.

        Raises:
            NotInjectableError: the store is not known, or its writer does not let go of it.
        """
        target, process = self._state.pool.target, conversation.process
        named = replace(target, store=target.store or self._state.orchestrator.dialect.form.store)
        store = Store.below(WorkspaceFiles(process.workspace), named, process.pid)
        try:
            self._lock = store.lock()
        except NotApplicableError as error:
            self._impossible = error
            return False
        self.store = store
        self._experiment.undo_at_the_end(self._lock.release)
        return True

    def require(self) -> None:
        """Check that calls in flight could be held up, for what is about those that were taken and not answered.

        Raises:
            NotApplicableError: they could not be.
        """
        if self._impossible is not None:
            raise self._impossible

    def let_go(self) -> None:
        """Let go of the store."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
