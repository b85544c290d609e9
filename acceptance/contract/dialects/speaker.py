"""Who says verbs: what all groups of verbs are said with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from acceptance.contract.calls import Call


class Speaker(ABC):
    """Whoever turns what is asked for, by the contract's names, into a call."""

    @abstractmethod
    def say(self, verb: str, asked: Mapping[str, Any], *, words: str = "") -> Call:
        """A verb as a call; what cannot be said is told as lacking, and found when the call is required or made.

        Args:
            verb: its name in a dialect file.
            asked: what is asked for, by the contract's names.
            words: what it is called in messages, where that is not what the verb is called.
        """


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments that were given: those that are None are not asked for."""
    return {name: value for name, value in arguments.items() if value is not None}
