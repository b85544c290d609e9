"""Listens to the results on their way into the report: hides what is secret, and keeps how each scenario ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import allure_commons
from allure_commons import hookimpl

from acceptance.evidence.evidence import Evidence
from acceptance.evidence.redaction import hide
from acceptance.evidence.scenario_results import ScenarioResult, append_result


@contextmanager
def listening(listener: object) -> Iterator[None]:
    """Have a plugin of Allure's be told of the results while this lasts."""
    allure_commons.plugin_manager.register(listener)
    try:
        yield
    finally:
        allure_commons.plugin_manager.unregister(listener)


class Concealment:
    """Takes out of a result, before anyone writes it, what nobody is to read: a server may say it in a refusal."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    @hookimpl(tryfirst=True)
    def report_result(self, result: Any) -> None:
        """Hide the secrets in the reasons and traces of a result and its steps."""
        for one in (result, *result.steps) if self._evidence.secrets else ():
            details = one.statusDetails
            if details is not None:
                details.message = hide(details.message or "", self._evidence.secrets)
                details.trace = hide(details.trace or "", self._evidence.secrets)


class OutcomeRecord:
    """A plugin of Allure's that is told every result when it is whole, cleanups included."""

    def __init__(self, reports: Path, evidence: Evidence) -> None:
        self._reports = reports
        self._evidence = evidence

    @hookimpl
    def report_result(self, result: Any) -> None:
        """Keep one result; a full disk is told of, and turns nothing red."""
        message = result.statusDetails.message if result.statusDetails else ""
        seconds = max(0, (result.stop or 0) - (result.start or 0)) / 1000
        outcome = ScenarioResult(
            name=result.name,
            status=str(result.status),
            message=message or "",
            seconds=seconds,
            ended=(result.stop or 0) / 1000,
            result=result.uuid,
            case=result.testCaseId or "",
        )
        try:
            append_result(self._reports, outcome)
        except OSError as error:
            self._evidence.warn(f"The outcomes could not be written: {error.strerror}. There will be no verdict.")
