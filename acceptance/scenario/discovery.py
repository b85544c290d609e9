"""What a scenario learns of a server that nobody has told it anything about: its name, its version, its tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.contract.parameters import PARAMETERS
from acceptance.contract.schemas import parameters_of
from acceptance.contract.tools import TOOLS
from acceptance.errors import NotOfferedError

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.contract.dialects import Form
    from acceptance.scenario.state import ScenarioState


class Discovery:
    """What was learned of the scenario's server.

    Attributes:
        tools: the tools as they were listed last.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.tools: list[Tool] = []
        self._state = state

    @property
    def form(self) -> Form:
        """The dialect in which the server is spoken to, which tells what each of its tools stands for."""
        return self._state.orchestrator.dialect.form

    def list_tools(self) -> None:
        """Ask for the list of tools once more."""
        self.tools = self._state.orchestrator.connection.list_tools()
        self._state.evidence.note("tools/list", [tool.name for tool in self.tools], 0.0)

    def require_parameters(self) -> None:
        """Check that each tool of the contract that is listed has all parameters of the contract.

        Raises:
            NotOfferedError: one has not.
        """
        for tool in self.tools:
            for name in PARAMETERS.get(tool.name, {}):
                if name not in parameters_of(tool.input_schema):
                    raise NotOfferedError(f"{tool.name}({name})")

    def require_most_tools(self) -> None:
        """Check that the target lists most tools of the contract: who lists fewer offers a part, and not the whole.

        Raises:
            NotApplicableError: the target speaks a dialect of its own.
            NotOfferedError: it does not.
        """
        self._state.orchestrator.dialect.require_the_contract("the tools")
        missing = [name for name in TOOLS if name not in {tool.name for tool in self.tools}]
        if 2 * len(missing) > len(TOOLS):
            raise NotOfferedError(f"{missing[0]} and {len(missing) - 1} more tools of the contract")

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
