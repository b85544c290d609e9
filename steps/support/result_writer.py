"""Writes the report's files beside the run, so that no call waits for a disk, and a full disk ends no run."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from allure_commons import hookimpl
from allure_commons.logger import AllureFileLogger

from acceptance.places import CONFIGURED_RESULTS, RESULTS


class ResultWriter(AllureFileLogger):
    """Allure's own file logger, with the attachments written by a thread of its own, in their order.

    A scenario's result is written behind its attachments, before the next scenario begins: whatever ends the run, the
    scenarios so far are told whole.
    """

    def __init__(self, report_dir: str | Path, clean: bool = False) -> None:
        # behave gives the folder of its settings as seen from where it runs.
        folder = RESULTS if Path(report_dir).resolve() == CONFIGURED_RESULTS else report_dir
        super().__init__(folder, clean)  # type: ignore[no-untyped-call]
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="attachments")
        self._trouble = ""

    @hookimpl
    def report_attached_data(self, body: Any, file_name: str) -> None:
        """Queue an attachment."""
        self._thread.submit(self._write_data, self._report_dir / file_name, body)

    @hookimpl
    def report_result(self, result: Any) -> None:
        """Write a scenario's result, behind its attachments."""
        self._thread.submit(self._write_result, result).result()

    def _write_data(self, path: Path, body: str | bytes) -> None:
        try:
            path.write_bytes(body.encode() if isinstance(body, str) else body)
        except OSError as error:
            self._tell(error)

    def _write_result(self, result: Any) -> None:
        try:
            self._report_item(result)  # type: ignore[no-untyped-call]
        except OSError as error:
            self._tell(error)

    def _tell(self, error: OSError) -> None:
        """Say it once: a disk that is full stays full, and the console is what is left to read."""
        if not self._trouble:
            self._trouble = str(error.strerror)
            sys.stderr.write(f"Results cannot be written any more: {error.strerror}. The report will lack scenarios.\n")
