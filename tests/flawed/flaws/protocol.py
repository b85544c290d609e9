"""Lies about the protocol (contract PROTO-1 to PROTO-5), and about working together (SAFE-6)."""

import json
from collections.abc import Mapping
from typing import Any

from mcp_types import TextContent

from reference_orchestrator import arguments, server
from tests.flawed.lying import Lie, flaw


def _refusals(lie: Lie, change: Any) -> None:
    """Change what a refusal looks like."""

    def make(original):
        def refused(words):
            lie.told()
            return change(original(words))

        return refused

    lie.patch(server, "_refused", make)


@flaw(
    "refusals-are-not-flagged",
    "A refusal is not flagged as an error; only its text says so.",
    breaks="PROTO-1",
    caught_by=(
        "The rejection of an unknown tool is flagged and explained",
        "A flagged rejection explains that an unknown task cannot be started",
    ),
)
def _(lie: Lie) -> None:
    def change(result):
        words = json.dumps({"error": result.content[0].text})
        return result.model_copy(update={"is_error": False, "content": [TextContent(type="text", text=words)]})

    _refusals(lie, change)
    # Results of tools that declare a schema would be held against it, and fail for that reason instead.
    lie.patch(
        server, "_listed", lambda original: lambda tool: original(tool).model_copy(update={"output_schema": None})
    )


@flaw(
    "refusals-do-not-say-why",
    "A refusal says no more than that something went wrong.",
    breaks="PROTO-1",
    caught_by="A flagged rejection explains that an unknown task cannot be started",
    touches="PLAN-4 TASK-2 TASK-5 TMPL-1",
)
def _(lie: Lie) -> None:
    _refusals(lie, lambda result: result.model_copy(update={"content": [TextContent(type="text", text="Error")]}))


@flaw(
    "refusals-are-tracebacks",
    "A refusal is a traceback.",
    breaks="PROTO-1",
    caught_by="A flagged rejection explains that an unknown task cannot be started",
    touches="PLAN-4 TASK-2 TASK-5 TMPL-1",
)
def _(lie: Lie) -> None:
    def change(result):
        trace = (
            'Traceback (most recent call last):\n  File "/srv/orchestrator/server.py", line 83, in call\n    reply = '
            f"tool.run(call)\norchestrator.errors.Refusal: {result.content[0].text}"
        )
        return result.model_copy(update={"content": [TextContent(type="text", text=trace)]})

    _refusals(lie, change)


def _loose(lie: Lie, wrong: Any, mend: Any) -> None:
    """Let arguments through that the schema rules out, mended."""

    def make(original):
        def check(self, values: Mapping[str, Any]):
            mended = {}
            for name, value in values.items():
                kind = self._properties.get(name, {}).get("type")
                off = wrong(kind, value, self._properties.get(name, {}))
                mended[name] = mend(value, self._properties[name]) if off else value
                if off:
                    lie.told()
            return original(self, mended)

        return check

    lie.patch(arguments.Schema, "check", make)


@flaw(
    "texts-are-taken-for-numbers",
    'A text such as "5" is taken where a number is wanted.',
    breaks="PROTO-2",
    caught_by="orchestrator_query_tasks enforces its input schema and writes nothing outside the workspace",
)
def _(lie: Lie) -> None:
    _loose(
        lie,
        lambda kind, value, rules: kind == "integer" and isinstance(value, str) and value.lstrip("-").isdigit(),
        lambda value, rules: int(value),
    )


@flaw(
    "a-yes-is-taken-for-a-number",
    "A yes or no is taken where a number is wanted.",
    breaks="PROTO-2",
    caught_by=(
        "orchestrator_query_tasks enforces its input schema and writes nothing outside the workspace",
        "orchestrator_list_sessions enforces its input schema and writes nothing outside the workspace",
    ),
)
def _(lie: Lie) -> None:
    _loose(
        lie, lambda kind, value, rules: kind == "integer" and isinstance(value, bool), lambda value, rules: int(value)
    )


@flaw(
    "unknown-choices-are-taken-for-the-first",
    "A value outside its enumeration is taken for the first one that there is.",
    breaks="PROTO-2",
    caught_by="orchestrator_plan_task enforces its input schema and writes nothing outside the workspace",
    touches=("PROTO-1 TASK-1 TASK-3 TASK-4 TASK-7 SESSION-3 CTRL-2 MAINT-1 MAINT-2 MAINT-3 TMPL-1 TMPL-4 TMPL-5"),
)
def _(lie: Lie) -> None:
    _loose(
        lie,
        lambda kind, value, rules: isinstance(value, str) and value not in rules.get("enum", [value]),
        lambda value, rules: rules["enum"][0],
    )


@flaw(
    "what-is-missing-is-made-up",
    "A text that is required and missing is taken to be a word.",
    breaks="PROTO-2",
    caught_by="orchestrator_complete_task enforces its input schema and writes nothing outside the workspace",
    touches="PROTO-1 TASK-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(self, values):
            if self._tool != "orchestrator_complete_task":
                return original(self, values)
            missing = [name for name in ("summary", "detailed_work") if name not in values]
            if missing:
                lie.told()
            return original(self, {**dict.fromkeys(missing, "something"), **values})

        return check

    lie.patch(arguments.Schema, "check", make)
