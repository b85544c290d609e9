"""The orchestrators that can be tested: described in `targets.toml`, or given as a bare command."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from acceptance.errors import TargetError

DEFAULT: Final = "reference"
KEYS: Final = ("command", "environment", "install", "dialect", "protocol", "timeouts", "warm")
TOP_KEYS: Final = ("default", "targets")

C = TypeVar("C", bound=StrEnum)


class Dialect(StrEnum):
    """The versions of the contract that the driver speaks."""

    V2 = "2.0"
    V1 = "1.x"


class Protocol(StrEnum):
    """How a connection begins: with the handshake of the protocol's generations to 2025, or with the newest."""

    LEGACY = "legacy"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long the target has, in seconds: to be connected to, to answer a call, to end when its input is closed."""

    connect: float = 12.0
    call: float = 10.0
    close: float = 3.0


@dataclass(frozen=True, slots=True)
class Target:
    """An orchestrator that can be started and spoken to.

    Attributes:
        name: its name in `targets.toml`, or its program's where it was given as a command.
        command: program and arguments.
        environment: variables for the server, beyond the few that every server gets.
        install: what pip installs into the target's own environment; empty for none.
        dialect: the version that it speaks, or none where the tool list tells.
        protocol: how a connection begins.
        timeouts: how long it has.
        warm: modules that are imported once for all servers, the last one's `main()` being the server; empty where
            every server is started as a command.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    install: tuple[str, ...] = ()
    dialect: Dialect | None = None
    protocol: Protocol = Protocol.LEGACY
    timeouts: Timeouts = field(default_factory=Timeouts)
    warm: tuple[str, ...] = ()


def read_target(
    file: Path, name: str | None, command: str | None, python: str = sys.executable, cache: Path | None = None
) -> Target:
    """Find the target that is to be tested.

    Args:
        file: `targets.toml`.
        name: the name of a target in it; the file's own default when there is none.
        command: the command of a target that is not in it.
        python: what stands for `{python}`.
        cache: where targets are installed; beside the file when none is given.

    Raises:
        TargetError: there is no such target, or its description is wrong.
    """
    if command is not None:
        if name is not None:
            raise TargetError(f'Give a target ("{name}") or a command ("{command}"), not both.')
        words = split(command, "The command given")
        return Target(Path(words[0]).name, words)
    description = TargetFile.read(file)
    chosen = name or str(description.content.get("default", DEFAULT))
    return description.target(
        chosen, {"python": python, "root": str(file.parent), "venv": str(venv_of(cache or file.parent, chosen))}
    )


def venv_of(cache: Path, name: str) -> Path:
    """Where a target's own environment is installed."""
    return cache / ".targets" / name


def check_command(target: Target) -> None:
    """Check that the target's program is there, before anything is started.

    Raises:
        TargetError: it is not.
    """
    program = target.command[0]
    path = target.environment.get("PATH", os.environ.get("PATH"))
    if shutil.which(program, path=path) is None:
        raise TargetError(
            f'The command of the target "{target.name}" does not exist: {program}. '
            "Install it, or correct its path; it is started in another folder, so the path must be absolute."
        )


def split(line: str, whose: str) -> tuple[str, ...]:
    """The words of a command that is written in one line.

    Raises:
        TargetError: there are none, or a quotation mark is missing.
    """
    try:
        words = tuple(shlex.split(line))
    except ValueError as error:
        raise TargetError(f"{whose} cannot be read ({error}): {line}") from None
    if not words:
        raise TargetError(f"{whose} is empty. Write what starts the server.")
    if "/" in words[0]:
        words = (str(Path(words[0]).absolute()), *words[1:])
    return words


@dataclass(frozen=True, slots=True)
class TargetFile:
    """The content of `targets.toml`, and where in it each key stands."""

    path: Path
    text: str
    content: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> TargetFile:
        """Read and check the file.

        Raises:
            TargetError: it cannot be read, is no TOML, or has a key that means nothing.
        """
        try:
            text = path.read_text(encoding="utf-8")
            content = tomllib.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            raise TargetError(f"{path.name} cannot be read: {error}.") from None
        except tomllib.TOMLDecodeError as error:
            raise TargetError(f"{path.name} is no valid TOML: {error}. Mend it there.") from None
        read = cls(path, text, content)
        read._check_keys("", content, TOP_KEYS)
        if not isinstance(content.get("targets", {}), dict):
            read._wrong("", "targets", content["targets"], "tables, [targets.NAME]")
        return read

    def target(self, name: str, stand_ins: Mapping[str, str]) -> Target:
        """One target of the file, its stand-ins filled in.

        Raises:
            TargetError: there is none of that name, or its description is wrong.
        """
        known: dict[str, Any] = self.content.get("targets", {})
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f' Did you mean "{close[0]}"?' if close else ""
            raise TargetError(f'There is no target "{name}" in {self.path.name}; it has: {", ".join(known)}.{hint}')
        table = known[name]
        if not isinstance(table, dict):
            self._wrong("targets", name, table, f"a table, [targets.{name}]")
        self._check_keys(name, table, KEYS)
        return Target(
            name=name,
            command=tuple(fill(word, stand_ins) for word in self._command(name, table)),
            environment={key: fill(text, stand_ins) for key, text in self._environment(name, table).items()},
            install=self._words(name, "install", table.get("install", [])),
            dialect=self._choice(name, table, "dialect", Dialect) if "dialect" in table else None,
            protocol=self._choice(name, table, "protocol", Protocol) if "protocol" in table else Protocol.LEGACY,
            timeouts=self._timeouts(name, table),
            warm=self._words(name, "warm", table.get("warm", [])),
        )

    def _command(self, name: str, table: dict[str, Any]) -> tuple[str, ...]:
        command = table.get("command")
        if isinstance(command, str):
            return split(command, f'{self.path.name}: the command of "{name}"')
        words = self._words(name, "command", [] if command is None else command)
        if not words:
            raise TargetError(f'{self._place(name, None)}: the target "{name}" has no command. Write what starts it.')
        return words

    def _words(self, name: str, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self._wrong(name, key, value, "a list of texts")
        return tuple(value)

    def _environment(self, name: str, table: dict[str, Any]) -> dict[str, str]:
        value = table.get("environment", {})
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            self._wrong(name, "environment", value, 'texts by name, { NAME = "value" }')
        return value

    def _timeouts(self, name: str, table: dict[str, Any]) -> Timeouts:
        value = table.get("timeouts", {})
        allowed = ("connect", "call", "close")
        if not isinstance(value, dict):
            self._wrong(name, "timeouts", value, "seconds by name, { connect = 12, call = 10, close = 3 }")
        self._check_keys(name, value, allowed)
        for key, seconds in value.items():
            number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
            if not number or not 0 < seconds < 3600:
                self._wrong(name, key, seconds, "a number of seconds between 0 and 3600")
        return Timeouts(**value)

    def _choice(self, name: str, table: dict[str, Any], key: str, choices: type[C]) -> C:
        if table[key] not in list(choices):
            self._wrong(name, key, table[key], " or ".join(f'"{choice}"' for choice in choices))
        return choices(table[key])

    def _check_keys(self, name: str, table: dict[str, Any], allowed: tuple[str, ...]) -> None:
        for key in table:
            if key not in allowed:
                close = difflib.get_close_matches(key, allowed, n=1)
                hint = f'Did you mean "{close[0]}"?' if close else f"Allowed are: {', '.join(allowed)}."
                raise TargetError(f'{self._place(name, key)}: the key "{key}" means nothing. {hint}')

    def _wrong(self, name: str, key: str, value: Any, wanted: str) -> NoReturn:
        raise TargetError(f'{self._place(name, key)}: "{key}" must be {wanted}, and is {value!r}.')

    def _place(self, name: str, key: str | None) -> str:
        """The file and the line where a target, or a key of it, stands."""
        table = re.compile(rf"^\s*\[targets\.[\"']?{re.escape(name)}[\"']?[.\]]") if name else None
        inside = table is None
        for number, line in enumerate(self.text.splitlines(), start=1):
            if table is not None and line.lstrip().startswith("["):
                inside = bool(table.match(line))
                if inside and key is None:
                    return f"{self.path.name}, line {number}"
            if (
                inside
                and key
                and re.search(rf"(^|[\s{{,\[.])[\"']?{re.escape(key)}[\"']?\s*[=\].]", line.split("#")[0])
            ):
                return f"{self.path.name}, line {number}"
        return self.path.name


def fill(text: str, stand_ins: Mapping[str, str]) -> str:
    """Fill the stand-ins into a text; other braces stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda match: stand_ins.get(match[1], match[0]), text)
