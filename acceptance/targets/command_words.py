"""A command that is written in one line, as its words."""

from __future__ import annotations

import shlex
from pathlib import Path

from acceptance.errors import TargetError


def is_address(command: str) -> bool:
    """Whether what was given as a command is an address."""
    return command.partition(" ")[0].startswith(("http://", "https://"))


def split(line: str, whose: str, folder: Path | None = None) -> tuple[str, ...]:
    """The words of a command that is written in one line.

    Args:
        line: the line.
        whose: what it is called in messages.
        folder: where the path of its program begins; None for the current directory.

    Raises:
        TargetError: there are none, or a quotation mark is missing.
    """
    try:
        words = tuple(shlex.split(line))
    except ValueError as error:
        raise TargetError(f"{whose} cannot be read ({error}): {line}") from None
    if not words:
        raise TargetError(f"{whose} is empty. Write what starts the server.")
    if "/" in words[0] and not is_address(words[0]):
        words = (str((folder or Path.cwd()) / words[0]), *words[1:])
    return words
