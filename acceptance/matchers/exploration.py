"""Assertions about explorations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.exploration.random_calls import RandomCalls
from acceptance.exploration.telling import summarise
from acceptance.matchers.findings import Finding

if TYPE_CHECKING:
    from acceptance.exploration.explorer import Exploration


def agrees_with_contract() -> Finding[RandomCalls]:
    """Every reply and every look agreed with the model of the contract."""

    def in_words(_: RandomCalls, made: Exploration) -> str:
        count = len(made.findings)
        return f"{count} differ, after {made}:\n{summarise(made.findings)}" if count else f"there were {made}"

    return Finding(
        "every reply and every search agrees with the contract",
        lambda calls: calls.exploration,
        lambda made: made.steps > 0 and not made.findings,
        in_words,
    )
