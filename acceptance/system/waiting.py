"""Waiting for what no event tells of: a condition, looked at again and again, with a bound."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Final

BETWEEN_LOOKS: Final = 0.005


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether a condition comes to hold before so many seconds have passed; returns as soon as it does."""
    deadline, never = monotonic() + seconds, Event()
    while not holds():
        if monotonic() >= deadline:
            return False
        never.wait(BETWEEN_LOOKS)
    return True


def let_pass(seconds: float) -> None:
    """Let so much time pass, where the time itself is the fault: a lock that is held for a second, for instance."""
    Event().wait(seconds)
