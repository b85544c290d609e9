"""libfaketime, the library that moves the clock of a program: where it lies on this machine."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from acceptance.errors import NotInjectableError

LIBRARY: Final = "libfaketime"
INSTALLED: Final = "libfaketimeMT.so.1"
"""The library as systems install it: it moves the times of files too, and serves several threads one by one."""
PATHS: Final = ("/usr/lib", "/usr/local/lib", "/opt")
PACKAGED: Final = Path("vendor", "libfaketime", "src", "libfaketime.so.1")
"""Where the Python package of that name, which every run has, carries it for this kind of processor."""


def clock_library(places: Sequence[str] = PATHS) -> Path:
    """Where it lies: the system's where it has one, else the one of the Python package.

    Args:
        places: the folders below which systems install it.

    Raises:
        NotInjectableError: none runs on this machine.
    """
    for place in map(Path, places):
        for found in (*place.glob(f"faketime/{INSTALLED}"), *place.glob(f"*/faketime/{INSTALLED}")):
            return found
    package = importlib.util.find_spec(LIBRARY)
    packaged = Path(package.origin).parent / PACKAGED if package and package.origin else PACKAGED
    own = kind_of_program(Path(sys.executable).resolve())
    if not own or kind_of_program(packaged) != own:
        raise NotInjectableError("no libfaketime runs on this machine (Debian: apt-get install faketime)")
    return packaged


def kind_of_program(file: Path) -> bytes:
    """For which kind of processor a program or library is, as its ELF header tells; empty where it has none."""
    with suppress(OSError), file.open("rb") as opened:
        head = opened.read(20)
        return head[:6] + head[18:] if head.startswith(b"\x7fELF") else b""
    return b""
