"""One call of a verb, as a dialect file has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from acceptance.contract.calls import Call
from acceptance.contract.dialects.expressions import Path
from acceptance.contract.dialects.reading import Field, Reading, Refusal
from acceptance.contract.dialects.wording import Argument, roots_of


@dataclass(frozen=True)
class Step:
    """One call of a verb.

    Attributes:
        tool: the tool.
        arguments: how its arguments are made.
        condition: the call is made only where this finds something true among what is known; `None` for always.
        impossible: what it is made for cannot be had where this finds something true among what is known.
        each: it is made once for each entry of this list; `None` for once.
        until: the state that the task must be in, before which the call is repeated; empty for one call.
        at_most: how often it is repeated.
        carry: what is kept of its reply for the calls behind it.
        gather: what is kept of each of its replies, as lists.
        reading: what is read out of its reply; `None` where the reply has the contract's names.
        finds: the values by which the task is found among those that the reply lists; empty where it is told as one.
        refusal: what tells that it was refused.
        looks: whether it is a look that another verb makes as well, so that its time is none of the verb's own.
    """

    tool: str
    arguments: Mapping[str, Argument]
    condition: Path | None = None
    impossible: Path | None = None
    each: Path | None = None
    until: str = ""
    at_most: int = 5
    carry: Mapping[str, Field] = field(default_factory=dict)
    gather: Mapping[str, Field] = field(default_factory=dict)
    reading: Reading | None = None
    finds: tuple[str, ...] = ()
    refusal: Refusal = field(default_factory=Refusal)
    looks: bool = False

    @cached_property
    def roots(self) -> frozenset[str]:
        """The names that it says something of."""
        paths = filter(None, (self.condition, self.each))
        return roots_of(self.arguments).union(*(path.roots for path in paths), self.finds)

    @cached_property
    def constants(self) -> Mapping[str, Any]:
        """The arguments that are always the same."""
        return {name: one.constant for name, one in self.arguments.items() if one.fixed}

    def makes(self, call: Call) -> bool:
        """Whether a call may be this one: it is of the tool, and has the arguments that are always the same."""
        return call.tool == self.tool and all(
            call.arguments.get(name, told) == told for name, told in self.constants.items()
        )

    @cached_property
    def form(self) -> tuple[str, str]:
        """What it is told by among calls of the same tool: the tool, and the arguments that are always the same."""
        return self.tool, json.dumps(self.constants, sort_keys=True, default=str)

    @property
    def has_pages(self) -> bool:
        """Whether a page of its answer can be asked for."""
        return "limit" in self.roots and not self.roots.isdisjoint({"offset", "page"})

    @cached_property
    def kept(self) -> frozenset[str]:
        """The names that it keeps for the calls behind it."""
        return frozenset((*self.carry, *self.gather))

    def parameters(self, known: frozenset[str]) -> tuple[str, ...]:
        """The parameters that it may send where these names are given."""
        return tuple(name for name, one in self.arguments.items() if one.possible(known))
