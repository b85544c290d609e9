"""Making names durable: a file that was renamed is safe only once its directory is on the disk (Contract SAFE-1)."""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final
from uuid import uuid4

LOOK_AGAIN_SECONDS: Final = 0.01
"""How often a lock that others have is asked for again: the system can wait for one, but not up to a bound."""


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


def write_all_whole(files: Mapping[Path, bytes]) -> None:
    """Write several files, in the place of earlier ones if there are any: all of them, or none.

    Raises:
        OSError: one of them cannot be written; the earlier ones stand, and nothing is left beside them.
    """
    with ExitStack() as beside, ExitStack() as undo:
        drafts = {file: _beside(file, beside) for file in files}
        for file, draft in drafts.items():
            if file.is_dir() and not file.is_symlink():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
            file.parent.mkdir(parents=True, exist_ok=True)
            write_new(draft, files[file])
        for file, draft in drafts.items():
            undo.callback(_keep_earlier(file, beside))
            draft.rename(file)
        for directory in {file.parent for file in files}:
            sync_directory(directory)
        undo.pop_all()


def _beside(file: Path, beside: ExitStack) -> Path:
    """A name for a file that helps to write another, and is gone at the end."""
    helper = file.with_name(f".{uuid4().hex}.part")
    beside.callback(helper.unlink, missing_ok=True)
    return helper


def _keep_earlier(file: Path, beside: ExitStack) -> Callable[[], object]:
    """Keep what stands in the place of a file, and return what brings it back."""
    if not os.path.lexists(file):
        return partial(file.unlink, missing_ok=True)
    earlier = _beside(file, beside)
    os.link(file, earlier, follow_symlinks=False)
    return partial(earlier.replace, file)


@contextmanager
def one_at_a_time(directory: Path, seconds: float | None = None) -> Iterator[None]:
    """Let one at a time, of all processes and threads, do something in a directory; no file is left behind.

    Args:
        directory: where; it exists.
        seconds: how long to wait for the others at most; without it, as long as it takes.

    Raises:
        TimeoutError: another one is still at it.
        OSError: the directory cannot be opened.
    """
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _wait_for_lock(descriptor, seconds)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, seconds: float | None) -> None:
    if seconds is None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, "another process is changing what is there") from None
            time.sleep(LOOK_AGAIN_SECONDS)
        else:
            return
