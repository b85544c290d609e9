"""Full disks: a limit on the file sizes of a running process, and small file systems."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

import psutil

from acceptance.confinement.files import WorkspaceFiles
from acceptance.errors import NotInjectableError

SMALL: Final = "size=1536k"
MOUNT_SECONDS: Final = 10
BALLAST: Final = "ballast"


def limit_file_size(pid: int | None, most: int) -> Callable[[], None]:
    """Let no file of a server grow beyond a size; what wants to, meets an error as on a full disk.

    Only the soft limit is set, because the hard one could not be raised again. With the limit comes a signal, which a
    full disk does not send: what does not ignore that is not limited.

    Args:
        pid: of the server's process; those that it has started, which may do its work, are limited as well.
        most: bytes.

    Returns:
        What takes the limit back; a process that is gone by then is no error.

    Raises:
        NotInjectableError: this system has no such limit, or does not let it be set, or the server would end by it.
    """
    if pid is None or not hasattr(resource, "prlimit"):
        raise NotInjectableError("this system cannot limit the file sizes of a running process")
    with ExitStack() as undoing:
        for process in (pid, *below(pid)):
            if ignores_the_signal(process):
                _limit(process, most, undoing)
            elif not below(process):
                # One that has started others waits for them, and they write.
                raise NotInjectableError("a limit on the file sizes of its process may end it, as no full disk does")
        return undoing.pop_all().close


def below(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    with suppress(psutil.Error):
        return [one.pid for one in psutil.Process(pid).children(recursive=True)]
    return []


def ignores_the_signal(pid: int) -> bool:
    """Whether a process ignores the signal that comes with a limit on its files; one that handles it may end by it."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return True
    ignored = next((int(line.partition(":")[2], 16) for line in lines if line.startswith("SigIgn:")), 0)
    return bool(ignored >> (signal.SIGXFSZ - 1) & 1)


def _limit(pid: int, most: int, undoing: ExitStack) -> None:
    """Limit the files of one process.

    Raises:
        NotInjectableError: the system does not let it be done.
    """
    try:
        soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))
    except OSError as error:
        raise NotInjectableError(f"the file sizes of the process cannot be limited ({error.strerror})") from None

    def unlimit() -> None:
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))

    undoing.callback(unlimit)


class FullFolder:
    """A folder that is a small file system of its own, in memory.

    Attributes:
        path: where it is mounted.
    """

    def __init__(self, path: Path) -> None:
        """Mount it.

        Raises:
            NotInjectableError: this process may not mount, or this system cannot.
        """
        self.path = path
        self._files = WorkspaceFiles(path)
        path.mkdir(parents=True)
        command = ["mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", str(path)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=MOUNT_SECONDS, check=False)
        except OSError as error:
            raise NotInjectableError(f"no small file system can be mounted ({error.strerror})") from None
        if done.returncode:
            raise NotInjectableError(f"no small file system can be mounted ({done.stderr.strip()})")

    def fill(self, room: int) -> int:
        """Fill it but for some bytes; returns how many are free then."""
        free = self._free()
        self._files.write(BALLAST, b"")
        with self._files.opened(BALLAST, os.O_RDWR) as descriptor:
            os.posix_fallocate(descriptor, 0, max(1, free - room))
        return self._free()

    def clear(self) -> None:
        """Make room again."""
        self._files.remove(BALLAST)

    def remove(self) -> None:
        """Unmount it, also while a server still works in it."""
        subprocess.run(["umount", "-l", str(self.path)], capture_output=True, timeout=MOUNT_SECONDS, check=False)

    def _free(self) -> int:
        status = os.statvfs(self.path)
        return status.f_bavail * status.f_frsize
