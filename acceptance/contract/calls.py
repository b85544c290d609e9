"""A tool call, before it is made and after."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from acceptance.errors import NotOfferedError


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call that is to be made, or the first of those that one verb needs.

    Attributes:
        verb: the action in the words of the features, for messages.
        tool: the tool's name.
        arguments: its arguments.
        paged: whether the answer has further pages, reached by counting `offset` up.
        asked: what is asked for, by the contract's names, whatever the target calls it.
        manner: how a dialect has it said, and how it reads what is answered; `None` for a call that is sent and read
            as it is.
        lacking: what the dialect has no way to say of it; empty where it can be said.
        later: the tools and parameters of the calls that may follow the first.
        done_by_first: whether the first does what is asked for, and those that follow only look what came of it.
        stands_for: the contract's tool that does what is asked for; empty where it is called itself.
    """

    verb: str
    tool: str
    arguments: dict[str, Any] = field(default_factory=dict)
    paged: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict, compare=False)
    manner: Manner | None = field(default=None, compare=False, repr=False)
    lacking: str = ""
    later: tuple[tuple[str, tuple[str, ...]], ...] = ()
    done_by_first: bool = False
    stands_for: str = field(default="", compare=False)

    @property
    def promised(self) -> str:
        """The contract's tool of which this is promised, whatever the target calls it."""
        return self.stands_for or self.tool

    def page(self, size: int, offset: int) -> Call:
        """The same call for one page of its answer."""
        page = {"limit": size, "offset": offset}
        if self.manner is None:
            return replace(self, arguments={**self.arguments, **page}, asked={**self.asked, **page})
        return self.manner.say(self, {**self.asked, **page})

    def most_of_a_page(self, size: int) -> int:
        """So many entries of its answer as a page can have, at most a size."""
        return size if self.manner is None else min(size, self.manner.page_bound or size)

    def alone(self) -> Call:
        """The call that does it, without looks behind it: for those who write the messages of the protocol themselves.

        Raises:
            NotOfferedError: the dialect has no way to say it, or needs several calls to do it.
        """
        if self.lacking or (self.later and not self.done_by_first):
            raise NotOfferedError(self.lacking or f"{self.verb} in one call")
        return replace(self, later=()) if self.later else self


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool call brought back.

    Attributes:
        text: the text contents, joined by line ends.
        structured: the structured content, where the server sends it.
        is_error: whether the server flagged a refusal as the protocol wants it.
        milliseconds: from sending the call to having its answer.
        fields: what several calls brought together, by the contract's names; `None` where nothing was read yet.
    """

    text: str
    structured: dict[str, Any] | None
    is_error: bool
    milliseconds: float
    fields: Mapping[str, Any] | None = None


Conversation = Generator[Call, ToolResult, ToolResult]
"""The calls that one verb needs, each made when it is yielded, answered by what is sent; returns what came of all."""


class Manner(ABC):
    """How a verb is said to a target, and how its replies are read."""

    @property
    def page_bound(self) -> int | None:
        """The most entries that a page of its answer can have; `None` for no bound."""
        return None

    @abstractmethod
    def say(self, call: Call, asked: Mapping[str, Any]) -> Call:
        """The same call with something else asked for, by the contract's names."""

    @abstractmethod
    def converse(self, call: Call) -> Conversation:
        """The calls that it takes, one after the other; the end of the server's process is thrown in."""

    @abstractmethod
    def read(self, call: Call, result: ToolResult) -> Mapping[str, Any] | None:
        """The reply's fields by the contract's names; `None` where the reply has these names anyway."""

    def never_tells(self, name: str) -> bool:
        """Whether the target's replies have no place for a field, by the contract's name."""
        return False

    def places(self, call: Call, name: str) -> tuple[str, ...]:
        """Where a field is read in the reply to a call, by the contract's name; empty where by that name itself."""
        return ()


def conversation(call: Call) -> Conversation:
    """The calls that a call takes: itself alone, or what its dialect makes of it.

    Raises:
        NotOfferedError: the dialect has no way to say it.
    """
    if call.lacking:
        raise NotOfferedError(call.lacking)
    if call.manner is None:
        return _alone(call)
    return call.manner.converse(call)


def _alone(call: Call) -> Conversation:
    return (yield call)
