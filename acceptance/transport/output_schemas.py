"""The output schemas that a server declares, which its results are held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from acceptance.contract.schemas import ClosedSchema, closed_validator
from acceptance.errors import BrokenSchemaError
from acceptance.transport.reasons import first_line

if TYPE_CHECKING:
    from mcp_types import Tool


class OutputSchemas:
    """Checks structured contents; each schema is made ready once, when it is first needed."""

    def __init__(self) -> None:
        self._ready: dict[str, ClosedSchema] = {}

    def check(self, listed: Tool | None, structured: Mapping[str, Any] | None) -> None:
        """Hold a result against the schema that the server declares for it, as every SDK client does.

        The SDK's own check took a third of a run. What leads out of the schema is for the scenario about the tool list.

        Args:
            listed: the tool as the server lists it; one without a schema promises nothing.
            structured: the structured content of its result.

        Raises:
            BrokenSchemaError: it breaks the schema.
        """
        if listed is None or listed.output_schema is None:
            return
        try:
            if listed.name not in self._ready:
                self._ready[listed.name] = closed_validator(listed.output_schema)
            self._ready[listed.name].check(structured)
        except ValueError as error:
            name, why = listed.name, first_line(error)
            raise BrokenSchemaError(
                f"the answer to {name} breaks the output schema that the server declares for it: {why}"
            ) from None
