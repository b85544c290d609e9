"""How a server's process ended, in words."""

from __future__ import annotations

import signal
from typing import Final

from acceptance.messages.bounds import brief

NAMES: Final = {int(one): one.name for one in signal.Signals}
"""The names of the signals, by their numbers."""


def how_it_ended(code: int, words: str) -> str:
    """How the orchestrator's process ended, and the last line that it wrote; below it all of its last words.

    Args:
        code: its exit code; negative: the signal that ended it.
        words: the last lines that it wrote to standard error.
    """
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    told = f"the orchestrator ended with exit code {code}"
    if code < 0:
        told = f"the orchestrator was ended by the signal {NAMES.get(-code, -code)}"
    if lines:
        told += f"; its last line on standard error: {brief(lines[-1])}"
    return f"{told}\nIts last words:\n{words.rstrip()}" if len(lines) > 1 else told
