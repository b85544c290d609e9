"""What each tool of a server is taken for, for a person who has to write or complete its dialect file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from acceptance.contract.dialects.dialect import Form
from acceptance.contract.dialects.guessing import Argument, Guess, best_guesses, guesses_of
from acceptance.contract.tools import TOOLS

BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
NOTHING: Final = "nothing: neither its name nor its description says so"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one tool is taken for.

    Attributes:
        tool: its name.
        words: the verbs, and why; or that there are none.
    """

    tool: str
    words: str


def verbs_said(form: Form) -> dict[str, set[str]]:
    """The tools of a dialect file, and the verbs that are said with each."""
    found: dict[str, set[str]] = {}
    for verb, table in tomllib.loads(form.text).get("verbs", {}).items():
        for step in table.get("steps", [table]):
            found.setdefault(str(step.get("tool")), set()).add(verb)
    return found


def readings(tools: Sequence[Mapping[str, Any]], form: Form) -> list[Reading]:
    """What each tool of a list is taken for, the contract's own left out: by the dialect file, or guessed.

    Args:
        tools: as `tools/list` has them.
        form: the dialect that the server is taken to speak.
    """
    said = verbs_said(form)
    return [Reading(str(tool["name"]), reading_of(tool, form, said)) for tool in tools if tool["name"] not in TOOLS]


def reading_of(tool: Mapping[str, Any], form: Form, said: Mapping[str, set[str]]) -> str:
    """What one tool is taken for, in words."""
    name = str(tool["name"])
    if name in said:
        return f"{', '.join(sorted(said[name]))} (dialect {form.path.stem})"
    found = "; ".join(guess_in_words(guess) for guess in guesses_of(tool))
    return f"{found} (not in the dialect)" if found and not form.own else found or NOTHING


def guess_in_words(guess: Guess) -> str:
    """A guess, with what it leaves open."""
    left = f", but what fills {', '.join(guess.unfilled)} is not understood" if guess.unfilled else ""
    return f"{guess.verb}: {guess.why}{left}"


def suggested(tools: Sequence[Mapping[str, Any]], form: Form) -> list[Guess]:
    """The surest guess for each verb that no tool of the list is said with yet, the contract's own tools left out."""
    said = verbs_said(form)
    listed = {str(tool["name"]) for tool in tools}
    spoken = {verb for tool, verbs in said.items() if tool in listed for verb in verbs}
    free = [tool for tool in tools if tool["name"] not in TOOLS and tool["name"] not in said]
    best = best_guesses(free)
    return [guess for verb, guess in best.items() if verb not in spoken and verb not in form.not_offered]


def mapping(guesses: Sequence[Guess]) -> Iterator[str]:
    """The lines of a dialect file that say these guesses."""
    for guess in guesses:
        yield f"[verbs.{guess.verb}]  # {in_comment(guess.why)}"
        yield f"tool = {json.dumps(guess.tool)}"
        if guess.arguments:
            pairs = ", ".join(f"{key(name)} = {value(argument)}" for name, argument in guess.arguments.items())
            yield f"arguments = {{ {pairs} }}"
        if guess.unfilled:
            yield f"# required, and not understood: {in_comment(', '.join(guess.unfilled))}"
        yield ""


def in_comment(text: str) -> str:
    """A text of the server's in a comment: one line."""
    return json.dumps(text, ensure_ascii=True)[1:-1].replace('\\"', '"')


def key(name: str) -> str:
    """A name as a key of TOML."""
    return name if BARE.fullmatch(name) else json.dumps(name)


def value(argument: Argument) -> str:
    """What fills a parameter, as TOML."""
    if isinstance(argument, str):
        return json.dumps(argument)
    return f"{{ {', '.join(f'{key(name)} = {json.dumps(text)}' for name, text in argument.items())} }}"
