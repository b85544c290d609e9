"""What a scenario does, tried without an orchestrator: whether its target lists what an act needs is known beforehand.

Arranging may fail for a reason of its own, long before the act comes that the target does not even offer. So each act
is gone through beforehand, as far as it goes where every call is accepted and nothing is there to be touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.errors import NotOfferedError
from acceptance.scenario.tasks import unknown_identity
from acceptance.servers.orchestrator import Orchestrator, choose_dialect
from acceptance.world.world import World

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.targets.target import Target

# After so many calls of one act no further one tells anything new.
MOST_CALLS: Final = 6


class CurtainError(Exception):
    """A rehearsed act has come to where it would touch the orchestrator, and goes no further."""


class Nowhere:
    """What is not there in a rehearsal, and can only be named: asking anything of it ends the act."""

    def __getattr__(self, name: str) -> NoReturn:
        raise CurtainError(name)

    def __str__(self) -> str:
        return "nowhere"


class ListedTools(Nowhere):
    """A connection of which nothing is known but what its server listed."""

    def __init__(self, tools: Mapping[str, Tool]) -> None:
        self.tools = tools


class Prompter(Orchestrator):
    """Accepts whatever is listed, and tells nothing but an identity, so that an act can go on to its next calls.

    Attributes:
        calls_left: how many calls the act may still make.
    """

    def __init__(self, target: Target, tools: Mapping[str, Tool]) -> None:
        # The bounds of the target are not known here, so that nothing is ever waited for.
        self.connection = cast("Any", ListedTools(tools))
        self.workspace_if_known = cast("Any", Nowhere())
        self.dialect = choose_dialect(target, set(tools))
        self.calls_left = 0

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        """Check that a call is offered, and accept it.

        Raises:
            NotOfferedError: the target does not list what it needs.
            CurtainError: the act makes so many calls that it has told what it can.
        """
        if not unlisted:
            self.require(call)
        self.calls_left -= 1
        if self.calls_left < 0:
            raise CurtainError(call.tool)
        told = {"task_id": unknown_identity(), "session_id": unknown_identity()}
        return Reply(call, ToolResult("", told, is_error=False, milliseconds=0))


class NoServers(Nowhere):
    """A fleet of which every server is the same one."""

    def __init__(self, server: Orchestrator) -> None:
        self.restarted_in_vain: set[str] = set()
        self._server = server

    def shared(self) -> Orchestrator:
        """The server that is not there."""
        return self._server

    own = fenced = own_over_http = shared

    def new_directory(self, name: str) -> Nowhere:
        """A directory that is not there."""
        return Nowhere()


class DryRun:
    """One scenario, gone through act by act.

    Attributes:
        world: what the acts are done in.
    """

    def __init__(self, target: Target, tools: Mapping[str, Tool]) -> None:
        """Rehearse a scenario.

        Args:
            target: what it is to be held against.
            tools: the tools that the target lists.
        """
        self._prompter = Prompter(target, tools)
        self.world = World(cast("Any", NoServers(self._prompter)))

    def lacking(self, act: Callable[[], object]) -> NotOfferedError | None:
        """Go through an act as far as it goes; returns what it needs and the target does not list."""
        self._prompter.calls_left = MOST_CALLS
        try:
            act()
        except NotOfferedError as error:
            return error
        except Exception:  # noqa: BLE001 - without an orchestrator anything goes wrong, and tells nothing about the target
            self._name_what_was_planned()
        return None

    def _name_what_was_planned(self) -> None:
        """Give the tasks of acts that went no further an identity, so that the acts to come can speak of them."""
        for task in self.world.tasks.values():
            task.known_as = task.known_as or unknown_identity()
