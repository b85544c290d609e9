"""What a scenario learns of a server that nobody has told it anything about: its name, its version, its tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.scenario.state import ScenarioState


class Discovery:
    """What was learned of the scenario's server.

    Attributes:
        tools: the tools as they were listed last.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.tools: list[Tool] = []
        self._state = state

    def list_tools(self) -> None:
        """Ask for the list of tools once more."""
        self.tools = self._state.orchestrator.connection.list_tools()
        self._state.evidence.note("tools/list", [tool.name for tool in self.tools], 0.0)

    def first_introduction(self) -> tuple[str, str]:
        """The name and the version that the server told which the scenarios of the run share."""
        connection = self._state.pool.shared().connection
        return connection.server_name, connection.server_version

    def introduction(self) -> tuple[str, str]:
        """The name and the version that the server told when it was greeted."""
        connection = self._state.orchestrator.connection
        told = (connection.server_name, connection.server_version)
        self._state.evidence.note("initialize", {"name": told[0], "version": told[1]}, 0.0)
        return told
