"""An orchestrator that can be tested: how it is started, or where it is, and how it is spoken to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from acceptance.contract.dialects import Form
from acceptance.errors import NotApplicableError, NotJudgedError

# The versions of the protocol that begin with a handshake.
HANDSHAKE_PROTOCOL_VERSIONS: Final = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")

LEGACY: Final = "legacy"
"""The handshake of the protocol's generations to 2025, offering the newest of these."""
AUTO: Final = "auto"
"""The newest that both ends know."""


class Transport(StrEnum):
    """How the protocol is carried over HTTP."""

    STREAMABLE = "streamable"
    SSE = "sse"


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
        command: program and arguments; empty for one that runs elsewhere.
        environment: variables for the server, beyond the few that every server gets.
        install: what pip installs into the target's own environment; empty for none.
        npm: the folder of the `package.json` and `package-lock.json` that npm installs from; None for none.
        prepare: the command that is run in an empty workspace before a server starts in it; empty for none.
        dialect: what it speaks, or None where the tool list tells.
        protocol: `LEGACY`, `AUTO`, or the version of the protocol that must be spoken.
        timeouts: how long it has.
        warm: modules that are imported once for all servers, the last one's `main()` being the server; empty where
            every server is started as a command.
        preload: libraries that are imported once for all servers of the command `PYTHON -m MODULE`; empty where every
            server is started as a command, or `warm` tells what is imported.
        url: where it is spoken to over HTTP, with `{port}` for a port that is chosen at each start; None for stdio.
        transport: how, over HTTP.
        headers: what is sent with each request over HTTP.
        owned: whether it may be killed, locked and damaged.
        workspace: the directory that a server works in which is not started by us; None where it is not known.
        rename: the target's own names of tools, by ours.
        over_http: the same orchestrator over HTTP, for the scenarios that are about HTTP.
        secrets: values that came from variables and are to be told nowhere.
        fill: what fills a fresh workspace with a number of tasks, ahead of a server; empty where they are planned.
        store: a glob below the workspace that finds the files of its store; empty where what it holds open tells.
        advice: what to write instead, if it cannot be started; empty where nothing is known.
        earlier: a workspace that an earlier version of the target left behind; None where there is no such.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    install: tuple[str, ...] = ()
    npm: Path | None = None
    prepare: tuple[str, ...] = ()
    dialect: Form | None = field(default=None, repr=False)
    protocol: str = LEGACY
    timeouts: Timeouts = field(default_factory=Timeouts)
    warm: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    url: str | None = None
    transport: Transport = Transport.STREAMABLE
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    owned: bool = True
    workspace: Path | None = None
    rename: Mapping[str, str] = field(default_factory=dict)
    over_http: Target | None = None
    secrets: tuple[str, ...] = field(default=(), repr=False)
    fill: tuple[str, ...] = ()
    store: str = ""
    advice: str = ""
    earlier: Path | None = None

    @property
    def speaks_instead(self) -> str:
        """What it speaks in a dialect of its own; empty where that is the contract."""
        return "" if self.dialect is None or self.dialect.own else self.dialect.speaks

    @property
    def mode(self) -> str:
        """How the SDK's client begins: a version without a handshake is its own mode."""
        return LEGACY if self.protocol in HANDSHAKE_PROTOCOL_VERSIONS else self.protocol

    @property
    def offer(self) -> str | None:
        """The version that a handshake offers; None for the SDK's newest."""
        return self.protocol if self.protocol in HANDSHAKE_PROTOCOL_VERSIONS else None

    def own_name(self, tool: str) -> str:
        """The target's own name of a tool."""
        return self.rename.get(tool, tool)

    def our_name(self, tool: str) -> str:
        """Our name of a tool of the target."""
        return next((ours for ours, own in self.rename.items() if own == tool), tool)

    def require_owned(self, what: str) -> None:
        """Check that harm may be done to it, for a scenario that needs `what`.

        Raises:
            NotJudgedError: it runs elsewhere, and is not ours.
        """
        if not self.owned:
            raise NotJudgedError(f"it needs {what}, and this target runs elsewhere without `owned = true`")

    def require_command(self) -> None:
        """Check that a server can be started.

        Raises:
            NotJudgedError: it runs elsewhere.
        """
        if not self.command:
            raise NotJudgedError("it needs a server to be started, and this target has no command")

    def require_lines(self, what: str) -> None:
        """Check that it is spoken to over standard input and output, for a scenario in which `what` is said.

        Raises:
            NotApplicableError: it is spoken to over HTTP.
        """
        if self.url is not None:
            raise NotApplicableError(f"{what} is sent over standard input, and this target is reached over HTTP")

    def require_http(self) -> Target:
        """The same orchestrator over HTTP.

        Raises:
            NotApplicableError: none is described.
        """
        if self.over_http is None:
            raise NotApplicableError("this is about HTTP, and the target has no HTTP address (key `over_http`)")
        return self.over_http

    def at_port(self, port: int) -> Target:
        """The target as it is started at a port."""
        filled = self._filled({"port": str(port)})
        return replace(filled, url=fill(self.url or "", {"port": str(port)}))

    @property
    def needs_home(self) -> bool:
        """Whether its servers have a home of their own, `{home}`."""
        return any("{home}" in text for text in (*self.command, *self.prepare, *self.fill, *self.environment.values()))

    def placed(self, workspace: Path, home: Path) -> Target:
        """The target as it is started in a workspace, with a home for the servers in that workspace."""
        return self._filled({"workspace": str(workspace), "home": str(home)})

    def _filled(self, stand_ins: Mapping[str, str]) -> Target:
        """The target with stand-ins filled into all that starts it."""
        return replace(
            self,
            command=tuple(fill(word, stand_ins) for word in self.command),
            environment={name: fill(text, stand_ins) for name, text in self.environment.items()},
            prepare=tuple(fill(word, stand_ins) for word in self.prepare),
            fill=tuple(fill(word, stand_ins) for word in self.fill),
        )


def fill(text: str, stand_ins: Mapping[str, str]) -> str:
    """Fill the stand-ins into a text; other braces stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda match: stand_ins.get(match[1], match[0]), text)
