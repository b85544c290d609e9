"""A draft as the text of a dialect file; each guess has a comment that says why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from acceptance.contract.dialects.vocabulary import STATES
from acceptance.display import one_line
from acceptance.drafting.verbs import ORDER, WORDS, VerbDraft, VerbsDraft

SCHEMA: Final = "#:schema ../acceptance/contract/dialects/dialects.schema.json"
HEAD: Final = f"""{SCHEMA}
# Drafted from the tools that the server lists and from its replies. Check every guess: `dialect try` speaks each verb
# and shows what was read of the replies."""
IGNORED: Final[Mapping[str, Sequence[str]]] = {
    "submit": ("summary", "detailed_work"),
    "cancel": ("reason",),
    "delete": ("force",),
}
"""What is asked for with a verb and makes no difference to a server that has no place for it."""

ONLY: Final[Mapping[str, str]] = {
    "submit": 'only = { next_action = ["complete"] }',
    "cancel": "only = { preserve_work = [true] }",
    "delete": 'only = { archive_instead = [false] }\nneeds = ["archive_instead"]',
}


@dataclass(frozen=True, slots=True)
class Replies:
    """What was learned of the replies.

    Attributes:
        task: where each value of a task is, as TOML by the name of the contract.
        status: the rules for the state, if flags tell it; empty if a word does.
        where: where a reply has its one task, as TOML; empty if that is not known.
        refusal: the lines of `[refusal]`.
        states: the server's words for the states that were seen, by the contract's.
        unclear: what was not understood, in sentences.
    """

    task: Mapping[str, str] = field(default_factory=dict)
    status: str = ""
    where: str = ""
    refusal: Sequence[str] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    unclear: Sequence[str] = ()


def dialect_text(speaks: str, drafted: VerbsDraft, replies: Replies) -> str:
    """The text of the dialect file."""
    states = {**drafted.states, **replies.states}
    parts = [
        HEAD,
        f"speaks = {json.dumps(one_line(speaks), ensure_ascii=False)}",
        _detect(drafted),
        _looks(drafted),
        _states(states),
        _task(replies),
        f"[reply]\ntask = {replies.where}" if replies.where else "",
        "\n".join(["[refusal]", *replies.refusal]) if replies.refusal else "",
        _not_offered(drafted),
        *(_verb(_with_states(one, states)) for one in drafted.verbs.values()),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _with_states(drafted: VerbDraft, states: Mapping[str, str]) -> VerbDraft:
    """A verb without what needs the words for the states, where none is known."""
    kept = [one for one in drafted.arguments if states or one.asked != "status"]
    return replace(drafted, arguments=kept)


def _detect(drafted: VerbsDraft) -> str:
    tools = list(dict.fromkeys(one.tool for one in drafted.verbs.values()))
    return f"[detect]\nhas = {json.dumps(tools, ensure_ascii=False)}"


def _looks(drafted: VerbsDraft) -> str:
    search = drafted.verbs.get("search")
    named = ["title"] if search is not None and search.says("search_text") else []
    order = [*(["task"] if "look" in drafted.verbs else []), *named, *(["all"] if search is not None else [])]
    return f"[looks]\norder = {json.dumps(order)}" if order else ""


def _states(states: Mapping[str, str]) -> str:
    lines = [f"{state} = {json.dumps(states[state], ensure_ascii=False)}" for state in STATES if state in states]
    return "\n".join(["[states]", *lines]) if lines else ""


def _task(replies: Replies) -> str:
    lines = [f"{name} = {value}" for name, value in replies.task.items()]
    rules = f"\n\n[task.status]\nrules = {replies.status}" if replies.status else ""
    return "\n".join(["[task]", *lines]) + rules if lines else ""


def _not_offered(drafted: VerbsDraft) -> str:
    lines = [f'{verb} = "no tool was found that {WORDS[verb]}"' for verb in ORDER if verb not in drafted.verbs]
    return "\n".join(["[not_offered]", *lines]) if lines else ""


def _verb(drafted: VerbDraft) -> str:
    name = drafted.verb
    besides = [one for one in IGNORED.get(name, ()) if not drafted.says(one)]
    whole = [f"# {one_line(drafted.why)}"]
    common = [f"ignores = {json.dumps(besides)}"] if besides else []
    common += [ONLY[name]] if name in ONLY else []
    if drafted.found_in_list is None:
        lines = [f"[verbs.{name}]", *_call(drafted), *common, *_arguments(f"verbs.{name}", drafted)]
        return "\n".join([*whole, *lines])
    steps = f"verbs.{name}.steps"
    first = [f"[[{steps}]]", *_call(drafted), *_arguments(steps, drafted)]
    second = [f"[[{steps}]]", *_call(drafted.found_in_list), 'finds = ["title"]']
    found = "# No reply shows the identity of a new task: it is found in the list, by its title."
    head = [f"[verbs.{name}]", *common, ""] if common else []
    return "\n".join([*whole, *head, *first, "", found, *second, *_constants(steps, drafted.found_in_list)])


def _call(drafted: VerbDraft) -> Iterator[str]:
    yield f"tool = {json.dumps(drafted.tool, ensure_ascii=False)}"
    if drafted.reply:
        yield f"reply = {drafted.reply}"


def _arguments(table: str, drafted: VerbDraft) -> Iterator[str]:
    if drafted.arguments:
        yield f"\n[{table}.arguments]"
    yield from map(str, drafted.arguments)


def _constants(table: str, drafted: VerbDraft) -> Iterator[str]:
    """The arguments of a list that finds a task: what a search is asked for is not asked for here."""
    kept = [one for one in drafted.arguments if not one.asked]
    if kept:
        yield f"\n[{table}.arguments]"
    yield from map(str, kept)
