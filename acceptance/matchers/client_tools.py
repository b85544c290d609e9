"""Assertions about what clients and the agents behind them can do with a list of tools and with replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from acceptance.contract.clients import ClientRule
from acceptance.errors import SuiteError
from acceptance.faults.multitude import Multitude
from acceptance.matchers.findings import Finding, quoted_around
from acceptance.scenario.costs import Costs, Measured

if TYPE_CHECKING:
    from mcp_types import Tool

MOST_FAULTS: Final = 20
"""A reader of a message gets lost among more than these."""
TWICE: Final = 2.0


def keeps(rule: ClientRule, clients: str) -> Finding[Sequence[Tool]]:
    """Every tool keeps a rule of these client families.

    Raises:
        SuiteError: the rule is one of other families.
    """
    if clients != rule.clients:
        raise SuiteError(f'The rule "every tool {rule.words}" is required by {rule.clients}, not by {clients}.')
    return Finding(
        f"every tool {rule.words}",
        lambda tools: [f"{tool.name[:100] or 'a tool without a name'} {fault}" for tool, fault in rule.faults(tools)],
        lambda faults: not faults,
        lambda tools, faults: "; ".join(faults[:MOST_FAULTS]) + f" ({len(faults)} in all)",
    )


def takes_at_most(most: int) -> Finding[Sequence[Measured]]:
    """Everything that was measured takes at most so many tokens."""
    return Finding(
        f"it takes at most {most:,} tokens",
        lambda found: [f"{one.name} takes {one.tokens:,} ({one.size:,} bytes)" for one in found if one.tokens > most],
        lambda expensive: not expensive,
        lambda found, expensive: f"{'; '.join(expensive[:MOST_FAULTS])}, estimated at three bytes a token",
    )


def says_it_once() -> Finding[Costs]:
    """No text tells the structured content beside it twice."""
    return Finding(
        "the text of every page repeats its content at most once",
        lambda costs: max(costs.repetitions, default=0.0),
        lambda times: times < TWICE,
        lambda costs, times: f"one text is {times:.1f} times as long as the structured content beside it",
    )


def shows_the_whole_description() -> Finding[Multitude]:
    """Reading one of many tasks shows its description in every character."""
    return Finding(
        "reading one of these tasks shows its whole description",
        lambda many: (many.look_at_description(), many.description),
        lambda found: found[0] == found[1],
        lambda many, found: f"it shows {quoted_around(found[0], found[1])}",
    )
