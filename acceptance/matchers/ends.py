"""Assertions about the end of an orchestrator's process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from acceptance.faults.last_calls import MOST_SECONDS
from acceptance.faults.network_faults import END_SECONDS
from acceptance.faults.tools import FaultTools
from acceptance.matchers.findings import Finding


def ended_in_time() -> Finding[FaultTools]:
    """A server that was told to end did so within the time that the contract gives it."""
    return Finding(
        f"the orchestrator stops within {MOST_SECONDS:g} s",
        lambda faults: faults.last_calls.seconds,
        lambda seconds: seconds is not None and seconds <= MOST_SECONDS,
        lambda faults, seconds: "it still ran after 8 s" if seconds is None else f"it took {seconds:.1f} s",
    )


def ended_with_code_0() -> Finding[FaultTools]:
    """A server that was told to end did so without an error."""
    return Finding(
        "the orchestrator stops without an error",
        lambda faults: faults.last_calls.exit_code,
        lambda code: code == 0,
        lambda faults, code: "it had not ended" if code is None else f"it ended with exit code {code}",
    )


def ended_by_itself() -> Finding[FaultTools]:
    """A server whose client has disconnected ended by itself, in time."""
    return Finding(
        f"the orchestrator stops by itself within {END_SECONDS:g} s",
        lambda faults: faults.network.ended,
        bool,
        lambda faults, ended: f"it still ran after {END_SECONDS:g} s",
    )


def ended_without_another_call() -> Finding[FaultTools]:
    """A server that was asked to restart, and accepted that, did not accept the plan that was sent after its answer."""
    return Finding(
        "the orchestrator accepts no call between its answer to the restart and its end",
        lambda faults: (faults.last_calls.restart, faults.last_calls.late),
        lambda replies: replies[0] is not None and (replies[1] is None or replies[1].refused),
        lambda faults, replies: (
            f"the plan that was sent after the answer was accepted: {replies[1].shortened()}"
            if replies[1] is not None
            else "no restart was accepted"
        ),
    )


ENDS: Final[Mapping[str, Callable[[], Finding[FaultTools]]]] = {
    f"within {MOST_SECONDS:g} seconds": ended_in_time,
    "without an error": ended_with_code_0,
    "by itself": ended_by_itself,
    "without accepting another call": ended_without_another_call,
}
"""How a server stops, by the features' words."""
