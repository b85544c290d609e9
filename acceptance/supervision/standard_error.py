"""What a server writes to standard error: its beginning and its end are kept, however much there is in between."""

from __future__ import annotations

import fcntl
import os
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import anyio

from acceptance.redaction import Redactor

HEAD_BYTES: Final = 128 << 10
TAIL_BYTES: Final = 128 << 10
RUN_BYTES: Final = 64 << 20
"""So much all servers of a run may fill; after that each keeps only `SHORT_BYTES` at either end."""
SHORT_BYTES: Final = 4 << 10

PIPE_BYTES: Final = 1 << 20
"""So much a server can write before it waits for the driver, where the system lets a pipe be so large."""
FLOOD_BYTES: Final = 256 << 10
FLOOD_PAUSE: Final = 0.005
"""After so many bytes at once the driver has other things to do first, for so many seconds."""
LAST_READ_BYTES: Final = 2 << 20
"""So much is read at a server's end at most: a process that it left may write for ever."""


class Allowance:
    """How much the servers of a run may still write."""

    def __init__(self, left: int = RUN_BYTES) -> None:
        self._left = left

    def most(self) -> tuple[int, int]:
        """How many bytes the beginning and the end of a file may have that is begun now."""
        return (HEAD_BYTES, TAIL_BYTES) if self._left > 0 else (SHORT_BYTES, SHORT_BYTES)

    def spend(self, count: int) -> None:
        """Note that so many bytes were written."""
        self._left -= count


class CappedLog:
    """A file that keeps the beginning of what is written as it comes, and the end when it is closed."""

    def __init__(self, path: Path, allowance: Allowance) -> None:
        """Append to `path`.

        Raises:
            OSError: it cannot be opened.
        """
        self._allowance = allowance
        self._file: IO[bytes] = path.open("ab", buffering=0)
        self._head, self._most = allowance.most()
        self._tail: deque[bytes] = deque()
        self._kept = 0
        self._left_out = 0

    @property
    def tail(self) -> bytes:
        """What is kept and not in the file yet."""
        return b"".join(self._tail)[-self._most :]

    def write(self, chunk: bytes) -> None:
        """Keep a piece; a disk that is full keeps nothing."""
        now, later = chunk[: self._head], chunk[self._head :]
        self._head -= len(now)
        self._put(now)
        if later:
            self._tail.append(later)
            self._kept += len(later)
            while self._kept - len(self._tail[0]) >= self._most:
                gone = self._tail.popleft()
                self._kept -= len(gone)
                self._left_out += len(gone)

    def close(self) -> None:
        """Write the end, and before it how much was left out."""
        tail = self.tail
        self._left_out += self._kept - len(tail)
        if self._left_out:
            self._put(f"\n… {self._left_out:,} bytes left out …\n".encode())
        self._put(tail)
        self._tail.clear()
        self._file.close()

    def _put(self, content: bytes) -> None:
        self._allowance.spend(len(content))
        with suppress(OSError):
            self._file.write(content)


class StandardError:
    """The pipe from a server's standard error to its file."""

    def __init__(self, path: Path, allowance: Allowance, redactor: Redactor) -> None:
        """Make the pipe; `pump` must be run in the event loop for as long as the server lives.

        Args:
            path: the file.
            allowance: how much may be written to it.
            redactor: hides what nobody is to read, before it is written: whoever is killed hides nothing afterwards.

        Raises:
            OSError: the file or the pipe cannot be opened.
        """
        self._path = path
        self._log: CappedLog | None = CappedLog(path, allowance)
        self._shown = redactor.stream()
        self._near, self.far = os.pipe()
        os.set_blocking(self._near, False)
        with suppress(AttributeError, OSError):
            fcntl.fcntl(self._near, fcntl.F_SETPIPE_SZ, PIPE_BYTES)

    def hand_over(self) -> None:
        """Close the end that the server has by now."""
        far, self.far = self.far, -1
        if far >= 0:
            os.close(far)

    async def pump(self) -> None:
        """Keep what comes until the other end is closed, or this is cancelled; then what has come by then."""
        try:
            while True:
                await anyio.wait_readable(self._near)
                chunk = self._read()
                if chunk == b"":
                    return
                if len(chunk or b"") >= FLOOD_BYTES:
                    await anyio.sleep(FLOOD_PAUSE)
        finally:
            self.close()

    def close(self) -> None:
        """Keep what has come, write the end of the file, and read no more, whoever still holds the other end."""
        log = self._log
        if log is None:
            return
        self.catch_up()
        self._log = None
        log.write(self._shown.finish())
        log.close()
        self.hand_over()
        os.close(self._near)

    def catch_up(self) -> None:
        """Keep what has come by now, as where the server has just ended."""
        count = 0
        while self._log is not None and count < LAST_READ_BYTES and (chunk := self._read()):
            count += len(chunk)

    def last_lines(self, count: int) -> str:
        """The last lines that were written; empty where there are none."""
        text = self._log.tail if self._log is not None else b""
        with suppress(OSError), self._path.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - TAIL_BYTES))
            text = file.read() + text
        return "\n".join(text.decode("utf-8", "replace").splitlines()[-count:])

    def _read(self) -> bytes | None:
        """What there is; empty at the end, `None` where there is nothing now."""
        try:
            chunk = os.read(self._near, PIPE_BYTES)
        except BlockingIOError:
            return None
        if self._log is not None:
            self._log.write(self._shown.feed(chunk))
        return chunk
