"""What a scenario does, tried without an orchestrator: whether its target lists what an act needs is known beforehand.

Arranging may fail for a reason of its own, long before the act comes that the target does not even offer. So each act
is gone through up to the first call that it would make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, cast

from acceptance.errors import NotOfferedError
from acceptance.orchestrator import Orchestrator
from acceptance.tasks import unknown_identity
from acceptance.world import World

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.targets import Target


class CurtainError(Exception):
    """A rehearsed act has come to where it would touch the orchestrator, and goes no further."""


class Nowhere:
    """What is not there in a rehearsal: asking anything of it ends the act."""

    def __getattr__(self, name: str) -> NoReturn:
        raise CurtainError(name)


class ListedTools(Nowhere):
    """A connection of which nothing is known but what its server listed."""

    def __init__(self, target: Target, tools: Mapping[str, Tool]) -> None:
        self.target = target
        self.tools = tools


class NoServers(Nowhere):
    """A fleet of which every server is the same one, which answers nothing."""

    def __init__(self, target: Target, tools: Mapping[str, Tool]) -> None:
        self.target = target
        self.restarted_in_vain: set[str] = set()
        self._server = Orchestrator(cast("Any", ListedTools(target, tools)), None, cast("Any", Nowhere()))

    def shared(self) -> Orchestrator:
        """The server that is not there."""
        return self._server

    own = fenced = own_over_http = shared


class Rehearsal:
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
        self.world = World(cast("Any", NoServers(target, tools)))

    def lacking(self, act: Callable[[], object]) -> NotOfferedError | None:
        """Go through an act up to its first call; gives what the target does not list of what that call needs."""
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
