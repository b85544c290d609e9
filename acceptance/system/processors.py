"""How many processors this process may use: what it was given, which may be less than what the machine has."""

from __future__ import annotations

import math
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")
"""Where the kernel tells how much processor time a container gets: microseconds, of so many; "max" for all."""


def processors(quota: Path = QUOTA) -> int:
    """How many processors this process may use: at least one, at most those that its affinity and its container allow.

    Args:
        quota: the file that tells how much processor time is given.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError, ZeroDivisionError):
        given, of = quota.read_text(encoding="ascii").split()
        allowed = min(allowed, math.ceil(int(given) / int(of)))
    return max(1, allowed)
