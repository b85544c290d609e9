"""Making names durable: a file that was renamed is safe only once its directory is on the disk (Contract SAFE-1)."""

import os
from pathlib import Path


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
