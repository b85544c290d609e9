"""`history.jsonl`: a line for each run, kept over runs, so that a trend can be seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

NAME: Final = "history.jsonl"
KEPT: Final = 200
"""So many runs are remembered."""


def read_history(reports: Path) -> list[dict[str, Any]]:
    """The runs so far, the oldest first; a line that cannot be read is passed over."""
    try:
        lines = (reports / NAME).read_text(encoding="utf-8").split("\n")
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"made", "target", "verdict", "scenarios", "passed"} <= set(entry):
            found.append(entry)
    return found


def remember(reports: Path, entry: dict[str, Any]) -> None:
    """Add a run; one that is there already, by its results' digest, is not added again."""
    before = read_history(reports)
    if any(one.get("results") == entry["results"] for one in before):
        return
    lines = [json.dumps(one, ensure_ascii=False) for one in [*before, entry][-KEPT:]]
    (reports / NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
