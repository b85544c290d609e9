"""Temporary folders that say whether the process that made them still runs: each holds a file that it keeps locked."""

from __future__ import annotations

import fcntl
import os
import re
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from acceptance.confinement.trees import remove_folder
from acceptance.errors import TargetFaultError
from acceptance.system.workspaces import places_for_workspaces

PREFIXES: Final = ("orchestrator-acceptance-", "orchestrator-warm-", "oa-run-")
"""What the folders are called that outlive a run that was killed."""
LOCK: Final = ".in-use"
MOUNT_SECONDS: Final = 10
OCTAL: Final = re.compile(rb"\\(040|011|012|134)")


@contextmanager
def owned_folder(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """A temporary folder for as long as the `with` lasts; that of a process that was killed is found by the next run.

    Args:
        prefix: what its name begins with: one of `PREFIXES`.
        place: where it is made; where all temporary files are when none is given.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place)).resolve()
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        # The kernel gives the lock back when the process ends, in whatever way: no id that could be another's by then.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        # A workspace may have become whatever its server made of it: what cannot be removed stays.
        with suppress(TargetFaultError):
            remove_folder(folder)
        os.close(lock)


def abandoned_folders() -> Iterator[Path]:
    """The folders of this user whose process has ended without removing them."""
    for place in places_for_workspaces():
        for prefix in PREFIXES:
            for folder in place.glob(f"{prefix}*"):
                if is_own_folder(folder) and is_abandoned(folder):
                    yield folder


def is_own_folder(folder: Path) -> bool:
    """Whether it is a folder of this user, and no link to one."""
    with suppress(OSError):
        status = folder.lstat()
        return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    return False


def is_abandoned(folder: Path) -> bool:
    """Whether nobody holds its lock; one that has none is not ours to judge."""
    with suppress(OSError):
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if stat.S_ISREG(os.fstat(lock).st_mode):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
        finally:
            os.close(lock)
    return False


def remove(folder: Path) -> bool:
    """Remove a folder, and unmount first what a scenario about a full disk mounted in it; tells whether it is gone."""
    for mount in mounts_below(folder):
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(["umount", "-l", mount], capture_output=True, timeout=MOUNT_SECONDS, check=False)
    with suppress(TargetFaultError):
        remove_folder(folder.parent.resolve() / folder.name)
    return not folder.exists()


def mounts_below(folder: Path) -> list[str]:
    """Where file systems are mounted below a folder, the innermost first."""
    with suppress(OSError):
        lines = Path("/proc/self/mounts").read_bytes().split(b"\n")
        places = [unescaped(line.split(b" ")[1]) for line in lines if line]
        return sorted((place for place in places if place.startswith(f"{folder}/")), reverse=True)
    return []


def unescaped(told: bytes) -> str:
    """The path of a mount point, as the kernel tells it: four bytes are given by octal digits, no name is any text."""
    return os.fsdecode(OCTAL.sub(lambda found: bytes([int(found[1], 8)]), told))
