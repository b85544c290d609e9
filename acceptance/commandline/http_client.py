"""The same short talk over HTTP, by the SDK, with a server that runs elsewhere or is started for this one command."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from acceptance.contract.calls import ToolResult
from acceptance.errors import TargetFaultError
from acceptance.evidence.evidence import Evidence
from acceptance.redaction import Redactor
from acceptance.servers.server_factory import ServerFactory
from acceptance.targets.secrets import redactor_for
from acceptance.targets.target import Target
from acceptance.transport.connection import Connection
from acceptance.transport.launching import ColdLauncher


class HttpClient:
    """A server that is spoken to over HTTP, for as long as a `with` lasts.

    Attributes:
        tools: what it listed, by our names: names, descriptions, input schemas.
    """

    def __init__(self, target: Target, workspace: Path) -> None:
        self.tools: list[dict[str, Any]] = []
        self._target = target
        self._workspace = workspace
        self._stack = ExitStack()
        self._connection: Connection
        self._redactor = Redactor()

    def __enter__(self) -> Self:
        """Reach the server, started where it has to be.

        Raises:
            ConnectFailedError: it cannot be reached, or did not answer within its time.
        """
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="orchestrator-line-")))
            evidence = Evidence(scratch, lambda exchange: None)
            stack.callback(evidence.close)
            stack.enter_context(evidence.concealing(redactor_for(self._target), scratch))
            self._redactor = evidence.redactor
            factory = ServerFactory(self._target, ColdLauncher(), scratch, evidence)
            factory.open()
            stack.callback(factory.close)
            self._connection, _ = factory.begin(self._workspace)
            stack.callback(self._connection.close)
            self._connection.connected()
            self._stack = stack.pop_all()
        for name, tool in self._connection.tools.items():
            listed = tool.model_dump(by_alias=True, exclude_none=True, mode="json")
            self.tools.append(self._redactor.tree({**listed, "name": name}))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the server, and end it where it was started for this."""
        self._stack.close()

    def call(self, tool: str, arguments: Mapping[str, Any]) -> ToolResult:
        """Call a tool and wait for its result.

        Raises:
            TargetFaultError: it was not answered.
        """
        hide = self._redactor
        try:
            result = self._connection.call(tool, dict(arguments))
        except TargetFaultError as fault:
            fault.args = tuple(hide.text(str(word)) for word in fault.args)
            raise
        return replace(result, text=hide.text(result.text), structured=hide.tree(result.structured))
