"""Answers in bare lines, read as replies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply


def read_answer(call: Call, answer: Mapping[str, Any]) -> Reply:
    """A line that answers a call, as a reply; an error of the protocol is a refusal."""
    result = answer.get("result")
    if not isinstance(result, Mapping):
        words = str((answer.get("error") or {}).get("message", "an error without words"))
        return Reply(call, ToolResult(words, None, is_error=True, milliseconds=0))
    content = result.get("content")
    parts = [part for part in content if isinstance(part, Mapping)] if isinstance(content, list) else []
    text = "\n".join(str(part.get("text")) for part in parts if part.get("type") == "text")
    structured = result.get("structuredContent")
    told = dict(structured) if isinstance(structured, Mapping) else None
    return Reply(call, ToolResult(text, told, is_error=bool(result.get("isError")), milliseconds=0))


def within(message: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """The object that stands in a message below these names; empty where anything else does, or nothing."""
    found: Any = message
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}
