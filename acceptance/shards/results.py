"""What a run wrote, read back: how every scenario ended, and how long it took."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from statistics import fmean
from time import time
from typing import Any, Final
from uuid import uuid4

from acceptance.contract.tools import TOOLS
from acceptance.integrity.files import read_json

RESULT: Final = "*-result.json"
MOST_BYTES: Final = 1 << 26
"""So large may a result be; its attachments are files of their own."""

ENDINGS: Final[Mapping[str, str]] = {
    "failed": "that do not meet the criterion",
    "broken": "in which the suite itself broke",
}
"""The endings that need somebody, in words, the report's own order."""


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """A scenario that ran.

    Attributes:
        name: its name.
        feature: the name of the feature that it stands in.
        status: `passed`, `failed`, `broken` or `skipped`.
        message: why it did not pass; empty where it did.
        seconds: how long it took.
        requirements: the identifiers that it is tagged with.
        place: the phase, the feature and the rule that it stands under.
    """

    name: str
    feature: str
    status: str
    message: str
    seconds: float
    requirements: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> ScenarioResult:
        """Read a scenario out of the result that allure-behave wrote of it."""
        labels = {label.get("name"): label.get("value") for label in told.get("labels", [])}
        details = told.get("statusDetails") or {}
        return cls(
            name=str(told.get("name", "")),
            feature=str(labels.get("feature", "")),
            status=str(told.get("status", "")),
            message=str(details.get("message") or ""),
            seconds=max(0, told.get("stop", 0) - told.get("start", 0)) / 1000,
            requirements=tuple(
                str(label.get("value")) for label in told.get("labels", []) if label.get("name") == "requirement"
            ),
            place=tuple(map(str, told.get("titlePath") or ())),
        )


def read_results(folder: Path) -> Iterator[ScenarioResult]:
    """All scenarios of a results folder; a result that is cut short, as a kill leaves it, is none."""
    for path in folder.glob(RESULT):
        with suppress(OSError, ValueError, TypeError, AttributeError):
            yield ScenarioResult.read(read_json(path, MOST_BYTES))


def write_broken(folder: Path, name: str, message: str) -> None:
    """Put into the results that the suite itself broke, where no process is left to do so."""
    identity, moment = uuid4().hex, round(time() * 1000)
    result = {
        "uuid": identity,
        "name": name,
        "fullName": f"The run / {name}",
        "historyId": md5(name.encode(), usedforsecurity=False).hexdigest(),
        "status": "broken",
        "statusDetails": {"message": message},
        "labels": [{"name": "feature", "value": "The run"}, {"name": "severity", "value": "blocker"}],
        "titlePath": ["The run"],
        "start": moment,
        "stop": moment,
    }
    (folder / f"{identity}-result.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def paces(scenarios: Iterable[ScenarioResult]) -> dict[str, float]:
    """How long a scenario of each feature took on average, in seconds; what was skipped tells nothing."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for scenario in scenarios:
        if scenario.status != "skipped":
            seconds[scenario.feature].append(scenario.seconds)
    return {feature: fmean(each) for feature, each in seconds.items()}


class Memory:
    """How long scenarios took in the runs before, kept where the next run finds it.

    The last run's results tell it too, but a run of a few scenarios must not make the others be forgotten.
    """

    def __init__(self, file: Path, results: Path) -> None:
        self._file = file
        self._results = results

    def recall(self) -> dict[str, float]:
        """The pace of each feature that ever ran here, the latest first; nothing where the file tells none."""
        kept: dict[str, float] = {}
        with suppress(OSError, ValueError, AttributeError):
            told = json.loads(self._file.read_text(encoding="utf-8"))
            kept = {str(name): float(pace) for name, pace in told.items() if isinstance(pace, int | float) and pace > 0}
        return kept | {name: pace for name, pace in paces(read_results(self._results)).items() if pace > 0}

    def keep(self) -> None:
        """Keep what the last run's results tell; a full disk is no error of the run."""
        with suppress(OSError):
            text = json.dumps({name: round(pace, 4) for name, pace in sorted(self.recall().items())}, indent=1)
            self._file.write_text(f"{text}\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run, whichever process ran what.

    Attributes:
        scenarios: all that ran.
        answered: how many calls were answered.
        servers: how many server processes were started.
        tools: the tools that answered.
        warnings: what the reader of the run's end should know of.
    """

    scenarios: tuple[ScenarioResult, ...]
    answered: int
    servers: int
    tools: frozenset[str]
    warnings: tuple[str, ...]

    @classmethod
    def read(cls, results: Path, calls: Path) -> Summary:
        """Read what a run wrote: its results, and its record of calls."""
        lines = list(read_lines(calls))
        answers = [line for line in lines if line.get("answered")]
        return cls(
            scenarios=tuple(sorted(read_results(results), key=lambda one: (one.feature, one.name))),
            answered=len(answers),
            servers=sum(line.get("event") == "server started" for line in lines),
            tools=frozenset(str(line.get("tool")) for line in answers),
            warnings=tuple(dict.fromkeys(str(line["words"]) for line in lines if line.get("event") == "warning")),
        )

    @property
    def counts(self) -> Counter[str]:
        """How many scenarios ended in which way."""
        return Counter(scenario.status for scenario in self.scenarios)

    def sentences(self) -> Iterator[str]:
        """The summary for the console: what did not pass and why, then the figures."""
        for status, words in ENDINGS.items():
            found = [scenario for scenario in self.scenarios if scenario.status == status]
            if found:
                yield f"\n{len(found)} {words}:"
            for scenario in found:
                first = (scenario.message.strip().splitlines() or ["(without a word)"])[0]
                yield f"  {scenario.feature} / {scenario.name}\n      {first}"
        told = ", ".join(f"{self.counts[status]} {status}" for status in ("passed", "failed", "broken", "skipped"))
        yield f"\n{len(self.scenarios)} scenarios: {told}"
        called = len(self.tools.intersection(TOOLS))
        yield f"{self.answered} calls were answered by {self.servers} server processes."
        yield f"Of the {len(TOOLS)} tools of the contract, {called} were called and answered."
        yield from (f"Note: {words}" for words in self.warnings)


def read_lines(calls: Path) -> Iterator[dict[str, Any]]:
    """The lines of a record of calls; a line that is cut short, as a kill leaves it, is none."""
    with suppress(OSError), calls.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            with suppress(ValueError, RecursionError):
                told = json.loads(line)
                if isinstance(told, dict):
                    yield told
