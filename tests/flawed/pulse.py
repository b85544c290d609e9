"""A pulse by which a process notices that it stood still: it was frozen, and is thawed again."""

from __future__ import annotations

import threading
import time
from typing import Final

BEAT: Final = 0.05


class Pulse:
    """Beats in a thread of its own; when a beat comes late, the whole process stood still.

    Attributes:
        thawed_at: when the process went on after it stood still, by the monotonic clock; long ago, if it never did.
    """

    def __init__(self, still: float) -> None:
        """Begin nothing yet.

        Args:
            still: so many seconds without a beat are no accident.
        """
        self.thawed_at = float("-inf")
        self._still = still
        self._beat_at = time.monotonic()

    def start(self) -> None:
        """Begin to beat."""
        self._beat_at = time.monotonic()
        threading.Thread(target=self._beat, daemon=True).start()

    def since_thaw(self) -> float:
        """Seconds since the process went on after it stood still."""
        self._look()
        return time.monotonic() - self.thawed_at

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._beat_at > self._still:
            self.thawed_at = now

    def _beat(self) -> None:
        while True:
            self._look()
            self._beat_at = time.monotonic()
            time.sleep(BEAT)
