"""The lock of a reports folder: whoever writes below it holds it, and the system releases it when the holder ends.

It is a lock of the system on an open file (`flock`), so a run that is killed never blocks the next. The processes of
one run share it: they inherit the open file, whose number `ORCHESTRATOR_REPORTS_LOCK` tells them. Servers never do.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

from acceptance.errors import ReportsInUseError, SuiteError
from acceptance.integrity.disks import ROOM_NEEDED, telling_of_disks
from acceptance.integrity.names import printable
from acceptance.system.paths import REPORTS_VARIABLE, furnish, require_reports_folder

LOCK: Final = ".lock"
"""The file that is locked, in the reports folder; it stays there, since removing it would let two hold it."""

VARIABLE: Final = "ORCHESTRATOR_REPORTS_LOCK"
"""Tells a process of the same run the number of the open file that it inherits."""

MOST_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, as it is told to a second run.

    Attributes:
        pid: its process.
        doing: which command it is; no arguments, since these may hold secrets.
        target: the name of what it tests; empty where that is not known.
        since: since when, in UTC.
    """

    pid: int
    doing: str
    target: str
    since: str

    @classmethod
    def read(cls, descriptor: int) -> Holder | None:
        """Who wrote into a lock's file; None where it cannot be told, since the holder has only begun."""
        with suppress(OSError, ValueError, TypeError, RecursionError):
            told = json.loads(os.pread(descriptor, MOST_BYTES, 0))
            return cls(int(told["pid"]), str(told["doing"]), str(told["target"]), str(told["since"]))
        return None

    def words(self) -> str:
        """The holder in words, for the person at the console."""
        target = f' on the target "{printable(self.target)}"' if self.target else ""
        return f"process {self.pid}, {printable(self.doing)}{target}, since {printable(self.since)}"


@dataclass(frozen=True, slots=True)
class ReportsLock:
    """A lock that is held until it is released, or this process and all that share it have ended.

    Attributes:
        descriptor: the open file.
    """

    descriptor: int

    def variables(self) -> dict[str, str]:
        """What tells a process of the same run that it shares the lock; it inherits the descriptor (`pass_fds`)."""
        return {VARIABLE: str(self.descriptor)}

    def require_place(self, reports: Path) -> None:
        """Make sure that the folder is still the one that was locked.

        Raises:
            SuiteError: it was moved, removed or replaced, so that what was found is not all in it.
        """
        if not is_same_file(self.descriptor, reports / LOCK):
            raise SuiteError(
                f"{reports} was moved, removed or replaced while the run wrote into it, so its results are incomplete "
                "and there is no verdict. If the target did that, run it in a sandbox (see SECURITY.md). Run it again."
            )

    def release(self) -> None:
        """Let others have the folder, unless a process that shares the lock still runs."""
        with suppress(OSError):
            os.close(self.descriptor)


def take_lock(reports: Path, doing: str, target: str = "") -> ReportsLock:
    """Take the lock of a reports folder, or share the one that the run has which this process belongs to.

    Args:
        reports: the folder; it is there.
        doing: the command, for whoever comes second.
        target: the name of what is tested.

    Raises:
        ReportsInUseError: somebody else holds it.
        SuiteError: the folder cannot be written to.
    """
    file = reports / LOCK
    inherited = os.environ.pop(VARIABLE, "")
    if inherited.isdecimal() and is_same_file(int(inherited), file):
        return kept_from_servers(int(inherited))
    with telling_of_disks(reports, ROOM_NEEDED):
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        lock_file(descriptor, fcntl.LOCK_EX, reports)
        with telling_of_disks(reports, ROOM_NEEDED):
            holder = Holder(os.getpid(), doing, target, datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"))
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(asdict(holder)).encode()[:MOST_BYTES], 0)
    except SuiteError:
        os.close(descriptor)
        raise
    return kept_from_servers(descriptor)


def occupy(reports: Path, settings: Path, doing: str, target: str = "") -> ReportsLock:
    """Make a folder a reports folder that this process alone writes into; nothing that lies in it is touched.

    Args:
        reports: the folder, which may not be there yet.
        settings: the reports folder of the suite itself.
        doing: the command, for whoever comes second.
        target: the name of what is tested.

    Raises:
        ReportsInUseError: somebody else writes into it.
        SuiteError: it is somebody's folder that holds something else, or cannot be written to.
    """
    with telling_of_disks(reports, ROOM_NEEDED):
        require_reports_folder(reports)
        reports.mkdir(parents=True, exist_ok=True)
        lock = take_lock(reports, doing, target)
        furnish(reports, settings)
    return lock


@contextmanager
def occupied(reports: Path, settings: Path, doing: str, target: str = "") -> Iterator[ReportsLock]:
    """A reports folder is this process's alone while this lasts; see `occupy`."""
    lock = occupy(reports, settings, doing, target)
    try:
        yield lock
    finally:
        lock.release()


@contextmanager
def undisturbed(reports: Path) -> Iterator[None]:
    """Nobody writes into a reports folder while it is read; one that cannot be written to is read all the same.

    Raises:
        ReportsInUseError: somebody writes into it.
    """
    try:
        descriptor = os.open(reports / LOCK, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        yield
        return
    try:
        lock_file(descriptor, fcntl.LOCK_SH, reports)
        yield
    finally:
        os.close(descriptor)


def is_occupied(reports: Path) -> bool:
    """Whether somebody writes into a folder; one that is not a reports folder is nobody's."""
    try:
        with undisturbed(reports):
            return False
    except ReportsInUseError:
        return True


def lock_file(descriptor: int, kind: int, reports: Path) -> None:
    """Lock an open file at once.

    Raises:
        ReportsInUseError: somebody else holds the lock.
        SuiteError: the file system knows no locks.
    """
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        refuse(Holder.read(descriptor), reports)
    except OSError as error:
        raise SuiteError(
            f"{reports} cannot be locked ({error.strerror}), so two runs could empty each other's results there. "
            f"Choose a folder on another file system: {REPORTS_VARIABLE}=…"
        ) from None


def refuse(holder: Holder | None, reports: Path) -> NoReturn:
    """Tell who holds a lock, and what to do.

    Raises:
        ReportsInUseError: always.
    """
    who = holder.words() if holder else "a process that has just started"
    raise ReportsInUseError(
        f"{reports} is in use: {who}. Nothing was touched. Wait for its end, or name a folder of its own for the "
        f"results of this one: {REPORTS_VARIABLE}=…"
    )


def is_same_file(descriptor: int, file: Path) -> bool:
    """Whether an open file is the one of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.lstat())
    except (OSError, OverflowError):
        return False


def kept_from_servers(descriptor: int) -> ReportsLock:
    """A lock that no program which this process starts inherits unasked, nor a fork of it."""
    os.set_inheritable(descriptor, False)
    identity = os.fstat(descriptor)

    def let_go() -> None:
        # By now the number may be that of another file.
        with suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), identity):
                os.close(descriptor)

    os.register_at_fork(after_in_child=let_go)
    return ReportsLock(descriptor)
