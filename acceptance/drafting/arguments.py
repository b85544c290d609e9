"""The lines of a draft that say how a tool's arguments are made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from acceptance.contract.dialects.guessing import Guess
from acceptance.display import escaped_json, one_line
from acceptance.drafting.listed_tools import Parameter
from acceptance.drafting.words import FOLDERS, plainly, state_of

FINISH: Final = "FINISH"
"""Begins the comment of a line that a person must finish."""

BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
NUMBERS: Final = frozenset({"integer", "number"})


@dataclass(frozen=True, slots=True)
class ArgumentLine:
    """One argument of a call.

    Attributes:
        name: the parameter.
        value: how it is made, as TOML.
        why: the comment behind it.
        asked: the name of the contract that it says; empty for a constant.
        unfinished: whether a person must finish it.
    """

    name: str
    value: str
    why: str = ""
    asked: str = ""
    unfinished: bool = False

    def __str__(self) -> str:
        comment = one_line(f"{FINISH}: {self.why}" if self.unfinished else self.why)
        name = self.name if BARE.fullmatch(self.name) else toml(self.name)
        return f"{name} = {self.value}{f'  # {comment}' if comment else ''}"


def toml(value: Any) -> str:
    """A text, a number, a flag or an empty list as TOML."""
    return escaped_json(json.dumps(value, ensure_ascii=False))


def argument_lines(guess: Guess, parameters: Sequence[Parameter]) -> list[ArgumentLine]:
    """The arguments of a tool that is taken for a verb.

    Args:
        guess: what the tool is taken for.
        parameters: the parameters of the tool.
    """
    return list(_lines(guess, parameters))


def _lines(guess: Guess, parameters: Sequence[Parameter]) -> Iterator[ArgumentLine]:
    titled = None if guess.verb != "plan" or "title" in guess.arguments.values() else _title(guess, parameters)
    for parameter in parameters:
        asked = "title" if parameter == titled else guess.arguments.get(parameter.name)
        if isinstance(asked, Mapping):
            yield ArgumentLine(parameter.name, f"{{ constant = {toml(asked['constant'])} }}")
        elif asked and (value := _asked(asked, parameter)):
            yield ArgumentLine(parameter.name, value, asked=asked)
        elif parameter.required:
            yield _filled(parameter, completing=guess.verb == "submit")


def _title(guess: Guess, parameters: Sequence[Parameter]) -> Parameter | None:
    """The parameter that takes the title of a new task if none is called so: the first text that is required."""
    texts = (one for one in parameters if one.required and one.kind == "string" and not one.choices)
    return next((one for one in texts if plainly(one.name) not in FOLDERS and one.name not in guess.arguments), None)


def _asked(asked: str, parameter: Parameter) -> str:
    """How an argument is made of what is asked for; empty if its type does not fit."""
    listed, numbered = parameter.kind == "array", parameter.kind in NUMBERS
    form = "list" if listed else "number" if numbered else ""
    if asked in {"task_id", "parent_task_id"} and form:
        return f'{{ from = "{asked}", as = "{form}" }}'
    if asked == "status":
        return f'{{ from = "status", values = "states", as = "{"list" if listed else "one"}" }}'
    if asked == "dependencies" and not listed:
        return '{ from = "dependencies", as = "comma text" }'
    if asked == "description" and parameter.required:
        return f'{{ from = ["description", "title"], least = {max(1, parameter.least)} }}'
    fits = parameter.kind not in {"object", "boolean"} and (not listed or asked == "dependencies")
    return toml(asked) if fits else ""


def _filled(parameter: Parameter, *, completing: bool) -> ArgumentLine:
    """What is sent for a parameter that the tool needs and the contract does not have."""
    if plainly(parameter.name) in FOLDERS:
        return ArgumentLine(
            parameter.name, '{ constant = "{workspace}" }', "guessed: the folder that the server works in"
        )
    done = [one for one in parameter.choices if completing and state_of(str(one)) == "completed"]
    if done:
        return ArgumentLine(parameter.name, f"{{ constant = {toml(done[0])} }}", "guessed: the word for a completion")
    if parameter.choices:
        words = f"the first of {', '.join(map(str, parameter.choices[:8]))}; is another one better?"
        return ArgumentLine(parameter.name, f"{{ constant = {toml(parameter.choices[0])} }}", words, unfinished=True)
    usual: dict[str, Any] = {"integer": parameter.least, "number": parameter.least, "boolean": False, "array": []}
    value = usual.get(parameter.kind, "x" * parameter.least or "none")
    words = "the tool needs it and the contract has nothing like it; write the value to send"
    return ArgumentLine(parameter.name, f"{{ constant = {toml(value)} }}", words, unfinished=True)
