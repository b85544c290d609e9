"""How far a measurement is, told at the console: a line that is written over, or now and then one where none can be."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Final

TERMINAL_SECONDS: Final = 0.2
LOG_SECONDS: Final = 10.0
WIDTH: Final = 100


class ProgressLine:
    """Tells the console, past behave, which keeps back what steps say."""

    def __init__(self) -> None:
        self._told_at = monotonic()

    def __call__(self, words: str) -> None:
        """Tell how far it is, unless that was told a moment ago; no words: it is done, and the line is emptied."""
        console = sys.__stderr__ or sys.stderr
        terminal = console.isatty()
        due = monotonic() - self._told_at >= (TERMINAL_SECONDS if terminal else LOG_SECONDS)
        if terminal and (due or not words):
            console.write(f"\r{words[:WIDTH]:{WIDTH}}\r")
        elif words and due:
            console.write(f"{words}\n")
        else:
            return
        console.flush()
        self._told_at = monotonic()
