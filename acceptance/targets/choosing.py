"""The target that is to be tested: described in `targets.toml`, or given as a bare command or address."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import urlsplit

from acceptance.contract.dialects import Form, named
from acceptance.errors import DialectError, TargetError
from acceptance.integrity.names import printable
from acceptance.system.node import find_node
from acceptance.targets.npm_packages import NPM_FILES
from acceptance.targets.target import LEGACY, Target, Timeouts, Transport, fill
from acceptance.targets.target_file import TargetFile
from acceptance.targets.typed_command import advice, folder_typed_in, in_folder

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
        return Target(printable(Path(words[0]).name), words, advice=advice(words, folder_typed_in()))
    description = TargetFile.read(file)
    chosen = name or str(description.content.get("default", DEFAULT))
    stand_ins = {"python": python, "root": str(file.parent), "venv": str(venv_of(cache or file.parent, chosen))}
    if "{node}" in description.text:
        stand_ins["node"] = find_node().node[0]
    return described(description, chosen, stand_ins)


def is_address(command: str) -> bool:
    """Whether what was given as a command is an address."""
    return command.partition(" ")[0].startswith(("http://", "https://"))


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


def split(line: str, whose: str, folder: Path | None = None) -> tuple[str, ...]:
    """The words of a command that is written in one line.

    Args:
        line: the line.
        whose: what it is called in messages.
        folder: where the path of its program begins; None for the current directory.

    Raises:
        TargetError: there are none, or a quotation mark is missing.
    """
    try:
        words = tuple(shlex.split(line))
    except ValueError as error:
        raise TargetError(f"{whose} cannot be read ({error}): {line}") from None
    if not words:
        raise TargetError(f"{whose} is empty. Write what starts the server.")
    if "/" in words[0] and not is_address(words[0]):
        words = (str((folder or Path.cwd()) / words[0]), *words[1:])
    return words


def described(file: TargetFile, name: str, stand_ins: Mapping[str, str]) -> Target:
    """One target of the file, its stand-ins filled in.

    Raises:
        TargetError: there is none of that name, its description is wrong, or a variable that it needs is not set.
    """
    table = file.table(name)
    secrets = Secrets(file, name)
    words = words_of(file, name, table, "command")
    if "command" in table and not words:
        raise TargetError(f'{file.place(name, "command")}: the target "{name}" has no command. Write what starts it.')
    filled = {key: fill(text, stand_ins) for key, text in table.get("environment", {}).items()}
    dialect = dialect_of(file, name, table)
    return Target(
        name=name,
        command=tuple(fill(word, stand_ins) for word in words),
        environment={key: secrets.fill(text) for key, text in filled.items()},
        install=tuple(table.get("install", ())),
        npm=npm_of(file, name, table, stand_ins),
        prepare=tuple(fill(word, stand_ins) for word in words_of(file, name, table, "prepare")),
        dialect=dialect,
        protocol=table.get("protocol", LEGACY),
        timeouts=Timeouts(**table.get("timeouts", {})),
        warm=tuple(table.get("warm", ())),
        url=table.get("url"),
        transport=Transport(table.get("transport", Transport.STREAMABLE)),
        headers={key: secrets.fill(text) for key, text in table.get("headers", {}).items()},
        owned=table.get("owned", "command" in table),
        workspace=workspace_of(file, name, table, stand_ins),
        rename=table.get("rename", {}),
        over_http=other(file, name, table, stand_ins),
        secrets=tuple(secrets.found),
        fill=tuple(fill(word, stand_ins) for word in table.get("fill", ())),
        store=store_of(file, name, table) or (dialect.store.files if dialect else ""),
        earlier=Path(fill(table["earlier"], stand_ins)) if "earlier" in table else None,
    )


def words_of(file: TargetFile, name: str, table: Mapping[str, Any], key: str) -> Sequence[str]:
    """The words of a command of a target, written as a list or as one line; none where it is not named.

    Raises:
        TargetError: it is a line without words, or with a quotation mark missing.
    """
    command = table.get(key, [])
    return split(command, f'{file.path.name}: the {key} of "{name}"') if isinstance(command, str) else command


def npm_of(file: TargetFile, name: str, table: Mapping[str, Any], stand_ins: Mapping[str, str]) -> Path | None:
    """The folder that npm installs a target from; None where it is not named.

    Raises:
        TargetError: a file that npm needs is not there.
    """
    if "npm" not in table:
        return None
    folder = Path(fill(table["npm"], stand_ins))
    for missing in (one for one in NPM_FILES if not (folder / one).is_file()):
        raise TargetError(
            f"{file.place(name, 'npm')}: there is no {missing} in {folder}. Name a folder with a package.json and the "
            "package-lock.json that `npm install` writes for it."
        )
    return folder


def workspace_of(file: TargetFile, name: str, table: Mapping[str, Any], stand_ins: Mapping[str, str]) -> Path | None:
    """The directory in which a server works that runs elsewhere; None where it is not named.

    Raises:
        TargetError: it holds all that a person or the machine has, so that nothing would lie outside.
    """
    if "workspace" not in table:
        return None
    workspace = Path(fill(table["workspace"], stand_ins))
    real = Path(os.path.realpath(workspace))
    # Who has no home has nothing there that could be harmed.
    home = Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111 - `Path.home` raises where there is none
    if real == real.parent or ("HOME" in os.environ and home.is_relative_to(real)):
        raise TargetError(
            f'{file.place(name, "workspace")}: "workspace" is {str(workspace)!r}, which contains your whole home. The '
            "suite damages what it finds in a workspace: name a directory of its own."
        )
    return workspace


def dialect_of(file: TargetFile, name: str, table: Mapping[str, Any]) -> Form | None:
    """What a target speaks: the dialect that it names, read from its file; None where it names none.

    Raises:
        TargetError: there is no such dialect, or its file is wrong.
    """
    if "dialect" not in table:
        return None
    try:
        return named(table["dialect"], file.path.parent)
    except DialectError as error:
        raise DialectError(f"{file.place(name, 'dialect')}: {error}") from None


def store_of(file: TargetFile, name: str, table: Mapping[str, Any]) -> str:
    """The glob that finds the files of a target's store in a workspace; empty where it is not named.

    Raises:
        TargetError: it finds files outside the workspace too.
    """
    pattern: str = table.get("store", "")
    parts = PurePath(pattern).parts
    if PurePath(pattern).is_absolute() or ".." in parts or "~" in pattern[:1] or not pattern.isprintable():
        raise TargetError(
            f'{file.place(name, "store")}: "store" must be a glob below the workspace, ".data/*.db", and is '
            f"{pattern!r}. The suite damages what it finds, so it looks nowhere else."
        )
    return pattern


def other(file: TargetFile, name: str, table: Mapping[str, Any], stand_ins: Mapping[str, str]) -> Target | None:
    """The target that is the same orchestrator over HTTP, if there is one.

    Raises:
        TargetError: there is none of that name, it is wrong, or not spoken to over HTTP.
    """
    if "over_http" not in table:
        return None
    place = file.place(name, "over_http")
    if table["over_http"] == name:
        raise TargetError(f'{place}: "over_http" names itself. Name a target that has a url.')
    found = described(file, table["over_http"], stand_ins)
    if found.url is None:
        raise TargetError(f'{place}: "over_http" names the target "{found.name}", which has no url. Give it one.')
    return found


@dataclass(slots=True)
class Secrets:
    """Fills what the environment of this process keeps into a target's texts, `${NAME}`.

    Attributes:
        found: the values that were filled in, which nobody is to read in a report.
    """

    file: TargetFile
    name: str
    found: list[str] = field(default_factory=list)

    def fill(self, text: str) -> str:
        """Fill the variables into a text.

        Raises:
            TargetError: one is not set.
        """
        return re.sub(r"\$\{(\w+)\}", self._value, text)

    def _value(self, match: re.Match[str]) -> str:
        value = os.environ.get(match[1])
        if not value:
            raise TargetError(
                f'The target "{self.name}" needs the environment variable {match[1]}, which is not set. '
                f"Set it, or change what {self.file.path.name} says."
            )
        self.found.append(value)
        return value
