"""What libfaketime shares between the processes of one server, and leaves on the machine where that is killed.

The standard library alone is used, as in all that a supervisor imports.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

SHARED_MEMORY: Final = "/dev/shm"
"""Where the kernel shows named memory and semaphores (Linux)."""
NAMES: Final = ("faketime_shm_{}", "sem.faketime_sem_{}")
"""What libfaketime calls them, by the process that it was loaded into first."""


def forget_clock(pid: int) -> None:
    """Remove what libfaketime left of a process that was started by us and has ended; nothing where it left nothing."""
    for name in NAMES:
        with suppress(OSError):
            os.unlink(f"{SHARED_MEMORY}/{name.format(pid)}")  # noqa: PTH108 - pathlib would be a third of a start
