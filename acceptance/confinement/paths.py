"""A path as a target names it: read as a text that may be anything, and shown so that it harms nobody."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from acceptance.errors import ForbiddenFileError

MOST_BYTES_OF_A_PATH: Final = 4_096
"""A longer path no system takes (Linux: PATH_MAX)."""
SHOWN_CHARACTERS: Final = 120


def shown(path: object) -> str:
    """A path as a message shows it: in quotation marks, shortened, and without a character that cannot be printed."""
    text = str(path)
    start = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text[:SHOWN_CHARACTERS])
    return f'"{start}"' if len(text) <= SHOWN_CHARACTERS else f'"{start} …" ({len(text):,} characters)'


def forbidden(path: object, why: str) -> ForbiddenFileError:
    """The failure of a promise: the target named what is no file of its workspace.

    Args:
        path: what was named.
        why: what is wrong with it, as the predicate of a sentence.
    """
    return ForbiddenFileError(f"Expected a file of the workspace, but {shown(path)} {why}. The suite did not touch it.")


def leads_to(path: str, folder: Path) -> bool:
    """Whether a path that a target names leads to a folder, whatever links lead there; nothing is opened.

    Args:
        path: absolute, or relative to the folder.
        folder: which the suite made, or its operator named.
    """
    try:
        place = Path(os.path.realpath(folder))
        return not resolved(place, path) and place.is_dir()
    except (ForbiddenFileError, OSError):
        return False


def lies_inside(place: Path, folder: Path) -> bool:
    """Whether a folder that the suite made lies in another one, whatever links lead there; nothing is opened."""
    return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(folder))


def resolved(root: Path, path: str) -> tuple[str, ...]:
    """The way from a workspace to what a path in it means, when all symbolic links are followed.

    Nothing is opened. What is found may be exchanged by the target at once, so whoever opens it must not follow links.

    Args:
        root: the workspace, absolute and free of symbolic links.
        path: as the target names it: absolute, or relative to the workspace.

    Returns:
        The names from the workspace down; none for the workspace itself. The last need not exist.

    Raises:
        ForbiddenFileError: the path leads out of the workspace, or is none that any system takes.
    """
    try:
        length = len(os.fsencode(path))
    except UnicodeEncodeError:
        raise forbidden(path, "contains half a character") from None
    if "\0" in path:
        raise forbidden(path, "contains a NUL character")
    if length > MOST_BYTES_OF_A_PATH:
        raise forbidden(path, "is longer than any path can be")
    try:
        found = Path(os.path.realpath(os.path.join(root, path)))  # noqa: PTH118 - a path of a target is no path of ours
    except OSError:
        # What was a link when its kind was looked at is none any more when it is read.
        raise forbidden(path, "changed while it was read") from None
    if not found.is_relative_to(root):
        raise forbidden(path, "leads out of the workspace")
    return found.relative_to(root).parts
