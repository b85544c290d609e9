"""The results as the report shows them: each with its cause, what was not judged as that, and what passed in short.

What the run wrote is evidence and stays as it is, so the report is made from a copy.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from acceptance.evidence.scenario_results import MOST_BYTES, RESULT
from acceptance.integrity.files import read_json
from acceptance.judging.causes import Cause
from acceptance.reporting.page.condensing import Condenser

LABEL: Final = "cause"
"""The label by which Allure sorts a result into its category."""


@dataclass(frozen=True, slots=True)
class Causes:
    """The causes of a run, for the report.

    Attributes:
        found: the causes, the gravest and widest first.
        blocked: what is told of each scenario that is blocked, by its name.
    """

    found: Sequence[Cause] = ()
    blocked: Mapping[str, str] | None = None

    def categories(self) -> list[dict[str, Any]]:
        """Allure's categories: one for each cause, in their order."""
        return [
            {
                "name": f"{number}. {cause.title} ({cause.requirement})",
                "matchers": {"labels": {LABEL: rf"^{number}\. "}},
                "groupBy": ["status"],
                "groupByMessage": False,
                "expand": number == 1,
            }
            for number, cause in enumerate(self.found, start=1)
        ]

    def label(self, name: str) -> str:
        """The label of a scenario's cause; empty where it has none."""
        return next(
            (f"{number}. {cause.title}" for number, cause in enumerate(self.found, start=1) if name in cause.scenarios),
            "",
        )


def settled_copy(results: Path, place: Path, causes: Causes) -> Path:
    """Copy the results, those of failed and blocked scenarios with their causes, of passed ones with short calls.

    Args:
        results: the folder that the run wrote.
        place: an empty folder on the same disk, if possible, where a file is linked and not copied.
        causes: the causes of the run.

    Returns:
        The folder with the copy.

    Raises:
        OSError: it could not be written.
    """
    copy = place / results.name
    copy.mkdir()
    labels = {name: causes.label(name) for one in causes.found for name in one.scenarios}
    condenser = Condenser(results, copy)
    for file in results.glob(RESULT):
        if (settled := _settled(file, labels, causes.blocked or {}, condenser)) is not None:
            (copy / file.name).write_text(json.dumps(settled), encoding="utf-8")
    for file in results.iterdir():
        if file.is_file() and file.name not in condenser.spare and not (copy / file.name).exists():
            _link(file, copy / file.name)
    return copy


def _settled(
    file: Path, labels: Mapping[str, str], blocked: Mapping[str, str], condenser: Condenser
) -> dict[str, Any] | None:
    """A result with its cause, or with shortened calls; `None` where it is shown as it is."""
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        told: dict[str, Any] = read_json(file, MOST_BYTES)
        name = str(told.get("name"))
        if told.get("status") == "passed":
            return condenser.condensed(told)
        if name not in labels or told.get("status") != "failed":
            return None
        told["labels"] = [*told.get("labels", []), {"name": LABEL, "value": labels[name]}]
        if name in blocked:
            # Neither passed nor failed, which Allure has no other word for.
            told["status"] = "skipped"
            told["statusDetails"] = {**(told.get("statusDetails") or {}), "message": blocked[name]}
        return told
    return None


def _link(file: Path, goal: Path) -> None:
    try:
        os.link(file, goal)
    except OSError:
        shutil.copyfile(file, goal)
