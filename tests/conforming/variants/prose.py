"""Replies in prose, where the contract's table names no field (contract, "Where a reply is")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from mcp_types import CallToolResult

from tests.conforming.declaring import Answer, Fields, Means, conforming, spoken

PROSE: Final = "Where no field name is in the table, a reply tells a thing by naming it anywhere; results may be prose."


def prose(name: str, does: str, tool: str, say: Callable[[Fields], str | None], *, quick: bool = False) -> None:
    """Declare a variant of which a tool replies in prose; None leaves a reply as it is."""

    @conforming(name, does, allowed_by=PROSE, quick=quick)
    def _(means: Means) -> None:
        def said(answer: Answer) -> CallToolResult | None:
            if answer.fields is None or answer.tool != tool:
                return None
            text = say(answer.fields)
            return None if text is None else spoken(text)

        means.answers(said)


def synthesis(fields: Fields) -> str:
    """A synthesis as a document."""
    lines = [f"# Results of {fields['title']}", ""]
    for one in fields["results"]:
        lines += [
            f"## {one['title']}",
            "",
            f"State: {one['status'].replace('_', ' ')}. {one['summary'] or 'No result.'}",
        ]
        lines += [f"Work: {artifact['path']}" for artifact in one["artifacts"]]
    names = ", ".join(one["title"] for one in fields["unfinished"])
    return "\n".join([*lines, "", f"Unfinished: {names}." if names else "All of it is done."])


def validation(fields: Fields) -> str:
    """What is wrong with a template, in sentences."""
    if fields["valid"]:
        return "The template is valid."
    told = "\n".join(f"- {one['where']}: {one['problem']}" for one in fields["errors"])
    return f"The template is invalid. What is wrong:\n{told}"


def validations(fields: Fields) -> str:
    """What is wrong with all templates, in lines."""
    lines = [f"{one['template_id']} ({one['category']}): {validation(one)}" for one in fields["templates"]]
    return "\n".join(["All templates are valid." if fields["valid"] else "Some templates are invalid.", *lines])


def installation(fields: Fields) -> str:
    """What became of a collection, in lines."""
    parts = ("installed", "overwritten", "skipped")
    return "\n".join(f"{part.capitalize()}: {', '.join(map(str, fields.get(part) or ['none']))}." for part in parts)


def readiness(fields: Fields) -> str:
    """Whether nothing is in the way of a shutdown, in sentences."""
    if fields["ready"]:
        return "The server is ready to shut down: nothing would be lost."
    told = " ".join(str(one["what"]) + f" ({one.get('title')})" for one in fields["blocking"])
    return f"The server is not ready to shut down; so much prevents it: {len(fields['blocking'])}. {told}"


def reconnection(fields: Fields) -> str:
    """The sessions to which a client can reconnect, in lines."""
    lines = [f"{one['session_id']} in {one['working_directory']}" for one in fields["sessions"] if one["reconnectable"]]
    return "A client can reconnect to these sessions:\n" + "\n".join(lines)


def restarts(fields: Fields) -> str | None:
    """The restarts, in lines."""
    if "history" not in fields:
        return f"The server is {fields['phase']}."
    lines = [
        f"- {one['reason']}, requested at {one['requested_at']}, finished at {one['finished_at']}"
        for one in fields["history"]
    ]
    return "\n".join([f"The server is {fields['phase']}. Restarts:", *lines])


def maintenance(fields: Fields) -> str:
    """What maintenance found or wrote, in sentences."""
    action = fields["action"]
    if action == "validate_structure":
        lines = [f"- {one['problem']} ({one['title']}, {one['task_id']}, {one['path']})" for one in fields["damage"]]
        return "\n".join(["Damage was found:", *lines]) if lines else "Everything is in order; no damage was found."
    if action == "scan_cleanup":
        return (
            f"Stale: {named(fields['stale'])}. Orphaned: {named(fields['orphaned'])}. "
            f"Archived: {', '.join(fields['archived']) or 'none'}."
        )
    if action == "prepare_handover":
        return f"The handover was written to {fields['path']}. Open: {named(fields['open_tasks'])}."
    return f"The overview was written to `{fields['path']}`."


def named(tasks: list[Any]) -> str:
    """Tasks by their titles and ids."""
    return ", ".join(f"{one['title']} ({one['task_id']})" for one in tasks) or "none"


def templates(fields: Fields) -> str:
    """The templates, a line each."""
    lines = [f"- {one['template_id']} ({one['category']}){purpose(one)}" for one in fields["templates"]]
    return "\n".join(["These templates are there:", *lines])


def purpose(one: Fields) -> str:
    """What a template is for, where that is told."""
    return f": {one['metadata'].get('description', '')}" if one.get("metadata") else ""


prose("synthesis-in-prose", "A synthesis is a document.", "orchestrator_synthesize_results", synthesis, quick=True)
prose(
    "validation-in-prose",
    "What is wrong with a template is told in sentences.",
    "template_validate",
    validation,
    quick=True,
)
prose(
    "validations-in-prose", "What is wrong with all templates is told in lines.", "template_validate_all", validations
)
prose(
    "library-in-prose", "What became of the library is told in lines.", "template_install_default_library", installation
)
prose("examples-in-prose", "What became of the examples is told in lines.", "template_install_examples", installation)
prose(
    "readiness-in-prose",
    "Whether a shutdown is safe is told in sentences.",
    "orchestrator_shutdown_prepare",
    readiness,
    quick=True,
)
prose(
    "reconnection-in-prose", "Sessions to reconnect to are told in lines.", "orchestrator_reconnect_test", reconnection
)
prose("restarts-in-prose", "Restarts are told in lines.", "orchestrator_restart_status", restarts)
prose(
    "maintenance-in-prose",
    "What maintenance found is told in sentences.",
    "orchestrator_maintenance_coordinator",
    maintenance,
    quick=True,
)
prose("templates-in-prose", "Templates are listed in lines.", "template_list", templates)
