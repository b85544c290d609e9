"""The calls of a trial: each verb is spoken, shown, and judged by what was read of the replies."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field

from acceptance.commandline.stdio_client import Speaking
from acceptance.contract.calls import Call, ToolResult, conversation
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.display import one_line
from acceptance.drafting.advice import Expected, differing, missing
from acceptance.drafting.read_lines import read_lines, shown
from acceptance.errors import NotOfferedError, TargetFaultError


@dataclass(slots=True)
class Spoken:
    """What was spoken in a trial, and what came of it.

    Attributes:
        talk: the server.
        dialect: what is spoken.
        understood: what was spoken and read as it should be.
        problems: what was not understood, by what was spoken.
        left_out: what the dialect has no way to say, by what was to be spoken.
    """

    talk: Speaking
    dialect: Dialect
    understood: list[str] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def speak(self, name: str, call: Call, expected: Expected) -> Generator[str, None, Reply | None]:
        """Speak a verb, and tell line by line what came of it; gives its reply, or `None` if there is none."""
        yield f"\n{name}"
        made: list[tuple[Call, ToolResult]] = []
        try:
            result = self._converse(call, made)
        except NotOfferedError as error:
            yield f"  not offered: {one_line(error.what)}"
            self.left_out[name] = error.what
            return None
        except TargetFaultError as error:
            yield from (f"  {line}" for line in sent(made))
            yield f"  not answered: {one_line(str(error))}"
            self.problems.setdefault(name, []).append(str(error))
            return None
        yield from (f"  {line}" for line in sent(made))
        reply = Reply(call, result)
        self.dialect.note(reply)
        yield from self._judge(name, reply, [answer for _, answer in made], expected)
        return reply

    def with_filters(self, verb: str) -> str:
        """A verb, with the filters that were understood of it."""
        filters = [one.removeprefix(f"{verb} by ") for one in self.understood if one.startswith(f"{verb} by ")]
        return f"{verb} (by {', '.join(filters)})" if filters else verb

    def _judge(
        self, name: str, reply: Reply, answers: list[ToolResult], expected: Expected
    ) -> Generator[str, None, None]:
        yield from (f"  {line}" for line in read_lines(reply, expected.identity))
        wrong = missing(reply, answers, expected)
        for sentence in differing(reply, answers, expected):
            yield f"  CHECK: {one_line(sentence)}"
        for sentence in wrong:
            yield f"  NOT UNDERSTOOD: {one_line(sentence)}"
        if wrong:
            self.problems.setdefault(name, []).extend(wrong)
        else:
            self.understood.append(name)

    def _converse(self, call: Call, made: list[tuple[Call, ToolResult]]) -> ToolResult:
        """Make the calls of a verb, and note each with its answer.

        Raises:
            NotOfferedError: the dialect cannot say it.
            TargetFaultError: the server did not answer.
        """
        talk = conversation(call)
        try:
            one = next(talk)
            while True:
                try:
                    result = self.talk.call(one.tool, one.arguments)
                except TargetFaultError as fault:
                    one = talk.throw(fault)
                else:
                    made.append((one, result))
                    one = talk.send(result)
        except StopIteration as end:
            outcome: ToolResult = end.value
            return outcome


def sent(made: list[tuple[Call, ToolResult]]) -> Generator[str, None, None]:
    """Calls and their answers."""
    for one, answer in made:
        yield f"--> {one_line(one.tool)} {shown(one.arguments)}"
        flagged = "(flagged as an error) " if answer.is_error else ""
        yield f"<-- {flagged}{shown(answer.structured or answer.text)}"
