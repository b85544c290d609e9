"""`rerun.txt`: the places of the scenarios that did not pass, as behave takes them, so that only they are run again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import is_at_fault
from acceptance.specification.features import Case
from acceptance.specification.phases import JUDGING_FOLDER

RERUN: Final = "rerun.txt"


def did_not_pass(run: RunRecord) -> list[Case]:
    """The scenarios that failed or could not be judged; what judges the run as a whole follows from them."""
    return [
        case
        for case in run.specification.cases.values()
        if case.folder != JUDGING_FOLDER and (outcome := run.judged(case)) is not None and is_at_fault(outcome)
    ]


def write_rerun(reports: Path, run: RunRecord) -> None:
    """Write the list; there is none where everything passed."""
    places = [f"{case.place}\n" for case in did_not_pass(run)]
    if places:
        (reports / RERUN).write_text("".join(places), encoding="utf-8")
    else:
        (reports / RERUN).unlink(missing_ok=True)


def read_rerun(reports: Path) -> Sequence[str]:
    """The places in the list.

    Raises:
        SuiteError: there is no list.
    """
    try:
        lines = (reports / RERUN).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise SuiteError(
            f"There is no {RERUN} in {reports}, so nothing is to be run again: the last run left none that failed."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{reports / RERUN} cannot be read ({error}); run the whole suite again.") from None
    return [line for line in lines if line.strip()]
