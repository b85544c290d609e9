"""The tools, by family."""

from reference_orchestrator.toolbox import Tool
from reference_orchestrator.tools import (
    changes,
    control,
    deletion,
    maintenance,
    queries,
    results,
    sessions,
    tasks,
    template_removal,
    template_use,
    templates,
)


def all_tools() -> tuple[Tool, ...]:
    """All tools that this orchestrator offers, in the order in which they are listed."""
    families = (
        sessions,
        queries,
        tasks,
        changes,
        deletion,
        results,
        maintenance,
        control,
        templates,
        template_removal,
        template_use,
    )
    return tuple(tool for family in families for tool in family.TOOLS)
