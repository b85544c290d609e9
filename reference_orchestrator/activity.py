"""What the process is doing: the calls under way, and whether it is about to restart (Contract CTRL-2, CTRL-4)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reference_orchestrator.domain.refusals import Refusal


class Activity:
    """An account of calls, kept by several threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        self._answered = 0
        self._restarting = False
        self._end: Callable[[float], None] = lambda _: None

    @property
    def under_way(self) -> int:
        """How many calls are being worked on."""
        return self._under_way

    @property
    def answered(self) -> int:
        """How many calls were answered since the start."""
        return self._answered

    @property
    def restarting(self) -> bool:
        """Whether the process ends soon, to be started again."""
        return self._restarting

    def end_by(self, end: Callable[[float], None]) -> None:
        """Say how the process is ended: by a function of the seconds that calls under way may still take."""
        self._end = end

    @contextmanager
    def call(self, *, during_restart: bool) -> Iterator[None]:
        """Count a call for as long as it is worked on.

        Args:
            during_restart: whether it is answered also while the process is about to restart.

        Raises:
            Refusal: the process is about to restart.
        """
        with self._lock:
            if self._restarting and not during_restart:
                raise Refusal("The orchestrator is restarting, and takes no new calls: connect again in a moment.")
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                self._answered += 1

    @contextmanager
    def restart(self, seconds: float) -> Iterator[None]:
        """Announce a restart; if what is done inside fails, nothing was announced.

        Args:
            seconds: how long the calls under way may still take.

        Raises:
            Refusal: one was announced already.
        """
        with self._lock:
            if self._restarting:
                raise Refusal("The orchestrator is restarting already: one restart at a time.")
            self._restarting = True
        try:
            yield
        except BaseException:
            self._restarting = False
            raise
        self._end(seconds)
