"""The target that is to be tested: described in `targets.toml`, or given as a bare command or address."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from acceptance.errors import TargetError
from acceptance.integrity.names import printable
from acceptance.system.node import find_node
from acceptance.targets.command_words import is_address, split
from acceptance.targets.describing import described
from acceptance.targets.target import Target
from acceptance.targets.target_file import TargetFile
from acceptance.targets.typed_command import advice, folder_typed_in, in_folder, name_of

DEFAULT: Final = "reference"


def read_target(
    file: Path,
    name: str | None,
    command: str | None,
    python: str = sys.executable,
    cache: Path | None = None,
) -> Target:
    """Find the target that is to be tested.

    Args:
        file: `targets.toml`.
        name: the name of a target in it; the file's own default when there is none.
        command: the command of a target that is not in it, or the address of one that runs elsewhere.
        python: what stands for `{python}`.
        cache: where targets are installed; beside the file when none is given.

    Raises:
        TargetError: there is no such target, or its description is wrong.
    """
    if command is not None:
        if name is not None:
            raise TargetError(f'Give a target ("{name}") or a command ("{command}"), not both.')
        if is_address(command):
            return target_at(command)
        words = typed(command)
        return Target(printable(name_of(words)), words, advice=advice(words, folder_typed_in()))
    description = TargetFile.read(file)
    chosen = name or str(description.content.get("default", DEFAULT))
    stand_ins = {"python": python, "root": str(file.parent), "venv": str(venv_of(cache or file.parent, chosen))}
    if "{node}" in description.text:
        stand_ins["node"] = find_node().node[0]
    return described(description, chosen, stand_ins)


def target_at(url: str) -> Target:
    """A target that is not in the file, and runs elsewhere.

    Raises:
        TargetError: it is none of HTTP.
    """
    try:
        place = urlsplit(url)
    except ValueError:
        place = urlsplit("")
    if place.scheme not in {"http", "https"} or not place.hostname:
        raise TargetError(f"{url!r} is not an HTTP address. Give one like http://127.0.0.1:8000/mcp.")
    # A password in the address is no part of the name that stands in every report.
    return Target(printable(place.netloc.rpartition("@")[2]), (), url=url, owned=False)


def venv_of(cache: Path, name: str) -> Path:
    """Where a target's own environment is installed."""
    return cache / ".targets" / name


def check_command(target: Target) -> None:
    """Check that the target's program is there, before anything is started.

    Raises:
        TargetError: it is not.
    """
    if not target.command:
        return
    program = target.command[0]
    path = target.environment.get("PATH", os.environ.get("PATH"))
    if shutil.which(program, path=path) is None:
        here = folder_typed_in() / program
        install = (
            "Install it, or correct its path; the server is started in another folder, so the path must be absolute."
        )
        write = f"Write {here}, and make it executable: chmod +x {shlex.quote(str(here))}"
        raise TargetError(
            f'The command of the target "{target.name}" does not exist: {program}. '
            f"{write if here.is_file() else install}"
        )


def typed(line: str) -> tuple[str, ...]:
    """The words of a command that a person typed; a script among them is named by its whole path.

    Raises:
        TargetError: there are none, a quotation mark is missing, or the script is not there.
    """
    folder = folder_typed_in()
    words = split(line, "The command given", folder)
    return words if is_address(words[0]) else in_folder(words, folder)
