"""Listens to the results on their way into the report: hides what is secret, and keeps how each scenario ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import allure_commons
from allure_commons import hookimpl

from acceptance.display import one_line, visible
from acceptance.evidence.call_trail import FailedCall
from acceptance.evidence.evidence import Evidence
from acceptance.evidence.scenario_results import ScenarioResult, append_result
from acceptance.messages.shown import ends_of

MOST_CHARACTERS: Final = 20_000
"""A reason or a trace is kept up to this length."""


@contextmanager
def listening(listener: object) -> Iterator[None]:
    """Have a plugin of Allure's be told of the results while this lasts."""
    allure_commons.plugin_manager.register(listener)
    try:
        yield
    finally:
        allure_commons.plugin_manager.unregister(listener)


class Concealment:
    """Makes the words of a result fit to be read, before anyone writes them: a server may say anything in a refusal.

    What is secret is hidden, and what a terminal or a page would obey becomes visible.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    @hookimpl(tryfirst=True)
    def report_result(self, result: Any) -> None:
        """Clean the reasons and traces of a result and its steps, and the names of what is attached to them."""
        hide = self._evidence.redactor.text
        for one in walk(result):
            for attachment in one.attachments:
                attachment.name = one_line(hide(attachment.name or ""))
            if one.statusDetails is not None:
                self._clean(one.statusDetails)

    @hookimpl(tryfirst=True)
    def report_globals(self, globals_item: Any) -> None:
        """Clean what belongs to the run as a whole: its errors, and the names of what is attached to it."""
        for error in globals_item.errors or ():
            self._clean(error)
        for attachment in globals_item.attachments or ():
            attachment.name = one_line(self._evidence.redactor.text(attachment.name or ""))

    def _clean(self, details: Any) -> None:
        details.message, details.trace = (self._fit(words or "") for words in (details.message, details.trace))

    def _fit(self, words: str) -> str:
        """Words without secrets, as text, and cut in their middle where nobody would read them to the end."""
        return visible(ends_of(self._evidence.redactor.text(words), MOST_CHARACTERS))


def walk(item: Any) -> Iterator[Any]:
    """A result or a step, and all steps below it."""
    yield item
    for step in item.steps:
        yield from walk(step)


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
            call=self._blamed(result),
        )
        try:
            append_result(self._reports, outcome)
        except OSError as error:
            self._evidence.warn(f"The outcomes could not be written: {error.strerror}. There will be no verdict.")

    def _blamed(self, result: Any) -> FailedCall | None:
        """The call to blame for a failure, as a reader may see it."""
        failure = self._evidence.trail.failure
        if failure is None or str(result.status) != "failed" or result.name != self._evidence.scenario:
            return None
        return replace(failure, answer=one_line(self._evidence.redactor.text(failure.answer)))
