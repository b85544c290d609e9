import json
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator
from mcp_types import ListToolsResult

from reference_orchestrator.arguments import Schema
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.server import Dispatcher
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.toolbox import Tool
from reference_orchestrator.tools import all_tools

FACTS = {
    tool["name"]: tool["inputSchema"]
    for tool in json.loads((Path(__file__).parent / "contract_schemas.json").read_text())["tools"]
}
TOOLS = {tool.name: tool for tool in all_tools()}


def bare(schema: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in schema.items() if key != "description"}


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_input_schemas_are_the_contracts(tool: Tool) -> None:
    parameters = tool.input_schema["properties"]
    assert isinstance(parameters, dict)
    facts = FACTS[tool.name]
    assert {name: bare(schema) for name, schema in parameters.items()} == facts["properties"]
    assert list(tool.required) == facts.get("required", [])


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_everything_is_described(tool: Tool) -> None:
    assert len(tool.description) > 40
    for schema in (*tool.parameters.values(), *tool.output["properties"].values()):  # type: ignore[attr-defined]
        assert len(schema["description"]) > 8


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "needs text and kind"),
        ({"text": "a"}, "needs kind"),
        ({"text": "a", "kind": "c"}, 'kind is "c", and must be one of: a, b'),
        ({"text": 1, "kind": "a"}, "text is 1, and must be a string"),
        ({"text": "a", "kind": "a", "number": "5"}, 'number is "5", and must be an integer'),
        ({"text": "a", "kind": "a", "number": True}, "number is true, and must be an integer"),
        ({"text": "a", "kind": "a", "number": 5.0}, r"number is 5\.0, and must be an integer"),
        ({"text": "a", "kind": "a", "number": 9}, "number is 9, and must be an integer, at least 10"),
        ({"text": "a", "kind": "a", "list": ["a", "z"]}, r'list\[1\] is "z", and must be one of'),
        ({"text": "a", "kind": "a", "other": 1}, 'no parameter "other". Its parameters are: text, kind'),
        ({"text": "a\0b", "kind": "a"}, "text holds a NUL character at position 1"),
        ({"text": "\ud800", "kind": "a"}, r"text holds the lone surrogate U\+D800"),
        ({"text": "a", "kind": "a", "object": {"deep": [{"\udfff": 1}]}}, "object holds the lone surrogate"),
        ({"text": "a", "kind": "a", "object": {"x": float("inf")}}, "object holds inf"),
    ],
)
def test_what_breaks_a_schema_is_refused_in_words(given: dict[str, object], words: str) -> None:
    letter = {"type": "string", "enum": ["a", "b"]}
    properties = {
        "text": {"type": "string"},
        "kind": letter,
        "number": {"type": "integer", "minimum": 10, "default": 30},
        "list": {"type": "array", "items": letter},
        "object": {"type": "object"},
    }
    schema = Schema("a_tool", {"type": "object", "properties": properties, "required": ["text", "kind"]})
    with pytest.raises(Refusal, match=words):
        schema.check(given)
    accepted = schema.check({"text": "a", "kind": "a", "object": {"x": [None, 1.5, {}]}})
    assert accepted.number("number") == 30


def test_endless_nesting_is_refused() -> None:
    nested: list[object] = []
    for _ in range(5000):
        nested = [nested]
    schema = Schema("a_tool", {"type": "object", "properties": {"object": {"type": "object"}}})
    with pytest.raises(Refusal, match="nested deeper than 100"):
        schema.check({"object": {"x": nested}})


def test_output_schemas_are_schemas() -> None:
    for tool in TOOLS.values():
        Draft202012Validator(dict(tool.output))
        assert tool.output_schema["required"] == tool.output["required"]


def test_the_tool_list_is_small(tmp_path: Path) -> None:
    listing = Dispatcher(ServerContext(tmp_path)).listing()
    told = ListToolsResult(tools=listing).model_dump(mode="json", by_alias=True, exclude_none=True)
    assert len(listing) == 32
    assert len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()) < 30_000
