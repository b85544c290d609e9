"""Files that others may have made: regular ones only, no link followed, no more than a bound read."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, Final, TypeVar

Entry = TypeVar("Entry")

NO_FILE: Final = "not a regular file"
"""Stands for the digest of what is neither a file nor a link: a pipe, a socket, a device."""

UNREADABLE: Final = "cannot be read"
"""Stands for the digest of a file that this user may not read."""


def open_plainly(file: Path) -> BufferedReader:
    """Open a regular file to read it; a link is not followed, and a pipe that nobody writes to does not hold us.

    Raises:
        OSError: it cannot be opened, or is something else.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file", str(file))
    return os.fdopen(descriptor, "rb")


def read_json(file: Path, most: int) -> Any:
    """Read a JSON file.

    Args:
        file: the file.
        most: so many bytes it may have.

    Raises:
        OSError: it cannot be opened, is no regular file, or is larger.
        ValueError: it is no JSON, or nested too deeply to be read.
    """
    with open_plainly(file) as opened:
        if os.fstat(opened.fileno()).st_size > most:
            raise OSError(errno.EFBIG, f"it has more than {most} bytes", str(file))
        content = opened.read(most + 1)
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def read_entries(file: Path, most: int, read: Callable[[Any], Entry]) -> list[Entry] | None:
    """Read a JSON file that holds a list; a file that is not there holds none.

    Args:
        file: the file.
        most: so many bytes it may have.
        read: reads one entry; raises TypeError where it is none.

    Returns:
        The entries; None where the file holds anything else.
    """
    try:
        told = read_json(file, most)
        return [read(one) for one in told] if isinstance(told, list) else None
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError):
        return None


def write_whole(file: Path, text: str) -> None:
    """Write a file so that it is there whole or as it was before, and no link in its place is followed.

    Raises:
        OSError: it could not be written.
    """
    half = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


def files_below(folder: Path) -> Iterator[Path]:
    """All that lies below a folder and is no folder, in the order of the names; links are there and not followed."""
    for place, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        yield from (Path(place) / name for name in sorted([*names, *links]))


def digest_of(file: Path) -> str:
    """The digest of a file; of a link that of its text; a word for what has none."""
    try:
        kind = file.lstat().st_mode
        if stat.S_ISLNK(kind):
            return f"link {hashlib.sha256(os.fsencode(file.readlink())).hexdigest()}"
        if not stat.S_ISREG(kind):
            return NO_FILE
        with open_plainly(file) as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return UNREADABLE
