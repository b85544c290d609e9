"""What the descriptions of tools may say: what exists, for whoever reads them, and nothing that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.clients.schemas import both, nodes, place

if TYPE_CHECKING:
    from mcp_types import Tool

LONGEST: Final = 1024
"""So many characters of a tool's description OpenAI takes."""
INVISIBLE: Final = frozenset({"Cf", "Co", "Cn", "Cs"})
"""The categories of characters that nobody sees: formatting, private, unassigned, half ones."""
BREAKS: Final = frozenset("\n\r\t")
JOINERS: Final = re.compile(r"(?<=[^\x00-\u02ff])[\u200c\u200d](?=[^\x00-\u02ff])")
"""Joiners between letters of the scripts and signs that are written with them."""
COMMANDS: Final = (
    re.compile(r"</?\s*(important|system|hidden|secret|instructions?|admin|override)\b[^>]*>", re.IGNORECASE),
    re.compile(
        r"\bignore (all |any )?(previous|prior|other|earlier|above) (\w+ )?(instructions|rules|prompts)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(do not|don't|never) (tell|mention|inform|reveal|show)\b.{0,40}\buser\b", re.IGNORECASE),
    re.compile(r"\b(another|any other|every other|all other|other) (mcp )?servers?\b", re.IGNORECASE),
    re.compile(r"\binstead of (using |calling )?(the )?\w+ server\b", re.IGNORECASE),
    re.compile(r"\bmcp__\w+__\w+"),
)
"""How descriptions command a model: about other servers and tools, or behind the back of its user."""
QUOTED: Final = re.compile(r"[`'\"]([a-z][a-z0-9]*(?:_[a-z0-9]+)+)[`'\"]")
WORD: Final = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


def too_long(tool: Tool) -> Iterator[str]:
    """A tool's description has more characters than clients take."""
    if len(tool.description or "") > LONGEST:
        yield f"has a description of {len(tool.description or ''):,} characters"


def invisible(tool: Tool) -> Iterator[str]:
    """A description has characters that nobody sees."""
    for where, text in descriptions(tool):
        shown = JOINERS.sub("", text)
        odd = [one for one in shown if one not in BREAKS and (unicodedata.category(one) in INVISIBLE or _control(one))]
        if odd:
            told = ", ".join(f"U+{ord(one):04X}" for one in dict.fromkeys(odd[:5]))
            yield f"has {told} in the description of {where}"


def commanding(tool: Tool) -> Iterator[str]:
    """A description commands the model about other servers, or behind its user's back."""
    for where, text in descriptions(tool):
        for command in COMMANDS:
            if found := command.search(text):
                yield f"says {found[0][:80]!r} in the description of {where}"
                break


def naming_nothing(tools: Sequence[Tool]) -> Iterator[tuple[Tool, str]]:
    """A description names a value, a parameter or a tool that there is not, with the tool that it describes."""
    known = names_of(tools)
    beginnings = Counter(tool.name.split("_")[0] for tool in tools)
    shared = {word for word, count in beginnings.items() if count > 1}
    for tool in tools:
        for where, text in descriptions(tool):
            named = set(QUOTED.findall(text)) | {word for word in WORD.findall(text) if word.split("_")[0] in shared}
            for word in sorted(named - known):
                yield tool, f"names {word[:80]!r}, which does not exist, in the description of {where}"


def descriptions(tool: Tool) -> Iterator[tuple[str, str]]:
    """What is described, and how: the tool, and all parts of its schemas."""
    yield "the tool", tool.description or ""
    for kind, schema in both(tool):
        for node in nodes(schema):
            if isinstance(text := node.rules.get("description"), str):
                yield f"{place(node)} of its {kind} schema", text


def names_of(tools: Sequence[Tool]) -> set[str]:
    """Everything that has a name in a list of tools: tools, parameters, fields and values."""
    known = {tool.name for tool in tools}
    for tool in tools:
        for _, schema in both(tool):
            for node in nodes(schema):
                known |= set(_names_in(node.rules))
    return known


def _names_in(rules: Mapping[str, Any]) -> Iterator[str]:
    for keyword in ("properties", "$defs", "definitions"):
        if isinstance(named := rules.get(keyword), Mapping):
            yield from named
    for keyword in ("enum", "required", "examples"):
        if isinstance(told := rules.get(keyword), list):
            yield from (one for one in told if isinstance(one, str))
    yield from (value for word in ("const", "default") if isinstance(value := rules.get(word), str))


def _control(character: str) -> bool:
    return unicodedata.category(character) == "Cc"
