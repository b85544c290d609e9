"""What was found after each hostile target, kept line by line, so that a run that is cut short loses nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found after one hostile target.

    Attributes:
        name: the target.
        seconds: how long the run on it took.
        outcomes: how many scenarios ended in each way.
        unmet: how many scenarios did not begin, because the time of the run was over.
        whole: whether all features were run on it.
        day: when that was, as in 2026-11-29.
        failed: the scenarios that failed, by their names.
        problems: what does not hold, in sentences.
        kept: the folder in which its run was kept; empty where it was not.
    """

    name: str
    seconds: float = 0.0
    outcomes: dict[str, int] = field(default_factory=dict)
    unmet: int = 0
    whole: bool = False
    day: str = ""
    failed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    kept: str = ""


class Record:
    """What was found, in a file, a line of JSON each.

    Attributes:
        found: what is known, by the targets' names.
    """

    def __init__(self, file: Path | None) -> None:
        """Read what stands in the file; without a file all is forgotten at the end."""
        self._file = file
        self.found: dict[str, Found] = {}
        text = file.read_text(encoding="utf-8") if file and file.exists() else ""
        # What follows the last end of a line was cut short, by a kill or a full disk: that target is met again.
        whole = text[: text.rfind("\n") + 1]
        for line in whole.splitlines():
            found = Found(**json.loads(line))
            self.found[found.name] = found
        if file and whole != text:
            file.write_text(whole, encoding="utf-8")

    def add(self, found: Found) -> None:
        """Keep what was found after a target, at once."""
        self.found[found.name] = found
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(found)) + "\n")
