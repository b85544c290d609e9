"""The processes of this machine as the kernel lists them; empty on a system without `/proc`.

The standard library alone is used, for programs that must start in no time.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

MARKER: Final = "ACCEPTANCE_SERVER"
"""The environment variable that every server gets, and that its children inherit: `RUN/SERVER`."""

MARKER_BYTES: Final = 96
"""How long the value of that variable may be."""

MOST_DIGITS: Final = 20
"""So many digits the largest number of 64 bits has."""

HAS_ENDED: Final = frozenset("ZX")
"""The states of processes that have ended."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process that has not ended.

    Attributes:
        pid: its id.
        parent: the id of its parent.
        group: the id of its process group.
        started: when it started, in clock ticks since the machine did; with the id it names one process for good.
        name: the name of its program, in plain characters.
    """

    pid: int
    parent: int
    group: int
    started: int
    name: str


def process(pid: int) -> Process | None:
    """A process by its id; `None` where it has ended, or this system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123 - pathlib would be a third of a supervisor's start
            head, _, rest = file.read().decode("utf-8", "replace").rpartition(")")
        fields = rest.split()
        if fields[0] not in HAS_ENDED:
            return Process(pid, int(fields[1]), int(fields[2]), int(fields[19]), plain(head.partition("(")[2]))
    return None


def processes() -> Iterator[Process]:
    """All processes that have not ended."""
    with suppress(OSError):
        for name in os.listdir("/proc"):  # noqa: PTH208 - as above
            if name.isdigit() and (found := process(int(name))) is not None:
                yield found


def descendants(ancestor: int) -> list[Process]:
    """The children of a process, and theirs, and so on."""
    by_parent: dict[int, list[Process]] = {}
    for one in processes():
        by_parent.setdefault(one.parent, []).append(one)
    found = list(by_parent.get(ancestor, ()))
    for one in found:
        found += by_parent.get(one.pid, ())
    return found


def new_marker() -> str:
    """The beginning of the markers of a run whose driver is this process, which says so (see `owner_lives`)."""
    own = process(os.getpid())
    return f"{os.getpid()}-{own.started if own else 0}-{os.urandom(6).hex()}/"


def owner_lives(marker: str) -> bool:
    """Whether the driver of the run that a marker is of still runs; also where the marker is none of ours."""
    numbers = marker.split("-")[:2]
    # Any process may bear a marker, of anything that is text: "²" is a digit, and no number.
    if len(numbers) < 2 or not all(is_number(number) for number in numbers):
        return True
    owner = process(int(numbers[0]))
    return owner is not None and owner.started == int(numbers[1])


def is_number(text: str) -> bool:
    """Whether a text is a number as the kernel gives them to processes."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def marked(beginning: str) -> Iterator[tuple[Process, str]]:
    """The processes with a marker that begins so, each with its marker; those of other users are not seen."""
    wanted = f"{MARKER}={beginning}".encode()
    for one in processes():
        with suppress(OSError):
            with open(f"/proc/{one.pid}/environ", "rb") as file:  # noqa: PTH123 - as above
                variables = file.read().split(b"\0")
            for variable in variables:
                if variable.startswith(wanted):
                    yield one, variable.partition(b"=")[2].decode("utf-8", "replace")
                    break


def send(one: Process, number: signal.Signals) -> None:
    """Send a signal to a process, unless it has ended and its id is another's by now."""
    with suppress(OSError):
        descriptor = os.pidfd_open(one.pid)
        try:
            now = process(one.pid)
            if now is not None and now.started == one.started:
                signal.pidfd_send_signal(descriptor, number)
        finally:
            os.close(descriptor)


def wait_for_an_end(pids: Iterable[int], seconds: float) -> None:
    """Wait until one of some processes ends, or so many seconds have passed; returns at once where one has ended."""
    descriptors: list[int] = []
    try:
        descriptors.extend(os.pidfd_open(pid) for pid in pids)
        ends = select.poll()
        for descriptor in descriptors:
            ends.register(descriptor, select.POLLIN)
        ends.poll(seconds * 1000)
    except ProcessLookupError:
        return
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def plain(text: str) -> str:
    """A name without the characters that a terminal or a line would take for something else."""
    return "".join(one if one.isascii() and (one.isalnum() or one in "._+-:/") else "?" for one in text) or "?"
