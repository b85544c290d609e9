"""Refusals in other shapes and words (contract, "A refusal")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from mcp import MCPError
from mcp_types import INTERNAL_ERROR, INVALID_PARAMS, CallToolResult

from reference_orchestrator import server
from reference_orchestrator.domain.refusals import Refusal
from tests.conforming.declaring import Answer, Means, conforming, spoken, written

FLAGGED: Final = "A refusal is a tool result with isError set, whose text a person can act on."
UNFLAGGED: Final = "Some servers signal a refusal otherwise; the driver reads all of these as refusals (PROTO-1 apart)."


def refusal(
    name: str, does: str, say: Callable[[str], CallToolResult], *, touches: str = "", quick: bool = False
) -> None:
    """Declare a variant whose refusals have another shape."""

    @conforming(name, does, allowed_by=UNFLAGGED if touches else FLAGGED, touches=touches, quick=quick)
    def _(means: Means) -> None:
        means.answers(lambda answer: say(answer.text) if answer.refused else None)


refusal(
    "refused-in-two-blocks",
    "A refusal is a block that says so, and one that says why.",
    lambda text: spoken("The call was refused.", text, refused=True),
)
refusal(
    "refused-in-json",
    "A refusal is flagged, and its text is JSON.",
    lambda text: spoken(written({"error": {"code": "REFUSED", "message": text}}), refused=True),
    quick=True,
)
refusal(
    "refused-in-structure",
    "A refusal is flagged, and has structured content as well.",
    lambda text: spoken(text, fields={"success": False, "error": text}, refused=True),
)
refusal(
    "refused-in-structure-alone",
    "A refusal is flagged, and its text says no more than that.",
    lambda text: spoken("Error", fields={"ok": False, "message": text}, refused=True),
    touches="PROTO-1 CLIENT-1",
)
refusal(
    "refused-in-markdown",
    "A refusal is flagged, and has a heading and a list.",
    lambda text: spoken(f"# Error\n\n- **What:** {text}\n- **Help:** see the documentation\n", refused=True),
)
refusal(
    "refused-wrapped",
    "A refusal is flagged, and wrapped as the text of `result`.",
    lambda text: spoken(text, fields={"result": text}, refused=True),
)
refusal(
    "refused-by-an-error-field",
    "A refusal is a field `error`, without the flag.",
    lambda text: spoken(written({"error": text})),
    touches="PROTO-1",
    quick=True,
)
refusal(
    "refused-by-no-success",
    "A refusal says `success: false`, without the flag.",
    lambda text: spoken(written({"success": False, "message": text})),
    touches="PROTO-1",
)
refusal(
    "refused-by-not-ok",
    "A refusal says `ok: false`, without the flag.",
    lambda text: spoken(written({"ok": False, "reason": text})),
    touches="PROTO-1",
)
refusal(
    "refused-by-its-status",
    "A refusal has the status `error`, without the flag.",
    lambda text: spoken(f"Sorry.\n{written({'status': 'error', 'message': text})}"),
    touches="PROTO-1",
)
refusal(
    "refused-by-a-failed-status",
    "A refusal has a status that ends with `_failed`, without the flag.",
    lambda text: spoken(written({"status": "operation_failed", "reason": text})),
    touches="PROTO-1",
)
refusal(
    "refused-in-a-repr",
    "A refusal is a dictionary of Python, without the flag.",
    lambda text: spoken(repr({"success": False, "error": text})),
    touches="PROTO-1",
)
refusal(
    "refused-in-structure-unflagged",
    "A refusal is structured content, without the flag.",
    lambda text: spoken(text, fields={"success": False, "error": text}),
    touches="PROTO-1",
)
refusal(
    "refused-wrapped-unflagged",
    "A refusal is wrapped as the text of `result`, without the flag.",
    lambda text: spoken(fields={"result": written({"status": "error", "error": text})}),
    touches="PROTO-1",
)

OTHERWISE: Final[Mapping[str, str]] = {
    r"no such task is in this workspace": "it could not be found here",
    r"none is there": "it could not be found",
    r"\bis completed\b": "has been completed",
    r"\bcancelled\b": "canceled",
}


@conforming("refused-in-other-words", "Refusals say the same in other words.", allowed_by=FLAGGED, quick=True)
def _(means: Means) -> None:
    def said(answer: Answer) -> CallToolResult | None:
        if not answer.refused:
            return None
        text = answer.text
        for old, new in OTHERWISE.items():
            text = re.sub(old, new, text)
        return spoken(f"Invalid request. {text}", refused=True)

    means.answers(said)


def by_error(name: str, does: str, code: int, *, schema_only: bool, touches: str = "") -> None:
    """Declare a variant that refuses by errors of the protocol."""

    @conforming(name, does, allowed_by="A JSON-RPC error is read as a refusal.", touches=touches)
    def _(means: Means) -> None:
        schema_faults: list[str] = []

        def noting(original: Any) -> Any:
            def check(schema: Any, given: Any) -> Any:
                try:
                    return original(schema, given)
                except Refusal as fault:
                    schema_faults.append(str(fault))
                    raise

            return check

        def make(original: Any) -> Any:
            async def call(dispatcher: Any, tool: str, given: Any) -> CallToolResult:
                result: CallToolResult = await original(dispatcher, tool, given)
                text = "\n".join(getattr(part, "text", "") for part in result.content)
                if result.is_error and (not schema_only or text in schema_faults or "There is no tool" in text):
                    means.told()
                    raise MCPError(code=code, message=text)
                return result

            return call

        means.patch(server.Dispatcher, "call", make)
        if schema_only:
            from reference_orchestrator.arguments import Schema  # noqa: PLC0415

            means.patch(Schema, "check", noting)


by_error(
    "schema-breaches-are-errors",
    "What breaks a tool's schema is refused by an error of the protocol.",
    INVALID_PARAMS,
    schema_only=True,
    touches="PROTO-1",
)
by_error(
    "every-refusal-is-an-error",
    "Every refusal is an error of the protocol.",
    INTERNAL_ERROR,
    schema_only=False,
    touches="PROTO-1",
)
