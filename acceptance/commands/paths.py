"""What a run leaves for the commands, and how a command speaks to the person at the console."""

import sys
from dataclasses import replace
from typing import Final

from acceptance.display import GuardedStream
from acceptance.evidence import call_record
from acceptance.system.paths import PATHS, REPORTS, RESULTS, ROOT, Paths

CALLS: Final = REPORTS / call_record.CALLS
PAGE: Final = REPORTS / "acceptance-report.html"
JUDGED: Final = (REPORTS, PATHS.features, PATHS.waivers)
"""What a manifest is about."""

__all__ = ["CALLS", "JUDGED", "PAGE", "PATHS", "REPORTS", "RESULTS", "ROOT", "apart", "say"]


def apart(folder: str) -> Paths:
    """The same places, but for a reports folder of its own below the usual one, so that the last whole run stays."""
    return replace(PATHS, reports=PATHS.reports / folder)


def say(sentence: str) -> None:
    """Tell the person at the console."""
    console = GuardedStream(sys.stdout)
    console.write(f"{sentence}\n")
    console.flush()
