"""What a scenario does, tried without an orchestrator: whether its target lists what an act needs is known beforehand.

Arranging may fail for a reason of its own, long before the act comes that the target does not even offer. So each act
is gone through beforehand, as far as it goes where every call is accepted and nothing is there to be touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.samples import unknown_identity
from acceptance.errors import NeverOfferedError, NotOfferedError
from acceptance.evidence.call_trail import CallTrail
from acceptance.scenario.servers import ServerSource
from acceptance.servers.dialect_choice import choose_dialect
from acceptance.servers.orchestrator import Attempt, Orchestrator
from acceptance.world.run_state import RunState
from acceptance.world.world import World

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.targets.target import Target

# After so many calls of one act no further one tells anything new.
MOST_CALLS: Final = 6
# A path that can only be named: whatever is done with it fails, for everybody.
NOWHERE: Final = Path(os.devnull) / "nowhere"


class NothingThereError(Exception):
    """An act of a dry run has come to where it would touch an orchestrator, and goes no further."""


class ListedOrchestrator(Orchestrator):
    """An orchestrator of which nothing is known but its list of tools.

    It accepts whatever is listed, and tells nothing but an identity, so that an act can go on to its next calls.

    Attributes:
        calls_left: how many calls the act may still make.
    """

    def __init__(self, target: Target, tools: Mapping[str, Tool]) -> None:
        self.calls_left = 0
        self._tools = tools
        self._dialect = choose_dialect(target, tools)

    @property
    def tools(self) -> Mapping[str, Tool]:
        """The tools that it lists."""
        return self._tools

    @property
    def dialect(self) -> Dialect:
        """How verbs are said."""
        return self._dialect

    @property
    def named_workspace(self) -> str:
        """A directory that is not there."""
        return str(NOWHERE)

    @property
    def connection(self) -> NoReturn:
        """There is none."""
        raise NothingThereError

    @property
    def workspace_if_known(self) -> NoReturn:
        """There is none."""
        raise NothingThereError

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        """Check that a call is offered, and accept it.

        Raises:
            NotOfferedError: the target does not list what it needs.
            NothingThereError: the act makes so many calls that it has told what it can.
        """
        if not unlisted:
            self.require(call)
        self.calls_left -= 1
        if self.calls_left < 0:
            raise NothingThereError
        told = {"task_id": unknown_identity(), "session_id": unknown_identity()}
        reply = Reply(call, ToolResult("", told, is_error=False, milliseconds=0, fields=told))
        self._dialect.note(reply)
        return reply

    def ask_at_once(self, calls: Sequence[Call]) -> NoReturn:
        """Check that calls are offered, and go no further."""
        for call in calls:
            self.require(call)
        raise NothingThereError

    def ask_quietly(self, call: Call) -> NoReturn:
        """Go no further."""
        raise NothingThereError

    def attempt(self, call: Call, *, seconds: float | None = None) -> NoReturn:
        """Go no further."""
        raise NothingThereError

    def keep(self, attempt: Attempt, *, shown: bool = True) -> NoReturn:
        """Go no further."""
        raise NothingThereError


class NoServers(ServerSource):
    """Servers of which every one is the same, and of which none is there."""

    def __init__(self, orchestrator: Orchestrator) -> None:
        self._orchestrator = orchestrator
        self._trail = CallTrail()

    @property
    def pool(self) -> NoReturn:
        """There is none."""
        raise NothingThereError

    @property
    def trail(self) -> CallTrail:
        """One that nobody reads."""
        return self._trail

    def first(self) -> Orchestrator:
        """The server that is not there."""
        return self._orchestrator

    def over_http(self) -> Orchestrator:
        """The server that is not there."""
        return self._orchestrator

    def new_directory(self, name: str) -> Path:
        """A directory that is not there."""
        return NOWHERE / name


class DryRun:
    """One scenario, gone through act by act.

    Attributes:
        world: what the acts are done in.
    """

    def __init__(self, target: Target, tools: Mapping[str, Tool]) -> None:
        """Go through a scenario.

        Args:
            target: what it is to be held against.
            tools: the tools that the target lists.
        """
        self._orchestrator = ListedOrchestrator(target, tools)
        self.world = World(NoServers(self._orchestrator), RunState())

    def lacking(self, act: Callable[[], object]) -> NotOfferedError | None:
        """Go through an act as far as it goes; returns what it needs and the target does not list."""
        self._orchestrator.calls_left = MOST_CALLS
        try:
            act()
        except NotOfferedError as error:
            return error
        except Exception:  # noqa: BLE001 - without an orchestrator anything goes wrong, and tells nothing about the target
            self._name_what_was_planned()
        return None

    def never_has(self, act: Callable[[], object]) -> NotOfferedError | None:
        """Go through an assertion; returns what it needs and the target has no place for, whatever it answers."""
        missing = self.lacking(act)
        return missing if isinstance(missing, NeverOfferedError) else None

    def _name_what_was_planned(self) -> None:
        """Give the tasks of acts that went no further an identity, so that the acts to come can speak of them."""
        for task in self.world.state.tasks.values():
            task.known_as = task.known_as or unknown_identity()
