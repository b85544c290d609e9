"""What a run leaves for the commands, and how a command speaks to the person at the console."""

import sys
from typing import Final

from acceptance.display import GuardedStream
from acceptance.evidence import call_record
from acceptance.system.paths import PATHS, REPORTS, RESULTS, ROOT

CALLS: Final = REPORTS / call_record.CALLS
PAGE: Final = REPORTS / "acceptance-report.html"
JUDGED: Final = (REPORTS, PATHS.features, PATHS.waivers)
"""What a manifest is about."""

__all__ = ["CALLS", "JUDGED", "PAGE", "PATHS", "REPORTS", "RESULTS", "ROOT", "say"]


def say(sentence: str) -> None:
    """Tell the person at the console."""
    console = GuardedStream(sys.stdout)
    console.write(f"{sentence}\n")
    console.flush()
