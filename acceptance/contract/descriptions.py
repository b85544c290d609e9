"""What is wrong with the descriptions of a tool list: missing, no words of their own, or not as the schema says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.tool_list import parameters

if TYPE_CHECKING:
    from mcp_types import Tool

MISSING: Final = "has no description"
NAME_ONLY: Final = "says no more than the name"
SHARED: Final = "has the description of another"
DEFAULT: Final = re.compile(
    r"\bdefault(?:s|ing)?(?:\s+(?:to|is|value|of))*\s*[:=]?\s*[`'\"(]*([\w.+-]+)", re.IGNORECASE
)
QUOTED: Final = re.compile(r"[`'\"](\w+)[`'\"]")
FILLERS: Final = frozenset({"the", "a", "an", "of", "for", "to", "this", "tool", "parameter", "value", "orchestrator"})


@dataclass(frozen=True, slots=True)
class Described:
    """What is described: a tool, or one of its parameters.

    Attributes:
        tool: the tool's name.
        parameter: the parameter's name; empty for the tool itself.
        words: its description.
        schema: the parameter's schema.
    """

    tool: str
    parameter: str
    words: str
    schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of what is described."""
        return self.parameter or self.tool


def description_faults(tools: Sequence[Tool]) -> dict[str, dict[str, Any]]:
    """For every tool, what is wrong with its description and those of its parameters; empty texts where nothing is."""
    all_of_them = list(_described(tools))
    # The same parameter of two tools may be described alike; two things of different names may not.
    wording = Counter(words for words, _ in {(_plain(one.words), one.name) for one in all_of_them})
    found: dict[str, dict[str, Any]] = {tool.name: {"described": "", "parameters": {}} for tool in tools}
    for one in all_of_them:
        fault = _fault(one, shared=wording[_plain(one.words)] > 1)
        if one.parameter:
            found[one.tool]["parameters"][one.parameter] = fault
        else:
            found[one.tool]["described"] = fault
    return found


def says_more_than_the_name(words: str, name: str) -> bool:
    """Whether a description has a word that is neither in the name of what it describes nor in every description."""
    return bool(set(_plain(words).split()) - set(_plain(name).split()) - FILLERS)


def _described(tools: Sequence[Tool]) -> Iterator[Described]:
    for tool in tools:
        yield Described(tool.name, "", _text(tool.description), {})
        for name, schema in parameters(tool.input_schema):
            known = schema if isinstance(schema, Mapping) else {}
            yield Described(tool.name, name, _text(known.get("description")), known)


def _fault(one: Described, *, shared: bool) -> str:
    if not one.words.strip():
        return MISSING
    if not says_more_than_the_name(one.words, one.name):
        return NAME_ONLY
    return SHARED if shared else _against_schema(one.words, one.schema)


def _against_schema(words: str, schema: Mapping[str, Any]) -> str:
    """What a description says of the default or the values that is not as the schema has them."""
    default, allowed = schema.get("default"), schema.get("enum")
    told = DEFAULT.search(words)
    if told and default is not None and _is_comparable(told[1], default, allowed):
        value = told[1].rstrip(".").lower()
        if value != str(default).lower():
            return f"says that the default is {value}, and the schema says {default}"
    if isinstance(allowed, list):
        foreign = [word for word in QUOTED.findall(words) if "_" in word and word not in map(str, allowed)]
        if foreign:
            return f"names the value {foreign[0]}, which the schema does not allow"
    return ""


def _is_comparable(word: str, default: Any, allowed: Any) -> bool:
    """Whether a word behind "default" is meant as a value: prose may stand there too."""
    word = word.rstrip(".").lower()
    if isinstance(default, bool):
        return word in {"true", "false"}
    if isinstance(default, int | float):
        return re.fullmatch(r"[+-]?\d+(\.\d+)?", word) is not None
    return isinstance(allowed, list) and word in {str(one).lower() for one in allowed}


def _plain(words: str) -> str:
    """A text as far as its words are compared."""
    return " ".join(re.findall(r"[^\W_]+", words.lower()))


def _text(told: Any) -> str:
    return told if isinstance(told, str) else ""
