"""A file to which each change adds a line, as the store of a server: a change is durable when it is answered."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any, BinaryIO

from tests.newcomers.serving import RejectedError

PATIENCE = 3.0
"""Seconds that a call waits for another process's lock."""


class Journal:
    """The store: what the lines of the file come to.

    A file beside it tells how long it is, so that a line that was cut short is not taken for one that counts.

    Attributes:
        entries: what is kept, by reference, in the order in which it was added.
        last: the highest number that was ever given.
    """

    def __init__(self, path: Path) -> None:
        self.entries: dict[str, dict[str, Any]] = {}
        self.last = 0
        self._path = path
        self._lock = RLock()
        self._file = path.open("a+b", buffering=0)
        self._length = os.open(path.with_suffix(".length"), os.O_RDWR | os.O_CREAT, 0o644)
        self._seen = (0, 0)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Have the store for oneself, as it is now."""
        with self._lock:
            self._wait_for(self._file)
            try:
                self._catch_up()
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def add(self, ref: str, entry: dict[str, Any] | None) -> None:
        """Keep an entry, or none any more."""
        line = json.dumps([ref, entry], ensure_ascii=False).encode() + b"\n"
        self._write(line)
        self._take(line)

    def _write(self, line: bytes) -> None:
        """Have a line on the disk, and then count it."""
        length = self._seen[0]
        try:
            os.ftruncate(self._file.fileno(), length)
            rest = line
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
            os.pwrite(self._length, b"%20d" % (length + len(line)), 0)
        except OSError as error:
            raise RejectedError(f"The board cannot be written ({error.strerror}). Nothing was changed.") from None
        self._seen = (length + len(line), self._now().st_mtime_ns)

    def _now(self) -> os.stat_result:
        return os.fstat(self._file.fileno())

    def _catch_up(self) -> None:
        """Read the file again if somebody else has changed it."""
        try:
            length = self._checked_length()
            if self._seen != (length, self._now().st_mtime_ns):
                self.entries.clear()
                content = self._path.read_bytes()[:length]
                # A last line without its end is none, and is read as the damage that it is.
                for line in content.splitlines(keepends=True):
                    self._take(line if line.endswith(b"\n") else b"")
                self._seen = (length, self._now().st_mtime_ns)
        except (OSError, ValueError, TypeError):
            raise RejectedError("The board was deleted or damaged. Nothing was changed; look at board.jsonl.") from None

    def _checked_length(self) -> int:
        length = int(os.pread(self._length, 20, 0) or 0)
        if self._path.stat().st_ino != self._now().st_ino or self._now().st_size < length:
            raise ValueError("another file, or a shorter one")
        return length

    def _take(self, line: bytes) -> None:
        ref, entry = json.loads(line)
        self.last = max(self.last, int(ref[1:]) if ref[1:].isdecimal() else 0)
        if entry is None:
            self.entries.pop(ref, None)
        else:
            self.entries[ref] = entry

    @staticmethod
    def _wait_for(file: BinaryIO) -> None:
        until = monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > until:
                    raise RejectedError(
                        "The board is locked by another process. Try again when it is released."
                    ) from None
                sleep(0.01)
            else:
                return
