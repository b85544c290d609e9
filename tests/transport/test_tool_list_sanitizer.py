"""Lists of tools that lie reach the features as the server listed them, and the SDK in a shape that it takes."""

from typing import Any

import pytest
from mcp_types import ListToolsResult, Tool

from acceptance.transport.tool_list_sanitizer import ToolListSanitizer

SOUND = {"name": "sound", "description": "Does it", "inputSchema": {"type": "object", "properties": {"a": {}}}}


def through(*entries: Any) -> tuple[ToolListSanitizer, list[Tool]]:
    screen = ToolListSanitizer()
    screened = screen.set_aside({"tools": list(entries)})
    listed = ListToolsResult.model_validate(screened, by_name=False).tools
    return screen, [screen.put_together(tool) for tool in listed]


def test_a_sound_list_stays_as_it_is() -> None:
    screen, (tool,) = through(SOUND)
    assert tool == Tool.model_validate(SOUND, by_name=False)
    assert (screen.schemas, screen.nameless) == ({}, 0)


@pytest.mark.parametrize(
    "schema",
    [None, "text", {"type": "array"}, {"type": "object", "properties": "none"}, {"type": "object", "required": 5}],
)
def test_a_broken_schema_is_told_as_it_was_listed(schema: Any) -> None:
    _, (tool, other) = through({**SOUND, "name": "broken", "inputSchema": schema}, SOUND)
    assert tool.input_schema == (schema if isinstance(schema, dict) else {"broken": schema})
    assert other.input_schema == SOUND["inputSchema"]


def test_what_has_no_name_is_counted() -> None:
    screen, tools = through(5, {"description": "nobody"}, {"name": 5}, SOUND)
    assert (screen.nameless, [tool.name for tool in tools]) == (3, ["sound"])


def test_words_that_are_none_count_as_left_out() -> None:
    _, (tool,) = through({**SOUND, "description": 5, "title": [], "annotations": "x", "outputSchema": 1})
    assert (tool.description, tool.title, tool.annotations, tool.output_schema) == (None, None, None, None)


def test_other_results_pass_as_they_are() -> None:
    assert ToolListSanitizer().set_aside({"content": [], "isError": True}) == {"content": [], "isError": True}
