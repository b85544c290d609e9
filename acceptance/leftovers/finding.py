"""Finding and clearing what a run left that was killed; whatever belongs to a run that still runs is not touched."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from acceptance.leftovers.folders import abandoned_folders, is_abandoned, remove
from acceptance.supervision.clock_memory import forget_clock
from acceptance.supervision.process_table import marked, owner_lives

END_SECONDS: Final = 5.0
NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Leftover:
    """A process or a folder that a run left; one of both is there.

    Attributes:
        folder: the folder.
        process: the process, known by its id and the time of its start.
        words: what it is, for the person who reads it.
    """

    words: str
    folder: Path | None = None
    process: psutil.Process | None = None


def find_leftovers() -> list[Leftover]:
    """What runs of this user left that have ended without clearing up; processes first."""
    found = []
    for one, marker in marked(""):
        with suppress(psutil.Error):
            process = psutil.Process(one.pid)
            if not owner_lives(marker) and process.uids().real == os.getuid() and same_namespace(one.pid):
                found.append(Leftover(f"the process {one.name} ({one.pid})", process=process))
    return found + [Leftover(f"the folder {folder}", folder=folder) for folder in abandoned_folders()]


def clear(leftovers: Iterable[Leftover] | None = None) -> list[Leftover]:
    """End the processes and remove the folders; returns those that are gone.

    Args:
        leftovers: what is cleared; all that is found when none are given.
    """
    wanted = list(find_leftovers() if leftovers is None else leftovers)
    processes = [one for one in wanted if one.process is not None]
    for one in processes:
        with suppress(psutil.Error):
            if one.process is not None:
                one.process.kill()
    psutil.wait_procs([one.process for one in processes if one.process is not None], timeout=END_SECONDS)
    gone = [one for one in processes if not is_there(one.process)]
    for one in gone:
        if one.process is not None:
            forget_clock(one.process.pid)
    return gone + [one for one in wanted if one.folder is not None and is_abandoned(one.folder) and remove(one.folder)]


def in_words(cleared: list[Leftover]) -> str:
    """What was cleared, in one sentence; empty where there was nothing."""
    if not cleared:
        return ""
    named = ", ".join(one.words for one in cleared[:NAMED])
    more = f" and {len(cleared) - NAMED} more" if len(cleared) > NAMED else ""
    return f"An earlier run was killed; its leftovers were removed: {named}{more}."


def is_there(process: psutil.Process | None) -> bool:
    """Whether a process runs; one that has ended and was not waited for does not."""
    with suppress(psutil.Error):
        return process is not None and process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def same_namespace(pid: int) -> bool:
    """Whether a process counts processes as this one does: in a container, the ids of its driver are others."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/ns/pid").readlink() == Path("/proc/self/ns/pid").readlink()
    return False
