"""Installs a target into an environment of its own, at its first use."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from acceptance.errors import TargetError
from acceptance.integrity.disks import telling_of_disks
from acceptance.integrity.names import TAKEN_ENDINGS, WANTED_NAME, is_target_name, printable
from acceptance.targets.npm_packages import npm_command, pinned
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
        TargetError: pip or npm could not install it; the last words and the place of the whole log are told.
        SuiteError: it needs npm, and there is no Node on this machine.
    """
    if not target.install and target.npm is None:
        return
    folder = root / TARGETS
    with telling_of_disks(folder, "Free some space, or choose another place for installed targets: XDG_CACHE_HOME=…"):
        folder.mkdir(parents=True, exist_ok=True)
        install_once(target, folder, root, say)


def install_once(target: Target, folder: Path, root: Path, say: Callable[[str], None]) -> None:
    """Install a target unless it is there; one run at a time does so.

    Raises:
        TargetError: its place is none, or pip or npm could not install it.
        SuiteError: it needs npm, and there is no Node on this machine.
        OSError: the folder cannot be written to.
    """
    place = checked_place(folder, target.name)
    mark = folder / f"{target.name}.installed"
    wanted = wanted_mark(target, place)
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


def wanted_mark(target: Target, place: Path) -> str:
    """What tells an installation from one of something else, elsewhere, or with another Python."""
    mark = hashlib.sha256("\n".join([sys.version, str(place), *target.install]).encode())
    if target.npm is not None:
        mark.update(pinned(target.npm))
    return mark.hexdigest()


def install(target: Target, place: Path, log: Path, root: Path) -> None:
    """Make the environment from nothing and have pip and npm fill it; whatever stood there is removed first.

    Raises:
        TargetError: pip or npm failed, or took too long.
        SuiteError: it needs npm, and there is no Node on this machine.
    """
    shutil.rmtree(place, ignore_errors=True)
    log.write_bytes(b"")
    for what, command in installers(target, place):
        if reason := run(command, place, log):
            words = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_WORDS_LINES:])
            raise TargetError(
                f'The target "{target.name}" could not be installed ({what}): {reason}. '
                f"Fix that and run again; the whole log is {os.path.relpath(log, root)}. Its last words:\n{words}"
            )


def installers(target: Target, place: Path) -> Iterator[tuple[str, list[str]]]:
    """What is installed, and the command that installs it: first from pip, then from npm."""
    if target.install:
        venv.create(place, with_pip=True, symlinks=True)
        yield ", ".join(target.install), [str(place / "bin" / "python"), *PIP, *target.install]
    if target.npm is not None:
        yield str(target.npm / "package.json"), npm_command(target.npm, place)


def run(command: Sequence[str], place: Path, log: Path) -> str:
    """Run an installer in the place that it fills; return why that failed, or nothing where it did not."""
    name = "pip" if "pip" in command else "npm"
    with (
        log.open("ab") as output,
        subprocess.Popen(command, cwd=place, stdout=output, stderr=output, stdin=subprocess.DEVNULL) as installer,
    ):
        try:
            code = installer.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return f"{name} did not end within {SECONDS} s"
        finally:
            # Also on Ctrl-C: nothing goes on filling a folder that is removed.
            if installer.poll() is None:
                installer.kill()
    return f"{name} ended with exit code {code}" if code else ""


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Let one run at a time install a target; others wait and find it done."""
    descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
