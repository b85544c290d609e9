"""A reader that has closed its end of a pipe (`… | head`): what is printed then goes nowhere, and work goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any


def print_nowhere(stream: Any) -> None:
    """Let a stream end nowhere, since nobody reads it any more, with what it holds back and what others write to it."""
    with suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nothing, stream.fileno())
        finally:
            os.close(nothing)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on standard output, as far as somebody reads them."""
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        print_nowhere(sys.stdout)
