"""Keeps how each scenario ended beside the report, in the very words of the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import allure_commons
from allure_commons import hookimpl

from acceptance.evidence import Evidence
from acceptance.outcomes import Outcome, append_outcome


class OutcomeRecord:
    """A plugin of Allure's that is told every result when it is whole, cleanups included."""

    def __init__(self, reports: Path, evidence: Evidence) -> None:
        self._reports = reports
        self._evidence = evidence

    def listen(self) -> None:
        """Be told of the results from now on."""
        allure_commons.plugin_manager.register(self, "outcome record")

    def leave(self) -> None:
        """Be told no more."""
        allure_commons.plugin_manager.unregister(self)

    @hookimpl
    def report_result(self, result: Any) -> None:
        """Keep one result; a full disk is told of, and turns nothing red."""
        message = result.statusDetails.message if result.statusDetails else ""
        seconds = max(0, (result.stop or 0) - (result.start or 0)) / 1000
        outcome = Outcome(
            name=result.name,
            status=str(result.status),
            message=message or "",
            seconds=seconds,
            ended=(result.stop or 0) / 1000,
            result=result.uuid,
            case=result.testCaseId or "",
        )
        try:
            append_outcome(self._reports, outcome)
        except OSError as error:
            self._evidence.warn(f"The outcomes could not be written: {error.strerror}. There will be no verdict.")
