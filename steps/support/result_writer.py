"""Writes the report's files beside the run, so that no call waits for a disk, and a full disk ends no run."""

from __future__ import annotations

import atexit
import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import attr
from allure_commons import hookimpl, plugin_manager
from allure_commons.logger import AllureFileLogger

from acceptance.confinement.descriptors import QUIETLY, folder_at
from acceptance.redaction import Redactor
from acceptance.system.paths import CONFIGURED_RESULTS, RESULTS

# So many characters or bytes of attachments are kept in memory at most.
MOST_KEPT: Final = 1 << 23
NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | QUIETLY


class ResultWriter(AllureFileLogger):
    """Allure's own file logger, which writes the attachments of a scenario at its end, in a thread of its own.

    Written one by one, they would be in the way of the next call. A scenario's result is written behind them, before
    the next scenario begins: whatever ends the run, the scenarios so far are told whole.

    Attributes:
        redactor: hides what nobody is to read, in whatever was attached.
    """

    def __init__(self, report_dir: str | Path, clean: bool = False) -> None:
        # behave gives the folder of its settings as seen from where it runs.
        folder = RESULTS if Path(report_dir).resolve() == CONFIGURED_RESULTS else report_dir
        self.redactor = Redactor()
        if folder == RESULTS:
            # The run makes it, once it knows that nobody else writes there; a run that is refused leaves no trace.
            self._report_dir = RESULTS
        else:
            super().__init__(Path(folder).resolve(), clean)  # type: ignore[no-untyped-call]
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="attachments")
        self._kept: list[tuple[str, str | bytes]] = []
        self._size = 0
        self._trouble = ""
        # What is attached to the run itself comes behind the last scenario.
        self._afterwards: Callable[[], None] = lambda: None
        atexit.register(self._end)

    def when_all_is_written(self, do: Callable[[], None]) -> None:
        """Have something done behind the last file of the run."""
        self._afterwards = do

    def _end(self) -> None:
        self._write_all(self._take())
        self._afterwards()

    @hookimpl
    def report_attached_data(self, body: Any, file_name: str) -> None:
        """Keep an attachment until its scenario ends, or there are too many."""
        self._kept.append((file_name, body))
        self._size += len(body)
        if self._size > MOST_KEPT:
            self._thread.submit(self._write_all, self._take())

    @hookimpl
    def report_result(self, result: Any) -> None:
        """Write a scenario's result, behind its attachments."""
        self._thread.submit(self._write_all, self._take())
        self._thread.submit(self._write_result, result).result()

    @hookimpl
    def report_container(self, container: Any) -> None:
        """Write what belongs to several scenarios."""
        self._thread.submit(self._write_result, container).result()

    @hookimpl
    def report_globals(self, globals_item: Any) -> None:
        """Write what belongs to the run itself."""
        self._thread.submit(self._write_result, globals_item).result()

    def _take(self) -> list[tuple[str, str | bytes]]:
        """What is kept; nothing is any more."""
        kept, self._kept, self._size = self._kept, [], 0
        return kept

    def _write_all(self, kept: list[tuple[str, str | bytes]]) -> None:
        for name, body in kept:
            self._write(name, self.redactor.data(body.encode(errors="replace") if isinstance(body, str) else body))

    def _write_result(self, result: Any) -> None:
        told = attr.asdict(result, filter=lambda _, value: value or value is False)
        self._write(
            result.file_pattern.format(prefix=uuid4()), json.dumps(told, ensure_ascii=False).encode(errors="replace")
        )

    def _write(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all, and through no link that a target has put in the place of the folder."""
        try:
            with folder_at(self._report_dir) as folder:
                descriptor = os.open(f"{name}.tmp", NEW, 0o644, dir_fd=folder)
                with os.fdopen(descriptor, "wb") as file:
                    file.write(content)
                os.replace(f"{name}.tmp", name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError as error:
            self._tell(error)

    def _tell(self, error: OSError) -> None:
        """Say it once: a disk that is full stays full, and the console is what is left to read."""
        if not self._trouble:
            self._trouble = str(error.strerror)
            sys.stderr.write(f"Results can no longer be written: {error.strerror}. The report will lack scenarios.\n")


def when_all_is_written(do: Callable[[], None]) -> None:
    """Have something done when every file of the results is written; at once where nobody writes any."""
    writers = [one for one in plugin_manager.get_plugins() if isinstance(one, ResultWriter)]
    for writer in writers:
        writer.when_all_is_written(do)
    if not writers:
        do()
