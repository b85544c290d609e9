"""What an agent pays for a list of tools and for replies: measured, and kept as figures of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.clients import as_sent, cost_of, tokens_of
from acceptance.contract.reply import Reply
from acceptance.errors import TargetFaultError
from acceptance.evidence.evidence import Figure

if TYPE_CHECKING:
    from acceptance.scenario.discovery import Discovery
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.task_queries import TaskQueries

REQUIREMENT: Final = "CLIENT-3"
LARGE: Final = 2_000
"""So many bytes of structured content are large: to say less than that twice costs nobody anything."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What something costs.

    Attributes:
        name: what it is, in words.
        tokens: the most that it takes, as an estimate.
        size: the same in bytes.
        details: what else is to be known of it.
    """

    name: str
    tokens: int
    size: int
    details: Mapping[str, Any]


class Costs:
    """Measures what a scenario has listed, read or asked for last."""

    def __init__(self, state: ScenarioState, discovery: Discovery, task_queries: TaskQueries) -> None:
        self._state = state
        self._discovery = discovery
        self._task_queries = task_queries

    def measure(self, what: str, most: int) -> Sequence[Measured]:
        """Measure what the words of the features name, and keep the highest cost as a figure of the run.

        Args:
            what: one of the `MEASURES`.
            most: the tokens that it may take.
        """
        found = MEASURES[what](self)
        highest = max(found, key=lambda one: one.tokens)
        figure = Figure(
            requirement=REQUIREMENT,
            name=highest.name,
            value=highest.tokens,
            unit="tokens",
            bound=f"at most {most:,} tokens",
            met=highest.tokens <= most,
            low=highest.tokens,
            high=highest.tokens,
            details={"absolute": f"{highest.size:,} bytes", "bytes": highest.size, **highest.details},
        )
        self._state.evidence.measure(figure)
        self._state.evidence.note(f"what {highest.name} costs", {"tokens": highest.tokens, **figure.details}, 0.0)
        return found

    def tool_list(self) -> list[Measured]:
        """The list of tools, with the cost of each tool."""
        cost = cost_of(self._discovery.tools)
        each = dict(cost.tools[:100])
        return [Measured("the tool list", cost.tokens, cost.whole, {"outputs": cost.outputs, "each": each})]

    def pages(self) -> list[Measured]:
        """The pages of the last search; one that shows a single task could not have been cut, and counts alone only.

        Raises:
            TargetFaultError: the search was rejected, or answered with no list.
        """
        answer = self._answer()
        pages = [reply for reply in answer if len(reply.tasks) != 1] or answer
        return [_of("a page of tasks", reply) for reply in pages]

    def reply(self) -> list[Measured]:
        """The last reply.

        Raises:
            TargetFaultError: it is a rejection.
        """
        reply = self._state.reply
        if reply.refused:
            raise TargetFaultError(f"the {reply.call.verb} was rejected: {reply.shortened()}")
        return [_of(f"the reply to the {reply.call.verb}", reply)]

    @property
    def repetitions(self) -> list[float]:
        """How often the text of each large page tells the structured content beside it.

        Raises:
            TargetFaultError: the search was rejected, or answered with no list.
        """
        told = [(reply.result.text, as_sent(reply.result.structured)) for reply in self._answer()]
        return [_bytes(text) / _bytes(fields) for text, fields in told if _bytes(fields) >= LARGE]

    def _answer(self) -> list[Reply]:
        """The pages of the last search, of which each must list tasks, be it none."""
        return [reply for reply in self._task_queries.answer if self._listed(reply)]

    def _listed(self, reply: Reply) -> bool:
        if reply.refused:
            raise TargetFaultError(f"the search was rejected: {reply.shortened()}")
        return reply.listing is not None


MEASURES: Final[Mapping[str, Callable[[Costs], list[Measured]]]] = {
    "the tool list": Costs.tool_list,
    "every page": Costs.pages,
    "the reply": Costs.reply,
}
"""What can be measured, by the words of the features."""


def _of(name: str, reply: Reply) -> Measured:
    """The cost of a reply: a client passes on its text or its structured content, and one of them is the longer."""
    parts = (reply.result.text, as_sent(reply.result.structured) if reply.result.structured else "")
    longest = max(parts, key=_bytes)
    return Measured(name, tokens_of(longest), _bytes(longest), {})


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
