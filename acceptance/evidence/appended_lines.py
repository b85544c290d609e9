"""Reads what is appended to a file while others write it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

MOST_BYTES: Final = 1 << 23
"""So much is read at once."""

MARK_BYTES: Final = 200


class AppendedLines:
    """The lines that are appended to a file, also where it is emptied or made anew meanwhile."""

    def __init__(self, file: Path, *, whole: bool = False) -> None:
        """Begin behind what stands there now.

        Args:
            file: the file, which need not be there yet.
            whole: begin with what stands there instead.
        """
        self._file = file
        self._read = 0
        # What stood before the place that was read up to: where it stands there no more, it is another file.
        self._mark = b""
        self._rest = b""
        if not whole:
            with suppress(OSError), file.open("rb") as opened:
                self._go_on(opened, opened.seek(0, 2))

    def __iter__(self) -> Iterator[str]:
        """The whole lines since the last look; a line that is not ended yet comes with a later one."""
        with suppress(OSError), self._file.open("rb") as file:
            file.seek(self._read - len(self._mark))
            if file.read(len(self._mark)) != self._mark:
                self._rest = b""
                self._go_on(file, 0)
            while piece := file.read(MOST_BYTES):
                *lines, self._rest = (self._rest + piece).split(b"\n")
                yield from (line.decode("utf-8", "replace") for line in lines)
                self._go_on(file, self._read + len(piece))

    def _go_on(self, file: BinaryIO, place: int) -> None:
        """Keep up to where a file was read, and leave it there."""
        self._read = place
        length = min(place, MARK_BYTES)
        file.seek(place - length)
        self._mark = file.read(length)
