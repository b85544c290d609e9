"""The tools, by family."""

from reference_orchestrator.toolbox import Tool
from reference_orchestrator.tools import changes, deletion, queries, results, sessions, tasks


def all_tools() -> tuple[Tool, ...]:
    """All tools that this orchestrator offers, in the order in which they are listed."""
    return (*sessions.TOOLS, *queries.TOOLS, *tasks.TOOLS, *changes.TOOLS, *deletion.TOOLS, *results.TOOLS)
