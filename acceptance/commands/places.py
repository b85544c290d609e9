"""What a run leaves for the commands, and how a command speaks to the person at the console."""

import sys
from typing import Final

from acceptance.system.paths import PLACES, REPORTS, RESULTS, ROOT

CALLS: Final = REPORTS / "evidence" / "calls.jsonl"
PAGE: Final = REPORTS / "acceptance-report.html"

__all__ = ["CALLS", "PAGE", "PLACES", "REPORTS", "RESULTS", "ROOT", "say"]


def say(sentence: str) -> None:
    """Tell the person at the console."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
