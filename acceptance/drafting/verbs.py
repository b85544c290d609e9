"""The verbs of a draft: which tool says each, with which arguments, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from acceptance.contract.dialects.guessing import Guess, guesses
from acceptance.drafting.arguments import ArgumentLine, argument_lines
from acceptance.drafting.listed_tools import Parameter, parameters
from acceptance.drafting.words import meaning, state_of

ORDER: Final[tuple[str, ...]] = ("plan", "look", "search", "start", "submit", "change", "cancel", "delete")
"""The verbs of a draft, in the order in which it has them."""

OF_ONE_TASK: Final = frozenset({"look", "start", "submit", "change", "cancel", "delete"})
WORDS: Final[Mapping[str, str]] = {
    "plan": "creates a task",
    "look": "shows one task",
    "search": "lists tasks",
    "start": "starts a task",
    "submit": "completes a task",
    "change": "changes a task",
    "cancel": "cancels a task",
    "delete": "deletes a task",
}


@dataclass(frozen=True, slots=True)
class VerbDraft:
    """A verb of a draft.

    Attributes:
        verb: the verb.
        tool: the tool that says it.
        why: why that tool.
        arguments: its arguments.
        reply: where its reply has the task or the tasks, as TOML; empty for the file's own `[reply]`.
        found_in_list: the call that lists the tasks, if the task is found there because no reply tells its identity.
    """

    verb: str
    tool: str
    why: str
    arguments: Sequence[ArgumentLine]
    reply: str = ""
    found_in_list: VerbDraft | None = field(default=None)

    def says(self, name: str) -> bool:
        """Whether it says a name of the contract."""
        return any(one.asked == name for one in self.arguments)


@dataclass(frozen=True, slots=True)
class VerbsDraft:
    """All verbs of a draft.

    Attributes:
        verbs: those that a tool was found for.
        states: the server's words for the states, as far as its schemas list them.
    """

    verbs: Mapping[str, VerbDraft]
    states: Mapping[str, str]

    def with_verb(self, changed: VerbDraft) -> VerbsDraft:
        """The same with another draft of a verb."""
        return replace(self, verbs={**self.verbs, changed.verb: changed})


def draft_verbs(tools: Sequence[Mapping[str, Any]]) -> VerbsDraft:
    """Draft the verbs that tools are taken for, as `tools/list` has them."""
    known = {str(tool["name"]): parameters(tool) for tool in tools}
    best: dict[str, Guess] = {}
    # The surest first, and of those the one that leaves the fewest parameters open.
    for guess in sorted(filter(_usable, guesses(tools)), key=lambda one: (-one.sureness, len(one.unfilled))):
        best.setdefault(guess.verb, guess)
    verbs = {verb: _drafted(best[verb], known[best[verb].tool]) for verb in ORDER if verb in best}
    return VerbsDraft(verbs, listed_states(known.values()))


def listed_states(tools: Iterable[Sequence[Parameter]]) -> dict[str, str]:
    """The server's words for the states, by the contract's, from the choices of its parameters."""
    found: dict[str, str] = {}
    for parameter in (one for tool in tools for one in tool if meaning(one.name, ("status",))):
        for word in parameter.choices:
            if isinstance(word, str) and (state := state_of(word)):
                found.setdefault(state, word)
    return found


def _usable(guess: Guess) -> bool:
    """Whether a tool that is taken for something that is done to one task can be told which."""
    return guess.verb not in OF_ONE_TASK or "task_id" in guess.arguments.values()


def _drafted(guess: Guess, known: Sequence[Parameter]) -> VerbDraft:
    return VerbDraft(guess.verb, guess.tool, f"guessed: {guess.why}", argument_lines(guess, known))
