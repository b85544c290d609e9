"""A part of a run for which nothing is left: too few feature files, or no selected scenario in them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from acceptance.evidence.call_record import EMPTY_PART
from acceptance.evidence.evidence import Evidence
from acceptance.shards.selection import picks_otherwise, selected_cases


def others_run(root: Path, places: Sequence[str], options: Sequence[str]) -> bool:
    """Whether the other parts of a run have scenarios to run; no, where that cannot be told.

    Args:
        root: the folder of the suite.
        places: the folders, files and lines that limit what is run.
        options: what behave is told besides.
    """
    return not picks_otherwise(options) and bool(selected_cases(root, places, options))


def note_empty(reports: Path) -> None:
    """Keep in the record that this part had nothing to run, for whoever merges the parts."""
    with closing(Evidence(reports / "evidence", lambda exchange: None)) as evidence:
        evidence.event(EMPTY_PART)
