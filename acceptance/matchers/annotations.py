"""Assertions about what calls change, and about what tools are annotated as."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from acceptance.contract.annotations import DESTRUCTIVE_VERBS, WRITING_VERBS, tools_by_verb
from acceptance.contract.dialects import Form
from acceptance.matchers.catalogue import lists_each_once
from acceptance.matchers.findings import Finding, listed
from acceptance.scenario.side_effects import SideEffects

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.matchers.catalogue import Catalogue


def has_changed_nothing() -> Finding[SideEffects]:
    """Neither a row of the data store nor a file of the workspace or the home is another than when it was noted."""
    return Finding(
        "the content of the workspace is unchanged",
        lambda effects: effects.changed_since_noted(),
        lambda changed: not changed,
        lambda effects, changed: f"these changed: {listed(changed)}",
    )


def has_true_annotations(tool: str) -> Finding[SideEffects]:
    """What the calls of a tool changed agrees with its annotations."""
    return Finding(
        f"the annotations of {tool} are true",
        lambda effects: effects.untrue_annotations(tool),
        lambda wrong: not wrong,
        lambda effects, wrong: "; ".join(wrong),
    )


def _pretending(form: Form, verbs: tuple[str, ...], tools: Sequence[Tool], safe: Callable[[Tool], bool]) -> list[str]:
    """The tools by which a verb is said that are all annotated as safe, although one of them cannot be.

    Where only some of them are, the others may do what is not safe.
    """
    listed_tools = {tool.name: tool for tool in tools}
    found: set[str] = set()
    for names in tools_by_verb(form, verbs).values():
        called = [listed_tools[name] for name in names if name in listed_tools]
        if len(called) == len(names) and all(map(safe, called)):
            found |= {one.name for one in called if not _read_only(one)} or {one.name for one in called}
    return [tool.name for tool in tools if tool.name in found]


def writes_under_no_pretence(form: Form) -> Finding[Catalogue]:
    """No tool by which a verb of the dialect writes is annotated as read-only."""
    return Finding(
        "no tool that writes is annotated as read-only",
        lambda tools: _pretending(form, WRITING_VERBS, tools, _read_only),
        lambda found: not found,
        lambda tools, found: f"these are: {listed(found)}",
    )


def destroys_under_no_pretence(form: Form) -> Finding[Catalogue]:
    """No tool by which a verb of the dialect deletes or overwrites is annotated as if it could not."""
    return Finding(
        "no tool that deletes or overwrites is annotated as harmless",
        lambda tools: _pretending(form, DESTRUCTIVE_VERBS, tools, _harmless),
        lambda found: not found,
        lambda tools, found: f"these are: {listed(found)}",
    )


TOOL_FLAWS: Final[Mapping[str, Callable[[Form], Finding[Catalogue]]]] = {
    "is listed twice": lambda _: lists_each_once(),
    "that writes is annotated as read-only": writes_under_no_pretence,
    "that deletes or overwrites is annotated as harmless": destroys_under_no_pretence,
}
"""What no tool of a list may be, by the features' words."""


def _read_only(tool: Tool) -> bool:
    return tool.annotations is not None and tool.annotations.read_only_hint is True


def _harmless(tool: Tool) -> bool:
    # Whoever says nothing may destroy, by the protocol.
    return tool.annotations is not None and (_read_only(tool) or tool.annotations.destructive_hint is False)
