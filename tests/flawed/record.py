"""What was seen of each flaw, kept line by line, so that a long run can be gone on with after it was cut short."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from tests.flawed.trial import Trial, trial_from


class Record:
    """Trials in a file, a line of JSON each.

    Attributes:
        trials: what is known, by the flaws' names.
    """

    def __init__(self, file: Path | None) -> None:
        """Read what stands in the file; without a file all is forgotten at the end."""
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file and file.exists() else []
        self.trials = {trial.name: trial for trial in map(trial_from, map(json.loads, lines))}

    def add(self, trial: Trial) -> None:
        """Keep a trial."""
        self.trials[trial.name] = trial
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(trial)) + "\n")
