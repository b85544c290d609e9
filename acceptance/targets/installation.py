"""Installs a target into an environment of its own, at its first use."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from acceptance.errors import TargetError
from acceptance.integrity.disks import telling_of_disks
from acceptance.integrity.names import TAKEN_ENDINGS, WANTED_NAME, is_target_name, printable
from acceptance.targets.target import Target

TARGETS: Final = ".targets"
"""Where targets are installed, below the cache."""

SECONDS: Final = 600
LAST_WORDS_LINES: Final = 8
PIP: Final = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")


def ensure_installed(target: Target, root: Path, say: Callable[[str], None]) -> None:
    """Install what the target needs below `root/.targets`, unless the very same is there already.

    The mark that an installation is whole is written last, so one that was cut short is done again.

    Raises:
        TargetError: pip could not install it; its last words and the place of the whole log are told.
    """
    if not target.install:
        return
    folder = root / TARGETS
    with telling_of_disks(folder, "Free some space, or choose another place for installed targets: XDG_CACHE_HOME=…"):
        folder.mkdir(parents=True, exist_ok=True)
        install_once(target, folder, root, say)


def install_once(target: Target, folder: Path, root: Path, say: Callable[[str], None]) -> None:
    """Install a target unless it is there; one run at a time does so.

    Raises:
        TargetError: its place is none, or pip could not install it.
        OSError: the folder cannot be written to.
    """
    place = checked_place(folder, target.name)
    mark = folder / f"{target.name}.installed"
    wanted = hashlib.sha256("\n".join([sys.version, str(place), *target.install]).encode()).hexdigest()
    with only_one(folder / f"{target.name}.lock"):
        if mark.is_file() and mark.read_text(encoding="utf-8") == wanted and place.is_dir():
            return
        say(f'Installing the target "{target.name}" into {place.relative_to(root)} …')
        mark.unlink(missing_ok=True)
        try:
            install(target, place, folder / f"{target.name}.log", root)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        half = mark.with_suffix(".half")
        half.write_text(wanted, encoding="utf-8")
        half.replace(mark)


def checked_place(folder: Path, name: str) -> Path:
    """Where a target is installed: a folder inside of the cache, since what stands there is removed first.

    Raises:
        TargetError: the target's name is none, or a link stands there, which leads somewhere else.
    """
    if not is_target_name(name):
        raise TargetError(f'"{printable(name)}" is not a valid target name: a name is {WANTED_NAME}.')
    place = folder / name
    for one in (folder, place, *(folder / f"{name}{ending}" for ending in TAKEN_ENDINGS)):
        if one.is_symlink():
            raise TargetError(
                f"{one} is a link, and what it leads to would be removed or overwritten. "
                "Remove the link, and run again."
            )
    return place


def install(target: Target, place: Path, log: Path, root: Path) -> None:
    """Make the environment from nothing and have pip fill it; whatever stood there is removed first.

    Raises:
        TargetError: pip failed, or took too long.
    """
    shutil.rmtree(place, ignore_errors=True)
    venv.create(place, with_pip=True, symlinks=True)
    command = [str(place / "bin" / "python"), *PIP, *target.install]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL) as pip,
    ):
        try:
            code = pip.wait(SECONDS)
            reason = f"pip ended with exit code {code}"
        except subprocess.TimeoutExpired:
            code, reason = -1, f"pip did not end within {SECONDS} s"
        finally:
            # Also on Ctrl-C: nothing goes on filling a folder that is removed.
            if pip.poll() is None:
                pip.kill()
    if code:
        words = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_WORDS_LINES:])
        raise TargetError(
            f'The target "{target.name}" could not be installed ({", ".join(target.install)}): {reason}. '
            f"Fix that and run again; the whole log is {os.path.relpath(log, root)}. Its last words:\n{words}"
        )


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Let one run at a time install a target; others wait and find it done."""
    descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
