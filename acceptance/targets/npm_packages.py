"""The npm packages of a target: pinned by a lock file in the project, installed without any of their scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from acceptance.system.node import find_node

NPM_FILES: Final = ("package.json", "package-lock.json")
"""What says which packages are installed, in which versions and with which digests."""
SETTINGS: Final = ".npmrc"
"""Settings of npm for these packages alone; need not be there."""
LOCK_OF_THE_INSTALLED: Final = "node_modules/.package-lock.json"
"""Where npm keeps what it really installed on this machine."""
NO_SCRIPTS: Final = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def pinned(folder: Path) -> bytes:
    """All that decides what npm installs from a folder.

    Raises:
        OSError: a file cannot be read.
    """
    settings = folder / SETTINGS
    return b"".join(
        [*((folder / name).read_bytes() for name in NPM_FILES), settings.read_bytes() if settings.is_file() else b""]
    )


def npm_command(folder: Path, place: Path) -> list[str]:
    """Put the files that pin the packages into their place, and return the command that installs them there.

    Raises:
        SuiteError: there is no Node with npm on this machine.
        OSError: a file cannot be read or written.
    """
    place.mkdir(parents=True, exist_ok=True)
    for name in (*NPM_FILES, SETTINGS):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, place / name)
    return [*find_node().npm, "ci", *NO_SCRIPTS]


def installed_packages(place: Path) -> Iterator[Path]:
    """The file that says which packages are installed there, if any are."""
    lock = place / LOCK_OF_THE_INSTALLED
    if lock.is_file():
        yield lock
