"""What a server's own tools are probably for: verbs of the domain, guessed from names, descriptions and schemas.

A guess is a proposal to a person who writes a dialect file. No run is judged by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from acceptance.contract.dialects.guessing_words import (
    ACTIONS,
    NO_TASK,
    OTHER_THINGS,
    PARAMETERS,
    STATE_WORDS,
    TASK,
)
from acceptance.contract.dialects.vocabulary import VERBS
from acceptance.contract.schemas import parameters_of, required_of

Argument = str | Mapping[str, str]
"""What fills a parameter, as a dialect file has it: the contract's name of a value, or `{"constant": …}`."""
MOST_WORDS: Final = 12
"""How many words of a description are looked at."""
LONGEST_TEXT: Final = 400
BY_NAME, BY_DESCRIPTION, BY_STATE = 3, 2, 1
"""How sure a guess is."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a tool is taken for.

    Attributes:
        verb: the verb, by its name in a dialect file.
        tool: the tool.
        arguments: what fills each of its parameters that was understood.
        unfilled: the parameters that it requires and that were not understood.
        why: the reason, half a sentence.
        sureness: 3 where its name says it, 2 where its description does, 1 where it only sets a state.
    """

    verb: str
    tool: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    unfilled: tuple[str, ...] = ()
    why: str = ""
    sureness: int = BY_NAME


def guesses(tools: Iterable[Mapping[str, Any]]) -> list[Guess]:
    """All that the tools of a list can be taken for; a tool can be taken for several verbs, and a verb have several.

    Args:
        tools: as `tools/list` has them: `name`, `description`, `inputSchema`.
    """
    found = [guess for tool in tools for guess in guesses_of(tool)]
    return sorted(found, key=lambda guess: -guess.sureness)


def best_guesses(tools: Iterable[Mapping[str, Any]]) -> dict[str, Guess]:
    """The surest guess for each verb; of two that are as sure, the one with fewer parameters left to fill."""
    best: dict[str, Guess] = {}
    for guess in guesses(tools):
        now = best.get(guess.verb)
        if now is None or (guess.sureness, -len(guess.unfilled)) > (now.sureness, -len(now.unfilled)):
            best[guess.verb] = guess
    return best


def guesses_of(tool: Mapping[str, Any]) -> Iterator[Guess]:
    """What one tool can be taken for."""
    name, schema = str(tool.get("name", ""))[:LONGEST_TEXT], tool.get("inputSchema")
    rules = {str(one): rule for one, rule in parameters_of(schema).items()}
    told = words_in(str(tool.get("description") or "").strip()[:LONGEST_TEXT].split("\n")[0])[:MOST_WORDS]
    named, described = read_words(words_in(name), rules), read_words(told, rules, sentence=True)
    found: list[Guess] = []
    if named is not None:
        found.append(Guess(named[0], name, understood(named[0], rules), (), f"its name says {named[1]}", BY_NAME))
    elif described is not None:
        why = f"its description says {described[1]}"
        found.append(Guess(described[0], name, understood(described[0], rules), (), why, BY_DESCRIPTION))
    if not found or found[0].verb == "change":
        found += of_states(name, rules)
    required = [one for one in required_of(schema) if one in rules]
    for guess in found:
        yield replace(guess, unfilled=tuple(one for one in required if one not in guess.arguments))


def words_in(text: str) -> list[str]:
    """The words of a name or a sentence, in lower case: `addTask`, `add_task` and "add task" are the same."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", text)]


def read_words(words: Sequence[str], rules: Mapping[str, Any], *, sentence: bool = False) -> tuple[str, str] | None:
    """The verb that some words say, and the words that say it; None where they say none.

    Args:
        words: of a name, or of the beginning of a description.
        rules: the parameters of the tool.
        sentence: whether they are a sentence: its first word says what is done, and the first thing that it names to
            what. In a name these can stand anywhere.
    """
    plain = [singular(word) for word in words]
    for place, word in enumerate(words[:1] if sentence else words):
        action = ACTIONS.get(word) or ACTIONS.get(plain[place])
        things = [one for at, one in enumerate(plain) if at != place and (one in TASK or one in OTHER_THINGS)]
        other = next((one for one in things[: 1 if sentence else None] if one in OTHER_THINGS), "")
        # A name without a thing says what is done if that is all that it says: "add", "set_status", "health_check".
        aimless = not things and (sentence or any(one not in ACTIONS for one in plain))
        if action is None or set(words) & NO_TASK or aimless:
            continue
        several = any(one != singular(one) and singular(one) in TASK for one in words)
        verb = KIND_VERBS.get((OTHER_THINGS[other], action), "") if other else by_shape(action, rules, several=several)
        if verb:
            return verb, quoted([word, *things[:1]])
    return None


def by_shape(action: str, rules: Mapping[str, Any], *, several: bool) -> str:
    """The verb of an action on tasks: a look at what is not identified is a search; empty where there is none."""
    if action == "look" and (several or not understood("look", rules)):
        return "search"
    return action if action in VERBS else ""


KIND_VERBS: Final[Mapping[tuple[str, str], str]] = {
    ("template", "plan"): "create_template",
    ("template", "look"): "load_template",
    ("template", "search"): "list_templates",
    ("template", "delete"): "delete_template",
    ("template", "start"): "instantiate_template",
    ("template", "instantiate"): "instantiate_template",
    ("template", "validate"): "validate_template",
    ("session", "plan"): "open_session",
    ("session", "start"): "open_session",
    ("session", "open"): "open_session",
    ("session", "search"): "list_sessions",
    ("session", "status"): "session_status",
    ("session", "resume"): "resume_session",
    ("server", "start"): "restart",
    ("server", "restart"): "restart",
    ("server", "health"): "health",
}
"""What is done to something other than a task, and the contract has a verb for."""


def understood(verb: str, rules: Mapping[str, Any]) -> dict[str, str]:
    """The parameters of a tool whose names say which value of a verb they take; each value once."""
    taken: dict[str, str] = {}
    for value, names in PARAMETERS.get(verb, {}).items():
        plain = {re.sub(r"[^a-z]", "", name.lower()): name for name in reversed(list(rules)) if name not in taken}
        found = next((plain[name] for name in names if name in plain), None)
        if found is not None:
            taken[found] = value
    return {name: taken[name] for name in rules if name in taken}


def of_states(name: str, rules: Mapping[str, Any]) -> Iterator[Guess]:
    """What a tool can be taken for that sets the state of a task: it starts, completes or cancels one."""
    if not understood("start", rules):
        return
    for parameter, rule in rules.items():
        choices = rule.get("enum") if isinstance(rule, Mapping) else None
        for choice in choices if isinstance(choices, list) else ():
            verb = STATE_WORDS.get(re.sub(r"[^a-z]", "", str(choice).lower()))
            if verb is not None:
                arguments: dict[str, Argument] = {**understood(verb, rules), parameter: {"constant": str(choice)}}
                yield Guess(verb, name, arguments, (), f'it can set {parameter} to "{choice}"', BY_STATE)


def singular(word: str) -> str:
    """A word without the ending of more than one, or of who does it: "tasks" → "task", "creates" → "create"."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and word != "status" else word


def quoted(words: Iterable[str]) -> str:
    """Words, each once, as a sentence names them."""
    return " and ".join(f'"{word}"' for word in dict.fromkeys(words))
