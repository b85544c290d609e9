"""What is printed: no terminal, and no service that runs the suite, obeys a target's words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TextIO, cast

from acceptance.display.closed_reader import print_nowhere
from acceptance.display.marks import visible
from acceptance.messages.shown import ends_of
from acceptance.redaction import Redactor

COLOUR: Final = re.compile("(\x1b\\[(?:0|1|3[1-6]|90)?m)")
"""The colours of behave's formatters: none hides what it is put on, as a target's own could."""
MOVE: Final = re.compile("\x1b\\[[0-9]+A")
COMMAND: Final = re.compile(r"^(\s*)::(?=\S)|##(?=\w*\[)", re.MULTILINE)
"""What GitHub Actions, Azure Pipelines and TeamCity obey when they read it in what a step prints."""


def disarmed(text: str, *, begins_line: bool = True) -> str:
    """A text in which no command of a service that runs the suite is left: `::error::` is shown as `:·:error::`.

    Args:
        text: what is printed.
        begins_line: whether its first line begins where a line begins.
    """

    def broken(found: re.Match[str]) -> str:
        if found[1] is None:
            return "#·#"
        return found[0] if found.start() == 0 and not begins_line else f"{found[1]}:·:"

    return COMMAND.sub(broken, text)


def printable(text: str) -> str:
    """Sentences as they may be printed: control characters as marks, and no command for who reads the log."""
    return disarmed(visible(text))


@dataclass(slots=True)
class Hidden:
    """What hides the secrets in the streams of a console; it comes when they are known."""

    redactor: Redactor = field(default_factory=Redactor)


class GuardedStream:
    """A stream to the console: it shows what it is given, without control characters, commands and secrets.

    Attributes:
        hidden: what hides the secrets.
    """

    def __init__(
        self, stream: Any, *, coloured: bool = False, hidden: Hidden | None = None, most: int | None = None
    ) -> None:
        """Guard a stream.

        Args:
            stream: what is written to.
            coloured: whether colours, and a move of the cursor that is all of what is written, are the program's own.
            hidden: what hides the secrets, where another stream has it already.
            most: how many characters of what is written at once are shown; all of them when none is given.
        """
        self._most = most
        self.hidden = hidden or Hidden()
        self._stream = stream
        self._coloured = coloured
        self._begins_line = True

    @classmethod
    def of(cls, stream: Any, like: GuardedStream, most: int | None = None) -> GuardedStream:
        """A stream guarded like another one.

        Args:
            stream: what is written to, be it guarded already or not.
            like: the other one.
            most: how many characters of what is written at once are shown; all of them when none is given.
        """
        inner = stream._stream if isinstance(stream, cls) else stream
        return cls(inner, coloured=like._coloured, hidden=like.hidden, most=most)

    def write(self, text: str) -> int:
        """Write a text as it may be shown; returns how many characters were taken."""
        if self._coloured and MOVE.fullmatch(text):
            self._put(text)
            return len(text)
        shown = self.hidden.redactor.text(text)
        if self._most is not None:
            shown = ends_of(shown, self._most)
        pieces = COLOUR.split(shown) if self._coloured else [shown]
        shown = "".join(piece if number % 2 else visible(piece) for number, piece in enumerate(pieces))
        shown = disarmed(shown, begins_line=self._begins_line)
        if text:
            self._begins_line = not text.rpartition("\n")[2].strip()
        self._put(shown)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts one by one."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write what is held back, as far as somebody reads it."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            print_nowhere(self._stream)

    def _put(self, shown: str) -> None:
        try:
            try:
                self._stream.write(shown)
            except UnicodeEncodeError:
                encoding = self._stream.encoding or "ascii"
                self._stream.write(shown.encode(encoding, "backslashreplace").decode(encoding))
        except BrokenPipeError:
            print_nowhere(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def guarded_console() -> Iterator[None]:
    """While this lasts, all that this process prints is shown, and obeyed by nobody."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast("tuple[TextIO, TextIO]", (GuardedStream(before[0]), GuardedStream(before[1])))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
