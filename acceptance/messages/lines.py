"""Lines put together out of the pieces in which they come; of one beyond the bound only the beginning is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from acceptance.messages.bounds import MESSAGE_BYTES

HEAD_BYTES: Final = 1_000


class Oversized(bytes):
    """The beginning of a line that is longer than the bound, told as soon as it is."""

    __slots__ = ()


@dataclass(slots=True)
class LineAssembler:
    """Puts lines together; a long line is not copied per piece.

    Attributes:
        most: so many bytes a line may have.
    """

    most: int = MESSAGE_BYTES
    _parts: list[bytes] = field(default_factory=list)
    _size: int = 0
    _skipping: bool = False

    def feed(self, piece: bytes) -> list[bytes]:
        """Take in a piece; returns the lines that end in it, without their ends, and the beginning of one too long."""
        *ended, rest = piece.split(b"\n")
        lines: list[bytes] = []
        for part in ended:
            self._keep(part, lines)
            if not self._skipping:
                lines.append(b"".join(self._parts))
            self._begin()
        self._keep(rest, lines)
        return lines

    def rest(self) -> bytes:
        """What came behind the end of the last line; empty where there is nothing, or it was too long."""
        return b"".join(self._parts)

    def _keep(self, part: bytes, lines: list[bytes]) -> None:
        """Keep a part of the line under way, as long as that is not too long."""
        if self._skipping:
            return
        self._parts.append(part)
        self._size += len(part)
        if self._size > self.most:
            lines.append(Oversized(b"".join(self._parts[:2])[:HEAD_BYTES]))
            self._begin()
            self._skipping = True

    def _begin(self) -> None:
        self._parts.clear()
        self._size, self._skipping = 0, False
