"""Flags made from schemas, and what is typed read by them."""

from typing import Any

import pytest

from acceptance.commandline.command import command_for, parse
from acceptance.commandline.flags import fill

SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "description": "What is to be done."},
        "description": {"type": "string"},
        "complexity": {"type": "string", "enum": ["simple", "complex"], "default": "simple"},
        "status": {"type": "array", "items": {"type": "string", "enum": ["pending", "in_progress"]}},
        "file_paths": {"type": "array", "items": {"type": "string"}},
        "include_children": {"type": "boolean", "default": True},
        "limit": {"type": "integer"},
        "share": {"anyOf": [{"type": "null"}, {"type": "number"}]},
        "context": {"type": "object"},
        "anything": {},
        "json": {"type": "string"},
    },
    "required": ["title", "description"],
}


def typed(*arguments: str, schema: Any = SCHEMA) -> dict[str, Any] | int:
    return parse(command_for({"name": "plan", "description": "Plan.", "inputSchema": schema}), list(arguments), "plan")


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        (["--title=A b"], {"title": "A b"}),
        (["--title", ""], {"title": ""}),
        (["--title=T", "--complexity=complex"], {"title": "T", "complexity": "complex"}),
        (["--title=T", "--include-children"], {"title": "T", "include_children": True}),
        (["--title=T", "--no-include-children"], {"title": "T", "include_children": False}),
        (["--title=T", "--limit=5", "--share=0.5"], {"title": "T", "limit": 5, "share": 0.5}),
        (["--title=T", "--status=pending,in_progress"], {"title": "T", "status": ["pending", "in_progress"]}),
        (
            ["--title=T", "--status=pending", "--status=in_progress"],
            {"title": "T", "status": ["pending", "in_progress"]},
        ),
        (["--title=T", '--file-paths=["a,b.txt"]', "--file-paths=c"], {"title": "T", "file_paths": ["a,b.txt", "c"]}),
        (["--title=T", "--file-paths="], {"title": "T", "file_paths": []}),
        (["--title=T", '--context={"a": [1]}'], {"title": "T", "context": {"a": [1]}}),
        (["--title=T", "--anything=words"], {"title": "T", "anything": "words"}),
        (["--title=T", "--anything=[1]"], {"title": "T", "anything": [1]}),
        (["--title=T", "--tool-json=kept apart"], {"title": "T", "json": "kept apart"}),
    ],
)
def test_what_is_typed_is_what_is_sent(line: list[str], arguments: dict[str, Any]) -> None:
    assert typed(*line) == arguments


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["--titel=T"], "--title"),
        ([], "--title"),
        (["--title=T", "--complexity=hard"], "simple"),
        (["--title=T", "--status=pending,lost"], "lost"),
        (["--title=T", "--limit=many"], "many"),
        (["--title=T", "--context=[1]"], "is no JSON object"),
        (["--title=T", "--context={"], "is no JSON"),
        (["--title=T", "loose words"], "loose words"),
    ],
)
def test_what_cannot_be_meant_is_told_with_the_help(
    line: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(*line) == 2
    errors = capsys.readouterr().err
    assert told in errors.splitlines()[-1]
    assert "What is to be done." in errors


def test_help_is_made_of_the_descriptions(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("--help") == 0
    help_ = " ".join(capsys.readouterr().out.split())
    for words in (
        *("Plan.", "--title TEXT What is to be done. [required]", "Left out, it is the title."),
        *('Without it: "simple".', "--include-children / --no-include-children", "[pending|in_progress][,…]"),
    ):
        assert words in help_


@pytest.mark.parametrize("schema", [None, [], {"properties": "none", "required": 5}, {"properties": {"title": "text"}}])
def test_a_schema_that_is_broken_makes_a_command_still(schema: Any) -> None:
    assert typed(schema=schema) == {}


def test_what_is_required_and_left_out_is_filled() -> None:
    assert fill(SCHEMA, {"title": "T"}) == {"description": "T"}
    assert fill(SCHEMA, {"title": "T", "description": "D"}) == {}
    assert fill({"required": ["detailed_work", "next_action"]}, {"summary": "S"}) == {
        "detailed_work": "S",
        "next_action": "complete",
    }


def test_what_is_optional_is_never_filled() -> None:
    assert fill({"properties": SCHEMA["properties"]}, {"title": "T"}) == {}
