"""How long the scenarios of each feature took in earlier runs, by which the features are shared out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from statistics import fmean

from acceptance.evidence.scenario_results import ScenarioResult, read_results


def paces(scenarios: Iterable[ScenarioResult]) -> dict[str, float]:
    """How long a scenario of each feature took on average, in seconds; what was skipped tells nothing."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for scenario in scenarios:
        if scenario.status != "skipped":
            seconds[scenario.feature].append(scenario.seconds)
    return {feature: fmean(each) for feature, each in seconds.items()}


class Durations:
    """How long scenarios took in the runs before, kept where the next run finds it.

    The last run's results tell it too, but a run of a few scenarios must not make the others be forgotten.
    """

    def __init__(self, file: Path, results: Path) -> None:
        self._file = file
        self._results = results

    def kept(self) -> dict[str, float]:
        """The pace of each feature as it was kept, in seconds a scenario; nothing where the file tells none."""
        with suppress(OSError, ValueError, AttributeError):
            told = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(name): float(pace) for name, pace in told.items() if isinstance(pace, int | float) and pace > 0}
        return {}

    def recall(self) -> dict[str, float]:
        """The pace of each feature that ever ran here, the latest first."""
        return self.kept() | {name: pace for name, pace in paces(read_results(self._results)).items() if pace > 0}

    def keep(self) -> None:
        """Keep what the last run's results tell; a full disk is no error of the run."""
        with suppress(OSError):
            text = json.dumps({name: round(pace, 4) for name, pace in sorted(self.recall().items())}, indent=1)
            self._file.write_text(f"{text}\n", encoding="utf-8")
