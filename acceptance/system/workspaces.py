"""Where the workspaces of a run's servers are made."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

# Bytes that must be free in memory before workspaces are made there.
ROOM: Final = 1 << 30
MEMORY: Final = Path("/dev/shm")


def place_for_workspaces() -> Path:
    """Where workspaces are made: below TMPDIR if that is set, else in memory where there is room, else on the disk.

    A kill of a process cannot show whether a disk was written to, so the disk would only cost time: half of a run.
    """
    memory = MEMORY
    wanted = "TMPDIR" not in os.environ and memory.is_dir() and os.access(memory, os.W_OK)
    return memory if wanted and shutil.disk_usage(memory).free >= ROOM else Path(tempfile.gettempdir())


def places_for_workspaces() -> list[Path]:
    """All places in which a run that was killed may have left its workspaces."""
    temporary = Path(tempfile.gettempdir())
    return [place for place in dict.fromkeys((MEMORY, temporary)) if place.is_dir()]
