"""A target as `targets.toml` describes it, its stand-ins and variables filled in."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Final

from acceptance.contract.dialects import Form, named
from acceptance.errors import DialectError, TargetError
from acceptance.targets.command_words import split
from acceptance.targets.npm_packages import NPM_FILES
from acceptance.targets.target import LEGACY, Target, Timeouts, Transport, fill
from acceptance.targets.target_file import TargetFile

MODULE_COMMAND: Final = ("PYTHON", "-m", "MODULE")
"""The form of a command whose servers can be forked with libraries imported ahead."""


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
        preload=preload_of(file, name, table, words),
        url=table.get("url"),
        transport=Transport(table.get("transport", Transport.STREAMABLE)),
        headers={key: secrets.fill(text) for key, text in table.get("headers", {}).items()},
        owned=table.get("owned", "command" in table),
        workspace=workspace_of(file, name, table, stand_ins),
        rename=table.get("rename", {}),
        over_http=other(file, name, table, stand_ins),
        secrets=tuple(secrets.found),
        fill=tuple(fill(word, stand_ins) for word in table.get("fill", ())),
        store=store_of(file, name, table) or (dialect.store if dialect else ""),
        earlier=Path(fill(table["earlier"], stand_ins)) if "earlier" in table else None,
    )


def words_of(file: TargetFile, name: str, table: Mapping[str, Any], key: str) -> Sequence[str]:
    """The words of a command of a target, written as a list or as one line; none where it is not named.

    Raises:
        TargetError: it is a line without words, or with a quotation mark missing.
    """
    command = table.get(key, [])
    return split(command, f'{file.path.name}: the {key} of "{name}"') if isinstance(command, str) else command


def preload_of(file: TargetFile, name: str, table: Mapping[str, Any], words: Sequence[str]) -> tuple[str, ...]:
    """The libraries that are imported once for all servers of a target; none where they are not named.

    Raises:
        TargetError: no such server could be forked, since it is no module, or its variables are not the same for all.
    """
    preload = tuple(table.get("preload", ()))
    if not preload:
        return ()
    place = f'{file.place(name, "preload")}: "preload"'
    if "warm" in table:
        raise TargetError(f'{place} and "warm" exclude each other. Leave one of them out.')
    if len(words) < len(MODULE_COMMAND) or words[1] != MODULE_COMMAND[1]:
        raise TargetError(
            f"{place} needs a command of the form {' '.join(MODULE_COMMAND)}. Write it so, or leave it out."
        )
    if own := [key for key, text in table.get("environment", {}).items() if re.search(r"\{(home|workspace)\}", text)]:
        raise TargetError(
            f"{place} imports libraries once for all workspaces, and the variable {own[0]} differs between them. "
            "Leave one of them out."
        )
    return preload


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
