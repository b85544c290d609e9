"""How the feature files are shared out: whole files, the longest first, each to the share that has least so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Final

from gherkin.errors import CompositeParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from acceptance.errors import SuiteError
from acceptance.reporting.live.run_progress import SLOWER
from acceptance.specification.phases import BENCHMARKS, JUDGING_FOLDER

MOST_SHARES: Final = 64
ALONE: Final = (BENCHMARKS, JUDGING_FOLDER)
"""The folders that nothing may run beside, in their order behind the shared part."""

STRICTER: Final = "benchmarks"
"""The folder of the features that measure and are no part of the specification."""


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """A feature file that is to be run.

    Attributes:
        path: where it is, relative to the project's root.
        name: the feature's name.
        scenarios: how many scenarios it has, one for each row of an outline's examples.
        locations: what of it is run, as behave takes it: the file, or lines of it.
    """

    path: Path
    name: str
    scenarios: int
    locations: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The folder of the plan's phase that it is in; what else measures is one of the benchmarks."""
        if self.path.parts[0] == STRICTER:
            return BENCHMARKS
        return self.path.parts[1] if len(self.path.parts) > 2 else ""


@dataclass(slots=True)
class Share:
    """What one process runs, and how long that is thought to take: in seconds, or in scenarios with no times known."""

    files: list[FeatureFile] = field(default_factory=list)
    weight: float = 0.0

    @property
    def locations(self) -> list[str]:
        """What behave is told to run, in the order in which it was asked for."""
        return [place for file in self.files for place in file.locations]

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features that it holds."""
        return tuple(file.name for file in self.files)


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a whole suite this machine runs: `2/3` is the second of three."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Part:
        """Read a part as it is written on the command line.

        Raises:
            SuiteError: it is not a part.
        """
        match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text.strip())
        if match is None or not 1 <= int(match[1]) <= int(match[2]) <= MOST_SHARES:
            raise SuiteError(
                f"--shard says which part this machine runs, of how many, as in 1/3 (at most {MOST_SHARES}); "
                f'"{text}" is not a part.'
            )
        return cls(int(match[1]), int(match[2]))


def read_jobs(text: str) -> int:
    """Read how many processes share the work.

    Raises:
        SuiteError: it is no such number.
    """
    word = text.strip()
    if not (word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= MOST_SHARES):
        raise SuiteError(
            f'JOBS is how many processes share the work, a whole number from 1 to {MOST_SHARES}; "{text}" is not.'
        )
    return int(word)


def find_features(root: Path, places: Sequence[str]) -> list[FeatureFile]:
    """Find the feature files below some places.

    Args:
        root: the project's root.
        places: folders, files, or lines of files (`FILE:LINE`), relative to the root.

    Raises:
        SuiteError: there is none.
    """
    wanted: dict[Path, list[str]] = {}
    for place in places:
        path = root / place.partition(":")[0]
        for file in sorted(path.rglob("*.feature")) if path.is_dir() else [path]:
            inside = file.resolve().relative_to(root.resolve())
            wanted.setdefault(inside, []).append(str(inside) if path.is_dir() else place)
    if not wanted:
        raise SuiteError(f"There is no feature file below {', '.join(places)}, so nothing was tested.")
    return [describe(root, path, tuple(places)) for path, places in wanted.items()]


def describe(root: Path, path: Path, locations: tuple[str, ...]) -> FeatureFile:
    """Read of a feature file what the sharing out needs; what is wrong with it is behave's to tell."""
    try:
        document = Parser().parse((root / path).read_text(encoding="utf-8"))
        scenarios = len(Compiler().compile({**document, "uri": str(path)}))
        return FeatureFile(path, document["feature"]["name"], scenarios, locations)
    except (CompositeParserException, UnicodeDecodeError, OSError, KeyError, TypeError):
        return FeatureFile(path, path.stem, 1, locations)


def divide(files: Iterable[FeatureFile], shares: int, paces: Mapping[str, float]) -> list[Share]:
    """Share out feature files so that all shares take about as long.

    Args:
        files: what is shared out; each goes whole into one share.
        shares: into how many.
        paces: how long a scenario of each feature took the last time, in seconds, by the feature's name; one that is
            not there is thought to take as long as those of the others on average, and longer if it injects faults.

    Returns:
        The shares that got anything; in each, the files are in the order in which they were given.
    """
    files = list(files)
    usual = fmean(paces.values()) if paces else 1.0
    weights = {file: paces.get(file.name, usual * SLOWER.get(file.folder, 1.0)) * file.scenarios for file in files}
    found = [Share() for _ in range(shares)]
    for file, weight in sorted(weights.items(), key=lambda entry: (-entry[1], entry[0].path)):
        least = min(found, key=lambda share: share.weight)
        least.files.append(file)
        least.weight += weight
    for share in found:
        share.files.sort(key=files.index)
    return [share for share in found if share.files]
