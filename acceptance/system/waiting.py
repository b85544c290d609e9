"""Waiting for what no event tells of: a condition, looked at again and again, with a bound."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Final

BETWEEN_LOOKS: Final = 0.005


def wait_until(holds: Callable[[], bool], seconds: float, between_looks: float = BETWEEN_LOOKS) -> bool:
    """Whether a condition comes to hold before so many seconds have passed; returns as soon as it does.

    Args:
        holds: the condition.
        seconds: the bound.
        between_looks: seconds after which it is looked at again; more where a look costs somebody else work.
    """
    deadline, never = monotonic() + seconds, Event()
    while not holds():
        if monotonic() >= deadline:
            return False
        never.wait(between_looks)
    return True


def let_pass(seconds: float) -> None:
    """Let so much time pass, where the time itself is the fault: a lock that is held for a second, for instance."""
    Event().wait(seconds)
