"""Rights of a process: root passes over the modes of files, which a server must not where these are the fault."""

from __future__ import annotations

import ctypes
import os
from typing import Final

# From linux/capability.h: passing over the modes for reading, writing and executing; and for reading and searching.
DAC_OVERRIDE: Final = 1
DAC_READ_SEARCH: Final = 2
VERSION_3: Final = 0x20080522
WORDS: Final = 6

BOUND_BY_MODES: Final = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
"""In front of a command: what root's program, started so, is not allowed to pass over."""


def be_bound_by_modes() -> None:
    """Give up, for this process and for good, the right to pass over the modes of files; other users never had it.

    Raises:
        OSError: the system does not let it.
    """
    if os.geteuid() != 0:
        return
    system = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    sets = (ctypes.c_uint32 * WORDS)()
    given_up = 1 << DAC_OVERRIDE | 1 << DAC_READ_SEARCH
    if system.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "the rights of this process cannot be read")
    # The first three words: what is in force, what is permitted, what is inherited.
    for number in range(3):
        sets[number] &= ~given_up & 0xFFFFFFFF
    if system.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "the rights of this process cannot be dropped")


def passes_over_modes(pid: int) -> bool | None:
    """Whether a process passes over the modes of files; None: the system does not tell."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as status:  # noqa: PTH123 - no path of a file system
            lines = dict(line.split(":", 1) for line in status)
        return bool(int(lines["CapEff"], 16) & 1 << DAC_OVERRIDE)
    except (OSError, KeyError, ValueError):
        return None
