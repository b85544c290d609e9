"""Making names durable: a file that was renamed is safe only once its directory is on the disk (Contract SAFE-1)."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def sync_directory(directory: Path) -> None:
    """Have the names in a directory on the disk before returning.

    Raises:
        OSError: the directory cannot be read or written.
    """
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_new(file: Path, content: bytes) -> None:
    """Write a new file, through no symbolic link, and have it on the disk before returning.

    Raises:
        OSError: there is a file already, or it cannot be written.
    """
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "wb") as stream:  # noqa: PTH123 - the descriptor was opened with flags that Path lacks
        stream.write(content)
        stream.flush()
        os.fsync(descriptor)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file, in the place of an earlier one if there is one: whole, or not at all.

    Raises:
        OSError: it cannot be written; the earlier one stands, and nothing is left beside it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{uuid4().hex}.part")
    try:
        write_new(draft, content)
        draft.rename(file)
        sync_directory(file.parent)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
