"""Which scenarios folders, files and options for behave select, as far as that can be told without behave."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from acceptance.specification.features import Case, read_specification
from acceptance.specification.tags import expressions_in, selected

PICKING: Final = ("--name", "-n", "--include", "--exclude", "-i", "-e")
"""How options of behave begin that pick scenarios otherwise than by tags."""


def picks_otherwise(options: Sequence[str]) -> bool:
    """Whether options for behave pick scenarios otherwise than by tags, so that only behave can tell which."""
    return any(word.startswith(PICKING) for word in options)


def selected_cases(root: Path, places: Sequence[str], options: Sequence[str]) -> list[Case]:
    """The scenarios of the features that are below some places and have the tags that were asked for.

    Args:
        root: the folder of the suite.
        places: the folders, files and lines that limit what is run; of a line, the whole file counts.
        options: what behave is told besides.

    Raises:
        SuiteError: a feature cannot be read.
    """
    cases = read_specification(root / "features").cases.values()
    paths = [(root / place.partition(":")[0]).resolve() for place in places]
    inside = [one for one in cases if any((root / one.place.rpartition(":")[0]).is_relative_to(path) for path in paths)]
    return selected(expressions_in(options), inside)


def is_place(root: Path, word: str) -> bool:
    """Whether a word for behave is a feature file, a line in one, or a folder."""
    path = root / word.partition(":")[0]
    there = path.is_dir() or (path.suffix == ".feature" and path.is_file())
    return there and bool(word) and not word.startswith("-") and path.resolve().is_relative_to(root.resolve())
