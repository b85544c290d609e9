"""A target that can be started: read, installed where it comes from a package index, and its program there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from acceptance.targets.choosing import check_command, read_target
from acceptance.targets.installation import ensure_installed
from acceptance.targets.target import Target


def ready_target(
    file: Path, name: str | None, command: str | None, *, cache: Path, say: Callable[[str], None]
) -> Target:
    """Find the target that is to be tested, and make sure that it can be started.

    Args:
        file: `targets.toml`.
        name: the name of a target in it; the file's own default when there is none.
        command: the command of a target that is not in it, or the address of one that runs elsewhere.
        cache: where targets are installed.
        say: tells the person at the console what takes time.

    Raises:
        TargetError: there is no such target, its description is wrong, or it could not be installed.
    """
    target = read_target(file, name, command, cache=cache)
    ensure_installed(target, cache, say)
    check_command(target)
    return target
