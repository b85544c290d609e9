"""How each scenario ended: one line for each, below the reports, whichever process ran it.

A line is written at once and whole, so that processes that run side by side lose none, and what was seen survives
whatever ends the run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError

RECORD: Final = Path("evidence") / "outcomes.jsonl"
"""Where the lines are, below the reports."""

NOT_OFFERED: Final = "NOT OFFERED"
"""How the reason of a skip begins when the target lacks what the scenario needs."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one scenario ended.

    Attributes:
        name: the scenario's name.
        status: `passed`, `failed` (the criterion is not met), `broken` (the suite could not judge) or `skipped`.
        message: why it did not pass, in the report's words.
        seconds: how long it took.
        ended: when it ended, in seconds since the epoch.
        result: the identity of its result in the report.
        case: the identity that it has in the reports of all runs.
    """

    name: str
    status: str
    message: str
    seconds: float
    ended: float
    result: str = ""
    case: str = ""

    @property
    def not_offered(self) -> bool:
        """Whether it was skipped because the target lacks what it needs."""
        return self.status == "skipped" and self.message.startswith(NOT_OFFERED)


def append_outcome(reports: Path, outcome: Outcome) -> None:
    """Keep one outcome.

    Raises:
        OSError: it could not be written.
    """
    file = reports / RECORD
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(outcome), ensure_ascii=False) + "\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)


def read_outcomes(reports: Path) -> dict[str, Outcome]:
    """The outcomes by the scenarios' names, in the order in which they came; of several for one the last counts.

    Raises:
        SuiteError: a line is no outcome.
    """
    found: dict[str, Outcome] = {}
    for number, line in enumerate(_lines(reports / RECORD), start=1):
        try:
            outcome = Outcome(**json.loads(line))
            check_types(outcome)
        except (ValueError, TypeError, RecursionError):
            raise SuiteError(
                f"{RECORD}, line {number}, is no outcome of a scenario; the results are damaged: run the suite again."
            ) from None
        found.pop(outcome.name, None)
        found[outcome.name] = outcome
    return found


def check_types(outcome: Outcome) -> None:
    """Check that what was read is what a run writes.

    Raises:
        TypeError: it is not.
    """
    texts = (outcome.name, outcome.status, outcome.message, outcome.result, outcome.case)
    numbers = (outcome.seconds, outcome.ended)
    if not all(isinstance(one, str) for one in texts) or not all(isinstance(one, int | float) for one in numbers):
        raise TypeError


def _lines(file: Path) -> Iterable[str]:
    try:
        return [line for line in file.read_text(encoding="utf-8").split("\n") if line]
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{file.name} cannot be read: {error}; run the suite again.") from None
