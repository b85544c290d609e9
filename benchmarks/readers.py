"""What a look costs while somebody writes, against the same look while nobody does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from acceptance.bench.activities import Activities, Activity
from acceptance.errors import NotMeasurableError, TargetFaultError
from acceptance.servers.store import Store
from acceptance.stopwatch import Comparison, Measured, SamplingLimits
from acceptance.system.waiting import let_pass

if TYPE_CHECKING:
    from collections.abc import Callable

    from acceptance.bench import Bench
    from acceptance.evidence.evidence import Evidence
    from acceptance.servers.orchestrator import Orchestrator

# A look that is blocked takes seconds, so few are taken at first.
PATIENCE: Final = SamplingLimits(fewest=16, most=256, seconds=12)
# So long a writer is given to come as far as the store, in seconds; who looks alone waits as long before.
ON_THE_WAY: Final = 0.02


def beside_a_writer(bench: Bench, orchestrator: Orchestrator, activity: Activity) -> Comparison:
    """A look in turns while somebody writes, and while nobody does."""
    return Readers(orchestrator, bench.activities, bench.pool.evidence).comparison(activity)


class Readers:
    """Looks at a store that another program has locked for writing, and that a plan waits to be written to."""

    def __init__(self, orchestrator: Orchestrator, activities: Activities, evidence: Evidence) -> None:
        self._orchestrator = orchestrator
        self._activities = activities
        self._evidence = evidence

    def comparison(self, activity: Activity) -> Comparison:
        """A look while somebody writes, against the same look alone.

        Raises:
            NotInjectableError: the store is not known, or cannot be locked.
        """
        look = self._activities.measured(activity).once
        store = Store.of(self._orchestrator)
        return Comparison(
            Measured(f"{activity} during a write", lambda: self._beside_a_writer(store, look)),
            Measured("the same call without a write", lambda: alone(look)),
            PATIENCE,
            self._evidence.display.progress,
        )

    def _beside_a_writer(self, store: Store, look: Callable[[], float]) -> float:
        """Look once.

        Raises:
            NotMeasurableError: nobody wrote meanwhile, so that nothing was measured.
            TargetFaultError: the look was refused, or one of the two calls was not answered.
        """
        lock = store.lock()
        with ThreadPoolExecutor(1) as other:
            try:
                writer = other.submit(self._orchestrator.attempt, self._activities.plan_call())
                let_pass(ON_THE_WAY)
                if writer.done() or not lock.holds:
                    raise NotMeasurableError("the data store did not stay locked, so no write was waiting")
                milliseconds = look()
            finally:
                lock.release()
            outcome = writer.result().outcome
        # It may be refused: a look that takes as long as a writer has patience is what is to be found out.
        if isinstance(outcome, TargetFaultError):
            raise outcome
        return milliseconds


def alone(look: Callable[[], float]) -> float:
    """Look once, after a pause as it is made for a writer to come as far as the store."""
    let_pass(ON_THE_WAY)
    return look()
