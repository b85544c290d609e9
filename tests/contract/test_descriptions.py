"""What counts as a description: words of its own, that say nothing else than the schema."""

from typing import Any

import pytest
from mcp_types import Tool

from acceptance.contract.descriptions import MISSING, NAME_ONLY, SHARED, description_faults


def tool(name: str, words: str | None, **parameters: Any) -> Tool:
    return Tool(name=name, description=words, input_schema={"type": "object", "properties": parameters})


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Stops a task that is under way.", ""),
        (None, MISSING),
        ("  ", MISSING),
        ("Cancel task", NAME_ONLY),
        ("The cancel_task tool.", NAME_ONLY),
    ],
)
def test_a_tool_has_words_of_its_own(words: str | None, fault: str) -> None:
    assert description_faults([tool("cancel_task", words)])["cancel_task"]["described"] == fault


def test_no_two_things_of_different_names_are_described_alike() -> None:
    same = {"type": "string", "description": "What is meant here"}
    found = description_faults([tool("one", "Does it.", first=same, second=same), tool("two", "does it")])
    assert found["one"] == {"described": SHARED, "parameters": {"first": SHARED, "second": SHARED}}
    assert found["two"]["described"] == SHARED


def test_the_same_parameter_of_two_tools_may_be_described_alike() -> None:
    same = {"type": "string", "description": "Identifies what is meant"}
    found = description_faults([tool("one", "Begins.", task=same), tool("two", "Ends.", task=same)])
    assert found["one"]["parameters"] == found["two"]["parameters"] == {"task": ""}


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        ({"default": 10, "description": "Most on a page (default: 10)"}, ""),
        ({"default": 10, "description": "Most on a page; defaults to 50."}, "says that the default is 50, and"),
        ({"default": False, "description": "Whether to force it, default true"}, "says that the default is true, and"),
        ({"default": "basic", "enum": ["basic", "full"], "description": "How deep; default is full"}, "says that the"),
        ({"default": "basic", "enum": ["basic", "full"], "description": "How deep; default is basic"}, ""),
        ({"default": "x", "description": "Where; by default the process's own directory"}, ""),
        ({"enum": ["in_order"], "description": "How: `in_order` or `by_chance`"}, "names the value by_chance, which"),
    ],
)
def test_defaults_and_values_are_those_of_the_schema(schema: dict[str, Any], fault: str) -> None:
    told = description_faults([tool("one", "Begins.", limit=schema)])["one"]["parameters"]["limit"]
    assert told.startswith(fault) if fault else told == ""
