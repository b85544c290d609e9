"""Where the project keeps what a run reads and writes, and how a command speaks to the person at the console."""

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
REPORTS: Final = ROOT / "reports"
RESULTS: Final = REPORTS / "allure-results"
CALLS: Final = REPORTS / "evidence" / "calls.jsonl"
PAGE: Final = REPORTS / "acceptance-report.html"


def say(sentence: str) -> None:
    """Tell the person at the console."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
