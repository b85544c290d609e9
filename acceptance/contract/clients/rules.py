"""The rules of client families, each with those who need it; docs/clients.md names the reports behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from acceptance.contract.clients import names, schemas, words

if TYPE_CHECKING:
    from mcp_types import Tool

Faults = Iterator[tuple["Tool", str]]


@dataclass(frozen=True, slots=True)
class ClientRule:
    """A rule that client families have for the tools of a server.

    Attributes:
        words: what every tool does, as the end of a sentence that begins with "every tool".
        clients: the families that reject a tool, or all tools of a server, for breaking it.
        faults: what breaks it in a list of tools: each tool with the end of a sentence about it.
    """

    words: str
    clients: str
    faults: Callable[[Sequence[Tool]], Faults]


def _each(check: Callable[[Tool], Iterator[str]]) -> Callable[[Sequence[Tool]], Faults]:
    return lambda tools: ((tool, fault) for tool in tools for fault in check(tool))


_ALL: Final = (
    ClientRule("has a name of 1 to 64 characters", "Claude and OpenAI", _each(names.wrong_length)),
    ClientRule("has a name of letters, digits, _ and -", "Claude and OpenAI", _each(names.wrong_characters)),
    ClientRule("has a name with room for a prefix", "Claude Code", _each(names.too_long_with_prefix)),
    ClientRule("has parameter names of 1 to 64 plain characters", "Claude", _each(names.wrong_parameters)),
    ClientRule("has an input schema of type object", "Claude and OpenAI", _each(schemas.other_type)),
    ClientRule("combines nothing at the top of its schema", "Claude", _each(schemas.combined_at_the_top)),
    ClientRule("says what its lists contain", "OpenAI, Copilot and Gemini", _each(schemas.without_items)),
    ClientRule("refers to nothing outside its schema", "every client", _each(schemas.leading_out)),
    ClientRule("refers to nothing that its schema lacks", "Claude Code and Gemini", _each(schemas.leading_nowhere)),
    ClientRule("has a schema that does not contain itself", "Claude Code", _each(schemas.containing_itself)),
    ClientRule("names no dialect that clients cannot read", "Claude", _each(schemas.unknown_dialect)),
    ClientRule("has patterns that every engine compiles", "OpenAI and llama.cpp", _each(schemas.foreign_patterns)),
    ClientRule("has a single type for each parameter", "Gemini", _each(schemas.several_types)),
    ClientRule("has a type for each parameter", "Gemini", _each(schemas.without_type)),
    ClientRule("has no null among its alternatives", "Gemini", _each(schemas.null_alternatives)),
    ClientRule("has enumerations of texts that are not empty", "Gemini", _each(schemas.odd_enumerations)),
    ClientRule("has no constant", "Gemini", _each(schemas.constants)),
    ClientRule("has a description of at most 1024 characters", "OpenAI", _each(words.too_long)),
    ClientRule("names only what exists", "every client", words.naming_nothing),
    ClientRule("has no invisible characters in its descriptions", "every client", _each(words.invisible)),
    ClientRule("gives no instructions about other servers", "every client", _each(words.commanding)),
)

RULES: Final = {rule.words: rule for rule in _ALL}
"""The rules by their words."""
