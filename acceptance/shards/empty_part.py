"""A part of a run for which nothing is left: too few feature files, or no selected scenario in them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from acceptance.evidence.call_record import EMPTY_PART
from acceptance.evidence.evidence import Evidence
from acceptance.specification.features import read_specification
from acceptance.specification.tags import expressions_in, selected


def others_run(root: Path, places: Sequence[str], options: Sequence[str]) -> bool:
    """Whether the other parts of a run have scenarios to run; no, where that cannot be told.

    Args:
        root: the folder of the suite.
        places: the folders, files and lines that limit what is run.
        options: what behave is told besides.
    """
    if any(word.startswith(("--name", "-n", "--include", "--exclude", "-i", "-e")) for word in options):
        return False
    cases = read_specification(root / "features").cases.values()
    paths = [(root / place.partition(":")[0]).resolve() for place in places]
    inside = [one for one in cases if any((root / one.place.rpartition(":")[0]).is_relative_to(path) for path in paths)]
    return bool(selected(expressions_in(options), inside))


def note_empty(reports: Path) -> None:
    """Keep in the record that this part had nothing to run, for whoever merges the parts."""
    with closing(Evidence(reports / "evidence", lambda exchange: None)) as evidence:
        evidence.event(EMPTY_PART)
